@description('The function app\'s name.')
param name string

@description('What makes names unique.')
param token string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The app\'s identity.')
param identityId string

@description('The identity\'s client id.')
param identityClientId string

@description('The account\'s blob service.')
param blobServiceUri string

@description('The account\'s queue service.')
param queueServiceUri string

@description('The account\'s table service.')
param tableServiceUri string

@description('The container that the app is deployed to.')
param packageContainer string

@description('Where telemetry goes.')
param applicationInsightsConnectionString string

@description('The most instances at once.')
param maximumInstanceCount int

@description('The subnet that the app is joined to; empty: none.')
param subnetId string

@description('LinkWatch\'s own settings.')
param settings object

module plan 'br/public:avm/res/web/serverfarm:0.7.0' = {
  name: 'plan'
  params: {
    name: 'plan-linkwatch-${token}'
    location: location
    tags: tags
    kind: 'linux'
    reserved: true
    skuName: 'FC1'
  }
}

module site 'br/public:avm/res/web/site:0.24.0' = {
  name: 'site'
  params: {
    name: name
    location: location
    tags: union(tags, { 'azd-service-name': 'functions' })
    kind: 'functionapp,linux'
    serverFarmResourceId: plan.outputs.resourceId
    httpsOnly: true
    managedIdentities: {
      userAssignedResourceIds: [identityId]
    }
    keyVaultAccessIdentityResourceId: identityId
    virtualNetworkSubnetResourceId: empty(subnetId) ? null : subnetId
    basicPublishingCredentialsPolicies: [
      {
        name: 'ftp'
        allow: false
      }
      {
        name: 'scm'
        allow: false
      }
    ]
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobServiceUri}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 512
        maximumInstanceCount: maximumInstanceCount
      }
    }
    siteConfig: {
      alwaysOn: false
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
    }
    configs: [
      {
        name: 'appsettings'
        properties: union(settings, {
          AzureWebJobsStorage__credential: 'managedidentity'
          AzureWebJobsStorage__clientId: identityClientId
          AzureWebJobsStorage__blobServiceUri: blobServiceUri
          AzureWebJobsStorage__queueServiceUri: queueServiceUri
          AzureWebJobsStorage__tableServiceUri: tableServiceUri
          APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
          APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
          AZURE_CLIENT_ID: identityClientId
        })
      }
    ]
  }
}

output name string = site.outputs.name
output uri string = 'https://${site.outputs.defaultHostname}'
