@description('Suffix that makes resource names unique.')
param token string

@description('Azure region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Application Insights resource that the rules query.')
param applicationInsightsId string

@description('Address that receives the alerts.')
param email string

@description('Time without a checked page before the silence rule fires.')
param silence string

@description('When the first deployment began. The rules about what is missing stay quiet until it can be there.')
param firstDeployed string

var silenceInKusto = { PT6H: '6h', P1D: '1d', P2D: '2d' }[silence]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
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

// Use valueSum: the host sets no other aggregate, so ingestion makes up the rest.
var rules = [
  {
    // Only the latest sweep counts: messages that were put back are no longer poison.
    name: 'poison'
    description: 'Messages failed permanently. Count them with linkwatch status and put them back with linkwatch requeue.'
    severity: 2
    query: 'customMetrics | where name == "linkwatch.poison.messages" | summarize arg_max(timestamp, valueSum) | where valueSum > 0'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    // As for poison: what was put back or delivered counts no longer.
    name: 'undelivered'
    description: 'Alerts could not be delivered for an hour, or failed permanently. linkwatch status counts them.'
    severity: 2
    query: 'customMetrics | where name == "linkwatch.undelivered.alerts" | summarize arg_max(timestamp, valueSum) | where valueSum > 0'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    name: 'silence'
    description: 'No page has been checked for a long time.'
    severity: 1
    query: 'customMetrics | where name == "linkwatch.checked.pages" and valueSum > 0 | summarize checked = count() | where checked == 0 and now() > datetime(${firstDeployed}) + ${silenceInKusto}'
    operator: 'GreaterThan'
    threshold: 0
    window: silence
    every: 'PT1H'
  }
  {
    name: 'timers'
    description: 'The sweep has not run for an hour. Timers sometimes stop after a deployment: restart the app.'
    severity: 1
    query: 'customMetrics | where name == "linkwatch.poison.messages" | summarize sweeps = count() | where sweeps == 0 and now() > datetime(${firstDeployed}) + 1h'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    every: 'PT15M'
  }
  {
    name: 'failures'
    description: 'Functions failed more than ten times within an hour; those that were cancelled do not count.'
    severity: 2
    // The host counts a cancellation as a failure, and its exception is all that tells the two apart.
    query: 'requests | where success == false and operation_Name in ("ScheduleTimer", "CheckQueue", "AlertQueue", "SweepTimer", "SpikeTimer") | join kind=leftanti (exceptions | where type endswith "TaskCanceledException" or innermostType endswith "TaskCanceledException") on operation_Id'
    operator: 'GreaterThan'
    threshold: 10
    window: 'PT1H'
    every: 'PT15M'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
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
      // The metrics do not exist before the first run of the app.
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
        actionGroups: [operators.id]
      }
    }
  }
]
