@description('Suffix that makes resource names unique.')
param token string

@description('Azure region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Principal ID of the app. It sends telemetry as itself, without a key.')
param appPrincipalId string

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-linkwatch-${token}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    // Limits what a fault that floods the log can cost. A quiet day needs a few megabytes.
    workspaceCapping: {
      dailyQuotaGb: 1
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-linkwatch-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(
    insights.id,
    appPrincipalId,
    subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  )
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  }
}

output applicationInsightsId string = insights.id
output connectionString string = insights.properties.ConnectionString
