# Sourced by ./pip-cs and ./test. Sets pipcs_binary to the published binary of these sources; publish_if_stale makes it.
# shellcheck shell=bash

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) pipcs_platform=linux-x64 ;;
  Linux-aarch64) pipcs_platform=linux-arm64 ;;
  *) echo "pip-cs: built for Linux on x86_64 and aarch64 only, this is $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac
pipcs_binary=$pipcs_root/artifacts/publish/PipCs.Cli/release_$pipcs_platform/pip-cs
pipcs_stamp=$pipcs_root/artifacts/publish/.stamp-$pipcs_platform

# Runs a command of dotnet so that no process outlives it; one compiler process serves all projects, which takes half the time of one a project.
with_compiler() (
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
  if [[ -n ${PIPCS_COMPILER:-} ]]; then "$@"; exit; fi
  export PIPCS_COMPILER=pip-cs-$BASHPID
  trap stop_compiler EXIT
  "$@"
)

stop_compiler() {
  local process
  for process in /proc/[0-9]*; do
    if grep -qs -- "-pipename:$PIPCS_COMPILER" "$process/cmdline"; then kill "${process#/proc/}" 2>/dev/null || true; fi
  done
}

# A folder is newer too where a file in it was removed; what is built lies in artifacts/, not here.
is_stale() {
  [[ -x $pipcs_binary && -f $pipcs_stamp ]] || return 0
  [[ -n $(cd "$pipcs_root" && find src Directory.Build.props Directory.Packages.props global.json -newer "$pipcs_stamp" -print -quit) ]]
}

# Says what a fresh machine lacks, all of it at once.
check_tools() {
  local missing=()
  if ! command -v dotnet >/dev/null && [[ -x ${DOTNET_ROOT:-$HOME/.dotnet}/dotnet ]]; then
    PATH=$PATH:${DOTNET_ROOT:-$HOME/.dotnet}
  fi
  if ! command -v dotnet >/dev/null; then
    missing+=("the .NET 10 SDK (Microsoft's package dotnet-sdk-10.0, or its dotnet-install script with --channel 10.0)")
  elif ! dotnet --list-sdks | grep -q '^10\.'; then
    missing+=("the .NET 10 SDK (Microsoft's package dotnet-sdk-10.0); $(command -v dotnet) has none: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')")
  fi
  if ! command -v python3 >/dev/null; then
    missing+=("Python 3 (Debian: apt-get install python3)")
  fi
  local compiler
  compiler=$(command -v clang || command -v gcc || true)
  if [[ -z $compiler ]]; then
    missing+=("a C compiler, clang or gcc (Debian: apt-get install gcc libc6-dev)")
  elif ! echo 'int main(void) { return 0; }' | "$compiler" -x c -o /dev/null - 2>/dev/null; then
    missing+=("what $compiler needs to link a program (Debian: apt-get install libc6-dev)")
  fi
  if [[ ${#missing[@]} -gt 0 ]]; then
    printf 'pip-cs: cannot be built here, missing: %s\n' "${missing[@]}" >&2
    return 1
  fi
}

# Publishes once, however many ask at the same time; the stamp's time is that of the beginning. Arguments go to `dotnet publish`.
publish_if_stale() {
  is_stale || return 0
  check_tools || return 1
  mkdir -p "$pipcs_root/artifacts/publish"
  exec 9>"$pipcs_stamp.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if is_stale; then
    echo "pip-cs: publishing the native binary, its sources are newer (about a minute)" >&2
    touch "$pipcs_stamp.new"
    if ! (cd "$pipcs_root" && with_compiler dotnet publish src/PipCs.Cli/PipCs.Cli.csproj --configuration Release --runtime "$pipcs_platform" \
      --nologo --verbosity quiet "$@" </dev/null 9>&-) >"$pipcs_stamp.log" 2>&1; then
      cat "$pipcs_stamp.log" >&2
      echo "pip-cs: publishing failed" >&2
      return 1
    fi
    mv "$pipcs_stamp.new" "$pipcs_stamp"
  fi
  exec 9>&-
}
