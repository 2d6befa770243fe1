#!/usr/bin/env bash
# prerequisites.sh PURPOSE: installs the Debian packages that PURPOSE (lint build run test bench)
# needs and that are missing, or says what to do where that cannot be done.
set -euo pipefail
purpose=${1:?usage: prerequisites.sh lint|build|run|test|bench}

say() { printf 'constat: %s\n' "$*" >&2; }

if ! command -v "${SWIFT:-swift}" >/dev/null; then
  say "no Swift toolchain: 'swift' is not in PATH."
  say "Install Swift 6.3 from https://www.swift.org/install/linux/ and put its usr/bin into PATH."
  exit 69
fi
[ "$purpose" = lint ] && exit 0

# Some bare images come without the programs that the Makefile itself calls.
packages=(pkg-config libcurl4-openssl-dev libssl-dev libsystemd-dev libyaml-dev libc-ares-dev
  libpcre2-dev)
case $purpose in
  run) packages+=(ca-certificates tzdata) ;;
  test) packages+=(ca-certificates tzdata openssl nginx-light systemd python3 procps) ;;
  bench) packages+=(ca-certificates tzdata openssl nginx-light gcc libc6-dev python3 procps
    prometheus-blackbox-exporter) ;;
esac

if ! command -v dpkg-query >/dev/null; then
  say "this is not a Debian system, so nothing is installed for you. Needed are the development"
  say "files of libcurl, OpenSSL 3, libsystemd, libyaml, c-ares and PCRE2 (8 bit), and pkg-config."
  say "Going on; the build says what it misses."
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
    missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  say "apt-get is missing. Install these packages, then call make again: ${missing[*]}"
  exit 69
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    say "neither root nor sudo. Ask an administrator for: apt-get install ${missing[*]}"
    exit 69
  fi
  as_root=(sudo)
fi
say "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  # No service of a package installed here may start: only its programs are needed.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1
}
if ! install; then
  "${as_root[@]}" apt-get update >/dev/null 2>&1 || true
  if ! install; then
    cat "$log" >&2
    say "apt-get could not install ${missing[*]}: see above"
    exit 69
  fi
fi
