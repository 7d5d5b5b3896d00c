@description('The vault.')
param vaultName string

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

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

// Made once: a new key on each deployment would break the links in all mails that were sent.
@onlyIfNotExists()
resource unsubscribeKeys 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'unsubscribe-keys'
  properties: {
    value: 'first ${firstUnsubscribeSecret}'
  }
}

resource sendGrid 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(sendGridKey)) {
  parent: vault
  name: 'sendgrid-key'
  properties: {
    value: sendGridKey
  }
}

resource smtp 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(smtpPassword)) {
  parent: vault
  name: 'smtp-password'
  properties: {
    value: smtpPassword
  }
}

resource webhook 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(webhookSecret)) {
  parent: vault
  name: 'webhook-secret'
  properties: {
    value: webhookSecret
  }
}

resource slackUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(slackUrl)) {
  parent: vault
  name: 'slack-url'
  properties: {
    value: slackUrl
  }
}

resource teamsUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(teamsUrl)) {
  parent: vault
  name: 'teams-url'
  properties: {
    value: teamsUrl
  }
}

resource discordUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(discordUrl)) {
  parent: vault
  name: 'discord-url'
  properties: {
    value: discordUrl
  }
}

resource ntfyUrlSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(ntfyUrl)) {
  parent: vault
  name: 'ntfy-url'
  properties: {
    value: ntfyUrl
  }
}

resource ntfyTokenSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(ntfyToken)) {
  parent: vault
  name: 'ntfy-token'
  properties: {
    value: ntfyToken
  }
}
