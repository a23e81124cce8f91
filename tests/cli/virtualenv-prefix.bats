#!/usr/bin/env bats
# pyver virtualenv-prefix: what an environment was made from.
load helper

setup() {
  pv_setup
  versions=$PYVER_ROOT/versions
  fake_version 3.13.1
  fake_env 3.13.1 proj
}

@test "by short and long name, several, and of the selection" {
  fake_version 3.12.4
  fake_env 3.12.4 other
  run pyver virtualenv-prefix proj
  assert_success "$versions/3.13.1"
  run pyver virtualenv-prefix 3.13.1/envs/proj other
  assert_success "$versions/3.13.1:$versions/3.12.4"
  PYVER_VERSION=other:proj run pyver virtualenv-prefix
  assert_success "$versions/3.12.4:$versions/3.13.1"
}

@test "what old tools left" {
  local where
  for where in lib/python2.7 Lib lib-python/2.7; do
    rm -rf "$versions/old"
    mkdir -p "$versions/old/$where"
    fake_program "$versions/old/bin/python"
    touch "$versions/old/bin/activate"
    echo "$versions/3.13.1" >"$versions/old/$where/orig-prefix.txt"
    run pyver virtualenv-prefix old
    assert_success "$versions/3.13.1"
  done
}

@test "conda" {
  fake_program "$versions/mini/bin/python"
  touch "$versions/mini/bin/activate" "$versions/mini/bin/conda"
  run pyver virtualenv-prefix mini
  assert_success "$versions/mini"
  fake_program "$versions/mini/envs/e/bin/python"
  mkdir "$versions/mini/envs/e/conda-meta"
  run pyver virtualenv-prefix mini/envs/e
  assert_success "$versions/mini"
}

@test "what is no environment" {
  run pyver virtualenv-prefix 3.13.1
  assert_failure "pyver-virtualenv: version \`3.13.1' is not a virtualenv"
  run pyver virtualenv-prefix 3.13
  assert_failure "pyver-virtualenv: version \`3.13' is not a virtualenv"
  run pyver virtualenv-prefix system
  assert_failure "pyver-virtualenv: version \`system' is not a virtualenv"
  run pyver virtualenv-prefix
  assert_failure "pyver-virtualenv: version \`system' is not a virtualenv"
  run pyver virtualenv-prefix none
  assert_failure "pyver: version \`none' not installed"
  rm "$versions/3.13.1/envs/proj/bin/python"
  run pyver virtualenv-prefix proj
  assert_failure "pyver-virtualenv: \`python' not found in version \`proj'"
}

@test "a base that is gone" {
  echo "home = /no/such/bin" >"$versions/proj/pyvenv.cfg"
  run pyver virtualenv-prefix proj
  assert_failure "pyver-virtualenv: version \`proj' is not a virtualenv"
}
