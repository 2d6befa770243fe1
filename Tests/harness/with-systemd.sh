#!/usr/bin/env bash
# with-systemd.sh STAGE DRIVER: boots a real systemd as PID 1 over a throw-away copy of this machine's
# files, with the tree STAGE laid over them, and runs DRIVER there.
#
# The copy is an overlay whose changes stay in memory: nothing of the machine is written, none of its
# services starts, and the network is a loopback of its own. DRIVER runs as root when the basic
# system is up; its standard output and standard error become this script's. The exit status is
# DRIVER's; 77 when this machine can't do it (then standard error says why).
#
# Needs root and the package systemd-container.
set -euo pipefail

skip() {
  printf 'with-systemd: %s\n' "$*" >&2
  exit 77
}

stage=${1:?usage: with-systemd.sh STAGE DRIVER} driver=${2:?}
if [ "${CONSTAT_INSIDE-}" != yes ]; then
  [ "$(id -u)" = 0 ] || skip 'only root can boot a container'
  command -v systemd-nspawn >/dev/null || skip 'install the package systemd-container'
  unshare --mount --propagation private true 2>/dev/null ||
    skip 'this machine refuses a mount namespace'
  # All mounts go with the namespace, however this ends.
  CONSTAT_INSIDE=yes exec unshare --mount --propagation private "$0" "$@"
fi
unset CONSTAT_INSIDE

place=$(mktemp -d -t constat-systemd.XXXXXX)
group=constat-$$
hierarchies=()
container=''
finish() {
  local hierarchy leader
  if [ -n "$container" ]; then
    # With its PID 1 the whole container ends, and then its supervisor. The other way round PID 1
    # would go on.
    for leader in $(cat "/proc/$container/task/$container/children"); do kill -KILL "$leader"; done
    wait "$container" || true
  fi
  for hierarchy in "${hierarchies[@]}"; do
    echo $$ >"$hierarchy/cgroup.procs" || true
    # A control group goes when the last process in it has.
    for _ in $(seq 50); do
      find "$hierarchy/$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
      [ -e "$hierarchy/$group" ] || break
      sleep 0.1
    done
  done
  umount -l "$place" 2>/dev/null || true
  rmdir "$place" 2>/dev/null || true
}
trap finish EXIT
trap 'exit 143' TERM INT HUP

mount -t tmpfs -o mode=755 constat "$place"
mkdir "$place/upper" "$place/work" "$place/root" "$place/talk"
root=$place/root
mount -t overlay overlay "$root" \
  -o "lowerdir=/,upperdir=$place/upper,workdir=$place/work" 2>/dev/null ||
  skip 'this machine refuses an overlay of its root'
# What the container's supervisor keeps there is its own.
mkdir -p /run/systemd
mount -t tmpfs -o mode=755 constat /run/systemd

# The supervisor makes its control groups below its own: not beside those of somebody else.
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do
  if [ -w "$hierarchy/cgroup.procs" ] && mkdir "$hierarchy/$group" 2>/dev/null; then
    hierarchies+=("$hierarchy")
    echo $$ >"$hierarchy/$group/cgroup.procs"
  fi
done

cp -R "$stage/." "$root/"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
rm -rf "$root/var/log/journal" "$root"/etc/systemd/system/*.wants \
  "$root"/etc/systemd/system/*.requires
mkdir -p "$root/var/log/journal"
# Disks of the machine are none of the container's.
: >"$root/etc/fstab"
rm -f "$root/etc/crypttab"
install -m 755 "$driver" "$root/constat-driver"
cat >"$root/etc/systemd/system/constat-driver.service" <<'UNIT'
[Unit]
Requires=basic.target
After=basic.target
SuccessAction=exit
FailureAction=exit
[Service]
Type=exec
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
StandardOutput=append:/constat-talk/output
StandardError=append:/constat-talk/errors
ExecStart=/constat-driver
UNIT

status=0
systemd-nspawn --quiet --directory="$root" --machine="$group" --register=no --keep-unit \
  --link-journal=no --private-network --console=read-only --bind="$place/talk:/constat-talk" --boot \
  -- systemd.unit=constat-driver.service systemd.show_status=error \
  systemd.log_target=journal-or-kmsg </dev/null >"$place/console" 2>&1 &
container=$!
wait "$container" || status=$?
container=''
if [ ! -e "$place/talk/output" ]; then
  tail -n 5 "$place/console" >&2
  skip 'systemd does not boot in a container here'
fi
cat "$place/talk/output"
cat "$place/talk/errors" >&2
exit "$status"
