# Sourced by the findings: a program of one file, run in a temporary folder, and its output held against what was seen.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# expect PROGRAM SEEN [ARGUMENT...]: fails where the program says anything else than was seen.
expect() {
    local program=$1 seen=$2
    printf '%s\n' "$program" >"$work/finding.cs"
    (cd "$work" && dotnet build finding.cs --output out --verbosity quiet && dotnet out/finding.dll "${@:3}" >now)
    cat "$work/now"
    if diff <(printf '%s\n' "$seen") "$work/now" >"$work/changed"; then
        printf '\nStill so.\n'
    else
        printf '\nNo longer so (< then, > now):\n'
        cat "$work/changed"
        return 1
    fi
}
