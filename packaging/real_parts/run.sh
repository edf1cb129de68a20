#!/bin/sh
# Runs a command beside a PostgreSQL, a Redis and the node packages that the integration test needs.
# usage: run.sh COMMAND...   Everything lives in build/real_parts and a temporary folder; without Node 20 it says so and ends well.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)/build/real_parts

skip() { echo "Skipped: $1. The real Bluesky network and ActivityPub server are not tested here." >&2; exit 0; }
command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || skip "there is no Node"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || skip "Node is older than 20"
sh "$here/../system.sh" parts || skip "PostgreSQL or Redis could not be installed"
pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -n "$pg" ] && command -v redis-server >/dev/null 2>&1 || skip "PostgreSQL or Redis is missing"

mkdir -p "$home"
cp "$here"/package.json "$here"/package-lock.json "$here"/.npmrc "$here"/*.mjs "$home"
if ! cmp -s "$here/package-lock.json" "$home/.installed"; then
  echo "Installing node packages (once)" >&2
  (cd "$home" && timeout 600 npm ci --ignore-scripts --loglevel=error >&2) || skip "the node packages could not be installed"
  # better-sqlite3 brings no binary without the network it would ask: build it with the headers of this Node.
  headers=$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")")/usr
  [ -f "$headers/include/node/node.h" ] || headers=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
  [ -f "$headers/include/node/node.h" ] || skip "Node's headers are missing"
  gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
  (cd "$home/node_modules/better-sqlite3" && timeout 600 node "$gyp" rebuild --release --nodedir="$headers" >"$home/gyp.log" 2>&1) ||
    skip "better-sqlite3 could not be built (see $home/gyp.log)"
  cp "$here/package-lock.json" "$home/.installed"
fi

scratch=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$*"; else sh -c "$*"; fi; }
stop() {
  as "'$pg/pg_ctl' -D '$scratch/pg' -m immediate stop" >/dev/null 2>&1 || true
  [ -f "$scratch/redis.pid" ] && kill "$(cat "$scratch/redis.pid")" 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop EXIT INT TERM
[ "$(id -u)" = 0 ] && chown postgres "$scratch"
chmod 755 "$scratch"
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free); redis=$(free)
as "'$pg/initdb' -D '$scratch/pg' -A trust -U credcheck >/dev/null"
as "'$pg/pg_ctl' -D '$scratch/pg' -w -l '$scratch/pg.log' -o '-p $port -k $scratch -c fsync=off -c listen_addresses=127.0.0.1' start >/dev/null"
as "'$pg/createdb' -h 127.0.0.1 -p $port -U credcheck bsky"
redis-server --port "$redis" --bind 127.0.0.1 --save '' --daemonize yes --dir "$scratch" --pidfile "$scratch/redis.pid" >/dev/null

export CREDCHECK_REAL_PARTS="$home"
export DB_POSTGRES_URL="postgresql://credcheck@127.0.0.1:$port/bsky" REDIS_HOST="127.0.0.1:$redis"
"$@"
