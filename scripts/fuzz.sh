#!/usr/bin/env bash
# fuzz.sh PROGRAM SECONDS [DECODER…]: tries each decoder for so many seconds of one processor.
#
# The seconds are those that the decoder's process has had, by /proc/PID/stat: on a busy machine it
# runs for longer. What is found stays in .build/fuzz-corpus for the next time. It ends at the first
# input that makes a decoder crash, take more than 10 s, or 1 GiB: libFuzzer has left it in
# .build/fuzz-found. All that libFuzzer said is in .build/fuzz-log.
set -euo pipefail
program=$(realpath "$1")
seconds=$2
shift 2
cd "$(dirname "$0")/.."
corpus=.build/fuzz-corpus
hertz=$(getconf CLK_TCK)
fuzzer=
trap '[ -z "$fuzzer" ] || kill "$fuzzer"' EXIT
mkdir -p "$corpus" .build/fuzz-found .build/fuzz-log

# ticks PID: what the process has had, in user and system mode; nothing once it has ended.
ticks() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # What stands before is the number and the name, which may hold blanks.
  read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] && echo $((fields[11] + fields[12]))
}

"$program" seeds "$corpus"
for decoder in "${@:-$("$program" list)}"; do
  for one in $decoder; do
    echo "$one: $seconds s"
    log=.build/fuzz-log/$one
    nice -n 19 "$program" "$one" "$corpus/$one" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
      -print_final_stats=1 -artifact_prefix=".build/fuzz-found/$one-" >"$log" 2>&1 &
    fuzzer=$!
    while had=$(ticks "$fuzzer") && [ "$had" -lt $((seconds * hertz)) ]; do sleep 0.2; done
    # libFuzzer ends in order at SIGUSR1, and says what it did.
    kill -USR1 "$fuzzer" 2>/dev/null || true
    status=0
    wait "$fuzzer" || status=$?
    fuzzer=
    grep -E 'stat::(number|average|peak)|ERROR|SUMMARY|Test unit' "$log" || true
    grep -E '^#.* cov: ' "$log" | tail -1 || true
    if compgen -G ".build/fuzz-found/$one-*" >/dev/null; then
      echo "$one: something was found: $(ls .build/fuzz-found/"$one"-*)"
      exit 1
    fi
    if [ "$status" -ne 0 ]; then
      echo "$one: it ended with $status: see $log"
      exit 1
    fi
  done
done
