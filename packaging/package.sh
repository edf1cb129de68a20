#!/bin/sh
# Builds everything that can be built on this system, walks through it, and prints sizes and start time.
# usage: make package            on Debian or Ubuntu: folder, .deb, wheel, sdist; elsewhere: folder, wheel, sdist
set -eu
cd "$(dirname "$0")/.."
PY=.venv/bin/python OUT=build/out FROZEN=build/dist/credcheck DATE=$(git log -1 --format=%cs)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
most() { # what MB limit
  echo "  size, $1: $2 MB (at most $3)"
  [ "$2" -le "$3" ] || { echo "too large" >&2; exit 1; }
}

echo "folder"
sh packaging/frozen/build.sh
most folder "$(du -sm $FROZEN | cut -f1)" 250
$PY packaging/smoke.py $FROZEN/credcheck

if [ "$(uname -s)" = Linux ]; then
  echo "window, from outside"
  CREDCHECK_PROGRAM=$PWD/$FROZEN/credcheck sh packaging/x11env.sh $PY -m pytest -q -p no:cacheprovider tests/gui/test_program.py tests/gui/test_program_quick.py
  sh packaging/x11env.sh $PY packaging/start.py $FROZEN/credcheck
fi

mkdir -p $OUT
if command -v dpkg-shlibdeps >/dev/null 2>&1; then
  echo "deb"
  $PY packaging/icons.py build/icons
  $PY packaging/linux/man.py "$DATE" >build/credcheck.1
  deb=$($PY packaging/linux/deb.py $FROZEN build/parts build/icons build/credcheck.1 $OUT)
  most deb "$(($(stat -c %s "$deb") / 1000000))" 90
  sh packaging/linux/validate.sh "$deb"
fi

echo "wheel"
rm -rf build/wheel && build/tools/bin/python -m build --outdir build/wheel . >/dev/null
cp build/wheel/* build/parts/sbom.json $OUT/
ls -l $OUT | awk 'NR > 1 {printf "  %7.1f MB  %s\n", $5 / 1e6, $9}'
