targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('The azd environment: names the resource group, and makes all other names unique.')
param environmentName string

@minLength(1)
@description('The Azure region; it must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Who deploys: gets at the data, for the linkwatch command, and at the secrets. Empty: nobody.')
param principalId string = ''

@allowed(['User', 'ServicePrincipal'])
@description('What kind of principal deploys.')
param principalType string = 'User'

@description('Where the alert rules and the budget write to.')
param alertEmail string

@minValue(1)
@maxValue(40)
@description('The most instances at once. Each checks some hundred pages at a time; few are needed, and the number bounds what a fault can cost.')
param maximumInstanceCount int = 3

@description('Whether storage and vault are reached through a virtual network alone. Its NAT gateway and private endpoints cost about 70 dollars a month.')
param vnetEnabled bool = false

@minValue(1)
@maxValue(64)
@description('Partitions that pages are spread over: fixed when the store is made, 4 serve a million links (docs/scale.md).')
param shards int = 4

@description('When to plan what is due: a cron expression of six fields. More often costs more: each run bills a second at least.')
param tickSchedule string = '0 */5 * * * *'

@description('When to send alerts that are due and put back what stalled: a cron expression of six fields.')
param sweepSchedule string = '30 2/10 * * * *'

@description('When to judge the day that ended: a cron expression of six fields. Sites may lie in any time zone, so several times a day.')
param spikeSchedule string = '0 20 */3 * * *'

@allowed(['PT6H', 'P1D', 'P2D'])
@description('How long without a single checked page until the silence is told. Choose two days where few pages are watched, and weekly.')
param silence string = 'P1D'

@minValue(1)
@description('Dollars a month at which the budget warns. It is made once; change it later in the portal.')
param monthlyBudget int = 10

@description('The page that our agent string names, for the owners of visited sites: set your own.')
param contactUrl string = 'https://linkwatch.example/bot'

@description('The sender of alerts; SendGrid and mail servers want one that they know.')
param mailFrom string = ''

@description('Where owners reach the API from outside; empty: at the app\'s own address.')
param publicUrl string = ''

@description('Seconds between two requests to one host.')
param interval string = '1'

@description('Hosts of a slice that are visited side by side.')
param parallel string = '25'

@description('Seconds for which changes join one alert.')
param alertGather string = '900'

@description('Address ranges (CIDR, separated by commas) that may be visited although they are not public, such as an intranet\'s.')
param allowAddress string = ''

@description('The path of a list of publicsuffix.org in the deployed package; empty: the built-in one.')
param publicSuffixList string = ''

@description('Whether there is a channel "sendgrid". Its key lies in the vault.')
param sendGridEnabled bool = false

@description('SendGrid\'s host; for accounts in the EU https://api.eu.sendgrid.com.')
param sendGridHost string = ''

@description('Whether SendGrid only checks mails and sends none.')
param sendGridSandbox string = 'false'

@secure()
@description('SendGrid\'s API key, put into the vault; empty: what is in the vault stays.')
param sendGridKey string = ''

@description('The mail server of channel "smtp"; empty: there is none.')
param smtpHost string = ''

@description('The mail server\'s port. Azure lets nobody out on 25.')
param smtpPort string = '587'

@description('How the connection is encrypted: auto, starttls, implicit (TLS from the first byte) or none.')
param smtpTls string = 'auto'

@description('The user, where the mail server wants one. Its password lies in the vault.')
param smtpUser string = ''

@secure()
@description('The mail server\'s password, put into the vault; empty: what is in the vault stays.')
param smtpPassword string = ''

@description('Where channel "webhook" posts alerts; empty: there is none. Its secret lies in the vault.')
param webhookUrl string = ''

@secure()
@description('What webhooks are signed with, put into the vault; empty: what is in the vault stays.')
param webhookSecret string = ''

@secure()
@description('The incoming webhook of channel "slack", kept in the vault; empty: there is none.')
param slackUrl string = ''

@secure()
@description('The address of the workflow of channel "teams", kept in the vault; empty: there is none.')
param teamsUrl string = ''

@secure()
@description('The webhook of channel "discord", kept in the vault; empty: there is none.')
param discordUrl string = ''

@secure()
@description('The topic of channel "ntfy", kept in the vault; empty: there is none.')
param ntfyUrl string = ''

@secure()
@description('The access token of channel "ntfy", kept in the vault; empty: there is none.')
param ntfyToken string = ''

@secure()
@description('The first secret of unsubscribe links. It is used once, where the vault has none: links in mails that were sent must stay good.')
param firstUnsubscribeSecret string = '${replace(newGuid(), '-', '')}${replace(newGuid(), '-', '')}'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var functionAppName = 'func-linkwatch-${token}'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'br/public:avm/res/managed-identity/user-assigned-identity:0.6.0' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-linkwatch-${token}'
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
    privateSubnetId: vnetEnabled ? network!.outputs.privateSubnetId : ''
    zoneIds: vnetEnabled ? network!.outputs.storageZoneIds : {}
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
    privateSubnetId: vnetEnabled ? network!.outputs.privateSubnetId : ''
    zoneId: vnetEnabled ? network!.outputs.vaultZoneId : ''
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
    identityId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
    blobServiceUri: storage.outputs.blobServiceUri
    queueServiceUri: storage.outputs.queueServiceUri
    tableServiceUri: storage.outputs.tableServiceUri
    packageContainer: storage.outputs.packageContainer
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    maximumInstanceCount: maximumInstanceCount
    subnetId: vnetEnabled ? network!.outputs.functionsSubnetId : ''
    settings: {
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
      LINKWATCH_UNSUBSCRIBE_KEYS: vault.outputs.unsubscribeKeysReference
      LINKWATCH_MAIL_FROM: mailFrom
      LINKWATCH_SENDGRID_KEY: sendGridEnabled ? vault.outputs.sendGridKeyReference : ''
      LINKWATCH_SENDGRID_HOST: sendGridHost
      LINKWATCH_SENDGRID_SANDBOX: sendGridSandbox
      LINKWATCH_SMTP_HOST: smtpHost
      LINKWATCH_SMTP_PORT: smtpPort
      LINKWATCH_SMTP_TLS: smtpTls
      LINKWATCH_SMTP_USER: smtpUser
      LINKWATCH_SMTP_PASSWORD: empty(smtpUser) ? '' : vault.outputs.smtpPasswordReference
      LINKWATCH_WEBHOOK_URL: webhookUrl
      LINKWATCH_WEBHOOK_SECRET: empty(webhookUrl) ? '' : vault.outputs.webhookSecretReference
      LINKWATCH_SLACK_URL: empty(slackUrl) ? '' : vault.outputs.slackUrlReference
      LINKWATCH_TEAMS_URL: empty(teamsUrl) ? '' : vault.outputs.teamsUrlReference
      LINKWATCH_DISCORD_URL: empty(discordUrl) ? '' : vault.outputs.discordUrlReference
      LINKWATCH_NTFY_URL: empty(ntfyUrl) ? '' : vault.outputs.ntfyUrlReference
      LINKWATCH_NTFY_TOKEN: empty(ntfyToken) ? '' : vault.outputs.ntfyTokenReference
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
