#!/usr/bin/env bats
# pyver version: what is selected, and by what.
load helper

@test "nothing configured: system, set by the global file that is not there" {
  run "$PYVER" version
  assert_success "system (set by $PYVER_ROOT/version)"
}

@test "PYVER_VERSION, a local file, the global file" {
  fake_version 3.11.2
  echo 3.11.2 >"$PYVER_ROOT/version"
  run "$PYVER" version
  assert_success "3.11.2 (set by $PYVER_ROOT/version)"
  echo 3.11.2 >"$HOME/.python-version"
  run "$PYVER" version
  assert_success "3.11.2 (set by $HOME/.python-version)"
  PYVER_VERSION=3.11.2 run "$PYVER" version
  assert_success "3.11.2 (set by PYVER_VERSION environment variable)"
}

@test "several, resolved, one a line" {
  fake_version 3.12.6
  fake_version 3.9.1
  PYVER_VERSION=3.12:system:python-3.9 run "$PYVER" version
  assert_success "3.12.6 (set by PYVER_VERSION environment variable)
system (set by PYVER_VERSION environment variable)
3.9.1 (set by PYVER_VERSION environment variable)"
}

@test "--bare: names only" {
  fake_version 3.12.6
  fake_version 3.9.1
  PYVER_VERSION=3.12:3.9.1 run "$PYVER" version --bare
  assert_success $'3.12.6\n3.9.1'
}

@test "missing ones do not hide the others; messages in list order; failure" {
  fake_version 3.12.6
  printf '%s\n' 1.1 3.12.6 1.2 >.python-version
  run_split "$PYVER" version
  assert_failure -1 "3.12.6 (set by $WORK/.python-version)"
  assert_errors "pyver: version \`1.1' is not installed (set by $WORK/.python-version)
pyver: version \`1.2' is not installed (set by $WORK/.python-version)"
}

@test "only a missing one: nothing printed" {
  PYVER_VERSION=1.2 run_split "$PYVER" version --bare
  assert_failure -1 ""
  assert_errors "pyver: version \`1.2' is not installed (set by PYVER_VERSION environment variable)"
}

@test "an empty file means system, not what the global one says" {
  fake_version 3.12.6
  echo 3.12.6 >"$PYVER_ROOT/version"
  echo "# none" >.python-version
  run "$PYVER" version
  assert_success "system (set by $WORK/.python-version)"
}

@test "other arguments are refused" {
  for arg in -b --Bare 3.12 ""; do
    run_split "$PYVER" version "$arg"
    assert_failure -1 ""
    assert_errors "Usage: pyver version [--bare]"
  done
  run_split "$PYVER" version --bare more
  assert_failure -1 ""
  assert_errors "Usage: pyver version [--bare]"
}

@test "a version name is no pattern" {
  fake_version "1.*"
  mkdir "1.2" "1.x"
  PYVER_VERSION="1.*" run "$PYVER" version --bare
  assert_success "1.*"
  PYVER_VERSION="[1-9].?*" run_split "$PYVER" version --bare
  assert_failure -1 ""
  assert_errors "pyver: version \`[1-9].?*' is not installed (set by PYVER_VERSION environment variable)"
}

@test "a file that cannot be read is said, not passed over" {
  head -c 100000 /dev/zero | tr '\0' x >.python-version
  run_split "$PYVER" version
  assert_output "system (set by $WORK/.python-version)"
  assert_equal "pyver: cannot read $WORK/.python-version: File too large" "$errors"
}
