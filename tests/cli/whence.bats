#!/usr/bin/env bats
# pyver whence: which versions have a program.
load helper

@test "usage" {
  for args in "" "--path" "''" "--path ''"; do
    eval "run_split \"\$PYVER\" whence $args"
    assert_failure -1 ""
    assert_errors "Usage: pyver whence [--path] <command>"
  done
}

@test "none: no output, failure" {
  fake_version 3.12.6
  run "$PYVER" whence nosuch
  assert_failure -1 ""
  run "$PYVER" whence --path nosuch
  assert_failure -1 ""
}

@test "the versions that have it, in their order" {
  fake_version 3.10.1 tool
  fake_version 3.9.1 tool
  fake_version 3.11.1
  fake_env 3.9.1 proj tool
  ln -s 3.10.1 "$PYVER_ROOT/versions/mine"
  run "$PYVER" whence tool
  assert_success "3.9.1
3.9.1/envs/proj
3.10.1
mine
proj"
}

@test "--path" {
  fake_version 3.10.1 tool
  fake_version 3.9.1 tool
  run "$PYVER" whence --path tool
  assert_success "$PYVER_ROOT/versions/3.9.1/bin/tool
$PYVER_ROOT/versions/3.10.1/bin/tool"
}

@test "the selection and the system play no part" {
  fake_version 3.9.1 tool
  system_program tool
  PYVER_VERSION=system run "$PYVER" whence tool
  assert_success 3.9.1
}

@test "only what can be run" {
  fake_version 3.9.1
  mkdir "$PYVER_ROOT/versions/3.9.1/bin/folder"
  touch "$PYVER_ROOT/versions/3.9.1/bin/data"
  for name in folder data; do
    run "$PYVER" whence $name
    assert_failure -1 ""
  done
}
