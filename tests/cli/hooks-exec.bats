#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of exec: after which, before PATH. Through `pyver exec' and through shims.
load helper

setup() {
  pv_setup
  requires bash
}

@test "hooks have the default IFS" {
  write_hook exec hello.bash <<'SH'
hellos=($(printf "hello\tugly world\nagain"))
echo HELLO="$(printf ":%s" "${hellos[@]}")"
SH
  export PYVER_VERSION=system
  IFS=$' \t\n' run "$PYVER" exec env
  assert_success
  assert_line "HELLO=:hello:ugly:world:again"
}

@test "hooks see the program and the whole command line" {
  fake_version 3.4.2
  write_hook exec a.bash <<<'printf "<%s>" "$@"; echo "|$PYVER_COMMAND|$PYVER_COMMAND_PATH|$PYVER_BIN_PATH|$PYVER_VERSION|$0"'
  PYVER_VERSION=3.4 run "$PYVER" exec python "a  b" "" $'c\nd' --
  assert_success "<python><a  b><><c
d><-->|python|$PYVER_ROOT/versions/3.4.2/bin/python|$PYVER_ROOT/versions/3.4.2/bin|3.4.2|pyver-exec
$PYVER_ROOT/versions/3.4.2/bin/python a  b  c
d --"
}

@test "hooks change the program, its folder on PATH and its arguments" {
  fake_version 3.4.2
  fake_program "$PYVER_ROOT/elsewhere/python" 'echo "$0"; printf "<%s>" "$@"; echo; echo "$PATH"'
  write_hook exec a.bash <<'SH'
set -- "$@" "x  y"
PYVER_COMMAND_PATH=$PYVER_ROOT/elsewhere/python
PYVER_BIN_PATH=$PYVER_ROOT/elsewhere
SH
  PYVER_VERSION=3.4 run "$PYVER" exec python 1
  assert_success "$PYVER_ROOT/elsewhere/python
<1><x  y>
$PYVER_ROOT/elsewhere:$PATH"
  "$PYVER" rehash
  PYVER_VERSION=3.4 run "$PYVER_ROOT/shims/python" 1
  assert_success "$PYVER_ROOT/elsewhere/python
<1><x  y>
$PYVER_ROOT/elsewhere:$PATH"
}

@test "what a script exports, changes or unsets reaches the program" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/show" 'echo "$NEW|$OLD|${GONE-unset}|$PLAIN|$PATH|$SAME"'
  write_hook exec a.bash <<'SH'
export NEW=$'new\nline' OLD=changed
PLAIN=not-exported
unset GONE
PATH=/hooked:$PATH
SH
  export OLD=old GONE=here SAME='a=b c' PYVER_VERSION=3.4.2
  run "$PYVER" exec show
  assert_success "new
line|changed|unset||$PYVER_ROOT/versions/3.4.2/bin:/hooked:$PATH|a=b c"
  "$PYVER" rehash
  run "$PYVER_ROOT/shims/show"
  assert_success "new
line|changed|unset||/hooked:$PATH|a=b c"
}

@test "a shim's program finds its environment as it was" {
  requires env sort
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/show" 'env | LC_ALL=C sort'
  "$PYVER" rehash
  export PYVER_VERSION=3.4 strange='a=b  c'
  "$PYVER_ROOT/shims/show" >before
  write_hook exec a.bash <<<':'
  write_hook which a.bash <<<':'
  write_hook version-name a.bash <<<':'
  "$PYVER_ROOT/shims/show" >after
  run diff before after
  assert_success ""
}

@test "exec's program, too" {
  requires env sort
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/show" 'env | LC_ALL=C sort'
  export PYVER_VERSION=3.4
  "$PYVER" exec show >before
  write_hook exec a.bash <<<':'
  write_hook exec a <<<$'#!/bin/sh\n:'
  "$PYVER" exec show >after
  run diff before after
  assert_success ""
}

@test "standard input is the program's" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/read" 'cat'
  write_hook exec a.bash <<<':'
  PYVER_VERSION=3.4.2 run sh -c 'echo in | "$PYVER" exec read'
  assert_success in
}

@test "a program as a hook" {
  fake_version 3.4.2
  fake_program "$WORK/mine"
  write_hook exec a <<'SH'
#!/bin/sh
printf '<%s>' "$@" >&2
echo " $PYVER_COMMAND $PYVER_BIN_PATH" >&2
echo "PYVER_COMMAND_PATH=$PWD/mine"
SH
  PYVER_VERSION=3.4.2 run "$PYVER" exec python "a b" c
  assert_success "<python><a b><c> python $PYVER_ROOT/versions/3.4.2/bin
$WORK/mine a b c"
  "$PYVER" rehash
  PYVER_VERSION=3.4.2 run "$PYVER_ROOT/shims/python" "a b" c
  assert_success "<python><a b><c> python $PYVER_ROOT/versions/3.4.2/bin
$WORK/mine a b c"
}

@test "exit in a hook: the program does not run" {
  fake_version 3.4.2
  write_hook exec a.bash <<<'exit 6'
  "$PYVER" rehash
  export PYVER_VERSION=3.4.2
  run "$PYVER" exec python -V
  assert_failure -6 ""
  run "$PYVER_ROOT/shims/python" -V
  assert_failure -6 ""
}

@test "which hooks have a say in exec and shims; their output is not the program's" {
  fake_version 3.4.2
  fake_program "$WORK/mine" 'echo mine'
  write_hook which a.bash <<<'echo chatter; PYVER_COMMAND_PATH=$HOME/work/mine'
  "$PYVER" rehash
  for call in "$PYVER exec" ""; do
    # shellcheck disable=SC2086
    PYVER_VERSION=3.4.2 run_split ${call:-env} ${call:+python} ${call:-"$PYVER_ROOT/shims/python"}
    assert_success mine
    assert_errors chatter
  done
}

@test "hooks wherever they may be: shims notice" {
  fake_version 3.4.2
  "$PYVER" rehash
  export PYVER_VERSION=3.4.2
  mkdir -p "$PYVER_ROOT/plugins/p/etc/pyver.d/exec" "$WORK/own hooks/exec"
  run "$PYVER_ROOT/shims/python" -V
  assert_success "Python 3.4.2"
  echo 'echo plugin' >"$PYVER_ROOT/plugins/p/etc/pyver.d/exec/a.bash"
  run "$PYVER_ROOT/shims/python" -V
  assert_success $'plugin\nPython 3.4.2'
  echo 'echo own' >"$WORK/own hooks/exec/a.bash"
  PYVER_HOOK_PATH="/nowhere:$WORK/own hooks" run "$PYVER_ROOT/shims/python" -V
  assert_success $'own\nplugin\nPython 3.4.2'
}

@test "a shim inside a hook of its own" {
  fake_version 3.4.2
  "$PYVER" rehash
  write_hook exec a.bash <<<'echo "in: $("$PYVER_ROOT/shims/python" -V)"'
  PYVER_VERSION=3.4.2 run timeout 20 "$PYVER_ROOT/shims/python" -V
  assert_success $'in: Python 3.4.2\nPython 3.4.2'
}
