#!/usr/bin/env bash
# check-unit.sh: systemd has nothing to say about constatd.service, and its exposure is at most 1.1.
# The exit status is 77 where systemd-analyze is missing.
set -euo pipefail
cd -P "$(dirname "$0")/../.."
command -v systemd-analyze >/dev/null || { echo 'install the package systemd' >&2; exit 77; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# The programs needn't be installed here.
sed -E 's|^(Exec[A-Z][a-z]+=)/usr/bin/constatd? |\1/bin/true |' systemd/constatd.service >"$place/constatd.service"
# An unknown key is only a warning to systemd-analyze: whatever it says is a failure here.
words=$(systemd-analyze verify --man=no "$place/constatd.service" 2>&1) || true
if [ -n "$words" ]; then
  printf '%s\n' "$words" >&2
  exit 1
fi
systemd-analyze security --offline=yes --threshold=11 --no-pager "$place/constatd.service" |
  tail -n 1
