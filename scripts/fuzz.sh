#!/usr/bin/env bash
# fuzz.sh PROGRAM SECONDS [DECODER…]: tries each decoder for so many seconds of one processor.
#
# What is found stays in .build/fuzz-corpus for the next time. It ends at the first input that makes
# a decoder crash, take more than 10 s, or 1 GiB: libFuzzer has left it in .build/fuzz-found.
set -euo pipefail
program=$(realpath "$1")
seconds=$2
shift 2
cd "$(dirname "$0")/.."
corpus=.build/fuzz-corpus
mkdir -p "$corpus" .build/fuzz-found
"$program" seeds "$corpus"
for decoder in "${@:-$("$program" list)}"; do
  for one in $decoder; do
    echo "$one: $seconds s"
    nice -n 19 "$program" "$one" "$corpus/$one" -max_total_time="$seconds" -timeout=10 \
      -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
      -artifact_prefix=".build/fuzz-found/$one-" 2>&1 | grep -vE '^#|^INFO|^\s*$' |
      grep -E 'stat::(number|average)|ERROR|SUMMARY|Test unit|peak_rss' || true
    if compgen -G ".build/fuzz-found/$one-*" >/dev/null; then
      echo "$one: something was found: $(ls .build/fuzz-found/"$one"-*)"
      exit 1
    fi
  done
done
