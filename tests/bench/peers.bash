# shellcheck shell=bash
# Programs to compare with: found on PATH, or where BENCH_NAME says. Sourced.

peers="pyenv mise asdf uv virtualenv"

# Says which there are, with versions; sets place_NAME and makes $work/bin/NAME.
peers_find() {
  local name variable program lacking=''
  peers_said=''
  for name in $peers; do
    variable=BENCH_$(echo "$name" | tr '[:lower:]' '[:upper:]')
    program=${!variable-$(command -v "$name")}
    if [ -z "$program" ] || [ ! -x "$program" ] || ! peer_take "$name" "$program"; then
      lacking="$lacking $name"
    fi
  done
  if [ -n "$lacking" ]; then peers_said="$peers_said- not there, left out:${lacking}"$'\n'; fi
  peers_python
}

peer_take() { # NAME PROGRAM
  local version
  ln -s "$(cd "$(dirname "$2")" && pwd)/$(basename "$2")" "$work/bin/$1"
  version=$(wiped "$work/bin/$1" --version 2>/dev/null | sed 's/ from .*//' | head -n 1)
  if [ -z "$version" ]; then
    rm "$work/bin/$1"
    return 1
  fi
  printf -v "place_$1" %s "$work/bin/$1"
  peers_said="$peers_said- $1: $version"$'\n'
}

peer_there() { # NAME
  local place=place_$1
  [ -n "${!place-}" ]
}

# The real interpreter: BENCH_PYTHON, or the one that python3 on PATH really is.
peers_python() {
  local python=${BENCH_PYTHON-$(command -v python3)} said
  real_python='' real_prefix='' real_version=''
  if [ -z "$python" ] || ! said=$("$python" -I -c 'import os, platform, sys
print(os.path.realpath(sys.executable), sys.base_prefix, platform.python_version())'); then
    peers_said="$peers_said- no Python: cases that need a real one are left out"$'\n'
    return
  fi
  read -r real_python real_prefix real_version <<<"$said"
  # shellcheck disable=SC2034 # for the cases
  place_version=$real_version
  peers_said="$peers_said- real Python: $real_version"$'\n'
}
