#!/bin/sh
# Packs the frozen folder into an AppImage. Not run yet (packaging/README.md): appimagetool is fetched by the CI.
# usage: packaging/appimage/build.sh VERSION       KEEP_SYSTEM_LIBRARIES=1 packaging/frozen/build.sh must have made the folder
set -eu
cd "$(dirname "$0")/../.."
id=org.credcheck.CredCheck dir=build/CredCheck.AppDir
rm -rf $dir && mkdir -p $dir/usr/lib $dir/usr/bin $dir/usr/share/applications $dir/usr/share/metainfo build/out
cp -a build/dist/credcheck $dir/usr/lib/
ln -s ../lib/credcheck/credcheck $dir/usr/bin/credcheck
cp packaging/linux/$id.desktop $dir/usr/share/applications/
cp packaging/linux/$id.desktop $dir/
cp resources/icons/credcheck.svg $dir/$id.svg
sed "s/@VERSION@/$1/; s/@DATE@/$(git log -1 --format=%cs)/" packaging/linux/$id.metainfo.xml >$dir/usr/share/metainfo/$id.metainfo.xml
cat >$dir/AppRun <<'RUN'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
[ $# -gt 0 ] || set -- gui
exec "$here/usr/lib/credcheck/credcheck" "$@"
RUN
chmod 755 $dir/AppRun
# An AppImage once lost accessibility: it is driven through the accessibility bus before it is given out.
ARCH=x86_64 appimagetool $dir "build/out/CredCheck-$1-x86_64.AppImage"
CREDCHECK_PROGRAM="$PWD/build/out/CredCheck-$1-x86_64.AppImage --appimage-extract-and-run" \
  sh packaging/x11env.sh .venv/bin/python -m pytest -q tests/gui/test_program.py
