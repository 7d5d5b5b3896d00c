# Waits until the app and its storage answer: role assignments can take several minutes to spread.
$ErrorActionPreference = 'Stop'
$health = "$env:SERVICE_FUNCTIONS_URI/health"
$limit = if ($env:LINKWATCH_DEPLOY_WAIT) { [int]$env:LINKWATCH_DEPLOY_WAIT } else { 600 }
$pause = if ($env:LINKWATCH_DEPLOY_PAUSE) { [int]$env:LINKWATCH_DEPLOY_PAUSE } else { 5 }
$waited = 0

while ($true) {
    $status = '000'
    $body = ''
    try {
        $answer = Invoke-WebRequest -Uri $health -TimeoutSec 30 -SkipHttpErrorCheck
        $status = [string][int]$answer.StatusCode
        $body = [string]$answer.Content
    }
    catch { }
    if ($status -eq '200') {
        Write-Output "LinkWatch is ready at $env:SERVICE_FUNCTIONS_URI. Next: add your first site, docs/deploy.md"
        exit 0
    }
    # Storage answers, so the roles are there; something else is wrong, such as messages that failed before this deployment.
    if ($status -eq '503' -and $body.Contains('"queues"')) {
        Write-Output "LinkWatch runs at $env:SERVICE_FUNCTIONS_URI, but isn't healthy (docs/operate.md): $body"
        exit 0
    }
    if ($waited -ge $limit) {
        [Console]::Error.WriteLine(
            "$health still answers $status after $waited s. Wait five minutes and run azd deploy; the log stream of the app says more.")
        exit 1
    }
    Write-Output "Waiting for $health (status $status): role assignments can take several minutes. $waited of $limit s"
    Start-Sleep -Seconds $pause
    $waited += $pause
    if ($pause -lt 30) { $pause *= 2 }
}
