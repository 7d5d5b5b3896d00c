@description('What makes names unique.')
param token string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('What the rules look at.')
param applicationInsightsId string

@description('Who is told.')
param email string

@description('How long without a checked page until it is told.')
param silence string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-linkwatch-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'linkwatch'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// Each row of a metric is one that the code wrote: the host fills its sum, and leaves the rest to the ingestion.
var rules = [
  {
    // The last sweep's count: what was put back is over.
    name: 'poison'
    description: 'Messages failed for good: look at them with linkwatch status, put them back with linkwatch requeue.'
    severity: 2
    query: 'customMetrics | where name == "linkwatch.poison.messages" | summarize arg_max(timestamp, valueSum) | where valueSum > 0'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    name: 'silence'
    description: 'No page was checked for a long time.'
    severity: 1
    query: 'customMetrics | where name == "linkwatch.checked.pages" and valueSum > 0'
    operator: 'LessThan'
    threshold: 1
    window: silence
    every: 'PT1H'
  }
  {
    name: 'timers'
    description: 'The sweep did not run for an hour: timers have been seen to stop after a deployment. Restart the app.'
    severity: 1
    query: 'customMetrics | where name == "linkwatch.poison.messages"'
    operator: 'LessThan'
    threshold: 1
    window: 'PT1H'
    every: 'PT15M'
  }
  {
    name: 'failures'
    description: 'Functions fail again and again.'
    severity: 2
    query: 'requests | where success == false and operation_Name in ("ScheduleTimer", "CheckQueue", "AlertQueue", "SweepTimer", "SpikeTimer")'
    operator: 'GreaterThan'
    threshold: 10
    window: 'PT1H'
    every: 'PT15M'
  }
]

resource watch 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: 'linkwatch-${rule.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'LinkWatch: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [applicationInsightsId]
    windowSize: rule.window
    evaluationFrequency: rule.every
    // The metric is not there before the app first ran.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: rule.operator
          threshold: rule.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}]
