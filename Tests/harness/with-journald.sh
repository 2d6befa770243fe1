#!/usr/bin/env bash
# with-journald.sh PIDFILE: in a mount namespace of the caller's own, puts a real systemd-journald
# behind the journal's socket, prints "ready" and keeps it for at most 15 minutes.
# Nothing of the host's journal, /run or kernel log is read or written.
set -euo pipefail
pidfile=${1:?usage: with-journald.sh PIDFILE}

# Mount points that a machine without systemd lacks; empty folders are all that stays of this.
mkdir -p /run/systemd /run/log
mount -t tmpfs -o mode=755 tmpfs /run/systemd
mount -t tmpfs -o mode=755 tmpfs /run/log
mkdir -p /run/systemd/journal /run/systemd/journald.conf.d /run/log/journal
# Otherwise journald would import the host's kernel log, and write into it.
mount --bind /dev/null /dev/kmsg
printf '%s\n' '[Journal]' Storage=volatile RuntimeMaxUse=64M ReadKMsg=no Audit=no \
  ForwardToSyslog=no >/run/systemd/journald.conf.d/test.conf

/lib/systemd/systemd-journald &
journald=$!
echo "$journald" >"$pidfile"
for _ in $(seq 500); do
  [ -S /run/systemd/journal/io.systemd.journal ] && break
  kill -0 "$journald" || { echo 'systemd-journald ended' >&2; exit 1; }
  sleep 0.02
done
journalctl --sync
echo ready
exec sleep 900
