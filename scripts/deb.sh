#!/usr/bin/env bash
# deb.sh BIN OUT: makes the Debian package of the programs in BIN, as OUT/constat_VERSION_ARCH.deb.
#
# By dpkg-deb and dpkg-shlibdeps, and by the rules of Debian's policy; scripts/debian/ has what runs on the machine where it
# is installed. CONSTAT_DEB_VERSION is another version than the programs', CONSTAT_DEB_MAINTAINER another
# maintainer, SOURCE_DATE_EPOCH another time than that of the last commit.
#
# The Swift run-time is in the programs, or else in a folder of the package's own: then they find it by
# LD_LIBRARY_PATH only (a build for tests).
set -euo pipefail
bin=${1:?usage: deb.sh BIN OUT} out=${2:?}
bin=$(cd "$bin" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$(dirname "$0")/.."
for program in dpkg-deb dpkg-shlibdeps python3 strip gzip; do
  command -v "$program" >/dev/null && continue
  echo "deb.sh: there is no $program here: install dpkg-dev, python3 and binutils" >&2
  exit 69
done
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
root=$place/root
umask 022

scripts/install.sh "$bin" "$root" /usr
version=${CONSTAT_DEB_VERSION:-$("$bin/constat" --version)-1}
architecture=$(dpkg --print-architecture)
maintainer=${CONSTAT_DEB_MAINTAINER:-$(git log -1 --format='%an <%ae>' 2>/dev/null || true)}
maintainer=${maintainer:-constat maintainers <root@$(hostname)>}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

# Where Debian has it otherwise than others.
docs=$root/usr/share/doc/constat
rm "$docs/LICENSE"
install -m 644 scripts/debian/copyright "$docs/copyright"
gzip -9n <"$docs/CHANGELOG.md" >"$docs/changelog.gz"
rm "$docs/CHANGELOG.md"
gzip -9n >"$docs/changelog.Debian.gz" <<CHANGES
constat ($version) unstable; urgency=medium

  * Built from the project's own sources; changelog.gz says what is new.

 -- $maintainer  $(date -R -u -d "@$SOURCE_DATE_EPOCH")
CHANGES
find "$root/usr/share/man" -type f -exec gzip -9n {} +
mkdir -p "$root/usr/share/zsh/vendor-completions" "$root/usr/share/lintian/overrides"
mv "$root/usr/share/zsh/site-functions/_constat" "$root/usr/share/zsh/vendor-completions/"
rmdir "$root/usr/share/zsh/site-functions"
install -m 644 scripts/debian/lintian-overrides "$root/usr/share/lintian/overrides/constat"
sed -i '1s|^#!/usr/bin/env python3$|#!/usr/bin/python3|' "$root/usr/bin/constat-verify"
# Of the examples under /etc; all there is configuration, which dpkg keeps as the administrator leaves it.
mkdir "$root/DEBIAN"
(cd "$root" && find etc -type f -printf '/%p\n' | sort) >"$root/DEBIAN/conffiles"

# What the programs are linked with, by the packages that have it.
own=$root/usr/lib/constat
libraries=$(ldd "$bin/constatd" "$bin/constat" | sed -n 's|.* => \(/.*/swift/.*\) (.*|\1|p' | sort -u)
options=()
if [ -n "$libraries" ]; then
  mkdir -p "$own"
  while IFS= read -r library; do install -m 644 "$library" "$own/"; done <<<"$libraries"
  options=(-l"$own" --ignore-missing-info)
fi
mkdir -p "$place/debian"
printf 'Source: constat\n\nPackage: constat\nArchitecture: any\n' >"$place/debian/control"
depends=$(cd "$place" && dpkg-shlibdeps -O "${options[@]}" "-S$root" root/usr/bin/constatd \
  root/usr/bin/constat 2>"$place/words") || { cat "$place/words" >&2; exit 70; }
depends=${depends#shlibs:Depends=}

cat >"$root/DEBIAN/control" <<CONTROL
Package: constat
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s --apparent-size --exclude=DEBIAN "$root" | cut -f 1)
Depends: $depends, init-system-helpers (>= 1.54), python3:any, systemd, tzdata
Recommends: ca-certificates
Section: net
Priority: optional
Description: measures a provider against its service-level agreement
 constatd probes HTTP, HTTPS and TCP targets on a timetable, records every
 sample in a crash-safe and signed record, judges agreements by it in exact
 integers, and tells the systemd journal when a promise is broken. constat
 reads what was recorded: status, incidents, reports, evidence.
 .
 Nothing is measured until the service constatd is enabled.
CONTROL
for script in postinst prerm postrm; do
  install -m 755 "scripts/debian/$script" "$root/DEBIAN/$script"
done
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
chmod 644 "$root/DEBIAN/conffiles" "$root/DEBIAN/control" "$root/DEBIAN/md5sums"
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
package=$out/constat_${version}_$architecture.deb
dpkg-deb --root-owner-group -Z"${CONSTAT_DEB_COMPRESSION:-xz}" --build "$root" "$package" >/dev/null
echo "$package"
