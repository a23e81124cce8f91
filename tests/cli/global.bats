#!/usr/bin/env bats
# pyver global: ROOT/version.
load helper

@test "no file: system" {
  run "$PYVER" global
  assert_success system
  assert_missing "$PYVER_ROOT/version"
}

@test "no root either" {
  PYVER_ROOT=$TMP/nowhere run "$PYVER" global
  assert_success system
  assert_missing "$TMP/nowhere"
}

@test "shows the file's names, unresolved, installed or not" {
  printf '%s\n' 1.2.3 3.12 >"$PYVER_ROOT/version"
  run "$PYVER" global
  assert_success $'1.2.3\n3.12'
}

@test "where pyenv once kept it: ROOT/global, then ROOT/default" {
  echo 1.1 >"$PYVER_ROOT/default"
  run "$PYVER" global
  assert_success 1.1
  echo 2.2 >"$PYVER_ROOT/global"
  run "$PYVER" global
  assert_success 2.2
  echo 3.3 >"$PYVER_ROOT/version"
  run "$PYVER" global
  assert_success 3.3
}

@test "neither PYVER_VERSION nor a local file plays a part" {
  echo 1.1 >.python-version
  PYVER_VERSION=2.2 run "$PYVER" global
  assert_success system
}

@test "writes names as given, one a line" {
  fake_version 3.12.6
  system_program python
  run "$PYVER" global 3.12 system
  assert_success ""
  assert_file "$PYVER_ROOT/version" $'3.12\nsystem'
  run "$PYVER" global
  assert_success $'3.12\nsystem'
}

@test "a missing version: no file made, none changed" {
  fake_version 1.2.3
  run_split "$PYVER" global 1.2.3 1.1
  assert_failure -1 ""
  assert_errors "pyver: version \`1.1' not installed"
  assert_missing "$PYVER_ROOT/version"
  echo 1.2.3 >"$PYVER_ROOT/version"
  run "$PYVER" global 1.1
  assert_failure -1 "pyver: version \`1.1' not installed"
  assert_file "$PYVER_ROOT/version" 1.2.3
}

@test "knows neither --force nor --unset" {
  fake_version 1.2.3
  for option in --unset --force -f; do
    run "$PYVER" global $option 1.2.3
    assert_failure -1 "pyver: version \`$option' not installed"
  done
  assert_missing "$PYVER_ROOT/version"
}

@test "unsafe names are left out, and said" {
  printf '%s\n' 3.12 ../x >"$PYVER_ROOT/version"
  run_split "$PYVER" global
  assert_success 3.12
  assert_errors "pyver: invalid version \`../x' ignored in \`$PYVER_ROOT/version'"
}

@test "replaces the file in one step; nothing else is left" {
  fake_version 1.2.3
  echo 1.1 >"$PYVER_ROOT/version"
  ln "$PYVER_ROOT/version" before
  before=$(ls -A "$PYVER_ROOT")
  run "$PYVER" global 1.2.3
  assert_success ""
  assert_file before 1.1
  assert_equal "$before" "$(ls -A "$PYVER_ROOT")"
}

@test "makes the root when it is not there" {
  system_program python
  PYVER_ROOT=$TMP/new/root run "$PYVER" global system
  assert_success ""
  assert_file "$TMP/new/root/version" system
}

@test "an empty name shows" {
  echo 3.3 >"$PYVER_ROOT/version"
  run "$PYVER" global ""
  assert_success 3.3
}
