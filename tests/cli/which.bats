#!/usr/bin/env bats
# pyver which: the program a command runs.
load helper

bin() { # VERSION: its bin
  echo "$PYVER_ROOT/versions/$1/bin"
}

@test "usage" {
  for args in "" "''"; do
    eval "run_split \"\$PYVER\" which $args"
    assert_failure -1 ""
    assert_errors "Usage: pyver which <command> [--nosystem] [--skip-advice]"
  done
}

@test "the selected version's, each in turn, prefixes resolved" {
  fake_version 2.7.11 python2.7 fab
  fake_version 3.12.6 py.test
  PYVER_VERSION=2.7 run "$PYVER" which python
  assert_success "$(bin 2.7.11)/python"
  PYVER_VERSION=3.12.6 run "$PYVER" which py.test
  assert_success "$(bin 3.12.6)/py.test"
  PYVER_VERSION=3.12.6:2.7.11 run "$PYVER" which fab
  assert_success "$(bin 2.7.11)/fab"
  PYVER_VERSION=3.12.6:2.7.11 run "$PYVER" which python
  assert_success "$(bin 3.12.6)/python"
}

@test "python- in front, in PYVER_VERSION too" {
  fake_version 3.9.1
  PYVER_VERSION=python-3.9 run "$PYVER" which python
  assert_success "$(bin 3.9.1)/python"
}

@test "then the system's, though nobody named it" {
  fake_version 3.12.6
  system_program kill-all-humans
  PYVER_VERSION=3.12.6 run "$PYVER" which kill-all-humans
  assert_success "$SYSBIN/kill-all-humans"
  PYVER_VERSION=system run "$PYVER" which kill-all-humans
  assert_success "$SYSBIN/kill-all-humans"
  PYVER_VERSION=system:3.12.6 run "$PYVER" which python
  case $output in
    "$(bin 3.12.6)/python") [ -z "$(PATH=${PATH#*:} command -v python)" ] ;;
    *) refute_contains "$PYVER_ROOT" ;;
  esac
}

@test "system before a version, when it is named before" {
  fake_version 3.12.6
  system_program python
  PYVER_VERSION=system:3.12.6 run "$PYVER" which python
  assert_success "$SYSBIN/python"
  PYVER_VERSION=3.12.6:system run "$PYVER" which python
  assert_success "$(bin 3.12.6)/python"
}

@test "--nosystem" {
  fake_version 3.12.6
  system_program only-here
  PYVER_VERSION=3.12.6 run_split "$PYVER" which only-here --nosystem
  assert_failure -127 ""
  assert_errors "pyver: only-here: command not found"
  PYVER_VERSION=system run_split "$PYVER" which only-here --nosystem
  assert_failure -127 ""
  assert_errors "pyver: only-here: command not found"
  PYVER_VERSION=3.12.6 run "$PYVER" which python --nosystem
  assert_success "$(bin 3.12.6)/python"
}

@test "the shims are left out wherever they are on PATH" {
  system_program kill-all-humans
  fake_program "$PYVER_ROOT/shims/kill-all-humans"
  fake_program "$PYVER_ROOT/shims/only-a-shim"
  s=$PYVER_ROOT/shims
  for path in "$s:$SYSBIN" "$s:$s:$s:$SYSBIN:$s" "$s/:$SYSBIN" "/tmp/nosuch:$s:$SYSBIN"; do
    PATH=$path run "$PYVER" which kill-all-humans
    assert_success "$SYSBIN/kill-all-humans"
    PATH=$path try "$PYVER" which only-a-shim
    assert_failure -127 "pyver: only-a-shim: command not found"
  done
}

@test "the working directory is no place for programs" {
  fake_program ./kill-all-humans
  s=$PYVER_ROOT/shims
  for path in "$s" "$s:" ":$s" "$s:$s" "::$s::" "." "./" "$s:.:" ""; do
    PATH=$path try "$PYVER" which kill-all-humans
    assert_failure -127 "pyver: kill-all-humans: command not found"
  done
}

@test "~ on PATH is HOME" {
  fake_program "$HOME/bin/mine"
  # shellcheck disable=SC2147,SC2088 # that is what is tested
  PATH='~/bin' run "$PYVER" which mine
  assert_success "$HOME/bin/mine"
  fake_program "$HOME/atop"
  # shellcheck disable=SC2147,SC2088 # that is what is tested
  PATH='~' run "$PYVER" which atop
  assert_success "$HOME/atop"
}

@test "folders named by _PYVER_SHIM_PATHS_<PROGRAM> are left out, for that program" {
  fake_program "$TMP/links/123;wacky-prog.name ^%\$#"
  fake_program "$TMP/links/other"
  system_program "123;wacky-prog.name ^%\$#"
  export PATH=$TMP/links:$PATH _PYVER_SHIM_PATHS_123_WACKY_PROG_NAME_____=/nosuch:$TMP/links
  run "$PYVER" which "123;wacky-prog.name ^%\$#"
  assert_success "$SYSBIN/123;wacky-prog.name ^%\$#"
  run "$PYVER" which other
  assert_success "$TMP/links/other"
}

