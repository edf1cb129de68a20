#!/bin/sh
# Runs every validator over a built .deb and what it holds. usage: validate.sh FILE.deb
set -eu
deb=$1
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
dpkg-deb -x "$deb" "$work"
desktop-file-validate "$work"/usr/share/applications/*.desktop && echo "  desktop-file-validate: clean"
appstreamcli validate --no-net --pedantic "$work"/usr/share/metainfo/*.metainfo.xml | sed 's/^/  /'
man --warnings --encoding=utf8 -l "$work/usr/share/man/man1/credcheck.1.gz" 2>&1 >/dev/null | grep . && exit 1
echo "  man: clean"
lintian --allow-root --fail-on error,warning "$deb" && echo "  lintian: no error, no warning"
