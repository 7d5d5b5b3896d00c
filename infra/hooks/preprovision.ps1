# Remembers when the first deployment began: until pages can have been checked, the alert rules stay quiet.
$ErrorActionPreference = 'Stop'
# Not on GitHub, where nothing is remembered and each deployment would be the first.
if (-not $env:LINKWATCH_FIRST_DEPLOYED -and -not $env:CI) {
    azd env set LINKWATCH_FIRST_DEPLOYED ([DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ'))
}
