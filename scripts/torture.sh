#!/usr/bin/env bash
# torture.sh [PART…]: runs what `make torture` has built, one part after the other; without a part, all.
#
# Each part is a suite of tests, which says how far it is. A part in which something is wrong, or in which
# no test ran, doesn't keep the others from running: at the end each is told, and the exit status is 1.
# SWIFT and TORTURE are the command and the options of the build.
set -uo pipefail
cd "$(dirname "$0")/.."
: "${SWIFT:=swift}" "${TORTURE:=}"
all=(TortureTests.CrashStateTests TortureTests.NthCallTests TortureTests.InboxFaultTests
  TortureTests.SealedDamageTests TortureTests.ReadersTests TortureTests.ClockTests
  BundleFormatTests.DamagedBundleTests EndToEndTests.KillTests TortureTests.WriterKillTests)
[ $# -gt 0 ] || set -- "${all[@]}"
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
number=0
start=$SECONDS
results=()
status=0
for part; do
  number=$((number + 1))
  echo "== part $number of $#: $part, from $(date +%H:%M:%S) on"
  begun=$SECONDS
  # shellcheck disable=SC2086  # TORTURE is a list of words.
  CONSTAT_TORTURE=1 $SWIFT test --skip-build --disable-xctest $TORTURE --filter "^$part/" 2>&1 |
    tee "$log/$number"
  code=${PIPESTATUS[0]}
  result=passed
  if [ "$code" -ne 0 ]; then
    result="FAILED with $code"
  elif ! grep -qE 'Test run with [1-9][0-9]* tests?' "$log/$number"; then
    result="FAILED: no test of this name ran"
  fi
  [ "$result" = passed ] || status=1
  results+=("$part: $result after $((SECONDS - begun)) s")
done
echo "== $# parts, $((SECONDS - start)) s"
printf '%s\n' "${results[@]}"
exit "$status"
