targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the azd environment. It names the resource group and makes all other names unique.')
param environmentName string

@minLength(1)
@description('Azure region. It must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Principal ID of whoever deploys. It gets access to the data, for the linkwatch command, and to the secrets. Leave empty to grant none.')
param principalId string = ''

@description('Type of the deploying principal.')
param principalType 'User' | 'ServicePrincipal' = 'User'

@description('Email address for the alert rules and the budget.')
param alertEmail string

@minValue(1)
@maxValue(40)
@description('Maximum number of instances. Each checks about a hundred pages at a time, so a few are enough, and the limit caps what a fault can cost.')
param maximumInstanceCount int = 3

@description('Whether storage and vault are reachable only from a virtual network. Its NAT gateway and private endpoints cost about 70 dollars a month.')
param vnetEnabled bool = false

@minValue(1)
@maxValue(64)
@description('Number of partitions for pages, fixed when the store is created. Four are enough for a million links (docs/scale.md).')
param shards int = 4

@description('When to schedule due checks, as a cron expression of six fields. Running more often costs more: each run is billed for at least one second.')
param tickSchedule string = '0 */5 * * * *'

@description('When to send due alerts and requeue stalled work, as a cron expression of six fields.')
param sweepSchedule string = '30 2/10 * * * *'

@description('When to look for spikes in the day that ended, as a cron expression of six fields. Sites can be in any time zone, so run it several times a day.')
param spikeSchedule string = '0 20 */3 * * *'

@allowed(['PT6H', 'P1D', 'P2D'])
@description('Time without a checked page before the silence rule fires. Choose P2D if you watch few pages and check them weekly.')
param silence string = 'P1D'

@description('When the first deployment began (UTC). Until pages can have been checked, the silence and timers rules stay quiet. A hook sets it once.')
param firstDeployed string = '2000-01-01T00:00:00Z'

@minValue(1)
@description('Monthly budget in dollars. It is created once; change it later in the portal.')
param monthlyBudget int = 10

@description('Page about your crawler, named in its user agent for the owners of visited sites. Set your own.')
param contactUrl string = 'https://linkwatch.example/bot'

@description('Sender of alert emails. It must be one that SendGrid or your mail server accepts.')
param mailFrom string = ''

@description('Public address of the API. Leave empty to use the address of the app.')
param publicUrl string = ''

@description('Mail addresses, separated by commas, of those who may see every site and the system in the dashboard.')
param operators string = ''

@description('Seconds between two requests to the same host.')
param interval string = '1'

@description('Number of hosts in a slice that are visited in parallel.')
param parallel string = '25'

@description('Seconds during which changes are collected into one alert.')
param alertGather string = '900'

@description('Address ranges (CIDR, separated by commas) that may be visited although they are not public, such as an intranet.')
param allowAddress string = ''

@description('Path of a publicsuffix.org list in the deployed package. Leave empty to use the built-in list.')
param publicSuffixList string = ''

@description('Whether to enable the sendgrid channel. Its key is kept in the vault.')
param sendGridEnabled bool = false

@description('SendGrid host. For accounts in the EU use https://api.eu.sendgrid.com.')
param sendGridHost string = ''

@description('Whether SendGrid only validates emails, without sending them.')
param sendGridSandbox string = 'false'

@secure()
@description('SendGrid API key, stored in the vault. Leave empty to keep the one in the vault.')
param sendGridKey string = ''

@description('Mail server of the smtp channel. Leave empty to disable the channel.')
param smtpHost string = ''

@description('Port of the mail server. Azure blocks port 25.')
param smtpPort string = '587'

@description('How the connection is encrypted: auto, starttls, implicit (TLS from the first byte) or none.')
param smtpTls string = 'auto'

@description('User name, if the mail server needs one. Its password is kept in the vault.')
param smtpUser string = ''

@secure()
@description('Password for the mail server, stored in the vault. Leave empty to keep the one in the vault.')
param smtpPassword string = ''

@description('Address that the webhook channel posts alerts to. Leave empty to disable the channel. Its secret is kept in the vault.')
param webhookUrl string = ''

@secure()
@description('Secret that signs webhooks, stored in the vault. Leave empty to keep the one in the vault.')
param webhookSecret string = ''

@secure()
@description('Incoming webhook of the slack channel, stored in the vault. Leave empty to disable the channel.')
param slackUrl string = ''

@secure()
@description('Workflow address of the teams channel, stored in the vault. Leave empty to disable the channel.')
param teamsUrl string = ''

@secure()
@description('Webhook of the discord channel, stored in the vault. Leave empty to disable the channel.')
param discordUrl string = ''

@secure()
@description('Topic address of the ntfy channel, stored in the vault. Leave empty to disable the channel.')
param ntfyUrl string = ''

@secure()
@description('Access token for the ntfy topic, stored in the vault. Leave empty if it needs none.')
param ntfyToken string = ''

@secure()
@description('API key of a Bing Webmaster Tools account, stored in the vault. Leave empty to ask Bing for no links.')
param bingKey string = ''

