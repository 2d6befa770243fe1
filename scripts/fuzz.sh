#!/usr/bin/env bash
# fuzz.sh PROGRAM SECONDS [DECODER…]: tries each decoder for so many seconds of one processor.
#
# The seconds are those that the decoder's process has had, by /proc/PID/stat: on a busy machine it
# runs for longer. What is found stays in .build/fuzz-corpus for the next time. It ends at the first
# input that makes a decoder crash, take more than 10 s to 20 s of a processor, or 1 GiB: libFuzzer
# has left it in .build/fuzz-found. The program keeps that limit itself (Tests/Fuzz/Patience.swift):
# libFuzzer's own is by the clock, and on a busy machine an input can wait for a processor for longer
# than 10 s. It is left to those that wait and do nothing. All that libFuzzer said is in
# .build/fuzz-log.
#
# Ended and begun again, it goes on with the decoder that it was at: those that the same program has
# tried for as long are left out, unless they are named. Once all are through, the next run begins
# with the first again.
set -euo pipefail
program=$(realpath "$1")
seconds=$2
shift 2
cd "$(dirname "$0")/.."
corpus=.build/fuzz-corpus
through=.build/fuzz-through
hertz=$(getconf CLK_TCK)
fuzzer=
trap '[ -z "$fuzzer" ] || kill "$fuzzer"' EXIT
mkdir -p "$corpus" "$through" .build/fuzz-found .build/fuzz-log
# Where Swift's own handlers are, libFuzzer sets none, and keeps no input that crashes.
export SWIFT_BACKTRACE=enable=no

# ticks PID: what the process has had, in user and system mode; nothing once it has ended.
ticks() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # What stands before is the number and the name, which may hold blanks.
  read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] && echo $((fields[11] + fields[12]))
}

# try DECODER: for its seconds; ends the script if something is found.
try() {
  local one=$1 log=.build/fuzz-log/$1 had=0 now status=0
  echo "$one: $seconds s"
  nice -n 19 "$program" "$one" "$corpus/$one" -timeout=600 -rss_limit_mb=1024 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix=".build/fuzz-found/$one-" >"$log" 2>&1 &
  fuzzer=$!
  while now=$(ticks "$fuzzer") && had=$now && [ "$had" -lt $((seconds * hertz)) ]; do sleep 0.2; done
  # libFuzzer ends in order at SIGUSR1, and says what it did.
  kill -USR1 "$fuzzer" 2>/dev/null || true
  wait "$fuzzer" || status=$?
  fuzzer=
  echo "$one: had $((had / hertz)) s of a processor"
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
}

"$program" seeds "$corpus"
identity=$(sha256sum "$program" | cut -d ' ' -f 1)
named=$#
[ "$named" -gt 0 ] || mapfile -t list < <("$program" list)
[ "$named" -eq 0 ] || list=("$@")
for one in "${list[@]}"; do
  had=0
  if [ "$named" -eq 0 ] && [ -e "$through/$one" ]; then
    read -r whose had <"$through/$one"
    [ "$whose" = "$identity" ] || had=0
  fi
  if [ "$had" -ge "$seconds" ]; then
    echo "$one: had its $had s"
    continue
  fi
  try "$one"
  echo "$identity $seconds" >"$through/$one"
done
[ "$named" -gt 0 ] || rm -r "$through"
