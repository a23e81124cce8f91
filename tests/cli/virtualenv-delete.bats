#!/usr/bin/env bats
# pyver virtualenv-delete: only the environment goes, only if it is one.
load helper

setup() {
  pv_setup
  versions=$PYVER_ROOT/versions
  fake_version 3.13.1
  fake_env 3.13.1 proj tool
}

@test "by its short name" {
  pyver rehash
  [ -x "$PYVER_ROOT/shims/tool" ]
  run pyver virtualenv-delete -f proj
  assert_success ""
  assert_missing "$versions/proj"
  assert_missing "$versions/3.13.1/envs/proj"
  [ -x "$versions/3.13.1/bin/python" ]
  # its programs have no shims any more
  assert_missing "$PYVER_ROOT/shims/tool"
}

@test "by its long name" {
  run pyver virtualenv-delete --force 3.13.1/envs/proj
  assert_success ""
  assert_missing "$versions/proj"
  assert_missing "$versions/3.13.1/envs/proj"
}

@test "a link of that name to another environment stays" {
  fake_version 3.12.4
  rm "$versions/proj"
  fake_env 3.12.4 proj
  run pyver virtualenv-delete -f 3.13.1/envs/proj
  assert_success ""
  assert_missing "$versions/3.13.1/envs/proj"
  assert_equal "$versions/3.12.4/envs/proj" "$(readlink "$versions/proj")"
}

@test "a folder of that name stays" {
  rm "$versions/proj"
  mkdir "$versions/proj"
  run pyver virtualenv-delete -f 3.13.1/envs/proj
  assert_success ""
  assert_missing "$versions/3.13.1/envs/proj"
  [ -d "$versions/proj" ]
}

@test "an environment of system" {
  mkdir -p "$versions/sys/bin"
  touch "$versions/sys/bin/activate" "$versions/sys/pyvenv.cfg"
  run pyver virtualenv-delete -f sys
  assert_success ""
  assert_missing "$versions/sys"
}

@test "asks" {
  run pyver virtualenv-delete proj <<<n
  assert_failure "pyver-virtualenv: remove $versions/3.13.1/envs/proj? (y/N) "
  [ -d "$versions/proj" ]
  run pyver virtualenv-delete proj </dev/null
  assert_failure
  [ -d "$versions/proj" ]
  run pyver virtualenv-delete proj <<<yes
  assert_success
  assert_missing "$versions/proj"
}

@test "what is no environment is not removed" {
  run pyver virtualenv-delete 3.13.1
  assert_failure "pyver-virtualenv: \`3.13.1' is not a virtualenv."
  run pyver virtualenv-delete -f 3.13.1
  assert_success ""
  [ -d "$versions/3.13.1" ]
  mkdir -p "$TMP/elsewhere"
  ln -s "$TMP/elsewhere" "$versions/away"
  run pyver virtualenv-delete -f away
  assert_failure "pyver-virtualenv: \`$versions/away' is a symlink for unknown location."
  [ -d "$TMP/elsewhere" ]
  # the root of a conda installation has an activate, too
  mkdir -p "$versions/conda/bin" "$versions/conda/conda-meta"
  touch "$versions/conda/bin/activate"
  run pyver virtualenv-delete conda
  assert_failure "pyver-virtualenv: \`conda' is not a virtualenv."
}

@test "names cannot lead out of the root" {
  mkdir -p "$TMP/x/envs/y" "$PYVER_ROOT/envs/y"
  for name in ../x/envs/y ../../x/envs/y "$TMP/x/envs/y" 3.13.1/envs/.. 3.13.1/envs/../../3.13.1 .. . ../envs/y; do
    run pyver virtualenv-delete -f "$name"
    [ -d "$TMP/x/envs/y" ]
    [ -d "$PYVER_ROOT/envs/y" ]
    [ -d "$versions/3.13.1/envs/proj" ]
  done
}

@test "missing ones" {
  run pyver virtualenv-delete 3.13.1/envs/none
  assert_failure "pyver-virtualenv: virtualenv \`none' not installed"
  run pyver virtualenv-delete -f 3.13.1/envs/none
  assert_success ""
  run pyver virtualenv-delete none
  assert_failure "pyver-virtualenv: \`none' is not a virtualenv."
  run pyver virtualenv-delete -f none
  assert_success ""
}

@test "wrong calls: the help" {
  for arguments in "" "a b" "-x" "-f" "-f -x"; do
    # shellcheck disable=SC2086
    run pyver virtualenv-delete $arguments
    assert_failure
    assert_line 0 "Usage: pyver virtualenv-delete [-f|--force] NAME"
  done
}

@test "uninstalling the base by force takes it along" {
  run pyver uninstall 3.13.1 <<<y
  assert_failure
  assert_contains "3.13.1/envs/proj"
  run pyver uninstall -f 3.13.1
  assert_success
  assert_missing "$versions/proj"
}

@test "completions" {
  run pyver completions virtualenv-delete
  assert_success "--help
3.13.1/envs/proj
proj"
}
