// A dead letter is a nudge that nobody could settle: a timer brings it back, and somebody should look why.
// Metrics of the namespace: https://learn.microsoft.com/azure/service-bus-messaging/monitor-service-bus-reference
param token string
param tags object
param busName string
param email string

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: busName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-assent-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'assent'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'assent-dead-letters-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'A queue has dead letters.'
    enabled: true
    severity: 2
    scopes: [namespace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'deadLetters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}
