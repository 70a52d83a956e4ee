#!/usr/bin/env bash
# Install the servers that the end-to-end tests start, where they are missing; Debian and Ubuntu have them as packages.
set -euo pipefail

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
{ command -v redis-cli && command -v redis-check-rdb; } >/dev/null || missing+=(redis-tools)
command -v openssl >/dev/null || missing+=(openssl)
if ((${#missing[@]} == 0)); then
  exit 0
fi

as_root=()
if ((EUID)); then
  as_root=(sudo --non-interactive)
fi
printf 'installing %s\n' "${missing[*]}" >&2
if ! "${as_root[@]}" true 2>/dev/null || ! command -v apt-get >/dev/null; then
  printf 'missing: %s; install them, or run this as root on Debian or Ubuntu\n' "${missing[*]}" >&2
  exit 1
fi
"${as_root[@]}" apt-get update --quiet=2
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >/dev/null
