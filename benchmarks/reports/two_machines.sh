#!/bin/sh
# Does `credcheck verify` say the same, byte for byte, on two machines? The second is a bare Debian in a folder (debootstrap, as root),
# with its own Python, locale, time zone and hash seed. usage: two_machines.sh [FOLDER]
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/two-machines-XXXXXX")
trap 'rm -rf "$folder"' EXIT
other=$folder/root
debootstrap --variant=minbase --include=python3,tzdata,libexpat1 bookworm "$other" >"$folder/log" 2>&1
mkdir -p "$other/opt/site" "$other/opt/src" "$other/opt/reports"
cp -r "$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')/." "$other/opt/site/"
rm -rf "$other"/opt/site/PySide6* "$other"/opt/site/shiboken6*
cp -r credcheck resources "$other/opt/src/"
.venv/bin/python -m benchmarks.reports.examples "$other/opt/reports"
for file in "$other"/opt/reports/*.json; do
  LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC PYTHONHASHSEED=1 .venv/bin/python -m credcheck verify "$file"
done >"$folder/here"
chroot "$other" /bin/sh -c 'cd /opt/src; export HOME=/root LANGUAGE=en LC_ALL=C TZ=Asia/Tokyo PYTHONHASHSEED=77 PYTHONPATH=/opt/site:/opt/src
  for file in /opt/reports/*.json; do python3 -m credcheck verify "$file"; done' >"$folder/there"
cmp "$folder/here" "$folder/there"
echo "the same on both: $(grep -c 'byte for byte' "$folder/here") of $(ls "$other/opt/reports" | wc -l) reports derived byte for byte"
