#!/usr/bin/env bash
# What stands between a build and its deployment: the configuration and the
# bindings (a dry run), the start (a profile of it), and the size of the upload.
# Needs dist/edge and no account.
set -euo pipefail
cd "$(dirname "$0")"
# Bytes, gzip.
readonly budget=1700000

export WRANGLER_SEND_METRICS=false CI=true CLOUDFLARE_CF_FETCH_ENABLED=false
wrangler=("$(bash node22.sh)" node_modules/wrangler/bin/wrangler.js)
"${wrangler[@]}" deploy --dry-run --config wrangler.jsonc
"${wrangler[@]}" check startup --config wrangler.jsonc --outfile ../dist/edge-startup.cpuprofile
size=$(gzip -9 -c ../dist/edge/worker.wasm | wc -c)
echo "edge-gate: worker.wasm is $size bytes, gzip; the budget is $budget"
((size <= budget)) || {
  echo "edge-gate: over the budget: find what grew, or say why it must" >&2
  exit 1
}
