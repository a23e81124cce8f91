#!/usr/bin/env bats
# pyver version-file-write: what local and global write with.
load helper

usage="Usage: pyver version-file-write [-f|--force] <file> <version> [...]"

@test "usage" {
  for args in "" "one" "-f" "-f one" "--force one"; do
    # shellcheck disable=SC2086
    run_split "$PYVER" version-file-write $args
    assert_failure -1 ""
    assert_errors "$usage"
  done
  run_split "$PYVER" version-file-write f ""
  assert_failure -1 ""
  assert_errors "$usage"
  assert_missing f
}

@test "writes the names as given, silently" {
  fake_version 3.12.6
  system_program python
  run "$PYVER" version-file-write f 3.12.6
  assert_success ""
  assert_file f 3.12.6
  run "$PYVER" version-file-write "$WORK/f" system 3.12
  assert_success ""
  assert_file f $'system\n3.12'
}

@test "a missing version: the file is not made, not changed" {
  fake_version 3.12.6
  run "$PYVER" version-file-write f 1.1
  assert_failure -1 "pyver: version \`1.1' not installed"
  assert_missing f
  echo 3.12.6 >f
  run "$PYVER" version-file-write f 3.12.6 1.1 1.2
  assert_failure -1 "pyver: version \`1.1' not installed"
  assert_file f 3.12.6
}

@test "-f, --force: names that are not installed" {
  run "$PYVER" version-file-write -f f 1.1
  assert_success ""
  run "$PYVER" version-file-write --force f 1.2 1.3
  assert_success ""
  assert_file f $'1.2\n1.3'
}

@test "what it writes, version-file-read reads" {
  fake_version "3.12.6 beta"
  fake_version 'a*b'
  fake_env 3.9.1 proj
  fake_version 3.9.1
  run "$PYVER" version-file-write f 'a*b' 3.9.1/envs/proj
  assert_success ""
  run "$PYVER" version-file-read f
  assert_success 'a*b:3.9.1/envs/proj'
  run "$PYVER" version-file-write f "3.12.6 beta"
  assert_failure -1 "pyver: invalid version \`3.12.6 beta': not written to f"
  assert_file f $'a*b\n3.9.1/envs/proj'
}

@test "a folder that is not there" {
  run "$PYVER" version-file-write -f no/f 1.1
  assert_failure -1
  assert_contains "cannot write no/f"
}
