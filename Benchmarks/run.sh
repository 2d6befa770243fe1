#!/usr/bin/env bash
# run.sh BIN [ROUNDS]: measures BIN/constatd against the reference loops and blackbox_exporter, on
# loopback only, and prints the tables of docs/performance.md. Takes less than 10 minutes.
set -euo pipefail
bin=${1:?usage: run.sh BIN [ROUNDS]} rounds=${2:-5}
bin=$(cd "$bin" && pwd)
here=$(cd "$(dirname "$0")" && pwd)

work=$(mktemp -d -t constat-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT

cc -O2 -o "$work/connect_loop" "$here/reference/connect_loop.c"
cc -O2 -o "$work/http_loop" "$here/reference/http_loop.c" -lcurl

# A mount namespace of our own: the daemon trusts the authorities of the system, and the one that
# signs the target's certificate must be among them for as long as this runs, and nowhere else.
measure=(python3 -B "$here/measure.py" --bin "$bin" --work "$work" --rounds "$rounds")
if unshare --mount --propagation private true 2>/dev/null; then
  unshare --mount --propagation private "${measure[@]}"
elif unshare --user --map-root-user --mount true 2>/dev/null; then
  unshare --user --map-root-user --mount "${measure[@]}"
else
  echo "constat: no mount namespaces here, so HTTPS is left out" >&2
  "${measure[@]}" --without-https
fi
