# A root that pyenv made, used in place: versions that are links, environments
# of its plugin, shims that are scripts, plugins, hooks.

load helper

setup() {
  pv_setup
  mkdir -p "$TMP/real"
  for version in 2.7.18 3.11.7 3.12.1; do
    fake_version "$version" pip "tool-$version"
    mv "$PYVER_ROOT/versions/$version" "$TMP/real/"
    ln -s "$TMP/real/$version" "$PYVER_ROOT/versions/$version"
  done
  fake_version 3.10.13 2to3
  mkdir "$PYVER_ROOT/versions/3.10.13/bin/__pycache__"
  ln -s "$PYVER_ROOT/versions/3.10.13" "$PYVER_ROOT/versions/stable"
  fake_env 3.10.13 proj flask
  echo 3.11.7 >"$PYVER_ROOT/version"
  # what pyenv leaves in its shims folder
  for name in python python3 pip flask gone __pycache__; do
    fake_program "$PYVER_ROOT/shims/$name" "exec '/opt/pyenv/libexec/pyenv' exec $name \"\$@\""
  done
}

@test "versions are listed, links with their targets" {
  run pyver versions
  assert_success
  assert_line "  2.7.18 --> $TMP/real/2.7.18"
  assert_line "* 3.11.7 --> $TMP/real/3.11.7 (set by $PYVER_ROOT/version)"
  assert_line "  3.10.13"
  assert_line "  3.10.13/envs/proj"
  assert_line "  proj --> $PYVER_ROOT/versions/3.10.13/envs/proj"
  assert_line "  stable --> $PYVER_ROOT/versions/3.10.13"
  run pyver versions --bare --skip-aliases
  assert_success
  assert_line 2.7.18
  refute_line stable
}

@test "selection: the global file, files of a project, several names, prefixes" {
  run pyver version
  assert_success "3.11.7 (set by $PYVER_ROOT/version)"
  printf '3.12\n2.7.18\n' >.python-version
  run pyver version-name
  assert_success 3.12.1:2.7.18
  run pyver which tool-2.7.18
  assert_success "$PYVER_ROOT/versions/2.7.18/bin/tool-2.7.18"
  run pyver prefix
  assert_success "$PYVER_ROOT/versions/3.12.1:$PYVER_ROOT/versions/2.7.18"
}

@test "programs are found and run" {
  run pyver which python
  assert_success "$PYVER_ROOT/versions/3.11.7/bin/python"
  run pyver exec python x
  assert_success "$PYVER_ROOT/versions/3.11.7/bin/python x"
  run pyver whence flask
  assert_success "3.10.13/envs/proj
proj
stable/envs/proj"
}

@test "rehash takes over the folder of shims" {
  run pyver rehash
  assert_success ""
  for name in python python3.10 python3.12 flask 2to3 tool-2.7.18; do
    cmp "$PYVER_LIBEXEC/pyver-shim" "$PYVER_ROOT/shims/$name"
  done
  assert_missing "$PYVER_ROOT/shims/gone"
  assert_missing "$PYVER_ROOT/shims/__pycache__"
  PYVER_VERSION=3.12.1 run "$PYVER_ROOT/shims/python" -V
  assert_success "Python 3.12.1"
}

@test "its environments are environments" {
  run pyver virtualenvs
  assert_success
  assert_line 0 "  3.10.13/envs/proj (created from $PYVER_ROOT/versions/3.10.13)"
  assert_line "  proj --> $PYVER_ROOT/versions/3.10.13/envs/proj"
  pyver local proj
  run pyver which flask
  assert_success "$PYVER_ROOT/versions/proj/bin/flask"
  run pyver virtualenv-prefix
  assert_success "$PYVER_ROOT/versions/3.10.13"
  run pyver virtualenv-delete -f proj
  assert_success ""
  assert_missing "$PYVER_ROOT/versions/proj"
  assert_missing "$PYVER_ROOT/versions/3.10.13/envs/proj"
}

@test "uninstall removes the link, not what it leads to" {
  run pyver uninstall -f 3.12.1
  assert_success "pyver: 3.12.1 uninstalled"
  assert_missing "$PYVER_ROOT/versions/3.12.1"
  [ -x "$TMP/real/3.12.1/bin/python" ]
  assert_missing "$PYVER_ROOT/shims/tool-3.12.1"
}

@test "a plugin's command calls others by bare name, and itself no more than it says" {
  fake_program "$PYVER_ROOT/plugins/mine/bin/pyver-mine" 'pyver-versions --bare --skip-aliases | head -n 1; pyver-prefix 3.12; pyver-other; pyver which python'
  fake_program "$PYVER_ROOT/plugins/other/bin/pyver-other" 'echo other'
  run pyver mine
  assert_success "2.7.18
$PYVER_ROOT/versions/3.12.1
other
$PYVER_ROOT/versions/3.11.7/bin/python"
}
