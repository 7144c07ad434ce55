#!/usr/bin/env bash
# Runs every test: one publish of the native binary, shared by all; the last line is "N passed, N failed".
# Arguments go to `dotnet test`, such as: --filter-class '*VersionTests'
set -uo pipefail
pipcs_root=$(git -C "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" rev-parse --show-toplevel) || exit 1
cd "$pipcs_root" || exit 1
source eng/publish.sh

# Every way out ends with the line that says how it went.
finish() {
  local line="$1 passed, $2 failed"
  if [[ ${3:-0} -gt 0 ]]; then line+=", $3 skipped"; fi
  echo "$line"
  exit "$4"
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
publish_if_stale || finish 0 1 0 1
check_tools || finish 0 1 0 1
export PIPCS_BINARY=$pipcs_binary

# What the system-call tests need, where it may be installed without asking.
if [[ ${CI:-} == true && $(id -u) == 0 ]] && ! command -v strace >/dev/null && command -v apt-get >/dev/null; then
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends strace) </dev/null >/dev/null 2>&1 \
    || echo "strace could not be installed: the tests that need it are skipped" >&2
fi
# The recorded indexes, where they lie beside this repository.
if [[ -x ../shared/serve ]]; then
  ../shared/serve start </dev/null || echo "../shared/serve does not start: the tests that need it are skipped" >&2
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution PipCs.slnx --no-ansi --no-progress --ignore-exit-code 8 "$@" </dev/null 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [[ -z $passed || -z $failed ]]; then finish 0 1 0 1; fi
if [[ $status -ne 0 && $failed -eq 0 ]]; then
  echo "dotnet test ended with exit code $status" >&2
  failed=1
fi
finish "$passed" "$failed" "${skipped:-0}" "$((failed > 0))"
