#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of version-name and version-origin, seen by every command that selects.
load helper

setup() {
  pv_setup
  requires bash
  fake_version 2.7.11
  fake_version 3.5.1
}

@test "version-name: a hook overrides PYVER_VERSION" {
  write_hook version-name test.bash <<<'PYVER_VERSION=3.5.1'
  PYVER_VERSION=2.7.11 run "$PYVER" version-name
  assert_success 3.5.1
}

@test "version-name: a hook overrides the file, and only what is selected, not its origin" {
  write_hook version-name test.bash <<<'PYVER_VERSION=3.5.1'
  echo 2.7.11 >.python-version
  run "$PYVER" version
  assert_success "3.5.1 (set by $WORK/.python-version)"
}

@test "version-name: a hook sees what is configured" {
  write_hook version-name test.bash <<<'echo "<$PYVER_VERSION>"'
  run "$PYVER" version-name
  assert_success $'<>\nsystem'
  printf '2.7 # why\n3.5.1\n' >.python-version
  run "$PYVER" version-name
  assert_success $'<2.7:3.5.1>\n2.7.11:3.5.1'
  PYVER_VERSION=3.5 run "$PYVER" version-name
  assert_success $'<3.5>\n3.5.1'
  PYVER_VERSION=system run "$PYVER" version-name
  assert_success $'<system>\nsystem'
}

@test "version-name: what a hook says is resolved and checked like any selection" {
  write_hook version-name test.bash <<<'PYVER_VERSION=$SAY'
  SAY=3.5:2.7 run "$PYVER" version-name
  assert_success 3.5.1:2.7.11
  SAY='' PYVER_VERSION=3.5.1 run "$PYVER" version-name
  assert_success system
  SAY=../../etc PYVER_VERSION=3.5.1 run_split "$PYVER" version-name
  assert_failure -1
  assert_errors "pyver: invalid version \`../../etc' ignored in \`PYVER_VERSION environment variable'"
  SAY=9.9 PYVER_VERSION=3.5.1 run_split "$PYVER" version-name
  assert_failure -1 ""
  assert_errors "pyver: version \`9.9' is not installed (set by PYVER_VERSION environment variable)"
}

@test "version-name: one rule for all commands" {
  write_hook version-name test.bash <<<'PYVER_VERSION=3.5.1'
  echo 2.7.11 >.python-version
  run "$PYVER" prefix
  assert_success "$PYVER_ROOT/versions/3.5.1"
  run "$PYVER" which python
  assert_success "$PYVER_ROOT/versions/3.5.1/bin/python"
  run "$PYVER" exec python -V
  assert_success "Python 3.5.1"
  run "$PYVER" versions
  assert_line "* 3.5.1 (set by $WORK/.python-version)"
  assert_line "  2.7.11"
  run "$PYVER" version --bare
  assert_success 3.5.1
  "$PYVER" rehash
  run "$PYVER_ROOT/shims/python" -V
  assert_success "Python 3.5.1"
}

@test "version-name: hooks have the default IFS" {
  write_hook version-name hello.bash <<'SH'
hellos=($(printf "hello\tugly world\nagain"))
echo HELLO="$(printf ":%s" "${hellos[@]}")"
SH
  export PYVER_VERSION=system
  IFS=$' \t\n' run "$PYVER" version-name env
  assert_success
  assert_line "HELLO=:hello:ugly:world:again"
}

@test "version-name: what its hooks print is not mixed into other commands' output" {
  write_hook version-name test.bash <<<'echo chatter'
  run_split "$PYVER" which python3
  assert_success "$(command -v python3)"
  assert_errors chatter
}

@test "version-name: exit in a hook ends every command, and says no more" {
  write_hook version-name test.bash <<<'exit 5'
  write_hook version-name zzz.bash <<<'echo not reached'
  for command in version-name version versions "which python" "exec python" prefix; do
    # shellcheck disable=SC2086
    run "$PYVER" $command
    assert_failure -5 ""
  done
}

@test "version-name: a failing command in a hook ends it, too" {
  write_hook version-name test.bash <<<$'false\necho not reached'
  run "$PYVER" version-name
  assert_failure -1 ""
}

@test "version-name: hooks do not run inside themselves" {
  write_hook version-name test.bash <<<'echo "in: $(pyver-version-name)"'
  run timeout 20 "$PYVER" version-name
  assert_success $'in: system\nsystem'
}

@test "version-name: several hooks, in order, each seeing the one before" {
  write_hook version-name b.bash <<<'PYVER_VERSION=$PYVER_VERSION:$(for v in 2.7.11; do echo $v; done)'
  write_hook version-name a.bash <<<'PYVER_VERSION=3.5.1'
  run "$PYVER" version-name
  assert_success 3.5.1:2.7.11
}

@test "version-name: pyenv's names will do" {
  bash -c '((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 403))' || skip "an old bash"
  write_hook version-name test.bash <<<'[ "$PYENV_VERSION" != 2.7.11 ] || PYENV_VERSION=$(basename "$PYENV_ROOT"/versions/3*)'
  PYVER_VERSION=2.7.11 run "$PYVER" version-name
  assert_success 3.5.1
}

@test "version-name: a program as a hook" {
  write_hook version-name test <<<$'#!/bin/sh\n[ "$PYVER_VERSION" != 2.7.11 ] || echo PYVER_VERSION=3.5.1'
  PYVER_VERSION=2.7.11 run "$PYVER" version-name
  assert_success 3.5.1
  PYVER_VERSION=2.7 run "$PYVER" version-name
  assert_success 2.7.11
}

@test "version-origin: a hook reports it" {
  write_hook version-origin test.bash <<<'PYVER_VERSION_ORIGIN=plugin'
  PYVER_VERSION=1 run "$PYVER" version-origin
  assert_success plugin
  PYVER_VERSION=3.5.1 run "$PYVER" version
  assert_success "3.5.1 (set by plugin)"
  PYVER_VERSION=1 run "$PYVER" version-name
  assert_failure -1 "pyver: version \`1' is not installed (set by plugin)"
}

@test "version-origin: a program, too" {
  write_hook version-origin test <<<$'#!/bin/sh\necho "PYVER_VERSION_ORIGIN=a=b c"'
  run "$PYVER" version-origin
  assert_success "a=b c"
}

@test "version-origin: the variable is not inherited" {
  write_hook version-origin test.bash <<<':'
  write_hook version-origin test <<<$'#!/bin/sh\n:'
  PYVER_VERSION_ORIGIN=ignored run "$PYVER" version-origin
  assert_success "$PYVER_ROOT/version"
}

@test "version-origin: hooks have the default IFS" {
  write_hook version-origin hello.bash <<'SH'
hellos=($(printf "hello\tugly world\nagain"))
echo HELLO="$(printf ":%s" "${hellos[@]}")"
SH
  export PYVER_VERSION=system
  IFS=$' \t\n' run "$PYVER" version-origin env
  assert_success
  assert_line "HELLO=:hello:ugly:world:again"
}

@test "version-origin: its hooks run only when somebody wants to know" {
  write_hook version-origin test.bash <<<'echo asked >&2'
  run "$PYVER" version-name
  assert_success system
  run "$PYVER" which sh
  refute_contains asked
}

@test "a hook that is broken is heard" {
  write_hook version-name test.bash <<<'if'
  run "$PYVER" version-name
  [ "$status" -ne 0 ]
  assert_contains "test.bash"
  assert_contains "syntax error"
}
