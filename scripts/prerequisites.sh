#!/usr/bin/env bash
# prerequisites.sh PURPOSE: installs the Debian packages that PURPOSE (lint build run test bench deb)
# needs and that are missing, and looks at the Swift toolchain; or says what to do where that cannot
# be done.
set -euo pipefail
purpose=${1:?usage: prerequisites.sh lint|build|run|test|bench|deb}
swift=${SWIFT:-swift}

say() { printf 'constat: %s\n' "$*" >&2; }

where_swift_is() {
  say "Install Swift 6.3 from https://www.swift.org/install/linux/ and put its usr/bin into PATH."
}

if ! command -v "$swift" >/dev/null; then
  say "no Swift toolchain: '$swift' is not in PATH."
  where_swift_is
  exit 69
fi

# What the toolchain's programs are linked with: an archive that was only unpacked lacks it.
packages=(libncurses6 libsqlite3-0)
if [ "$purpose" != lint ]; then
  # What the toolchain compiles and links with, and fetches packages by.
  packages+=(libxml2 binutils libc6-dev libgcc-12-dev libstdc++-12-dev git ca-certificates tzdata)
  packages+=(pkg-config libcurl4-openssl-dev libssl-dev libsystemd-dev libyaml-dev libc-ares-dev
    libpcre2-dev)
fi
case $purpose in
  test) packages+=(openssl nginx-light systemd systemd-container python3 procps libfaketime sqlite3
    systemd-journal-remote e2fsprogs xfsprogs locales dpkg-dev lintian man-db python3-jsonschema
    python3-yaml)
    # Debian has one system log at a time: somebody's own would be removed for this one.
    dpkg-query -W -f '${Status} ${Provides}\n' 2>/dev/null |
      grep '^install ok.* system-log-daemon' >/dev/null || packages+=(rsyslog) ;;
  deb) packages+=(dpkg-dev python3) ;;
  bench) packages+=(openssl nginx-light gcc python3 procps prometheus-blackbox-exporter) ;;
esac

missing=()
if command -v dpkg-query >/dev/null; then
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
elif [ "$purpose" != lint ]; then
  say "this is not a Debian system, so nothing is installed for you. Needed are the development"
  say "files of libcurl, OpenSSL 3, libsystemd, libyaml, c-ares and PCRE2 (8 bit), and pkg-config."
  say "Going on; the build says what it misses."
fi

# Of some packages only the programs are needed. Their services would start at once and at every
# boot, on all addresses of the machine: where systemd runs, they are masked while apt-get installs.
# A service that was there before is somebody's, and left alone.
as_root=() services=() log=''
services_of() {
  local package unit
  case $(systemctl is-system-running 2>/dev/null || true) in '' | offline | unknown) return ;; esac
  for package in "$@"; do
    case $package in
      nginx-light) unit=nginx.service ;;
      prometheus-blackbox-exporter | rsyslog) unit=$package.service ;;
      systemd-journal-remote) unit=systemd-journal-gatewayd.socket ;;
      *) continue ;;
    esac
    systemctl cat "$unit" >/dev/null 2>&1 || printf '%s ' "$unit"
  done
}
keep_from_starting() {
  [ ${#services[@]} -eq 0 ] || "${as_root[@]}" systemctl mask --runtime --quiet "${services[@]}"
}
let_go() {
  [ ${#services[@]} -eq 0 ] || "${as_root[@]}" systemctl unmask --runtime --quiet "${services[@]}"
  services=()
}

install() {
  local code=0
  if ! command -v apt-get >/dev/null; then
    say "apt-get is missing. Install these packages, then call make again: $*"
    exit 69
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "neither root nor sudo. Ask an administrator for: apt-get install $*"
      exit 69
    fi
    as_root=(sudo)
  fi
  say "installing${as_root[*]:+ by sudo}: $*"
  log=$(mktemp)
  trap 'let_go || true; rm -f "$log"' EXIT
  # Where systemd doesn't run, this run level keeps a package from starting its service.
  local command=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get
    -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@")
  read -ra services <<<"$(services_of "$@")"
  { keep_from_starting && "${command[@]}"; } >"$log" 2>&1 || code=$?
  # 100 is apt-get's own: its lists may be old or not there yet. Else sudo has refused.
  if [ "$code" = 100 ]; then
    "${as_root[@]}" apt-get update >>"$log" 2>&1 || true
    code=0
    "${command[@]}" >>"$log" 2>&1 || code=$?
  fi
  if [ "$code" != 0 ]; then
    cat "$log" >&2
    say "these could not be installed, see above for why: $*"
    [ "$(id -u)" = 0 ] || say "An administrator can, by: apt-get install $*"
    exit 69
  fi
}
[ ${#missing[@]} -eq 0 ] || install "${missing[@]}"

if ! version=$("$swift" --version 2>&1); then
  printf '%s\n' "$version" >&2
  say "'$swift' does not run: see above."
  where_swift_is
  exit 69
fi
if [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] &&
  [ $((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2])) -lt 6003 ]; then
  say "Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]} ($(command -v "$swift")) is too old."
  where_swift_is
  exit 69
fi
