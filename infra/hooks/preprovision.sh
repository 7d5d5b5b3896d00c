#!/bin/sh
# Remembers when the first deployment began: until pages can have been checked, the alert rules stay quiet.
set -eu
# Not on GitHub, where nothing is remembered and each deployment would be the first.
[ -n "${LINKWATCH_FIRST_DEPLOYED:-}${CI:-}" ] || azd env set LINKWATCH_FIRST_DEPLOYED "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
