#!/usr/bin/env bash
# operate-package.sh: what an administrator does with the Debian package, on a machine that systemd runs.
#
# /root/first.deb and /root/second.deb are two versions of it. Prints one `name: value` a line; the tests
# know what the values are to be. with-systemd.sh runs it.
set -uo pipefail
# It changes the machine that it runs on, which is to be thrown away.
systemd-detect-virt --container --quiet && [ -e /root/first.deb ] || exit 64
config=/etc/constat/constatd.yaml
trap 'echo "the end: $?"' EXIT
# What images of containers leave out of every package, and that none may start or stop a service.
rm -f /etc/dpkg/dpkg.cfg.d/* /usr/sbin/policy-rc.d

# tell NAME COMMAND...: the command's output on one line, and its exit status if that is not 0.
tell() {
  local name=$1 output code=0
  shift
  output=$("$@" 2>&1) || code=$?
  [ "$code" = 0 ] || output="exit $code ${output}"
  printf '%s: %s\n' "$name" "$(tr '\n' ' ' <<<"$output" | sed 's/ *$//')"
}
show() { systemctl show constatd --value --property "$1"; }
event() { journalctl --quiet --unit constatd "CONSTAT_EVENT=$1" --output cat --lines 1; }
# wait_for COMMAND...: until it prints something, 20 s at most; prints that.
wait_for() {
  local text
  for _ in $(seq 200); do
    text=$("$@" 2>/dev/null)
    [ -n "$text" ] && break
    sleep 0.1
  done
  printf '%s\n' "$text"
}
# dpkg_quietly WHAT...: says something only if it fails.
dpkg_quietly() {
  DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io "$@" >/root/words 2>&1 </dev/null ||
    { cat /root/words && return 1; }
}
tell installed dpkg_quietly --install /root/first.deb
tell user getent passwd constat
tell group getent group constat
tell folder stat -c '%U %G %a' /var/lib/constat
tell 'keys folder' stat -c '%U %G %a' /var/lib/constat-keys
tell enabled systemctl is-enabled constatd
tell running systemctl is-active constatd
tell example constat check-config
tell manual sh -c 'man --where 5 constatd.yaml constat-agreement && man --where 8 constatd && man --where 1 constat-reload'
tell audit dpkg --verify constat

# The steps of docs/operation.md, as they stand: here root is who would call sudo.
sudo() { "$@"; }
export -f sudo
# Of the part's blocks the second: the first installs the package, by apt-get and from its folder.
steps=$(awk '/^## / { part = $0; block = 0 } /^```/ { inside = !inside; block += inside; next }
  inside && part ~ /first breach/ && block == 2' /usr/share/doc/constat/docs/operation.md)
tell steps bash -e -c "$steps"
tell started systemctl is-active constatd
tell breach wait_for event objective.breached
systemd-run --quiet --unit provider --working-directory /srv \
  python3 -m http.server --bind 127.0.0.1 8080
tell resolved wait_for event incident.resolved

sed -i 's|^checks:|&\n  second: {tcp: "127.0.0.1:8080", interval: 1s, timeout: 800ms}|' $config
tell reload systemctl reload constatd
tell reloaded wait_for event daemon.reloaded
cp $config /root/good.yaml
echo 'nonsense: 1' >>$config
tell 'bad reload' systemctl reload constatd
cp /root/good.yaml $config

before=$(show MainPID)
tell upgraded dpkg_quietly --install /root/second.deb
tell version dpkg-query --show --showformat '${Version}' constat
tell 'still enabled' systemctl is-enabled constatd
tell 'still running' systemctl is-active constatd
tell 'another process' test "$before" != "$(show MainPID)"
tell 'file kept' cmp $config /root/good.yaml
tell 'no other file' sh -c 'ls /etc/constat'
tell 'gap recorded' wait_for event daemon.gap
tell 'record kept' sh -c 'constat incidents | grep -c site'

tell removed dpkg_quietly --remove constat
tell 'no unit' systemctl is-active constatd
tell 'no program' test ! -e /usr/bin/constatd
tell 'configuration stays' cmp $config /root/good.yaml
tell 'record stays' test -f /var/lib/constat/STORE
tell purged sh -c 'dpkg --force-unsafe-io --purge constat 2>&1 | grep "evidence and stays"'
tell 'configuration gone' test ! -e $config
tell 'own file stays' test -f /etc/constat/agreements/first.yaml
tell 'evidence stays' test -f /var/lib/constat/STORE
tell 'key stays' test -f /var/lib/constat-keys/seal.key
tell 'units' sh -c 'find /etc/systemd/system /usr/lib/systemd/system -name "constatd*" ! -name "*.d"'
