#!/usr/bin/env bash
# Every test of OrderSaga, from a fresh clone: installs the servers that are missing, starts private ones,
# builds once, checks the format, runs each test project, stops what it started.
#
#   bash tests/run.sh                    everything
#   bash tests/run.sh 'Name~Catalogue'   the tests that a `dotnet test --filter` expression picks, without the format check
#
# ORDERSAGA_TEST_RABBITMQ and ORDERSAGA_TEST_POSTGRES, when set, name servers to use instead of private ones.
# The last line is `N passed, N failed`; the exit code is 0 only when tests ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SOLUTION=OrderSaga.sln
readonly CONFIGURATION=Release
readonly PROJECTS=(OrderSaga.Tests OrderSaga.IntegrationTests)
readonly HANG_TIMEOUT=5m
readonly FILTER=${1:-}

# No build process may outlive the run and hold its output open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# A test process lives too short for the code that the runtime would gather figures for to pay.
export DOTNET_TieredPGO=0

passed=0 failed=0 skipped=0
work='' child='' policy='' files=''

say() { printf '\n== %s\n' "$*"; }
# Even a run that can't begin ends with the line that sums it up.
die() { printf 'run: %s\n' "$*" >&2; printf '0 passed, 1 failed\n'; exit 1; }

# --- ends ------------------------------------------------------------------------------------------------

clean_up() {
    [[ -z $child ]] || end_child
    [[ -z $policy ]] || as_root rm -f "$policy"
    [[ -z $work ]] || { bash tests/servers.sh stop "$work" && rm -rf "$work"; }
    [[ -z $files ]] || rm -rf "$files"
    policy='' work='' files=''
}

