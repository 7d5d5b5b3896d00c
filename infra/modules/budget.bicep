@description('Dollars a month.')
param amount int

@description('Who is told.')
param email string

@description('The first day of the budget: Azure does not let it be changed later.')
param start string = utcNow('yyyy-MM-01')

@onlyIfNotExists()
resource budget 'Microsoft.Consumption/budgets@2023-05-01' = {
  name: 'linkwatch'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: start
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [email]
      }
    }
  }
}
