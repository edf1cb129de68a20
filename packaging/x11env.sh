#!/bin/sh
# Runs a command in a private X server (Xvfb), D-Bus session and window manager (openbox); everything dies with it.
# usage: packaging/x11env.sh COMMAND...        SCREEN=1280x800x24 sets the size of the screen.
set -u
missing=
for tool in xvfb-run Xvfb dbus-run-session openbox xprop; do
  command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if [ -n "$missing" ]; then
  echo "x11env: missing:$missing (Debian: apt-get install xvfb xauth dbus openbox x11-utils)" >&2
  exit 69
fi
XDG_RUNTIME_DIR=$(mktemp -d "${TMPDIR:-/tmp}/credcheck-x11.XXXXXX") || exit 73
export XDG_RUNTIME_DIR
chmod 700 "$XDG_RUNTIME_DIR"
trap 'rm -rf "$XDG_RUNTIME_DIR"' EXIT
unset WAYLAND_DISPLAY QT_QPA_PLATFORM
CREDCHECK_X11=1
export CREDCHECK_X11
# Never on a bus where a locked keyring could ask for its password and block for ever.
PYTHON_KEYRING_BACKEND=${PYTHON_KEYRING_BACKEND:-keyring.backends.fail.Keyring}
export PYTHON_KEYRING_BACKEND
xvfb-run -a -s "-screen 0 ${SCREEN:-1280x800x24} -nolisten tcp" dbus-run-session -- sh -c '
  openbox --sm-disable >/dev/null 2>&1 &
  manager=$!
  tries=0
  until xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q window || [ "$tries" -ge 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  "$@"
  code=$?
  kill "$manager" 2>/dev/null
  exit "$code"' x11env "$@"