# The step is a group of its own: a test run is several processes, and none may stay behind.
end_child() {
    local tries
    kill -TERM -- "-$child" 2>/dev/null || true
    for ((tries = 0; tries < 100; tries++)); do
        kill -0 -- "-$child" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    child=''
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# In the background, so that a signal ends the run at once and not after the step.
step() {
    local code=0
    setsid "$@" &
    child=$!
    wait "$child" || code=$?
    child=''
    return "$code"
}

# --- what is missing -------------------------------------------------------------------------------------

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

# As the tests look for it: Debian's packages belong to its own python3, and another one may stand before that.
has_module() {
    python3 -c "import $1" 2>/dev/null || /usr/bin/python3 -c "import $1" 2>/dev/null
}

install_missing() {
    local packages=()
    command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
    [[ -n ${ORDERSAGA_TEST_RABBITMQ:-} || -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || packages+=(rabbitmq-server)
    [[ -n ${ORDERSAGA_TEST_POSTGRES:-} ]] || command -v initdb >/dev/null ||
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
    # Tests that want these are skipped where they can't be had.
    if command -v apt-get >/dev/null; then
        [[ -x /usr/bin/chromium ]] || packages+=(chromium)
        command -v curl >/dev/null || packages+=(curl)
        has_module owslib || packages+=(python3-owslib)
    fi
    ((${#packages[@]} > 0)) || return 0

    command -v apt-get >/dev/null || die "${packages[*]} missing and no apt-get here: install them, or set ORDERSAGA_TEST_RABBITMQ and ORDERSAGA_TEST_POSTGRES"
    ((EUID == 0)) || command -v sudo >/dev/null || die "${packages[*]} missing: run as root, install sudo, or install them first"
    say "Installing ${packages[*]}"
    # The packages' own services are of no use here, and starting them fails where there is no init.
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        policy=/usr/sbin/policy-rc.d
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod +x "$policy"
    fi
    as_root apt-get update -qq || die "apt-get update failed"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null ||
        die "apt-get could not install ${packages[*]}"
    [[ -z $policy ]] || as_root rm -f "$policy"
    policy=''
}

start_servers() {
    local wanted=() line
    [[ -n ${ORDERSAGA_TEST_RABBITMQ:-} ]] || wanted+=(rabbitmq)
    [[ -n ${ORDERSAGA_TEST_POSTGRES:-} ]] || wanted+=(postgres)
    # A given broker is taken to hold the REGARDS vhost too, unless said otherwise.
    [[ -z ${ORDERSAGA_TEST_RABBITMQ:-} ]] ||
        export ORDERSAGA_TEST_REGARDS=${ORDERSAGA_TEST_REGARDS:-${ORDERSAGA_TEST_RABBITMQ%/*}/regards.multitenant.manager}
    ((${#wanted[@]} > 0)) || return 0

    say "Starting private ${wanted[*]}"
    work=$(mktemp -d)
    step bash tests/servers.sh start "$work" "${wanted[@]}"
    while IFS= read -r line; do export "${line?}"; done <"$work/env"
}

# Where memory can hold them, files of the tests lie there: SQLite syncs each commit, and the disk is most of what such a
# test waits for. The servers' data stay on the disk.
quick_files() {
    local free
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || return 0
    [[ -w /dev/shm ]] && ((${free:-0} > 4 * 1024 * 1024)) || return 0
    files=$(mktemp -d /dev/shm/ordersaga-tests-XXXXXX)
}

# What failed scenarios left behind must outlive the folder that it lies in.
keep_logs() {
    local kept
    [[ -n $files ]] && compgen -G "$files/ordersaga-scenario-*" >/dev/null || return 0
    kept=$(mktemp -d)
    cp -r "$files"/ordersaga-scenario-* "$kept"
    printf '\nLogs of failed scenarios: %s\n' "$kept"
}

# --- tests -----------------------------------------------------------------------------------------------

count_failure() {
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$*"
}

# The figure of one counter of a trx file.
counter() { sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

check_format() {
    say "dotnet format --verify-no-changes"
    step dotnet format "$SOLUTION" --verify-no-changes --no-restore ||
        count_failure "the format differs from .editorconfig: run dotnet format"
}

run_project() {
    local name=$1 results code=0 total=0 executed=0 ok=0
    local arguments=(--no-build --configuration "$CONFIGURATION" --nologo
        --blame-hang-timeout "$HANG_TIMEOUT" --blame-hang-dump-type none
        --logger 'console;verbosity=minimal' --logger "trx;LogFileName=$name.trx")
    [[ -z $FILTER ]] || arguments+=(--filter "$FILTER")
    results=tests/$name/TestResults
    rm -rf "$results"

    say "$name"
    TMPDIR=${files:-${TMPDIR:-/tmp}} step dotnet test "tests/$name" "${arguments[@]}" --results-directory "$results" || code=$?
    if [[ -f $results/$name.trx ]]; then
        total=$(counter "$results/$name.trx" total)
        executed=$(counter "$results/$name.trx" executed)
        ok=$(counter "$results/$name.trx" passed)
    fi
    passed=$((passed + ok))
    failed=$((failed + executed - ok))
    skipped=$((skipped + total - executed))

    # A crash or a hang can end the host with no test to blame; a whole project without tests is a fault of its own.
    if ((code != 0 && executed == ok)); then
        count_failure "$name ended with code $code beside its tests"
    elif ((executed == 0)) && [[ -z $FILTER ]]; then
        count_failure "$name ran no test"
    fi
}

main() {
    local name
    install_missing
    start_servers || die "the test servers could not be started"
    quick_files

    say "dotnet build"
    if step dotnet build "$SOLUTION" --configuration "$CONFIGURATION" --nologo --verbosity quiet; then
        [[ -n $FILTER ]] || check_format
        for name in "${PROJECTS[@]}"; do run_project "$name"; done
    else
        count_failure "the solution does not build"
    fi

    keep_logs
    clean_up
    ((passed + failed > 0)) || printf '\nNo test ran.\n'
    printf '\n%d passed, %d failed' "$passed" "$failed"
    ((skipped == 0)) || printf ', %d skipped' "$skipped"
    printf '\n'
    ((failed == 0 && passed > 0))
}

main
