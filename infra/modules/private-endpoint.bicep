@description('Where private endpoints go: the subnet, and the private DNS zone of each service.')
@export()
type privateLink = {
  subnetId: string
  zoneIds: {
    blob: string
    queue: string
    table: string
    vault: string
  }
}

@description('Name of the connection; the endpoint is named after it.')
param name string

@description('Azure region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Resource to connect to.')
param targetId string

@description('Service of the resource to connect to, such as blob.')
param service string

@description('Subnet for the endpoint.')
param subnetId string

@description('Private DNS zone of the service.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: 'pep-${name}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [service]
        }
      }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: last(split(zoneId, '/'))
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
