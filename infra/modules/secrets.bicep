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
