#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of install and virtualenv: loaded once, their code run before and
# after each version or environment.

load ../cli/helper
load tinypython

setup() {
  tiny_setup
  requires bash
}

@test "install: before and after, then the shims" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a.bash <<'SH'
echo "loaded ${DEFINITIONS[*]}"
before_install 'echo "before: $PREFIX $VERSION_NAME $DEFINITION ${FORCE-unset}"; [ ! -e "$PREFIX" ]'
after_install 'echo "after: $STATUS"; "$PREFIX/bin/python" -V'
SH
  write_hook rehash a.bash <<<'echo rehashed'
  run_split "$PYVER" install 3.13
  assert_success "loaded 3.13
before: $PYVER_ROOT/versions/3.13.5 3.13.5 3.13.5 unset
after: 0
Python 3.13.5
rehashed"
  [ -x "$PYVER_ROOT/shims/python3.13" ]
}

@test "install: several versions, loaded once" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.4
  tiny_catalogue
  write_hook install a.bash <<'SH'
echo loaded
before_install 'n=$((n + 1)); echo "before $n $VERSION_NAME"'
after_install 'echo "after $n $VERSION_NAME $STATUS"'
SH
  run_split "$PYVER" install 3.13.5:mine 3.12.4
  assert_success "loaded
before 1 mine
after 1 mine 0
before 2 3.12.4
after 2 3.12.4 0"
}

@test "install: hooks change what is asked for, not where it goes" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a.bash <<'SH'
DEFINITIONS=("${DEFINITIONS[@]/#py/}")
before_install 'PREFIX=/nowhere'
SH
  run "$PYVER" install py3.13.5
  assert_success
  [ -x "$PYVER_ROOT/versions/3.13.5/bin/python" ]
}

@test "install: what failed has its hooks, too" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  rm -r "$ARCHIVES"
  write_hook install a.bash <<<$'before_install "echo before"\nafter_install \'echo "after: $STATUS"; [ ! -e "$PREFIX" ]\''
  run_split "$PYVER" install 3.13.5
  assert_failure -5 $'before\nafter: 5'
}

@test "install: no hooks for what is there already" {
  fake_version 3.13.5
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a.bash <<<'before_install "echo before"'
  run "$PYVER" install -s 3.13.5
  assert_success ""
}

@test "install: exit in a hook: nothing is installed" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a.bash <<<'before_install "exit 3"'
  run "$PYVER" install 3.13.5
  assert_failure -3 ""
  assert_missing "$PYVER_ROOT/versions/3.13.5"
  write_hook install a.bash <<<'exit 4'
  run "$PYVER" install 3.13.5
  assert_failure -4 ""
}

@test "install: a build sees what hooks export" {
  requires make
  command -v cc >/dev/null || skip "no compiler"
  tiny_source 3.13.5 'echo "seen: $EARLY $LATE" >"$HOME/seen"'
  tiny_catalogue
  write_hook install a.bash <<<$'export EARLY=1\nbefore_install "export LATE=2"'
  run "$PYVER" install --build 3.13.5
  [ -e "$HOME/seen" ] || flunk "$output"
  assert_file "$HOME/seen" "seen: 1 2"
}

@test "install: a program as a hook" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a <<<$'#!/bin/sh\necho "$PYVER_HOOK_PHASE $VERSION_NAME $STATUS $PREFIX" >&2'
  run "$PYVER" install --quiet 3.13.5
  assert_success
  assert_line "before 3.13.5 0 $PYVER_ROOT/versions/3.13.5"
  assert_line "after 3.13.5 0 $PYVER_ROOT/versions/3.13.5"
}

@test "install: interrupted while a hook runs" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  write_hook install a.bash <<<'before_install "echo >started; sleep 30; echo not reached"'
  "$PYVER" install 3.13.5 >out 2>&1 &
  pid=$!
  for i in $(seq 500); do
    [ ! -e started ] || break
    sleep 0.02
  done
  kill -TERM $pid
  status=0
  wait $pid || status=$?
  output=$(cat out)
  assert_failure -143
  refute_contains "not reached"
  assert_missing "$PYVER_ROOT/versions/3.13.5"
}

# bare_python X.Y.Z: enough of a version for an environment without pip
bare_python() {
  local dir=$PYVER_ROOT/versions/$1 tag=python${1%.*}
  fake_version "$1"
  mkdir -p "$dir/lib/$tag" "$dir/include/$tag"
  touch "$dir/lib/$tag/os.py"
  echo "#define PY_VERSION \"$1\"" >"$dir/include/$tag/patchlevel.h"
}

@test "virtualenv: before and after, then the shims" {
  bare_python 3.5.1
  write_hook virtualenv a.bash <<'SH'
echo loaded
before_virtualenv 'echo before: $VIRTUALENV_PATH; [ ! -e "$VIRTUALENV_PATH" ]'
after_virtualenv 'echo after: $STATUS $VIRTUALENV_NAME; [ -d "$VIRTUALENV_PATH" ]; [ -L "$COMPAT_VIRTUALENV_PATH" ]'
SH
  write_hook rehash a.bash <<<'echo rehashed'
  run "$PYVER" virtualenv --without-pip 3.5.1 venv
  assert_success "loaded
before: $PYVER_ROOT/versions/3.5.1/envs/venv
after: 0 venv
rehashed"
}

@test "virtualenv: exit in a hook" {
  bare_python 3.5.1
  write_hook virtualenv a.bash <<<'before_virtualenv "exit 3"'
  run "$PYVER" virtualenv --without-pip 3.5.1 venv
  assert_failure -3 ""
  assert_missing "$PYVER_ROOT/versions/venv"
  write_hook virtualenv a.bash <<<'after_virtualenv "exit 4"'
  run "$PYVER" virtualenv --without-pip 3.5.1 venv
  assert_failure -4 ""
  [ -d "$PYVER_ROOT/versions/venv" ]
}

@test "virtualenv: made of what a version-name hook selects" {
  bare_python 3.5.1
  write_hook version-name a.bash <<<'PYVER_VERSION=3.5'
  run "$PYVER" virtualenv --without-pip venv
  assert_success ""
  run "$PYVER" virtualenv-prefix venv
  assert_success "$PYVER_ROOT/versions/3.5.1"
}

@test "activate and deactivate: before and after their code" {
  bare_python 3.5.1
  "$PYVER" virtualenv --without-pip 3.5.1 venv
  write_hook activate a.bash <<<$'before_activate \'echo "# before $venv $shell"\'\nafter_activate \'echo "# after $prefix"\''
  write_hook deactivate a.bash <<<$'before_deactivate \'echo "# before"\'\nafter_deactivate \'echo "# after"\''
  export PYVER_SHELL=bash PYVER_VIRTUALENV_INIT=1
  PYVER_VERSION=venv run_split "$PYVER" sh-activate
  assert_success
  assert_line "# before venv bash"
  assert_contains "export VIRTUAL_ENV="
  assert_equal "# after $PYVER_ROOT/versions/3.5.1/envs/venv" "${lines[${#lines[@]} - 1]}"
  export VIRTUAL_ENV=$PYVER_ROOT/versions/3.5.1/envs/venv PYVER_VIRTUAL_ENV=$PYVER_ROOT/versions/3.5.1/envs/venv
  run_split "$PYVER" sh-deactivate
  assert_success
  assert_line 0 "# before"
  assert_equal "# after" "${lines[${#lines[@]} - 1]}"
}
