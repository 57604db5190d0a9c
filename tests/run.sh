#!/usr/bin/env bash
# Every test of OrderSaga, from a fresh clone: chooses and starts the servers, installs what is missing for them,
# builds once, checks the format, runs each test project, stops what it started.
#
#   bash tests/run.sh                    everything
#   bash tests/run.sh 'Name~Catalogue'   the tests that a `dotnet test --filter` expression picks, without the format check
#   bash tests/run.sh '' PROJECT...      those projects alone, without the format check
#
# RabbitMQ and PostgreSQL are containers where a container engine answers and has or gets their images, and Debian's own
# servers otherwise; the run says which. By environment:
#   ORDERSAGA_TEST_RABBITMQ, ORDERSAGA_TEST_POSTGRES              servers to use instead
#   ORDERSAGA_TEST_RABBITMQ_IMAGE, ORDERSAGA_TEST_POSTGRES_IMAGE  other images than rabbitmq:4-management and postgres:17
#   ORDERSAGA_TEST_CONTAINERS=0                                   no containers in any case
# The last line is `N passed, N failed`; the exit code is 0 only when tests ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly SOLUTION=OrderSaga.sln
readonly CONFIGURATION=Release
readonly HANG_TIMEOUT=5m
readonly ENGINE_SECONDS=10
readonly TESTCONTAINERS_API=1.44
readonly PULL_SECONDS=300
readonly FILTER=${1:-}
if (($# > 1)); then
    readonly PROJECTS=("${@:2}")
else
    readonly PROJECTS=(OrderSaga.Tests OrderSaga.IntegrationTests)
fi
# With a value for the tests too, so that both mean the same images.
export ORDERSAGA_TEST_RABBITMQ_IMAGE=${ORDERSAGA_TEST_RABBITMQ_IMAGE:-rabbitmq:4-management}
export ORDERSAGA_TEST_POSTGRES_IMAGE=${ORDERSAGA_TEST_POSTGRES_IMAGE:-postgres:17}

# No build process may outlive the run and hold its output open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

passed=0 failed=0 skipped=0
work='' child=''

say() { printf '\n== %s\n' "$*"; }
# Even a run that can't begin ends with the line that sums it up.
die() { printf 'run: %s\n' "$*" >&2; printf '0 passed, 1 failed\n'; exit 1; }

# --- ends ------------------------------------------------------------------------------------------------

clean_up() {
    [[ -z $child ]] || end_child
    [[ -z $work ]] || { bash tests/servers.sh stop "$work" && rm -rf "$work"; }
    work=''
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

# --- servers ---------------------------------------------------------------------------------------------

# Debian's own servers that this run starts.
wanted=()

is_wanted() { [[ " ${wanted[*]} " == *" $1 "* ]]; }

engine_answers() {
    local version
    command -v docker >/dev/null || return 1
    version=$(timeout "$ENGINE_SECONDS" docker version --format '{{.Server.APIVersion}}' 2>/dev/null) || return 1
    # Testcontainers does not ask what an older engine, such as Debian 12's, can speak.
    [[ $(printf '%s\n' "$TESTCONTAINERS_API" "$version" | sort -V | head -n 1) == "$TESTCONTAINERS_API" ]] || export DOCKER_API_VERSION=$version
}

has_image() {
    docker image inspect "$1" >/dev/null 2>&1 || step timeout "$PULL_SECONDS" docker pull --quiet "$1"
}

choose_servers() {
    local -A images=([rabbitmq]=$ORDERSAGA_TEST_RABBITMQ_IMAGE [postgres]=$ORDERSAGA_TEST_POSTGRES_IMAGE)
    local server why=''
    [[ -n ${ORDERSAGA_TEST_RABBITMQ:-} ]] || wanted+=(rabbitmq)
    [[ -n ${ORDERSAGA_TEST_POSTGRES:-} ]] || wanted+=(postgres)
    # A given broker is taken to hold the REGARDS vhost too, unless said otherwise.
    [[ -z ${ORDERSAGA_TEST_RABBITMQ:-} ]] ||
        export ORDERSAGA_TEST_REGARDS=${ORDERSAGA_TEST_REGARDS:-${ORDERSAGA_TEST_RABBITMQ%/*}/regards.multitenant.manager}
    if ((${#wanted[@]} == 0)); then
        say "Servers: those that the environment names"
        return
    fi

    if [[ ${ORDERSAGA_TEST_CONTAINERS:-} == 0 ]]; then
        why='containers are not wanted'
    elif ! engine_answers; then
        why='no container engine answers'
    else
        for server in "${wanted[@]}"; do
            [[ -n $why ]] || has_image "${images[$server]}" || why="the container engine can't get ${images[$server]}"
        done
    fi
    if [[ -n $why ]]; then
        export ORDERSAGA_TEST_CONTAINERS=0
        say "Servers: Debian's own ${wanted[*]}, as $why"
    else
        export ORDERSAGA_TEST_CONTAINERS=1
        say "Servers: containers of$(for server in "${wanted[@]}"; do printf ' %s' "${images[$server]}"; done), started by the tests"
        wanted=()
    fi
}

start_servers() {
    local line
    ((${#wanted[@]} > 0)) || return 0
    say "Starting private ${wanted[*]}"
    work=$(mktemp -d)
    step bash tests/servers.sh start "$work" "${wanted[@]}"
    while IFS= read -r line; do export "${line?}"; done <"$work/env"
}

# --- what is missing -------------------------------------------------------------------------------------

# As the tests look for it: Debian's packages belong to its own python3, and another one may stand before that.
has_module() {
    python3 -c "import $1" 2>/dev/null || /usr/bin/python3 -c "import $1" 2>/dev/null
}

install_missing() {
    local packages=()
    command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
    if is_wanted rabbitmq && [[ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; then packages+=(rabbitmq-server); fi
    if is_wanted postgres && ! command -v initdb >/dev/null && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then packages+=(postgresql); fi
    # Tests that want these are skipped where they can't be had.
    if command -v apt-get >/dev/null; then
        [[ -x /usr/bin/chromium ]] || packages+=(chromium)
        command -v curl >/dev/null || packages+=(curl)
        has_module owslib || packages+=(python3-owslib)
    fi
    ((${#packages[@]} > 0)) || return 0

    say "Installing ${packages[*]}"
    step bash tests/packages.sh "${packages[@]}" || die "not all packages could be installed"
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
    step dotnet test "tests/$name" "${arguments[@]}" --results-directory "$results" || code=$?
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
    choose_servers
    install_missing
    start_servers || die "the test servers could not be started"

    say "dotnet build"
    if step dotnet build "$SOLUTION" --configuration "$CONFIGURATION" --nologo --verbosity quiet; then
        (($# > 0)) || check_format
        for name in "${PROJECTS[@]}"; do run_project "$name"; done
    else
        count_failure "the solution does not build"
    fi

    clean_up
    ((passed + failed > 0)) || printf '\nNo test ran.\n'
    printf '\n%d passed, %d failed' "$passed" "$failed"
    ((skipped == 0)) || printf ', %d skipped' "$skipped"
    printf '\n'
    ((failed == 0 && passed > 0))
}

main "$@"
