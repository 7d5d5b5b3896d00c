import { privateLink } from 'private-endpoint.bicep'

@description('Name of the storage account.')
param name string

@description('Azure region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Principal ID of the app.')
param appPrincipalId string

@description('Principal ID of whoever deploys. Leave empty to grant no access.')
param principalId string

@description('Type of the deploying principal.')
param principalType 'User' | 'ServicePrincipal'

@description('Network for private endpoints. If null, the account is reachable over its public endpoints.')
param network privateLink?

var packageContainerName = 'app-package'
var rankContainerName = 'ranks'
var services = ['blob', 'queue', 'table']
var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var appRoles = [blobDataOwner, queueDataContributor, tableDataContributor]
var deployerRoles = [queueDataContributor, tableDataContributor]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: network == null ? 'Allow' : 'Deny'
    }
    // Can only be set when the account is created.
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource packages 'containers' = {
      name: packageContainerName
      properties: {
        publicAccess: 'None'
      }
    }

    resource ranks 'containers' = {
      name: rankContainerName
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    scope: account
    name: guid(account.id, appPrincipalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role))
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource deployerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in deployerRoles: if (!empty(principalId)) {
    scope: account
    name: guid(account.id, principalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role))
    properties: {
      principalId: principalId
      principalType: principalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// The rank lists alone: whoever deploys uploads them, and nothing else in blobs.
resource rankAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(principalId)) {
  scope: account::blobs::ranks
  name: guid(account::blobs::ranks.id, principalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor))
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
}

module endpoints 'private-endpoint.bicep' = [
  for (service, i) in services: if (network != null) {
    name: 'storage-${service}'
    params: {
      name: '${account.name}-${service}-${i}'
      location: location
      tags: tags
      targetId: account.id
      service: service
      subnetId: network!.subnetId
      zoneId: network!.zoneIds[service]
    }
  }
]

output name string = account.name
output blobServiceUri string = account.properties.primaryEndpoints.blob
output queueServiceUri string = account.properties.primaryEndpoints.queue
output tableServiceUri string = account.properties.primaryEndpoints.table
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${packageContainerName}'
