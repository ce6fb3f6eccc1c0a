#!/usr/bin/env bash
# Makes sure that a Chromium is there: ADDEND_CHROMIUM, or the distribution's
# package, installed when it is missing and we may.
set -euo pipefail
if [ -n "${ADDEND_CHROMIUM:-}" ]; then
  [ -x "$ADDEND_CHROMIUM" ] || { echo "ADDEND_CHROMIUM=$ADDEND_CHROMIUM cannot be run: name Chromium's program" >&2; exit 1; }
  exit 0
fi
command -v chromium >/dev/null && exit 0
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null; then
  echo "Chromium is missing: installing the distribution's package"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi
command -v chromium >/dev/null || { echo "Chromium is missing: install it, or name it in ADDEND_CHROMIUM" >&2; exit 1; }
