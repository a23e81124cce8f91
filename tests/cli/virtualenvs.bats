#!/usr/bin/env bats
# pyver virtualenvs
load helper

setup() {
  pv_setup
  versions=$PYVER_ROOT/versions
  fake_version 2.7.6
  fake_version 3.3.3
  fake_env 2.7.6 venv27
  fake_env 3.3.3 venv33
}

@test "long names first, then short ones" {
  run pyver virtualenvs
  assert_success "  2.7.6/envs/venv27 (created from $versions/2.7.6)
  3.3.3/envs/venv33 (created from $versions/3.3.3)
  venv27 --> $versions/2.7.6/envs/venv27
  venv33 --> $versions/3.3.3/envs/venv33"
}

@test "what is selected is marked, under the name it was selected by" {
  PYVER_VERSION=3.3.3/envs/venv33 run pyver virtualenvs
  assert_line 1 "* 3.3.3/envs/venv33 (created from $versions/3.3.3) (set by PYVER_VERSION environment variable)"
  assert_line 3 "  venv33 --> $versions/3.3.3/envs/venv33"
  pyver local venv27
  run pyver virtualenvs
  assert_line 2 "* venv27 --> $versions/2.7.6/envs/venv27 (set by $WORK/.python-version)"
}

@test "an environment of system" {
  mkdir -p "$versions/sys/bin"
  touch "$versions/sys/bin/activate"
  fake_program "$versions/sys/bin/python"
  echo "home = /usr/bin" >"$versions/sys/pyvenv.cfg"
  run pyver virtualenvs
  assert_line 2 "  sys (created from /usr)"
}

@test "a base that is gone" {
  echo "home = /no/such/bin" >"$versions/3.3.3/envs/venv33/pyvenv.cfg"
  run pyver virtualenvs
  assert_success
  assert_line 1 "  3.3.3/envs/venv33 (created from )"
}

@test "--bare and --skip-aliases" {
  run pyver virtualenvs --bare
  assert_success "2.7.6/envs/venv27
3.3.3/envs/venv33
venv27
venv33"
  run pyver virtualenvs --bare --skip-aliases
  assert_success "2.7.6/envs/venv27
3.3.3/envs/venv33"
  run pyver virtualenvs --skip-aliases
  assert_success "  2.7.6/envs/venv27 (created from $versions/2.7.6)
  3.3.3/envs/venv33 (created from $versions/3.3.3)"
}

@test "names in the order of versions" {
  fake_version 10.1
  fake_env 10.1 z
  run pyver virtualenvs --bare --skip-aliases
  assert_success "2.7.6/envs/venv27
3.3.3/envs/venv33
10.1/envs/z"
}

@test "nothing there" {
  rm -r "$versions"
  run pyver virtualenvs
  assert_success ""
}

@test "a missing selected version is said, and no failure" {
  PYVER_VERSION=9.9 run pyver virtualenvs --skip-aliases
  assert_success
  assert_line 0 "pyver: version \`9.9' is not installed (set by PYVER_VERSION environment variable)"
}

@test "other arguments: the usage" {
  run pyver virtualenvs --no-such
  assert_failure "Usage: pyver virtualenvs [--bare] [--skip-aliases]"
}

@test "completions" {
  run pyver completions virtualenvs
  assert_success "--help
--bare
--skip-aliases"
}
