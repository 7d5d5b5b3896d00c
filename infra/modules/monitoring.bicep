@description('What makes names unique.')
param token string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The app\'s identity: it alone may write telemetry, by the role and not by a key.')
param appPrincipalId string

var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

module workspace 'br/public:avm/res/operational-insights/workspace:0.16.1' = {
  name: 'log-analytics'
  params: {
    name: 'log-linkwatch-${token}'
    location: location
    tags: tags
    skuName: 'PerGB2018'
    dataRetention: 30
    // What a fault that floods the log can cost is bounded; a quiet day needs a few megabytes.
    dailyQuotaGb: '1'
  }
}

module applicationInsights 'br/public:avm/res/insights/component:0.8.0' = {
  name: 'application-insights'
  params: {
    name: 'appi-linkwatch-${token}'
    location: location
    tags: tags
    workspaceResourceId: workspace.outputs.resourceId
    disableLocalAuth: true
    roleAssignments: [
      {
        principalId: appPrincipalId
        principalType: 'ServicePrincipal'
        roleDefinitionIdOrName: monitoringMetricsPublisher
      }
    ]
  }
}

output applicationInsightsId string = applicationInsights.outputs.resourceId
output connectionString string = applicationInsights.outputs.connectionString
