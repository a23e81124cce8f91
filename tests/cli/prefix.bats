#!/usr/bin/env bats
# pyver prefix: the folders of versions.
load helper

v() {
  echo "$PYVER_ROOT/versions/$1"
}

@test "the selection's" {
  fake_version 3.12.6
  fake_version 2.7.11
  PYVER_VERSION=3.12.6 run "$PYVER" prefix
  assert_success "$(v 3.12.6)"
  echo 3.12:2.7 >.python-version
  run "$PYVER" prefix
  assert_success "$(v 3.12.6):$(v 2.7.11)"
  run "$PYVER" prefix ""
  assert_success "$(v 3.12.6):$(v 2.7.11)"
}

@test "of the versions named, in order" {
  fake_version 3.12.6
  fake_version 2.7.11
  system_program python
  for args in "2.7.11 3.12.6" "2.7.11:3.12.6" "2.7:3.12"; do
    # shellcheck disable=SC2086
    PYVER_VERSION=1.1 run "$PYVER" prefix $args
    assert_success "$(v 2.7.11):$(v 3.12.6)"
  done
  mkdir -p "$TMP/sys/bin"
  mv "$SYSBIN/python" "$TMP/sys/bin/python"
  PATH=$TMP/sys/bin run "$PYVER" prefix system:2.7.11
  assert_success "$TMP/sys:$(v 2.7.11)"
  PATH=$TMP/sys/bin run "$PYVER" prefix 2.7.11:system
  assert_success "$(v 2.7.11):$TMP/sys"
}

@test "a missing one: nothing on stdout" {
  fake_version 3.12.6
  run_split "$PYVER" prefix 3.12.6 1.1
  assert_failure -1 ""
  assert_errors "pyver: version \`1.1' not installed"
  PYVER_VERSION=1.2 run_split "$PYVER" prefix
  assert_failure -1 ""
  assert_errors "pyver: version \`1.2' not installed"
  echo 1.3 >.python-version
  run_split "$PYVER" prefix
  assert_failure -1 ""
  assert_errors "pyver: version \`1.3' is not installed (set by $WORK/.python-version)"
}

@test "system: python, else python3, else python2" {
  mkdir -p "$TMP/sys/bin"
  for name in python2 python3 python; do
    fake_program "$TMP/sys/bin/$name"
    PATH=$TMP/sys/bin PYVER_VERSION=system run "$PYVER" prefix
    assert_success "$TMP/sys"
  done
  fake_program "$TMP/other/sbin/python"
  PATH=$TMP/other/sbin:$TMP/sys/bin run "$PYVER" prefix system
  assert_success "$TMP/other"
}

@test "no system" {
  PATH=$SYSBIN run_split "$PYVER" prefix system
  assert_failure -1 ""
  assert_errors "pyver: system version not found in PATH"
  touch "$SYSBIN/python"
  mkdir "$SYSBIN/python3"
  PATH=$SYSBIN run "$PYVER" prefix system
  assert_failure -1 "pyver: system version not found in PATH"
}

@test "/bin/python gives /" {
  [ -x /bin/python ] || [ -x /bin/python3 ] || skip "no /bin/python here"
  PATH=/bin run "$PYVER" prefix system
  assert_success /
}

@test "a shim is no system python" {
  fake_version 3.12.6
  "$PYVER" rehash
  PATH=$PYVER_ROOT/shims:$SYSBIN run "$PYVER" prefix system
  assert_failure -1 "pyver: system version not found in PATH"
}

@test "links and environments: the path they are reached by" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  ln -s 3.12.6 "$(v mine)"
  for name in proj mine 3.12.6/envs/proj; do
    run "$PYVER" prefix $name
    assert_success "$(v $name)"
  done
}

@test "names are no patterns, no paths" {
  mkdir 1.2
  fake_version 1.2
  for name in '1*' '1.?' '[1-9].?*' . .. ../1.2 / -x; do
    run_split "$PYVER" prefix "$name"
    assert_failure -1 ""
    assert_errors "pyver: version \`$name' not installed"
  done
}