@test "links to our shims are left out, wherever they lie" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  mkdir links
  ln -s "$PYVER_ROOT/shims/tool" links/tool
  ln -s "$WORK/links/tool" "$SYSBIN/tool"
  PATH=$WORK/links:$PATH PYVER_VERSION=system try "$PYVER" which tool --skip-advice
  assert_failure -127 "pyver: tool: command not found"
  fake_program "$TMP/last/tool"
  PATH=$WORK/links:$PATH:$TMP/last PYVER_VERSION=system run "$PYVER" which tool
  assert_success "$TMP/last/tool"
}

@test "what cannot be run is passed over" {
  mkdir -p "$(bin 3.12.6)/tool" "$SYSBIN/tool"
  touch "$(bin 3.12.6)/other"
  ln -s nowhere "$(bin 3.12.6)/third"
  fake_program "$TMP/last/tool"
  fake_program "$TMP/last/other"
  for tool in tool other; do
    PATH=$PATH:$TMP/last PYVER_VERSION=3.12.6 run "$PYVER" which $tool
    assert_success "$TMP/last/$tool"
  done
  PYVER_VERSION=3.12.6 try "$PYVER" which third
  assert_failure -127 "pyver: third: command not found"
}

@test "a path as command" {
  fake_program ./tool
  run "$PYVER" which "$WORK/tool"
  assert_success "$WORK/tool"
  try "$PYVER" which ./nosuch
  assert_failure -127 "pyver: ./nosuch: command not found"
}

@test "a missing version: no error when a later one, or the system, has the program" {
  fake_version 3.4.10
  system_program tool
  PYVER_VERSION=2.7:3.4 run_split "$PYVER" which python
  assert_success "$(bin 3.4.10)/python"
  assert_errors ""
  echo 2.7 >.python-version
  run_split "$PYVER" which tool
  assert_success "$SYSBIN/tool"
  assert_errors ""
}

@test "not found, with versions missing: each is said, status 127" {
  fake_version 3.4.10
  PYVER_VERSION=1.1:3.4:python-1.2 run_split "$PYVER" which nosuch
  assert_failure -127 ""
  assert_errors "pyver: version \`1.1' is not installed (set by PYVER_VERSION environment variable)
pyver: version \`python-1.2' is not installed (set by PYVER_VERSION environment variable)
pyver: nosuch: command not found"
  echo 1.1 >.python-version
  try "$PYVER" which nosuch
  assert_failure -127 "pyver: version \`1.1' is not installed (set by $WORK/.python-version)
pyver: nosuch: command not found"
}

@test "advice: which versions have it" {
  fake_version 2.7.11 py.test
  fake_version 3.3.7 py.test
  fake_version 3.4.10
  PYVER_VERSION=3.4.10 run_split "$PYVER" which py.test
  assert_failure -127 ""
  assert_errors "pyver: py.test: command not found

The \`py.test' command exists in these Python versions:
  2.7.11
  3.3.7

Note: See 'pyver help global' for tips on allowing multiple
      Python versions to be found at the same time."
  PYVER_VERSION=3.4.10 try "$PYVER" which py.test --skip-advice
  assert_failure -127 "pyver: py.test: command not found"
}

@test "environments by both names" {
  fake_version 3.12.6
  fake_env 3.12.6 proj django-admin
  PYVER_VERSION=proj run "$PYVER" which django-admin
  assert_success "$(bin proj)/django-admin"
  PYVER_VERSION=3.12.6/envs/proj run "$PYVER" which django-admin
  assert_success "$(bin 3.12.6/envs/proj)/django-admin"
}

@test "options before the command are taken for it" {
  system_program tool
  try "$PYVER" which --nosystem tool
  assert_failure -127 "pyver: --nosystem: command not found"
}

@test "unsafe names are said, and lead nowhere" {
  fake_program "$PYVER_ROOT/evil/bin/tool"
  printf '%s\n' ../evil >.python-version
  run_split "$PYVER" which tool
  assert_failure -127 ""
  assert_errors "pyver: invalid version \`../evil' ignored in \`$WORK/.python-version'
pyver: tool: command not found"
  PYVER_VERSION=../evil try "$PYVER" which tool
  assert_failure -127
  refute_contains "$PYVER_ROOT/evil"
}

@test "an unreadable versions folder does not change the verdict" {
  rmdir "$PYVER_ROOT/versions"
  ln -s versions "$PYVER_ROOT/versions"
  try "$PYVER" which nosuch
  assert_failure -127 "pyver: nosuch: command not found"
}

@test "names with blanks and glob characters" {
  fake_version "my [1-9]*" "a tool*"
  PYVER_VERSION="my [1-9]*" run "$PYVER" which "a tool*"
  assert_success "$(bin "my [1-9]*")/a tool*"
  PYVER_VERSION="my*" try "$PYVER" which "a tool*"
  assert_failure -127
  assert_line 0 "pyver: version \`my*' is not installed (set by PYVER_VERSION environment variable)"
}
