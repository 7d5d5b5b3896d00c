#!/bin/sh
# Publishes linkwatch for the platform that this runs on, tries it, and packs it for a release: packaging/archive.sh RID FOLDER
set -eu
rid=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."
name=linkwatch-$(dotnet msbuild local -getProperty:Version)-$rid
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

dotnet publish local -p:PublishProfile=single-file -r "$rid" -o "$stage/publish"
mkdir -p "$stage/$name/completions"
case $rid in win-*) file=linkwatch.exe ;; *) file=linkwatch ;; esac
cp "$stage/publish/$file" LICENSE "$stage/$name/"
packaging/smoke.sh "$stage/$name/$file"
for shell in bash zsh fish pwsh; do "$stage/$name/$file" completion $shell > "$stage/$name/completions/linkwatch.$shell"; done

cd "$stage"
case $rid in
  win-*) 7z a -tzip "$out/$name.zip" "$name" ;;
  *)
    "$name/$file" man > "$name/linkwatch.1"
    case $rid in linux-*) cp "$OLDPWD/packaging/linkwatch.service" "$name/" ;; esac
    tar -czf "$out/$name.tar.gz" "$name"
    ;;
esac
