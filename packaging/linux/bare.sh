#!/bin/sh
# Installs a .deb in a new Debian with nothing else in it, drives its window, exports a PDF, and purges it.
# usage: sh packaging/linux/bare.sh FILE.deb       as root; needs debootstrap. The base system is kept in CACHE for the next run.
#   SUITE=bookworm CACHE=/var/cache/credcheck-bare        the window is driven from outside: nothing is installed inside for it
set -eu
cd "$(dirname "$0")/../.."
deb=$(realpath "$1") suite=${SUITE:-bookworm} cache=${CACHE:-/var/cache/credcheck-bare}
base=$cache/$suite.tar root=$(mktemp -d /var/tmp/credcheck-bare.XXXXXX)
leave() {
  for place in tmp proc dev/pts dev; do umount "$root/$place" 2>/dev/null || true; done
  if mount | grep -q " $root/"; then echo "still mounted, left alone: $root" >&2; else rm -rf "$root"; fi
}
trap leave EXIT
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }

mkdir -p "$cache"
if [ ! -f "$base" ]; then
  debootstrap --variant=minbase "$suite" "$cache/new" >/dev/null
  tar -C "$cache/new" -cf "$base.part" . && mv "$base.part" "$base"
  rm -rf "$cache/new"
fi
tar -C "$root" -xf "$base"
mount --bind /dev "$root/dev" && mount -t proc proc "$root/proc" && mount --bind /tmp "$root/tmp"
cp "$deb" "$root/root/"
cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
# The same way to the archive as this machine has.
mkdir -p "$root/etc/apt/apt.conf.d" && cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
! inside sh -c 'command -v python3' || { echo "not a bare system" >&2; exit 1; }

before=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var -o -path /root \) -prune -o -print | sort)
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends "/root/$(basename "$deb")" >/dev/null 2>&1
echo "  installed: $(inside credcheck --version)"

home=$(mktemp -d) out=$(mktemp -d)
inside env HOME="$home" credcheck --practice --data-dir "$home/data" check --name "Jane Example" --bio "Cardiologist" --format pdf -o "$out/report.pdf"
head -c 5 "$out/report.pdf" | grep -q '%PDF-' && echo "  PDF exported: $(stat -c %s "$out/report.pdf") bytes"

CREDCHECK_PROGRAM="$PWD/packaging/linux/inside.sh $root" sh packaging/x11env.sh .venv/bin/python -m pytest -q -p no:cacheprovider \
  tests/gui/test_program.py -k "example or clipboard or keyboard" && echo "  window: driven through the accessibility bus"

inside apt-get purge -y -qq credcheck >/dev/null 2>&1
inside apt-get autoremove --purge -y -qq >/dev/null 2>&1
after=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var -o -path /root \) -prune -o -print | sort)
left=$(printf '%s\n' "$before" "$before" "$after" | sort | uniq -u | grep -v '^/etc/\(ld.so.cache\|alternatives\|fonts\|X11\|ssl\|group\|passwd\|shadow\|gshadow\|subuid\|subgid\|.*-\)' | grep -i credcheck || true)
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
test -d "$home/data" && echo "  purged: nothing of the program is left, the user's own data is"
rm -rf "$home" "$out"
