# shellcheck shell=bash
# What the bench measures on: a private folder with a copy of the programs,
# projects and roots. Sourced by bench.bash and check.bash.
#
# Its path has the same length everywhere (instruction counts depend on it)
# and nothing in it is deleted before the end (see HACKING.md, "Benchmarks").

world_begin() {
  : "${PYVER:?run this through make bench}" "${BENCH_TOOLS:?}"
  work=$(mktemp -d /tmp/pyver-bench.XXXXXX) || exit 1
  trap 'world_end' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  mkdir -p "$work"/{home,bin,new,away,projects,archives,sources,r,y,m,a}
  cp -R "$(dirname "$(dirname "$PYVER")")" "$work/pyver"
  mkdir "$work/tools"
  cp "$BENCH_TOOLS"/{target,launch,look,lister,linkfarm,envwriter,pairtime} "$work/tools"
  [ ! -x "$BENCH_TOOLS/unpack" ] || cp "$BENCH_TOOLS/unpack" "$work/tools"
  ln -s "$work/pyver/bin/pyver" "$work/bin/pyver"
  world_project exact 3.12.1
  world_project prefix 3.12
  base_env=("HOME=$work/home" "PATH=$work/bin:/usr/local/bin:/usr/bin:/bin" LC_ALL=C TERM=dumb SHELL=/bin/sh)
  place_W=$work place_B=$work/tools place_S=$here
  place_pyver=$work/pyver/bin/pyver
}

# Each fixture that started something says here how it ends.
world_end() {
  local status=$?
  trap - EXIT
  [ -z "${world_stop:-}" ] || "$world_stop"
  cd / && chmod -R u+w "$work" 2>/dev/null
  if [ -n "${BENCH_KEEP:-}" ]; then echo "Kept: $work"; else rm -rf "$work"; fi
  exit $status
}

world_project() { # NAME VERSION
  mkdir -p "$work/projects/$1/a/b/c/d/e/f"
  echo "$2" >"$work/projects/$1/.python-version"
}

# The I-th version's name: 3.12.1, 3.13.1, 3.14.1, 3.8.1, ... 3.11.1, 3.12.2, ...
version_name() {
  echo "3.$((8 + ($1 + 4) % 7)).$(($1 / 7 + 1))"
}

# fill_bin DIR MINOR PROGRAMS EXTRA: half of the programs carry the version in their names.
fill_bin() {
  local i files=()
  mkdir -p "$1"
  ln "$work/tools/target" "$1/prog"
  for ((i = 0; i < $3; i += 2)); do files+=("$1/tool$i" "$1/tool$i-$2"); done
  for ((i = 0; i < $4; i++)); do files+=("$1/extra$i"); done
  [ ${#files[@]} -gt 0 ] || return 0
  for i in "${files[@]}"; do : >"$i"; done
  chmod +x "${files[@]}"
}

# The real Python as a version: its own bin, the rest by links.
add_real() { # VERSIONS
  local dir=$1/$real_version minor=${real_version%.*} name
  mkdir -p "$dir/bin"
  [ -e "$dir/bin/prog" ] || ln "$work/tools/target" "$dir/bin/prog"
  ln -s "$real_python" "$dir/bin/python$minor"
  ln -s "python$minor" "$dir/bin/python3"
  ln -s python3 "$dir/bin/python"
  for name in lib lib64 include; do
    [ ! -e "$real_prefix/$name" ] || ln -s "$real_prefix/$name" "$dir/$name"
  done
}

# fill_versions DIR OPTIONS: what a `root' line of cases.txt asks for.
fill_versions() {
  local dir=$1 versions=0 envs=0 programs=0 extra=0 real='' option i name env
  shift
  for option; do
    case $option in
      real) real=${real_python:+yes} ;;
      *) local "$option" ;;
    esac
  done
  mkdir -p "$dir"
  for ((i = 0; i < versions; i++)); do
    name=$(version_name $i)
    fill_bin "$dir/$name/bin" "${name%.*}" "$programs" $((i == 1 ? extra : 0))
  done
  for ((i = 0; i < envs; i++)); do
    name=$(version_name $((i % versions)))
    env=$dir/$name/envs/env$i
    fill_bin "$env/bin" "${name%.*}" 0 0
    echo "home = $dir/$name/bin" >"$env/pyvenv.cfg"
    ln -s "$env" "$dir/env$i"
  done
  [ -z "$real" ] || add_real "$dir"
}

# Runs a command in the wiped environment. VAR=VALUE... COMMAND
wiped() {
  env -i "${base_env[@]}" "$@"
}

# root_of WHO NAME: makes that program's root if need be, or its shims anew, and points place_* to it.
root_of() {
  local options
  read -r -a options <<<"$(root_line "$2")"
  case $1 in
    pyver)
      place_R=$work/r/$2
      if [ ! -d "$place_R" ]; then
        fill_versions "$place_R/versions" "${options[@]}"
        mkdir "$place_R/floor"
        cp "$work/tools/launch" "$place_R/floor/prog" # a file may have 65000 links, not more
        ln "$work/tools/launch" "$place_R/floor/python"
      fi
      [ -d "$place_R/shims" ] || wiped PYVER_ROOT="$place_R" "$place_pyver" rehash
      ;;
    pyenv)
      place_Y=$work/y/$2
      [ -d "$place_Y" ] || fill_versions "$place_Y/versions" "${options[@]}"
      [ -d "$place_Y/shims" ] || wiped PYENV_ROOT="$place_Y" "$place_pyenv" rehash
      ;;
    mise)
      place_M=$work/m/$2
      [ -d "$place_M" ] || fill_versions "$place_M/installs/python" "${options[@]}"
      [ -d "$place_M/shims" ] || wiped MISE_DATA_DIR="$place_M" MISE_OFFLINE=1 "$place_mise" reshim
      ;;
    asdf)
      place_A=$work/a/$2
      [ -d "$place_A" ] || asdf_root "$place_A" "${options[@]}"
      [ -d "$place_A/shims" ] || wiped ASDF_DATA_DIR="$place_A" "$place_asdf" reshim
      ;;
  esac
}

# A plugin for Pythons that are there already and for .python-version files.
asdf_root() {
  local dir=$1 plugin=$1/plugins/python/bin name
  shift
  fill_versions "$dir/installs/python" "$@"
  mkdir -p "$plugin"
  printf '#!/bin/sh\necho .python-version\n' >"$plugin/list-legacy-filenames"
  for name in install list-all download; do printf '#!/bin/sh\n' >"$plugin/$name"; done
  chmod +x "$plugin"/*
  echo 'legacy_version_file = yes' >"$work/home/.asdfrc"
}
