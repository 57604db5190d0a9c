#!/usr/bin/env bash
# Installs Debian packages for a test run, without starting the services that some of them bring: they are of no use
# here, and starting them fails where there is no init.
#
#   bash tests/packages.sh PACKAGE...
set -euo pipefail

readonly POLICY=/usr/sbin/policy-rc.d
policy=''

die() { printf 'packages: %s\n' "$*" >&2; exit 1; }

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

trap '[[ -z $policy ]] || as_root rm -f "$policy"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

command -v apt-get >/dev/null || die "$* missing and no apt-get here: install them by hand"
((EUID == 0)) || command -v sudo >/dev/null || die "$* missing: run as root, install sudo, or install them first"
if [[ ! -e $POLICY ]]; then
    policy=$POLICY
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
fi
as_root apt-get update -qq || die "apt-get update failed"
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    die "apt-get could not install $*"
