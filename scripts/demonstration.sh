#!/usr/bin/env bash
# demonstration.sh BIN STATE: a provider that breaks its promise, and the daemon that watches it.
# Ctrl-C or SIGTERM stops both; the daemon then prints its closing report.
set -uo pipefail
bin=${1:?usage: demonstration.sh BIN STATE} state=${2:?}
cd "$(dirname "$0")/.."
mkdir -p "$state"

provider='' daemon=''
stop() {
  [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null
}
finish() {
  [ -n "$provider" ] && kill -TERM "$provider" 2>/dev/null && wait "$provider" 2>/dev/null
}
trap stop INT TERM
trap finish EXIT

"$bin/constat" demo &
provider=$!
# The daemon is started when the provider listens, or says why it does not.
for _ in $(seq 100); do
  kill -0 "$provider" 2>/dev/null || { wait "$provider"; exit $?; }
  (exec 3<>/dev/tcp/127.0.0.1/8480) 2>/dev/null && break
  sleep 0.05
done

"$bin/constatd" --config config/quickstart.yaml --store "$state/store" --foreground &
daemon=$!
# A trapped signal ends `wait` early: wait again until the daemon itself has ended.
while :; do
  wait "$daemon"
  code=$?
  kill -0 "$daemon" 2>/dev/null || break
done
if [ "$code" = 0 ]; then
  look="${bin#"$PWD"/}/constat"
  echo "look at it: $look status, incidents, verify, store info, each with"
  echo "  --config config/quickstart.yaml --store $state/store"
fi
exit "$code"
