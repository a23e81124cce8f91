#!/usr/bin/env bats
# pyver shims: the shims that are there.
load helper

@test "no folder, or an empty one" {
  run "$PYVER" shims
  assert_success ""
  rmdir "$PYVER_ROOT/shims"
  run "$PYVER" shims
  assert_success ""
  run "$PYVER" shims --short
  assert_success ""
  assert_missing "$PYVER_ROOT/shims"
}

@test "sorted paths, or names; dot files left out" {
  touch "$PYVER_ROOT/shims/"{ruby,python3.12,python,"a b",.pyver-shim}
  run "$PYVER" shims
  assert_success "$PYVER_ROOT/shims/a b
$PYVER_ROOT/shims/python
$PYVER_ROOT/shims/python3.12
$PYVER_ROOT/shims/ruby"
  run "$PYVER" shims --short
  assert_success $'a b\npython\npython3.12\nruby'
}
