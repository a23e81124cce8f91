#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of which: after the search, before the verdict.
load helper

setup() {
  pv_setup
  requires bash
}

@test "hooks have the default IFS, and may end the command" {
  write_hook which hello.bash <<'SH'
hellos=($(printf "hello\tugly world\nagain"))
echo HELLO="$(printf ":%s" "${hellos[@]}")"
exit
SH
  IFS=$' \t\n' PYVER_VERSION=system run "$PYVER" which anything
  assert_success "HELLO=:hello:ugly:world:again"
}

@test "hooks get the resolved name of the version" {
  fake_version 3.4.2
  write_hook which echo.bash <<'SH'
echo "version=$version"
exit
SH
  PYVER_VERSION=3.4 run "$PYVER" which python
  assert_success version=3.4.2
}

@test "hooks see what was found, and all that is selected" {
  fake_version 3.4.2 tool
  fake_version 2.7.11
  write_hook which echo.bash <<<'echo "$PYVER_COMMAND|$PYVER_COMMAND_PATH|$version|${#versions[@]}|${versions[1]}"'
  PYVER_VERSION=2.7.11:3.4.2 run "$PYVER" which tool
  assert_success "tool|$PYVER_ROOT/versions/3.4.2/bin/tool|3.4.2|2|3.4.2
$PYVER_ROOT/versions/3.4.2/bin/tool"
  PYVER_VERSION=2.7.11 run "$PYVER" which no-such --skip-advice
  assert_failure -127 "no-such||system|1|
pyver: no-such: command not found"
  PYVER_VERSION=3.4.2:2.7 run "$PYVER" which no-such --nosystem
  assert_failure -127 "no-such|$PYVER_ROOT/versions/2.7.11/bin/no-such|2.7.11|2|2.7
pyver: no-such: command not found"
}

@test "a hook finds another program" {
  fake_version 3.4.2
  fake_program "$WORK/other dir/python"
  write_hook which a.bash <<<'PYVER_COMMAND_PATH="$PWD/other dir/python"'
  PYVER_VERSION=3.4.2 run "$PYVER" which python
  assert_success "$WORK/other dir/python"
  PYVER_VERSION=3.4.2 run "$PYVER" which no-such
  assert_success "$WORK/other dir/python"
  PYVER_VERSION=3.4.2 run "$PYVER" exec python x
  assert_success "$WORK/other dir/python x"
}

@test "a hook names something that cannot be run, or nothing" {
  fake_version 3.4.2
  write_hook which a.bash <<<'PYVER_COMMAND_PATH=$NOW PYVER_COMMAND=renamed'
  PYVER_VERSION=3.4.2 NOW=$WORK run "$PYVER" which python
  assert_failure -127 "pyver: renamed: command not found"
  PYVER_VERSION=3.4.2 NOW= run "$PYVER" which python --skip-advice
  assert_failure -127 "pyver: renamed: command not found"
}

@test "programs as hooks: they change what they may, and are told the rest" {
  fake_version 3.4.2
  fake_program "$WORK/mine"
  write_hook which a <<'SH'
#!/bin/sh
echo "$PYVER_HOOK:$PYVER_COMMAND:$PYVER_COMMAND_PATH:$version:$versions:$PYVER_ROOT" >&2
echo hello
echo HOME=/nowhere
echo
echo "PYVER_COMMAND_PATH=$PWD/mine"
SH
  PYVER_VERSION=3.4.2:system run_split "$PYVER" which python
  assert_success "$WORK/mine"
  assert_errors "which:python:$PYVER_ROOT/versions/3.4.2/bin/python:3.4.2:3.4.2:system:$PYVER_ROOT
pyver: hook $PYVER_ROOT/pyver.d/which/a: \`hello' is ignored: no NAME=value that hooks of which may set
pyver: hook $PYVER_ROOT/pyver.d/which/a: \`HOME=/nowhere' is ignored: no NAME=value that hooks of which may set"
}

@test "a program that fails ends the command with its status, and a message" {
  write_hook which a <<<$'#!/bin/sh\nexit 9'
  write_hook which b <<<$'#!/bin/sh\necho not reached >&2'
  run "$PYVER" which sh
  assert_failure -9 "pyver: the hook $PYVER_ROOT/pyver.d/which/a failed with status 9"
}

@test "scripts come before programs; what cannot be run is no hook" {
  write_hook which a <<<$'#!/bin/sh\necho "2 $PYVER_COMMAND" >&2'
  write_hook which b.bash <<<'echo "1 $PYVER_COMMAND" >&2; PYVER_COMMAND=other'
  write_hook which c <<<$'#!/bin/sh\necho 3 >&2'
  chmod -x "$PYVER_ROOT/pyver.d/which/c"
  write_hook which .d <<<$'#!/bin/sh\necho 4 >&2'
  mkdir "$PYVER_ROOT/pyver.d/which/e"
  run_split "$PYVER" which sh
  assert_success
  assert_errors $'1 sh\n2 other'
  run "$PYVER" hooks which
  assert_success "$PYVER_ROOT/pyver.d/which/b.bash
$PYVER_ROOT/pyver.d/which/a"
}

@test "values of any kind survive" {
  fake_version 3.4.2
  dir=$WORK/$'new\nline \\ "q" $x \''
  fake_program "$dir/python" 'echo there'
  DIR=$dir write_hook which a.bash <<<'PYVER_COMMAND_PATH=$DIR/python'
  DIR=$dir PYVER_VERSION=3.4.2 run "$PYVER" which python
  assert_success "$dir/python"
  DIR=$dir PYVER_VERSION=3.4.2 run "$PYVER" exec python
  assert_success there
}

@test "what a hook leaves running in the background is not waited for" {
  write_hook which a.bash <<<'sleep 30 >/dev/null 2>&1 & echo $! >"$PWD/pid"'
  run timeout 10 "$PYVER" which sh
  kill "$(cat pid)"
  assert_success "$(command -v sh)"
  write_hook which a.bash <<<'sleep 30 >/dev/null 2>&1 & echo $! >"$PWD/pid"; exit 3'
  run timeout 10 "$PYVER" which sh
  kill "$(cat pid)"
  assert_failure -3 ""
}

@test "a caller that ignores SIGCHLD" {
  write_hook which a.bash <<<'sleep 0.2; exit 4'
  run bash -c 'trap "" CHLD; exec "$PYVER" which sh'
  assert_failure -4 ""
}

@test "pyenv's commands are found by their bare names" {
  fake_version 3.4.2
  write_hook which a.bash <<<'echo "$(pyver-version-name) $(pyenv-prefix 3.4) $(pyver root)"; no-such-thing || echo $?'
  PYVER_VERSION=3.4 PATH=/usr/bin:/bin run "$PYVER" which sh
  assert_success
  assert_line "3.4.2 $PYVER_ROOT/versions/3.4.2 $PYVER_ROOT"
  assert_line "pyver-which: no-such-thing: command not found"
  assert_line 127
}
