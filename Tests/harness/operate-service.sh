#!/usr/bin/env bash
# operate-service.sh: what an operator does with constatd.service, on a machine that systemd runs.
#
# Prints one `name: value` a line; the tests know what the values are to be. with-systemd.sh runs it.
set -uo pipefail
config=/etc/constat/constatd.yaml
# Where a build for tests has the Swift run-time; the service finds it by a drop-in.
export LD_LIBRARY_PATH=/usr/lib/constat-test
trap 'echo "the end: $?"' EXIT

# tell NAME COMMAND...: the command's output on one line, and its exit status if that is not 0.
tell() {
  local name=$1 output code=0
  shift
  output=$("$@" 2>&1) || code=$?
  [ "$code" = 0 ] || output="exit $code ${output}"
  printf '%s: %s\n' "$name" "$(tr '\n' ' ' <<<"$output" | sed 's/ *$//')"
}
show() { systemctl show constatd --value --property "$1"; }
# entry KIND FIELD: the field of the newest event of that kind, as soon as the journal has one.
entry() {
  local text
  for _ in $(seq 100); do
    text=$(journalctl --quiet --unit constatd "CONSTAT_EVENT=$1" --output json --lines 1)
    [ -n "$text" ] && break
    sleep 0.1
  done
  python3 -c 'import json, sys; print(json.loads(sys.argv[1] or "{}").get(sys.argv[2]))' \
    "$text" "$2"
}
# until_is VALUE COMMAND...: waits until the command prints the value, 10 s at most.
until_is() {
  local value=$1
  shift
  for _ in $(seq 100); do
    [ "$("$@")" = "$value" ] && return
    sleep 0.1
  done
}
# reloads: how many reloads were accepted.
reloads() {
  journalctl --quiet --unit constatd CONSTAT_EVENT=daemon.reloaded CONSTAT_ACCEPTED=yes --output cat | wc -l
}
serve() {
  systemd-run --quiet --unit target --working-directory /srv \
    python3 -m http.server --bind 127.0.0.1 8080
  for _ in $(seq 100); do (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null && return; sleep 0.1; done
}

tell verify systemd-analyze verify --man=no constatd.service
systemd-sysusers
tell user getent passwd constat
serve
tell configuration constat check-config

tell start systemctl start constatd
tell state show ActiveState
tell words show StatusText
tell 'runs as' stat -c '%U %G' "/proc/$(show MainPID)"
tell 'started in' entry daemon.started _SYSTEMD_UNIT
tell 'started by' entry daemon.started SYSLOG_IDENTIFIER
tell folder stat -c '%U %G %a' /var/lib/constat

systemctl stop target
tell opened entry incident.opened MESSAGE
tell 'opened cause' entry incident.opened CONSTAT_CAUSE
serve
tell resolved entry incident.resolved CONSTAT_CAUSE

process=$(show MainPID)
sed -i 's|^checks:|&\n  second: {tcp: "127.0.0.1:8080"}|' $config
tell reload systemctl reload constatd
tell 'reload took' entry daemon.reloaded CONSTAT_ADDED
cp $config /root/good.yaml
echo 'nonsense: 1' >>$config
tell 'bad reload' systemctl reload constatd
until_is no entry daemon.reloaded CONSTAT_ACCEPTED
tell 'bad reload took' entry daemon.reloaded CONSTAT_ACCEPTED
# By hand, as a member of the group, and with the reasons.
tell 'bad reload by hand' setpriv --reuid nobody --regid constat --clear-groups constat reload
tell 'bad reload said' journalctl --quiet --unit constatd --output cat --grep "unknown key 'nonsense'" \
  _COMM=constat --lines 1
cp /root/good.yaml $config
tell 'reload by hand' setpriv --reuid nobody --regid constat --clear-groups constat reload
tell 'hangup' systemctl kill --signal HUP constatd
until_is 3 reloads
tell 'hangups took' reloads
echo 'nonsense: 1' >>$config
tell 'same process' test "$(show MainPID)" = "$process"

kill -KILL "$process"
until_is 1 show NRestarts
# With the bad file it ends with 78, and isn't tried again.
until_is failed show ActiveState
tell 'bad start' show ExecMainStatus
cp /root/good.yaml $config
tell 'good start' systemctl start constatd
tell 'gap after' entry daemon.gap CONSTAT_CAUSE
kill -KILL "$(show MainPID)"
until_is 1 show NRestarts
until_is active show ActiveState
tell 'after a kill' show ActiveState

tell 'reader may' setpriv --reuid nobody --regid constat --clear-groups constat status
tell 'stranger may not' setpriv --reuid nobody --regid nogroup --clear-groups constat status
tell stop systemctl stop constatd
tell 'result' show Result
tell stopped entry daemon.stopped CONSTAT_REASON

# The key as a credential: the service itself may not read the file that it comes from.
key=$(find /var/lib -name seal.key)
tell 'key was made' test -f "$key"
install -m 600 -o root -g root "$key" /etc/constat/seal.key
rm "$key"
folder=/etc/systemd/system/constatd.service.d
mkdir -p $folder
printf '[Service]\nLoadCredential=constat-seal-key:/etc/constat/seal.key\n' >$folder/key.conf
systemctl daemon-reload
tell 'credential start' systemctl start constatd
tell 'credential state' show ActiveState
tell 'credential stop' systemctl stop constatd
tell 'credential result' show Result
tell 'no other key' test ! -e "$key"
tell 'sealed by it' test "$(entry store.sealed CONSTAT_CHECKPOINT)" = "$(cat /var/lib/constat/checkpoint)"
tell 'credential verify' sh -c 'constat verify >/dev/null'

tell complaints journalctl --quiet --unit constatd --output cat --priority err _TRANSPORT=stdout
