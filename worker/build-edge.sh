#!/usr/bin/env bash
# Builds dist/edge (the worker for workerd) and dist/site (its static files).
# Needs dist/npm.
set -euo pipefail
cd "$(dirname "$0")/.."
exec go run ./worker/cmd/edge-stage
