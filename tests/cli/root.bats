#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# pyver root: where versions and shims are.
load helper

@test "PYVER_ROOT, arguments or not" {
  run "$PYVER" root
  assert_success "$PYVER_ROOT"
  run "$PYVER" root --some thing
  assert_success "$PYVER_ROOT"
}

@test "without PYVER_ROOT, or with an empty one: ~/.pyver" {
  PYVER_ROOT='' run "$PYVER" root
  assert_success "$HOME/.pyver"
  unset PYVER_ROOT
  run "$PYVER" root
  assert_success "$HOME/.pyver"
  assert_missing "$HOME/.pyver"
}

@test "need not exist; nothing is made there" {
  PYVER_ROOT=$TMP/nowhere run "$PYVER" root
  assert_success "$TMP/nowhere"
  assert_missing "$TMP/nowhere"
}

@test "a slash at the end does not count" {
  PYVER_ROOT=$TMP/root/ run "$PYVER" root
  assert_success "$TMP/root"
}

@test "a relative one becomes absolute" {
  PYVER_ROOT=here run "$PYVER" root
  assert_success "$WORK/here"
}

@test "blanks and glob characters are letters like others" {
  PYVER_ROOT="$TMP/my * root" run "$PYVER" root
  assert_success "$TMP/my * root"
}

@test "with neither PYVER_ROOT nor HOME: where pyver is installed" {
  prefix=$(cd "${PYVER%/*}/.." && pwd -P)
  run env -i "$PYVER" root
  assert_success "$prefix"
  run env -i HOME= PYVER_ROOT= "$PYVER" root
  assert_success "$prefix"
}

@test "children see it" {
  fake_program "$SYSBIN/pyver-show" 'echo "$PYVER_ROOT"'
  unset PYVER_ROOT
  run "$PYVER" show
  assert_success "$HOME/.pyver"
}

@test "a full disk is noticed" {
  [ -w /dev/full ] || skip "no /dev/full here"
  run sh -c '"$PYVER" root >/dev/full'
  assert_failure -1
  assert_contains "cannot write the output"
}
