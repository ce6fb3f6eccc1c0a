#!/usr/bin/env bash
# Proves that the package is the same bytes wherever it is built: twice, from two folders and without what the first
# build left, then packs the tarball. Takes the committed state.
set -euo pipefail
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# The second build starts from an empty cache, so that it cannot be the first one's.
for place in "$work/a" "$work/another folder/deeper"; do
  [ "$place" = "$work/a" ] || export GOCACHE="$work/cache"
  mkdir -p "$place"
  git archive HEAD | tar -x -C "$place"
  (cd "$place" && go run ./cmd/pack -o dist/npm)
  (cd "$place/dist/npm" && sha256sum -- * >"$work/sums-$(basename "$place")")
done
diff "$work/sums-a" "$work/sums-deeper" || { echo "release-check: two builds differ" >&2; exit 1; }
mkdir -p dist/release
npm pack "$work/a/dist/npm" --ignore-scripts --silent --pack-destination dist/release
npm pack "$work/another folder/deeper/dist/npm" --ignore-scripts --silent --pack-destination "$work"
for tarball in "$work"/*.tgz; do
  cmp "$tarball" "dist/release/$(basename "$tarball")"
  (cd dist/release && sha256sum "$(basename "$tarball")")
done
echo "release-check: $(wc -l <"$work/sums-a") files, the same bytes from two folders"
