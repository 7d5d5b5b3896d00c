@description('The vault\'s name.')
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

@description('The subnet of the private endpoint; empty: the vault is reached through its public one.')
param privateSubnetId string

@description('The vault\'s private zone; empty without a subnet.')
param zoneId string

@secure()
@description('Used where the vault has no key of unsubscribe links.')
param firstUnsubscribeSecret string

@secure()
@description('SendGrid\'s API key; empty: what is there stays.')
param sendGridKey string

@secure()
@description('The mail server\'s password; empty: what is there stays.')
param smtpPassword string

@secure()
@description('What webhooks are signed with; empty: what is there stays.')
param webhookSecret string

@secure()
@description('The incoming webhook of channel "slack"; empty: there is none.')
param slackUrl string

@secure()
@description('The address of the workflow of channel "teams"; empty: there is none.')
param teamsUrl string

@secure()
@description('The webhook of channel "discord"; empty: there is none.')
param discordUrl string

@secure()
@description('The topic of channel "ntfy"; empty: there is none.')
param ntfyUrl string

@secure()
@description('The access token of channel "ntfy"; empty: there is none.')
param ntfyToken string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

var isPrivate = !empty(privateSubnetId)
var appRoles = [
  {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionIdOrName: secretsUser
  }
]
var deployerRoles = empty(principalId) ? [] : [
  {
    principalId: principalId
    principalType: principalType
    roleDefinitionIdOrName: secretsOfficer
  }
]

module vault 'br/public:avm/res/key-vault/vault:0.13.3' = {
  name: 'key-vault'
  params: {
    name: name
    location: location
    tags: tags
    sku: 'standard'
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
    privateEndpoints: map(isPrivate ? ['vault'] : [], service => {
      service: service
      subnetResourceId: privateSubnetId
      privateDnsZoneGroup: {
        privateDnsZoneGroupConfigs: [
          {
            privateDnsZoneResourceId: zoneId
          }
        ]
      }
      tags: tags
    })
    roleAssignments: concat(appRoles, deployerRoles)
  }
}

module secrets 'secrets.bicep' = {
  name: 'secrets'
  params: {
    vaultName: vault.outputs.name
    firstUnsubscribeSecret: firstUnsubscribeSecret
    sendGridKey: sendGridKey
    smtpPassword: smtpPassword
    webhookSecret: webhookSecret
    slackUrl: slackUrl
    teamsUrl: teamsUrl
    discordUrl: discordUrl
    ntfyUrl: ntfyUrl
    ntfyToken: ntfyToken
  }
}

output name string = vault.outputs.name
output unsubscribeKeysReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/unsubscribe-keys)'
output sendGridKeyReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/sendgrid-key)'
output smtpPasswordReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/smtp-password)'
output webhookSecretReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/webhook-secret)'
output slackUrlReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/slack-url)'
output teamsUrlReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/teams-url)'
output discordUrlReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/discord-url)'
output ntfyUrlReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/ntfy-url)'
output ntfyTokenReference string = '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/ntfy-token)'
