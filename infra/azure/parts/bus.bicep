// The queues of infra/topology.json: the same list that the local broker reads.
import { roles } from 'roles.bicep'

param token string
param location string
param tags object
param runtimePrincipalId string

var queues = loadJsonContent('../../topology.json').queues

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sb-assent-${token}'
  location: location
  tags: tags
  // Basic has no sessions; Premium is needed only for private endpoints.
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

// requiresSession cannot be changed on a queue that is there: such a change means a new queue.
resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for item in queues: {
    parent: namespace
    name: item.name
    properties: {
      requiresSession: item.requiresSession
      lockDuration: item.lockDuration
      maxDeliveryCount: item.maxDeliveryCount
      defaultMessageTimeToLive: item.defaultMessageTimeToLive
      deadLetteringOnMessageExpiration: item.deadLetteringOnMessageExpiration
    }
  }
]

resource receives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in queues: {
    name: guid(queue[index].id, runtimePrincipalId, roles.serviceBusDataReceiver)
    scope: queue[index]
    properties: {
      principalId: runtimePrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
    }
  }
]

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (item, index) in queues: {
    name: guid(queue[index].id, runtimePrincipalId, roles.serviceBusDataSender)
    scope: queue[index]
    properties: {
      principalId: runtimePrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
    }
  }
]

output name string = namespace.name
output fullyQualifiedNamespace string = '${namespace.name}.servicebus.windows.net'
