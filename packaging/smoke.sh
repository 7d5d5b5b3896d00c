#!/bin/sh
# Tries a linkwatch that was just built: its version, a saved page (the parsers), a data folder (the native SQLite), a backup.
# packaging/smoke.sh COMMAND
set -eu
linkwatch=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$linkwatch" version
page='{"id":"1","url":"https://blog.example/","status":200,"html":"<a href=https://shop.example/ rel=nofollow>shop</a>"'
echo "$page"',"targets":[{"url":"https://shop.example/","match":"page"}]}' | "$linkwatch" inspect | grep -q '"status":"nofollow"'
"$linkwatch" site set shop --domain shop.example --data "$folder/data"
"$linkwatch" backup "$folder/backup.tgz" --data "$folder/data"
"$linkwatch" restore "$folder/backup.tgz" --data "$folder/restored"
"$linkwatch" site list --data "$folder/restored" --json | grep -q shop.example
# A private address: a verdict, exit code 1.
status=0
"$linkwatch" check http://127.0.0.1:9/ --target https://shop.example/ || status=$?
[ "$status" -eq 1 ]
echo "it works"
