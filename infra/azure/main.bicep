// Everything that one deployment of Assent needs, in one resource group. One deployment serves one organisation.
// The runbook is README.md in this folder.
targetScope = 'resourceGroup'

@description('Names the environment (test, production): it is part of every resource name.')
@minLength(1)
@maxLength(64)
param environmentName string

param location string = resourceGroup().location

@description('The organisation, without a slash at the end: https://contoso.crm4.dynamics.com')
param dataverseUrl string

@description('The organisation id (Power Platform admin center, Settings, Session details): a copied environment has another one and is refused.')
param organizationId string

@description('The app registration that is an application user in the organisation.')
param dataverseClientId string

@description('The Entra tenant of the organisation, where it is not the tenant of this subscription.')
param dataverseTenantId string = tenant().tenantId

param spotlerUrl string = 'https://restapi.mailplus.nl/integrationservice-1.1.0'

@description('True while the webhook key is being replaced: both keys are accepted. The secret webhook-key-next must be there first.')
param acceptNextWebhookKey bool = false

@description('Node on Flex Consumption. 24 is what the product is developed on; 22 is the way back where a region does not offer it.')
@allowed(['24', '22'])
param nodeVersion string = '24'

@description('Functions with a queue of which one instance is always running, and paid for. Without it the first message after a quiet time waits for a cold start.')
param alwaysReadyFunctions array = ['relay', 'withdrawals']

@description('Dataverse queries a second for live events, in one process.')
@minValue(1)
param eventQueriesPerSecond int = 6

@description('Where your own alarm system takes signed events (the secret: vault, alarm-secret). Empty: nobody is told.')
param alarmUrl string = ''

@description('Object id of the person or pipeline that writes the secrets. Empty: nobody is granted that here.')
param operatorPrincipalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@description('Who is told of dead letters. Empty: the alert is only shown in the portal.')
param alertEmail string = ''

@description('Zone redundant where the region has zones; Standard_LRS where it has none.')
@allowed(['Standard_ZRS', 'Standard_LRS'])
param storageSku string = 'Standard_ZRS'

@minValue(30)
param logRetentionDays int = 30

var token = toLower(uniqueString(subscription().id, resourceGroup().id, environmentName))
// azd finds its own resources by this tag.
var tags = { 'azd-env-name': environmentName }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-assent-${token}'
  location: location
  tags: tags
}

module logs 'parts/logs.bicep' = {
  name: 'logs'
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: logRetentionDays
    runtimePrincipalId: identity.properties.principalId
  }
}

module storage 'parts/storage.bicep' = {
  name: 'storage'
  params: {
    token: token
    location: location
    tags: tags
    sku: storageSku
    runtimePrincipalId: identity.properties.principalId
  }
}

module bus 'parts/bus.bicep' = {
  name: 'bus'
  params: {
    token: token
    location: location
    tags: tags
    runtimePrincipalId: identity.properties.principalId
  }
}

module vault 'parts/vault.bicep' = {
  name: 'vault'
  params: {
    token: token
    location: location
    tags: tags
    runtimePrincipalId: identity.properties.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
  }
}

module app 'parts/app.bicep' = {
  name: 'app'
  params: {
    token: token
    location: location
    tags: tags
    nodeVersion: nodeVersion
    alwaysReadyFunctions: alwaysReadyFunctions
    identityId: identity.id
    packagesUrl: storage.outputs.packagesUrl
  }
}

module settings 'parts/settings.bicep' = {
  name: 'settings'
  params: {
    appName: app.outputs.name
    identityClientId: identity.properties.clientId
    hostStorageName: storage.outputs.hostStorageName
    tablesUrl: storage.outputs.tablesUrl
    busNamespace: bus.outputs.fullyQualifiedNamespace
    vaultName: vault.outputs.name
    insightsName: logs.outputs.insightsName
    dataverseUrl: dataverseUrl
    dataverseTenantId: dataverseTenantId
    dataverseClientId: dataverseClientId
    organizationId: organizationId
    spotlerUrl: spotlerUrl
    acceptNextWebhookKey: acceptNextWebhookKey
    eventQueriesPerSecond: eventQueriesPerSecond
    alarmUrl: alarmUrl
  }
}

module alerts 'parts/alerts.bicep' = {
  name: 'alerts'
  params: {
    token: token
    tags: tags
    busName: bus.outputs.name
    email: alertEmail
  }
}

// azd keeps outputs in its environment file, so nothing secret may be among them.
output AZURE_FUNCTION_NAME string = app.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output WEBHOOK_URL string = 'https://${app.outputs.hostName}/api/dataverse'
output HEALTH_URL string = 'https://${app.outputs.hostName}/api/health'
