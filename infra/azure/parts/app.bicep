// The Functions app on Flex Consumption: https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
// Runtime, package and scale live in functionAppConfig; the app settings of older plans
// (FUNCTIONS_WORKER_RUNTIME, WEBSITE_RUN_FROM_PACKAGE …) must not be set.
param token string
param location string
param tags object
param nodeVersion string
param alwaysReadyFunctions array
param identityId string
param packagesUrl string

var readyFunctions = [for name in alwaysReadyFunctions: { name: 'function:${name}', instanceCount: 1 }]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-assent-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-assent-${token}'
  location: location
  // azd finds the app of the service `relay` of azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'relay' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        // The lowest that the plan's documentation allows. One instance serves all 64 partitions at once.
        maximumInstanceCount: 40
        // HTTP functions share instances, every other function has its own. Dataverse waits for the webhook: it may not
        // find a cold start.
        alwaysReady: concat([{ name: 'http', instanceCount: 1 }], readyFunctions)
      }
    }
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = site.name
output hostName string = site.properties.defaultHostName
