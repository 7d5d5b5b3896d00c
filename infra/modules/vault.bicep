import { privateLink } from 'private-endpoint.bicep'

@description('Name of the key vault.')
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

@description('Network for the private endpoint. If null, the vault is reachable over its public endpoint.')
param network privateLink?

@secure()
@description('Secret for unsubscribe links, used only if the vault has none yet.')
param firstUnsubscribeSecret string

@secure()
@description('Secrets for alert channels, by name. An empty value leaves the secret in the vault as it is.')
param secrets {
  *: string
}

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: network == null ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: network == null ? 'Allow' : 'Deny'
    }
  }
}

// Created once: a new secret on each deployment would break the links in every email already sent.
@onlyIfNotExists()
resource unsubscribeKeys 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'unsubscribe-keys'
  properties: {
    value: 'first ${firstUnsubscribeSecret}'
  }
}

resource givenSecrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for secret in items(secrets): if (!empty(secret.value)) {
    parent: vault
    name: secret.key
    properties: {
      value: secret.value
    }
  }
]

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser))
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource deployerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(principalId)) {
  scope: vault
  name: guid(vault.id, principalId, subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer))
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
  }
}

module endpoint 'private-endpoint.bicep' = if (network != null) {
  name: 'vault-endpoint'
  params: {
    name: '${vault.name}-vault-0'
    location: location
    tags: tags
    targetId: vault.id
    service: 'vault'
    subnetId: network!.subnetId
    zoneId: network!.zoneIds.vault
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
