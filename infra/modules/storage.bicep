@description('The account\'s name.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('The app\'s identity.')
param appPrincipalId string

@description('Who deploys; empty: nobody.')
param principalId string

@description('What kind of principal deploys.')
param principalType string

@description('The subnet of private endpoints; empty: the account is reached through its public ones.')
param privateSubnetId string

@description('The private zones by service; empty without a subnet.')
param zoneIds object

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

var packages = 'app-package'
var isPrivate = !empty(privateSubnetId)
var appRoles = map([blobDataOwner, queueDataContributor, tableDataContributor], role => {
  principalId: appPrincipalId
  principalType: 'ServicePrincipal'
  roleDefinitionIdOrName: role
})
var deployerRoles = map(empty(principalId) ? [] : [queueDataContributor, tableDataContributor], role => {
  principalId: principalId
  principalType: principalType
  roleDefinitionIdOrName: role
})

module account 'br/public:avm/res/storage/storage-account:0.33.0' = {
  name: 'storage-account'
  params: {
    name: name
    location: location
    tags: tags
    kind: 'StorageV2'
    skuName: 'Standard_LRS'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
    blobServices: {
      containers: [
        {
          name: packages
          publicAccess: 'None'
        }
      ]
    }
    privateEndpoints: map(isPrivate ? ['blob', 'queue', 'table'] : [], service => {
      service: service
      subnetResourceId: privateSubnetId
      privateDnsZoneGroup: {
        privateDnsZoneGroupConfigs: [
          {
            privateDnsZoneResourceId: zoneIds[service]
          }
        ]
      }
      tags: tags
    })
    roleAssignments: concat(appRoles, deployerRoles)
  }
}

output name string = account.outputs.name
output blobServiceUri string = account.outputs.serviceEndpoints.blob
output queueServiceUri string = account.outputs.serviceEndpoints.queue
output tableServiceUri string = account.outputs.serviceEndpoints.table
output packageContainer string = packages