@secure()
@description('OAuth token of a Yandex Webmaster account, stored in the vault. Leave empty to ask Yandex for no links.')
param yandexToken string = ''

@secure()
@description('Secret for unsubscribe links, used only if the vault has none yet: links in emails already sent must keep working.')
param firstUnsubscribeSecret string = '${replace(newGuid(), '-', '')}${replace(newGuid(), '-', '')}'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var functionAppName = 'func-linkwatch-${token}'

func secretReference(vaultUri string, name string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${name})'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stlinkwatch${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
    network: vnetEnabled ? network!.outputs.privateLink : null
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
    network: vnetEnabled ? network!.outputs.privateLink : null
    firstUnsubscribeSecret: firstUnsubscribeSecret
    secrets: {
      'sendgrid-key': sendGridKey
      'smtp-password': smtpPassword
      'webhook-secret': webhookSecret
      'slack-url': slackUrl
      'teams-url': teamsUrl
      'discord-url': discordUrl
      'ntfy-url': ntfyUrl
      'ntfy-token': ntfyToken
      'bing-key': bingKey
      'yandex-token': yandexToken
    }
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    appPrincipalId: identity.outputs.principalId
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    name: functionAppName
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    packageContainerUri: storage.outputs.packageContainerUri
    maximumInstanceCount: maximumInstanceCount
    subnetId: vnetEnabled ? network!.outputs.functionsSubnetId : null
    settings: {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      AzureWebJobsStorage__blobServiceUri: storage.outputs.blobServiceUri
      AzureWebJobsStorage__queueServiceUri: storage.outputs.queueServiceUri
      AzureWebJobsStorage__tableServiceUri: storage.outputs.tableServiceUri
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
      AZURE_CLIENT_ID: identity.outputs.clientId
      LINKWATCH_TICK_SCHEDULE: tickSchedule
      LINKWATCH_SWEEP_SCHEDULE: sweepSchedule
      LINKWATCH_SPIKE_SCHEDULE: spikeSchedule
      LINKWATCH_SHARDS: string(shards)
      LINKWATCH_ALLOW_ADDRESS: allowAddress
      LINKWATCH_INTERVAL: interval
      LINKWATCH_PARALLEL: parallel
      LINKWATCH_CONTACT_URL: contactUrl
      LINKWATCH_ALERT_GATHER: alertGather
      LINKWATCH_PUBLIC_SUFFIX_LIST: publicSuffixList
      LINKWATCH_PUBLIC_URL: empty(publicUrl) ? 'https://${functionAppName}.azurewebsites.net' : publicUrl
      LINKWATCH_UNSUBSCRIBE_KEYS: secretReference(vault.outputs.uri, 'unsubscribe-keys')
      LINKWATCH_OPERATORS: operators
      LINKWATCH_MAIL_FROM: mailFrom
      LINKWATCH_SENDGRID_KEY: sendGridEnabled ? secretReference(vault.outputs.uri, 'sendgrid-key') : ''
      LINKWATCH_SENDGRID_HOST: sendGridHost
      LINKWATCH_SENDGRID_SANDBOX: sendGridSandbox
      LINKWATCH_SMTP_HOST: smtpHost
      LINKWATCH_SMTP_PORT: smtpPort
      LINKWATCH_SMTP_TLS: smtpTls
      LINKWATCH_SMTP_USER: smtpUser
      LINKWATCH_SMTP_PASSWORD: empty(smtpUser) ? '' : secretReference(vault.outputs.uri, 'smtp-password')
      LINKWATCH_WEBHOOK_URL: webhookUrl
      LINKWATCH_WEBHOOK_SECRET: empty(webhookUrl) ? '' : secretReference(vault.outputs.uri, 'webhook-secret')
      LINKWATCH_SLACK_URL: empty(slackUrl) ? '' : secretReference(vault.outputs.uri, 'slack-url')
      LINKWATCH_TEAMS_URL: empty(teamsUrl) ? '' : secretReference(vault.outputs.uri, 'teams-url')
      LINKWATCH_DISCORD_URL: empty(discordUrl) ? '' : secretReference(vault.outputs.uri, 'discord-url')
      LINKWATCH_NTFY_URL: empty(ntfyUrl) ? '' : secretReference(vault.outputs.uri, 'ntfy-url')
      LINKWATCH_NTFY_TOKEN: empty(ntfyToken) ? '' : secretReference(vault.outputs.uri, 'ntfy-token')
      LINKWATCH_BING_KEY: empty(bingKey) ? '' : secretReference(vault.outputs.uri, 'bing-key')
      LINKWATCH_YANDEX_TOKEN: empty(yandexToken) ? '' : secretReference(vault.outputs.uri, 'yandex-token')
    }
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    email: alertEmail
    silence: silence
    firstDeployed: firstDeployed
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  scope: group
  params: {
    amount: monthlyBudget
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_FUNCTION_NAME string = functions.outputs.name
output SERVICE_FUNCTIONS_NAME string = functions.outputs.name
output SERVICE_FUNCTIONS_URI string = functions.outputs.uri
