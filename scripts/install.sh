#!/usr/bin/env bash
# install.sh BIN DESTDIR PREFIX: puts programs, unit, example configuration and docs where a
# distribution expects them. Nothing is enabled, and a configuration that exists is kept.
set -euo pipefail
bin=${1:?usage: install.sh BIN DESTDIR PREFIX} destdir=$2 prefix=${3:?}
cd "$(dirname "$0")/.."

# A program under /usr is configured under /etc; one under /usr/local or /opt, beside itself.
case $prefix in /usr) etc=/etc ;; *) etc=$prefix/etc ;; esac
case $prefix in /usr) unit=/usr/lib/systemd/system ;; *) unit=$prefix/lib/systemd/system ;; esac

into() { install -d "$destdir$1"; }
into "$prefix/bin" && install -m 755 "$bin/constatd" "$bin/constat" "$destdir$prefix/bin/"
install -m 755 tools/constat-verify.py "$destdir$prefix/bin/constat-verify"
into "$unit"
sed -e "s|/usr/bin/|$prefix/bin/|g" -e "s|/etc/constat|$etc/constat|g" systemd/constatd.service \
  >"$destdir$unit/constatd.service"
chmod 644 "$destdir$unit/constatd.service"
into "$prefix/lib/sysusers.d"
install -m 644 systemd/constat.sysusers "$destdir$prefix/lib/sysusers.d/constat.conf"
into "$etc/constat/agreements"
if [ -e "$destdir$etc/constat/constatd.yaml" ]; then
  echo "kept $destdir$etc/constat/constatd.yaml; the new example is constatd.yaml.example" >&2
  install -m 644 config/constatd.yaml "$destdir$etc/constat/constatd.yaml.example"
else
  install -m 644 config/constatd.yaml "$destdir$etc/constat/constatd.yaml"
  install -m 644 config/agreements/example.yaml "$destdir$etc/constat/agreements/example.yaml"
fi
into "$prefix/share/doc/constat"
install -m 644 README.md CHANGELOG.md LICENSE docs/*.md "$destdir$prefix/share/doc/constat/"
into "$prefix/share/doc/constat/formats"
install -m 644 docs/formats/*.md "$destdir$prefix/share/doc/constat/formats/"
