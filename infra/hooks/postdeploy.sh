#!/bin/sh
# Waits until the app and its storage answer: role assignments can take several minutes to spread.
set -eu
health="$SERVICE_FUNCTIONS_URI/health"
limit=${LINKWATCH_DEPLOY_WAIT:-600} pause=${LINKWATCH_DEPLOY_PAUSE:-5} waited=0
body=$(mktemp)
trap 'rm -f "$body"' EXIT

while :; do
  status=$(curl -s -m 30 -o "$body" -w '%{http_code}' "$health" || true)
  if [ "$status" = 200 ]; then
    echo "LinkWatch is ready at $SERVICE_FUNCTIONS_URI. Next: add your first site, docs/deploy.md"
    exit 0
  fi
  # Storage answers, so the roles are there; something else is wrong, such as messages that failed before this deployment.
  if [ "$status" = 503 ] && grep -q '"queues"' "$body"; then
    echo "LinkWatch runs at $SERVICE_FUNCTIONS_URI, but isn't healthy (docs/operate.md): $(cat "$body")"
    exit 0
  fi
  if [ "$waited" -ge "$limit" ]; then
    echo "$health still answers $status after $waited s. Wait five minutes and run azd deploy; the log stream of the app says more." >&2
    exit 1
  fi
  echo "Waiting for $health (status $status): role assignments can take several minutes. $waited of $limit s"
  sleep "$pause"
  waited=$((waited + pause))
  [ "$pause" -ge 30 ] || pause=$((pause * 2))
done
