#!/usr/bin/env bash
# Private RabbitMQ and PostgreSQL servers for a test run, apart from any server of the machine:
# own ports, own data, own Erlang cookie and port mapper, bound to 127.0.0.1 alone.
#
#   bash tests/servers.sh start DIR [rabbitmq] [postgres]   start (both by default), print NAME=VALUE lines
#   bash tests/servers.sh stop  DIR                         end what runs under DIR; safe to repeat
#
# The printed lines also stand in DIR/env. Into the calling shell:
#   while IFS= read -r line; do export "$line"; done < DIR/env
#
# Data are synced to disk as in production (fsync and synchronous_commit on), so that a figure or a crash
# test measured here means something. Nothing in DIR outlives its use: delete it after `stop`.
set -euo pipefail

readonly RABBITMQ_BIN=/usr/lib/rabbitmq/bin
readonly RABBITMQ_VHOST=ordersaga
readonly REGARDS_VHOST=regards.multitenant.manager
readonly POSTGRES_PASSWORD=ordersaga
readonly ATTEMPTS=3
readonly START_SECONDS=90
readonly STOP_SECONDS=30

say() { printf 'servers: %s\n' "$*" >&2; }

# --- conditions ------------------------------------------------------------------------------------------

# until_true SECONDS COMMAND...: true as soon as the command is, false when the time is over.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
group_is_gone() { ! kill -0 -- "-$1" 2>/dev/null; }
process_is_gone() { ! kill -0 "$1" 2>/dev/null; }

# Below the ephemeral range (32768 and up), where no outgoing connection can take the port meanwhile.
# Another start may still win the race for it, hence the ATTEMPTS below.
free_port() {
    local port
    while :; do
        port=$((12000 + RANDOM % 20000))
        listens "$port" || break
    done
    printf '%s' "$port"
}

# A stored process id counts only while that process still names our folder: ids are reused.
is_ours() {
    local pid=$1 word=$2
    [[ -n $pid && -r /proc/$pid/cmdline ]] || return 1
    { cat "/proc/$pid/cmdline" "/proc/$pid/environ" | tr '\0' '\n' | grep -F -- "$word" >/dev/null; } 2>/dev/null
}

stored() { cat "$1" 2>/dev/null || true; }

# --- RabbitMQ --------------------------------------------------------------------------------------------

