// Two accounts: what the Functions host keeps for itself (the package, timer leases, keys) and what the relay
// remembers. So the host's wide blob role never reaches the relay's tables, and the tables can be kept when the app goes.
import { roles } from 'roles.bicep'

param token string
param location string
param tags object
param sku string
param runtimePrincipalId string

var locked = {
  accessTier: 'Hot'
  allowBlobPublicAccess: false
  allowSharedKeyAccess: false
  allowCrossTenantReplication: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'sthost${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: locked

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'packages'
    }
  }
}

// Its tables are made by the relay itself: one of them is new each month.
resource stateStorage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'ststate${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: locked
}

resource keepsHostState 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostStorage.id, runtimePrincipalId, roles.storageBlobDataOwner)
  scope: hostStorage
  properties: {
    principalId: runtimePrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

resource keepsTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(stateStorage.id, runtimePrincipalId, roles.storageTableDataContributor)
  scope: stateStorage
  properties: {
    principalId: runtimePrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
  }
}

output hostStorageName string = hostStorage.name
output packagesUrl string = '${hostStorage.properties.primaryEndpoints.blob}${hostStorage::blobs::packages.name}'
// The SDK joins the table's name to it, with one slash.
output tablesUrl string = 'https://${stateStorage.name}.table.${environment().suffixes.storage}'
