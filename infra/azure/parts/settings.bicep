// The app settings: the names that functions/src/config.ts reads, and what the host needs to reach its resources
// with the identity instead of a key. Apart from the app, as they come after the roles on everything they name.
param appName string
param identityClientId string
param hostStorageName string
param tablesUrl string
param busNamespace string
param vaultName string
param insightsName string
param dataverseUrl string
param dataverseTenantId string
param dataverseClientId string
param organizationId string
param spotlerUrl string
param acceptNextWebhookKey bool
param eventQueriesPerSecond int
param alarmUrl string

// Without a version, so that a secret that was replaced needs no deployment.
// https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
var secret = '@Microsoft.KeyVault(VaultName=${vaultName};SecretName='

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource site 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AZURE_CLIENT_ID: identityClientId
        AzureWebJobsStorage__accountName: hostStorageName
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        ServiceBusConnection__fullyQualifiedNamespace: busNamespace
        ServiceBusConnection__credential: 'managedidentity'
        ServiceBusConnection__clientId: identityClientId
        TABLES_URL: tablesUrl
        DATAVERSE_URL: dataverseUrl
        DATAVERSE_TOKEN_URL: '${environment().authentication.loginEndpoint}${dataverseTenantId}/oauth2/v2.0/token'
        DATAVERSE_SCOPE: '${dataverseUrl}/.default'
        DATAVERSE_CLIENT_ID: dataverseClientId
        DATAVERSE_CLIENT_SECRET: '${secret}dataverse-client-secret)'
        ORGANIZATION_ID: organizationId
        WEBHOOK_KEY: '${secret}webhook-key)'
        SPOTLER_URL: spotlerUrl
        SPOTLER_KEY: '${secret}spotler-key)'
        SPOTLER_SECRET: '${secret}spotler-secret)'
        ADDRESS_KEY: '${secret}address-key)'
        EVENT_QUERIES_PER_SECOND: string(eventQueriesPerSecond)
        APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      },
      // A reference to a secret that is not there would hand its own text to the app as the key, and that text can be
      // guessed: so this one is set only while there is a second key.
      acceptNextWebhookKey ? { WEBHOOK_KEY_NEXT: '${secret}webhook-key-next)' } : {},
      empty(alarmUrl) ? {} : { ALARM_URL: alarmUrl, ALARM_SECRET: '${secret}alarm-secret)' }
    )
  }
}
