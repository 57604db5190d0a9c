#!/usr/bin/env bash
# The integration tests on Testcontainers where there is no container engine and no way to the official images: starts a
# Docker engine, makes the two images of Debian's own RabbitMQ and PostgreSQL, and runs tests/run.sh on both.
#
#   bash tests/containers.sh [FILTER]
#
# For root, on Debian. The engine, its containers and the tests live in network, mount and process namespaces of their own
# and in one temporary folder, so that all of it ends with this script, however that ends, and nothing else is touched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly RELEASE=bookworm
readonly PROJECT=OrderSaga.IntegrationTests
readonly ENGINE_SECONDS=60
export ORDERSAGA_TEST_RABBITMQ_IMAGE=ordersaga-tests/rabbitmq:$RELEASE
export ORDERSAGA_TEST_POSTGRES_IMAGE=ordersaga-tests/postgres:$RELEASE

work=''

say() { printf '\n== %s\n' "$*"; }
die() { printf 'containers: %s\n' "$*" >&2; exit 1; }

# --- images ----------------------------------------------------------------------------------------------

# Both take the settings and say the words that Testcontainers knows of the official images.
rabbitmq_start() {
    cat <<'START'
#!/bin/sh
set -e
cat >/etc/rabbitmq/rabbitmq.conf <<CONF
default_user = $RABBITMQ_DEFAULT_USER
default_pass = $RABBITMQ_DEFAULT_PASS
loopback_users = none
log.console = true
log.console.level = info
CONF
exec runuser -u rabbitmq -- env HOME=/var/lib/rabbitmq /usr/lib/rabbitmq/bin/rabbitmq-server
START
}

postgres_start() {
    cat <<'START'
#!/bin/sh
set -e
bin=$(echo /usr/lib/postgresql/*/bin) data=/var/lib/postgresql/tests
as_postgres() { runuser -u postgres -- "$@"; }
printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
as_postgres "$bin/initdb" -D "$data" -U "$POSTGRES_USER" -A scram-sha-256 --pwfile=/tmp/password --encoding=UTF8 --no-locale
printf 'host all all all scram-sha-256\n' >>"$data/pg_hba.conf"
printf 'CREATE DATABASE "%s"\n' "$POSTGRES_DB" | as_postgres "$bin/postgres" --single -D "$data" postgres
exec runuser -u postgres -- "$bin/postgres" -D "$data" -c listen_addresses='*' "$@"
START
}

# make_root NAME PACKAGE: the base with one server in it, and what starts it.
make_root() {
    local root=$work/$1
    cp -a "$work/base" "$root"
    # Debian would make a cluster of its own while it installs.
    mkdir -p "$root/etc/postgresql-common"
    printf 'create_main_cluster = false\n' >"$root/etc/postgresql-common/createcluster.conf"
    chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >"$work/$1.log" 2>&1 ||
        { tail -n 20 "$work/$1.log"; die "$2 could not be installed in its image"; }
    chroot "$root" apt-get clean
    "$1_start" >"$root/start"
    chmod +x "$root/start"
}

make_roots() {
    say "Making the images of Debian $RELEASE"
    debootstrap --variant=minbase "$RELEASE" "$work/base" >"$work/debootstrap.log" 2>&1 ||
        { tail -n 20 "$work/debootstrap.log"; die "debootstrap failed"; }
    # No service may start while packages are installed.
    printf '#!/bin/sh\nexit 101\n' >"$work/base/usr/sbin/policy-rc.d"
    chmod +x "$work/base/usr/sbin/policy-rc.d"
    make_root rabbitmq rabbitmq-server
    make_root postgres postgresql
}

import_root() {
    tar -C "$work/$1" -c . | docker import --change 'ENTRYPOINT ["/start"]' - "$2" >/dev/null
}

# --- engine ----------------------------------------------------------------------------------------------

engine_answers() { docker version >/dev/null 2>&1; }

start_engine() {
    local end=$((SECONDS + ENGINE_SECONDS))
    ip link set lo up
    dockerd --storage-driver=vfs --ip=127.0.0.1 --host="$DOCKER_HOST" --data-root="$work/data" --exec-root="$work/exec" \
        --pidfile="$work/docker.pid" --cgroup-parent="$(basename "$work")" >"$work/dockerd.log" 2>&1 &
    until engine_answers; do
        ((SECONDS < end)) || { tail -n 20 "$work/dockerd.log"; die "the engine did not start"; }
        sleep 0.2
    done
}

# What runs in the namespaces. There is no way to the outside there: whatever has to be fetched is here already.
run_inside() {
    work=$1
    export DOCKER_HOST=unix://$work/docker.sock
    # The engine is beside the tests, and its helper that cleans up after them comes from outside.
    export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 TESTCONTAINERS_RYUK_DISABLED=true
    start_engine
    import_root rabbitmq "$ORDERSAGA_TEST_RABBITMQ_IMAGE"
    import_root postgres "$ORDERSAGA_TEST_POSTGRES_IMAGE"
    bash tests/run.sh "${2:-}" "$PROJECT"
}

# --- outside ---------------------------------------------------------------------------------------------

install_missing() {
    local packages=()
    command -v dockerd >/dev/null || packages+=(docker.io)
    command -v docker >/dev/null || packages+=(docker.io)
    command -v iptables >/dev/null || packages+=(iptables)
    command -v ip >/dev/null || packages+=(iproute2)
    command -v debootstrap >/dev/null || packages+=(debootstrap)
    [[ -x /usr/bin/chromium ]] || packages+=(chromium)
    command -v curl >/dev/null || packages+=(curl)
    /usr/bin/python3 -c 'import owslib' 2>/dev/null || packages+=(python3-owslib)
    ((${#packages[@]} == 0)) || { say "Installing ${packages[*]}"; bash tests/packages.sh "${packages[@]}"; }
}

clean_up() {
    [[ -z $work ]] || { find /sys/fs/cgroup -depth -type d -path "*/$(basename "$work")*" -exec rmdir {} + 2>/dev/null || true; rm -rf "$work"; }
    work=''
}

main() {
    ((EUID == 0)) || die "for root alone: namespaces, debootstrap and dockerd need it"
    install_missing
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d)
    make_roots
    say "dotnet build"
    MSBUILDDISABLENODEREUSE=1 dotnet build OrderSaga.sln --configuration Release --nologo --verbosity quiet
    unshare --net --mount --pid --fork --kill-child --mount-proc bash tests/containers.sh --inside "$work" "${1:-}"
}

if [[ ${1:-} == --inside ]]; then
    run_inside "${@:2}"
else
    main "$@"
fi
