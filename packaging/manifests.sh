#!/bin/sh
# Fills the Homebrew, Scoop and winget templates with a release's checksums.
# packaging/manifests.sh VERSION OWNER/REPOSITORY SHA256SUMS FOLDER
set -eu
version=$1 repository=$2 sums=$3 out=$4
here=$(dirname "$0")

edits="s|@VERSION@|$version|g;s|@REPOSITORY@|$repository|g"
for rid in linux-x64 linux-arm64 osx-x64 osx-arm64 win-x64 win-arm64; do
  sum=$(awk -v name="linkwatch-$version-$rid." 'index($2, name) == 1 { print $1 }' "$sums")
  [ -n "$sum" ] || { echo "$sums has no checksum of linkwatch-$version-$rid" >&2; exit 1; }
  edits="$edits;s|@SHA256_$(echo "$rid" | tr 'a-z-' 'A-Z_')@|$sum|g"
done

for folder in homebrew scoop winget; do
  mkdir -p "$out/$folder"
  for template in "$here/$folder"/*; do
    sed "$edits" "$template" > "$out/$folder/$(basename "$template")"
  done
done
