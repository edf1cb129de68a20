#!/bin/sh
# Installs the system libraries CredCheck needs, by apt where it may; otherwise names exactly what is missing.
# usage: system.sh python|run|test|parts|package
set -eu

QT="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1 libgssapi-krb5-2 fonts-dejavu-core"
X11="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-xkb1 libxcb-shape0 libxcb-xfixes0 libxcb-randr0 libxcb-image0 libxcb-render-util0"
TOOLS="gcc libc6-dev xvfb xauth openbox dbus dbus-x11 xclip xdotool x11-utils tint2 sway wl-clipboard at-spi2-core python3-pyatspi gir1.2-atspi-2.0 python3-gi gnome-keyring strace postgresql poppler-utils"
PACKING="g++ binutils dpkg-dev icu-devtools libwayland-client0 libwayland-cursor0 desktop-file-utils appstream lintian man-db"

case "${1:-}" in
  python) wanted="python3-venv ca-certificates" ;;
  run) wanted="$QT $X11" ;;
  test) wanted="$QT $X11 $TOOLS" ;;
  parts) wanted="postgresql redis-server g++ make" ;;
  package) wanted="$QT $X11 $TOOLS $PACKING" ;;
  *) echo "usage: system.sh python|run|test|parts|package" >&2; exit 2 ;;
esac

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null 2>&1; then
  [ "$1" = python ] || echo "Not a Debian-like system: if the window does not open, install what provides: $wanted" >&2
  exit 0
fi
missing=""
for package in $wanted; do
  # Ubuntu 24.04 and Debian 13 renamed some libraries to NAMEt64.
  dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
if [ "$1" = python ] && python3 -c 'import ensurepip' 2>/dev/null; then missing=$(echo "$missing" | sed 's/python3-venv//'); fi
missing=$(echo $missing)
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then sudo=""; elif command -v sudo >/dev/null 2>&1; then sudo=sudo; else
  echo "These system packages are missing; ask an administrator to run: apt-get install $missing" >&2; exit 1
fi
echo "Installing system packages: $missing" >&2
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
for package in $missing; do
  $sudo apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
    $sudo apt-get install -y -qq --no-install-recommends "${package}t64" >/dev/null || failed="${failed:-} $package"
done
if [ -n "${failed:-}" ]; then echo "apt could not install:$failed" >&2; exit 1; fi
