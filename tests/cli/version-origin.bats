#!/usr/bin/env bats
# pyver version-origin: what selects the version.
load helper

@test "the global file, there or not" {
  run "$PYVER" version-origin
  assert_success "$PYVER_ROOT/version"
  touch "$PYVER_ROOT/version"
  run "$PYVER" version-origin
  assert_success "$PYVER_ROOT/version"
}

@test "a local file" {
  touch .python-version
  run "$PYVER" version-origin
  assert_success "$WORK/.python-version"
}

@test "the variable, unless it is empty" {
  touch .python-version
  PYVER_VERSION=1 run "$PYVER" version-origin
  assert_success "PYVER_VERSION environment variable"
  PYVER_VERSION='' run "$PYVER" version-origin
  assert_success "$WORK/.python-version"
}

@test "an inherited PYVER_VERSION_ORIGIN plays no part" {
  PYVER_VERSION=1 PYVER_VERSION_ORIGIN=me run "$PYVER" version-origin
  assert_success "PYVER_VERSION environment variable"
}