start_rabbitmq() {
    local attempt
    [[ -x $RABBITMQ_BIN/rabbitmq-server ]] || { say "no RabbitMQ in $RABBITMQ_BIN: apt-get install rabbitmq-server"; return 1; }
    for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
        try_rabbitmq && return
        say "RabbitMQ did not start (attempt $attempt of $ATTEMPTS)"
        tail -n 15 "$DIR"/rabbitmq/{server.out,log/*.log} >&2 2>/dev/null || true
        stop_rabbitmq
    done
    return 1
}

try_rabbitmq() {
    local home=$DIR/rabbitmq port dist epmd
    rm -rf "$home"
    mkdir -p "$home"/{mnesia,log,home}
    port=$(free_port)
    dist=$(free_port)
    epmd=$(free_port)
    (($(printf '%s\n' "$port" "$dist" "$epmd" | sort -u | wc -l) == 3)) || return 1

    # Users and vhosts come with the start, so the port never answers before they exist.
    cat >"$home/definitions.json" <<JSON
{
  "users": [{ "name": "guest", "password": "guest", "tags": ["administrator"] }],
  "vhosts": [{ "name": "/" }, { "name": "$RABBITMQ_VHOST" }, { "name": "$REGARDS_VHOST" }],
  "permissions": [
    { "user": "guest", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*" },
    { "user": "guest", "vhost": "$RABBITMQ_VHOST", "configure": ".*", "write": ".*", "read": ".*" },
    { "user": "guest", "vhost": "$REGARDS_VHOST", "configure": ".*", "write": ".*", "read": ".*" }
  ]
}
JSON
    printf 'load_definitions = %s\n' "$home/definitions.json" >"$home/rabbitmq.conf"
    printf '[].\n' >"$home/enabled_plugins"
    : >"$home/rabbitmq-env.conf"
    (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$home/home/.erlang.cookie")
    chmod 400 "$home/home/.erlang.cookie"

    # One file says it all to the server and to rabbitmqctl, so that both always mean the same node.
    cat >"$home/environment" <<ENV
export HOME='$home/home'
export ERL_EPMD_PORT=$epmd
export ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_CONF_ENV_FILE='$home/rabbitmq-env.conf'
export RABBITMQ_CONFIG_FILE='$home/rabbitmq.conf'
export RABBITMQ_ENABLED_PLUGINS_FILE='$home/enabled_plugins'
export RABBITMQ_NODENAME=ordersaga-$port@localhost
export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
export RABBITMQ_NODE_PORT=$port
export RABBITMQ_DIST_PORT=$dist
export RABBITMQ_MNESIA_BASE='$home/mnesia'
export RABBITMQ_LOG_BASE='$home/log'
export RABBITMQ_PID_FILE='$home/beam.pid'
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
cd '$home'
ENV
    printf '#!/bin/sh\n. "%s/environment"\nexec %s/rabbitmqctl "$@"\n' "$home" "$RABBITMQ_BIN" >"$home/rabbitmqctl"
    chmod +x "$home/rabbitmqctl"

    # Each in a session of its own: an interrupt typed at the run must not end them before the tests end.
    (. "$home/environment" && exec setsid epmd -port "$epmd" -address 127.0.0.1) \
        </dev/null >"$home/epmd.out" 2>&1 &
    printf '%s' $! >"$home/epmd.pid"
    until_true 10 listens "$epmd" || return 1

    (. "$home/environment" && exec setsid "$RABBITMQ_BIN/rabbitmq-server") \
        </dev/null >"$home/server.out" 2>&1 &
    printf '%s' $! >"$home/server.pid"

    until_true "$START_SECONDS" rabbitmq_answers_or_ended "$port" "$home" || return 1
    speaks_amqp "$port" || return 1
    "$home/rabbitmqctl" -q await_startup --timeout "$START_SECONDS" >>"$home/server.out" 2>&1 || return 1

    env_line "ORDERSAGA_TEST_RABBITMQ=amqp://guest:guest@127.0.0.1:$port/$RABBITMQ_VHOST"
    env_line "ORDERSAGA_TEST_REGARDS=amqp://guest:guest@127.0.0.1:$port/$REGARDS_VHOST"
    env_line "ORDERSAGA_TEST_RABBITMQCTL=$home/rabbitmqctl"
}

rabbitmq_answers_or_ended() { speaks_amqp "$1" || process_is_gone "$(stored "$2/server.pid")"; }

# The broker's first frame (type 1, method) in answer to the protocol header: more than an open port.
speaks_amqp() {
    local first
    first=$( { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'AMQP\0\0\11\1' >&3 && timeout 5 head -c 1 <&3 | od -An -tu1; } 2>/dev/null) || return 1
    [[ ${first//[[:space:]]/} == 1 ]]
}

stop_rabbitmq() {
    local home=$DIR/rabbitmq server epmd
    server=$(stored "$home/server.pid")
    if is_ours "$server" "$home"; then
        kill -TERM "$server" 2>/dev/null || true
        until_true "$STOP_SECONDS" group_is_gone "$server" || kill -KILL -- "-$server" 2>/dev/null || true
    fi
    # A node whose starter was killed lives on alone; its own pid file still leads to it.
    server=$(stored "$home/beam.pid")
    if is_ours "$server" "$home"; then
        kill -KILL "$server" 2>/dev/null || true
    fi
    epmd=$(stored "$home/epmd.pid")
    if is_ours "$epmd" "$home"; then
        kill -TERM "$epmd" 2>/dev/null || true
        until_true "$STOP_SECONDS" process_is_gone "$epmd" || kill -KILL "$epmd" 2>/dev/null || true
    fi
    rm -f "$home"/{server,beam,epmd}.pid
}

# --- PostgreSQL ------------------------------------------------------------------------------------------

postgres_bin() {
    local folder
    folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [[ ! -x $folder/initdb ]]; then
        folder=$(command -v initdb) || return 1
        folder=$(dirname "$(readlink -f "$folder")")
    fi
    printf '%s' "$folder"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if ((EUID != 0)); then
        "$@"
    elif command -v runuser >/dev/null; then
        (cd / && runuser -u postgres -- "$@")
    elif command -v sudo >/dev/null; then
        (cd / && sudo -n -u postgres -- "$@")
    else
        (cd / && su postgres -s /bin/sh -c "$(printf '%q ' "$@")")
    fi
}

start_postgres() {
    local home=$DIR/postgres bin attempt
    bin=$(postgres_bin) || { say "no PostgreSQL in /usr/lib/postgresql or on PATH: apt-get install postgresql"; return 1; }
    rm -rf "$home"
    mkdir -p "$home"
    printf '%s' "$POSTGRES_PASSWORD" >"$home/password"
    if ((EUID == 0)); then
        chown -R postgres "$home"
        as_postgres test -w "$home" || { say "user postgres can't reach $home: choose a folder whose parents are open to others"; return 1; }
    fi
    as_postgres "$bin/initdb" -D "$home/data" -U postgres -A scram-sha-256 --pwfile="$home/password" \
        --encoding=UTF8 --no-locale >"$DIR/postgres.out" 2>&1 || { tail -n 15 "$DIR/postgres.out" >&2; return 1; }

    for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
        try_postgres "$home" "$bin" && return
        say "PostgreSQL did not start (attempt $attempt of $ATTEMPTS)"
        tail -n 15 "$DIR/postgres.out" >&2 || true
        as_postgres tail -n 15 "$home/log" >&2 2>/dev/null || true
        stop_postgres
    done
    return 1
}

try_postgres() {
    local home=$1 bin=$2 port
    port=$(free_port)
    as_postgres tee "$home/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 200
fsync = on
synchronous_commit = on
timezone = 'UTC'
CONF
    # -w: returns once the server accepts connections.
    as_postgres "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -t "$START_SECONDS" start \
        </dev/null >>"$DIR/postgres.out" 2>&1 || return 1
    PGPASSWORD=$POSTGRES_PASSWORD "$bin/createdb" -h 127.0.0.1 -p "$port" -U postgres ordersaga \
        >>"$DIR/postgres.out" 2>&1 || return 1
    env_line "ORDERSAGA_TEST_POSTGRES=Host=127.0.0.1;Port=$port;Username=postgres;Password=$POSTGRES_PASSWORD;Database=ordersaga"
}

stop_postgres() {
    local data=$DIR/postgres/data postmaster
    postmaster=$(head -n 1 "$data/postmaster.pid" 2>/dev/null || true)
    is_ours "$postmaster" "$data" || return 0
    # Fast: connections are ended, not waited for. Immediate only when that hangs.
    as_postgres "$(postgres_bin)/pg_ctl" -D "$data" -m fast -w -t "$STOP_SECONDS" stop >/dev/null 2>&1 ||
        as_postgres "$(postgres_bin)/pg_ctl" -D "$data" -m immediate -w -t "$STOP_SECONDS" stop >/dev/null 2>&1 || true
}

# --- commands --------------------------------------------------------------------------------------------

env_line() { printf '%s\n' "$1" | tee -a "$DIR/env"; }

start() {
    local server
    (($# > 0)) || set -- rabbitmq postgres
    mkdir -p "$DIR"
    DIR=$(cd "$DIR" && pwd)
    chmod 711 "$DIR" # user postgres passes through to its folder
    stop
    : >"$DIR/env"
    for server in "$@"; do
        "start_$server" || { say "$server could not be started"; stop; return 1; }
    done
}

stop() {
    [[ -d $DIR ]] || return 0
    DIR=$(cd "$DIR" && pwd)
    stop_rabbitmq
    stop_postgres
}

usage() {
    say "usage: bash tests/servers.sh start DIR [rabbitmq] [postgres] | stop DIR"
    exit 2
}

(($# >= 2)) || usage
DIR=$2
case $1 in
start)
    for server in "${@:3}"; do
        [[ $server == rabbitmq || $server == postgres ]] || usage
    done
    start "${@:3}"
    ;;
stop) stop ;;
*) usage ;;
esac
