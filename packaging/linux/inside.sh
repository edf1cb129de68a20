#!/bin/sh
# Runs credcheck inside another system with the screen and bus of this one (see bare.sh). usage: inside.sh ROOT ARGUMENTS...
root=$1
shift
exec chroot "$root" env PATH=/usr/bin:/bin credcheck "$@"
