#!/usr/bin/env bash
# install.sh BIN DESTDIR PREFIX: puts programs, unit, example configuration, manual pages, completions,
# schemas and docs where a distribution expects them. Nothing is enabled, and a configuration that exists is kept.
set -euo pipefail
bin=${1:?usage: install.sh BIN DESTDIR PREFIX} destdir=$2 prefix=${3:?}
cd "$(dirname "$0")/.."
for program in constatd constat; do
  [ -x "$bin/$program" ] && continue
  echo "install.sh: $bin has no $program: call \`make build\` first" >&2
  exit 66
done

# A program under /usr is configured under /etc; one under /usr/local or /opt, beside itself.
case $prefix in /usr) etc=/etc ;; *) etc=$prefix/etc ;; esac
case $prefix in /usr) unit=/usr/lib/systemd/system ;; *) unit=$prefix/lib/systemd/system ;; esac
catalog=$prefix/lib/systemd/catalog

into() { install -d "$destdir$1"; }
into "$prefix/bin" && install -m 755 "$bin/constatd" "$bin/constat" "$destdir$prefix/bin/"
# Symbols are half of a program. A debugger reads them, for a core of these, from the programs in
# the build folder: their build ids are the same.
if strip=$(command -v strip || command -v llvm-strip); then
  "$strip" "$destdir$prefix/bin/constatd" "$destdir$prefix/bin/constat"
else
  echo "installed with symbols, at twice the size: there is no strip here (package binutils)" >&2
fi
install -m 755 tools/constat-verify.py "$destdir$prefix/bin/constat-verify"
into "$unit"
sed -e "s|/usr/bin/|$prefix/bin/|g" -e "s|/etc/constat|$etc/constat|g" \
  -e "s|/usr/share/|$prefix/share/|g" systemd/constatd.service \
  >"$destdir$unit/constatd.service"
chmod 644 "$destdir$unit/constatd.service"
# What `journalctl -x` says of each event, and the page that it points at.
into "$catalog"
for language in constat constat.fr; do
  sed -e "s|/usr/share/|$prefix/share/|g" "config/catalog/$language.catalog" \
    >"$destdir$catalog/$language.catalog"
  chmod 644 "$destdir$catalog/$language.catalog"
done
into "$prefix/lib/sysusers.d"
install -m 644 systemd/constat.sysusers "$destdir$prefix/lib/sysusers.d/constat.conf"
into "$prefix/lib/tmpfiles.d"
install -m 644 systemd/constat.tmpfiles "$destdir$prefix/lib/tmpfiles.d/constat.conf"

# What constat says of itself, in the forms of those who ask for it.
into "$prefix/share/bash-completion/completions"
"$bin/constat" --generate-completion-script bash |
  sed '1{/^#!/d}' >"$destdir$prefix/share/bash-completion/completions/constat"
into "$prefix/share/zsh/site-functions"
"$bin/constat" --generate-completion-script zsh >"$destdir$prefix/share/zsh/site-functions/_constat"
into "$prefix/share/fish/vendor_completions.d"
"$bin/constat" --generate-completion-script fish \
  >"$destdir$prefix/share/fish/vendor_completions.d/constat.fish"
into "$prefix/share/constat"
for kind in config agreement; do
  "$bin/constat" schema "$kind" >"$destdir$prefix/share/constat/$kind.schema.json"
done
if command -v python3 >/dev/null; then
  pages=$(mktemp -d)
  trap 'rm -rf "$pages"' EXIT
  scripts/man-pages.py "$bin/constat" "$pages"
  for page in "$pages"/man?/*; do
    # They name the places of this installation.
    sed -i -e "s|/etc/constat|$etc/constat|g" -e "s|/usr/share/|$prefix/share/|g" "$page"
    folder=$prefix/share/man/$(basename "$(dirname "$page")")
    into "$folder" && install -m 644 "$page" "$destdir$folder/"
  done
else
  echo "installed without manual pages: there is no python3 here to write them" >&2
fi

into "$etc/constat/agreements"
# example FILE NAME: an example as NAME below etc/constat; its editor finds the schema that is installed.
example() {
  sed "1s|/usr/share/|$prefix/share/|" "$1" >"$destdir$etc/constat/$2"
  chmod 644 "$destdir$etc/constat/$2"
}
if [ -e "$destdir$etc/constat/constatd.yaml" ]; then
  echo "kept $destdir$etc/constat/constatd.yaml; the new example is constatd.yaml.example" >&2
  example config/constatd.yaml constatd.yaml.example
else
  example config/constatd.yaml constatd.yaml
  example config/agreements/example.yaml agreements/example.yaml
fi
# The folders stay, so that the pages' links hold.
into "$prefix/share/doc/constat/docs/formats"
install -m 644 README.md CHANGELOG.md LICENSE "$destdir$prefix/share/doc/constat/"
install -m 644 docs/*.md docs/*.svg "$destdir$prefix/share/doc/constat/docs/"
install -m 644 docs/formats/*.md "$destdir$prefix/share/doc/constat/docs/formats/"
into "$prefix/share/doc/constat/config/pipelines"
install -m 644 config/pipelines/* "$destdir$prefix/share/doc/constat/config/pipelines/"
# What is written by a command has the mode that the caller's umask gives: everybody may read these.
chmod 644 "$destdir$prefix/share/constat/"* \
  "$destdir$prefix/share/bash-completion/completions/constat" \
  "$destdir$prefix/share/zsh/site-functions/_constat" \
  "$destdir$prefix/share/fish/vendor_completions.d/constat.fish"
case $prefix in
  /usr | /usr/local) echo "journalctl --update-catalog makes the explanations of events known" ;;
  *) echo "systemd looks for explanations of events below /usr and /usr/local only: link" \
    "$catalog/*.catalog into /usr/local/lib/systemd/catalog, then call journalctl --update-catalog" ;;
esac
