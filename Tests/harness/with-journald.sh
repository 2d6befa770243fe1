#!/usr/bin/env bash
# with-journald.sh COMMAND [ARGUMENT...]: runs COMMAND where a real systemd-journald of its own
# listens at /run/systemd/journal/socket, whatever this machine's PID 1 is.
#
# It does so in a private mount namespace: nothing of the machine's journal, of its kernel log or
# of /run is read or written, and nothing is left. COMMAND finds:
#   CONSTAT_JOURNAL   the folder for `journalctl --directory`; call `journalctl --sync` before
#   CONSTAT_JOURNALD  journald's process, to stop (SIGSTOP) and to let go on (SIGCONT)
# The exit status is COMMAND's; 77 when this machine can't do it (then standard error says why).
#
# Needs the package systemd, and root or a kernel that lets users have namespaces.
set -euo pipefail

skip() {
  printf 'with-journald: %s\n' "$*" >&2
  exit 77
}

if [ "${CONSTAT_INSIDE-}" != yes ]; then
  [ $# -gt 0 ] || skip 'usage: with-journald.sh COMMAND [ARGUMENT...]'
  command -v journalctl >/dev/null || skip 'journalctl is missing: install the package systemd'
  namespaces=(--mount --propagation private)
  if [ "$(id -u)" != 0 ]; then
    namespaces+=(--user --map-root-user)
  fi
  unshare "${namespaces[@]}" true 2>/dev/null || skip 'this machine refuses a mount namespace'
  CONSTAT_INSIDE=yes exec unshare "${namespaces[@]}" "$0" "$@"
fi
unset CONSTAT_INSIDE

journald=''
for place in /usr/lib/systemd /lib/systemd; do
  [ -x "$place/systemd-journald" ] && journald=$place/systemd-journald && break
done
[ -n "$journald" ] || skip 'systemd-journald is missing: install the package systemd'

mkdir -p /run/systemd /run/log
mount -t tmpfs -o mode=0755 constat /run/systemd
mount -t tmpfs -o mode=0755 constat /run/log
# Otherwise journald takes over the machine's kernel log.
mount --bind /dev/null /dev/kmsg
mkdir -p /run/systemd/journal /run/systemd/journald.conf.d /run/log/journal
cat >/run/systemd/journald.conf.d/constat.conf <<'CONF'
[Journal]
Storage=volatile
RuntimeMaxUse=64M
RateLimitBurst=0
ReadKMsg=no
Audit=no
ForwardToSyslog=no
CONF

"$journald" &
CONSTAT_JOURNALD=$!
# A stopped journald doesn't die of SIGTERM before it goes on.
trap 'kill -CONT "$CONSTAT_JOURNALD"; kill "$CONSTAT_JOURNALD"; wait "$CONSTAT_JOURNALD"' EXIT
for _ in $(seq 500); do
  [ -S /run/systemd/journal/io.systemd.journal ] && break
  kill -0 "$CONSTAT_JOURNALD" 2>/dev/null || skip 'systemd-journald ended at once'
  sleep 0.02
done
journalctl --sync || skip 'systemd-journald does not answer'

export CONSTAT_JOURNALD CONSTAT_JOURNAL=/run/log/journal
status=0
"$@" || status=$?
exit "$status"
