#!/usr/bin/env bats
# pyver hooks: which hook scripts a command has.
load helper

hook() { # DIR COMMAND FILE
  mkdir -p "$1/$2"
  touch "$1/$2/$3"
}

@test "usage" {
  run "$PYVER" hooks
  assert_failure -1 "Usage: pyver hooks <command>"
}

@test "none" {
  run "$PYVER" hooks exec
  assert_success ""
}

@test "in the order of PYVER_HOOK_PATH, then by name" {
  for file in hello.bash ahoy.bash invalid.sh .hidden.bash; do
    hook "$WORK/pyver.d" exec $file
  done
  hook "$WORK/pyver.d" which boom.bash
  hook "$WORK/etc/pyver_hooks" exec bueno.bash
  PYVER_HOOK_PATH=$WORK/pyver.d:$WORK/etc/pyver_hooks run "$PYVER" hooks exec
  assert_success "$WORK/pyver.d/exec/ahoy.bash
$WORK/pyver.d/exec/hello.bash
$WORK/etc/pyver_hooks/exec/bueno.bash"
}

@test "paths with spaces" {
  hook "$WORK/my hooks/pyver.d" exec hello.bash
  PYVER_HOOK_PATH="$WORK/my hooks/pyver.d" run "$PYVER" hooks exec
  assert_success "$WORK/my hooks/pyver.d/exec/hello.bash"
}

@test "a path through .." {
  hook "$HOME/pyver.d" exec hello.bash
  PYVER_HOOK_PATH=$WORK/../pyver.d run "$PYVER" hooks exec
  assert_success "$HOME/pyver.d/exec/hello.bash"
}

@test "links are followed, also chains and relative ones" {
  mkdir -p "$WORK/pyver.d/exec"
  touch "$HOME/hola.bash"
  ln -s "../../../hola.bash" "$WORK/pyver.d/exec/hello.bash"
  touch "$WORK/pyver.d/exec/bright.sh"
  ln -s bright.sh "$WORK/pyver.d/exec/world.bash"
  ln -s world.bash "$WORK/pyver.d/exec/zoo.bash"
  PYVER_HOOK_PATH=$WORK/pyver.d run "$PYVER" hooks exec
  assert_success "$HOME/hola.bash
$WORK/pyver.d/exec/bright.sh
$WORK/pyver.d/exec/bright.sh"
}

@test "a link in circles does not hang" {
  mkdir -p "$WORK/pyver.d/exec"
  ln -s b.bash "$WORK/pyver.d/exec/a.bash"
  ln -s a.bash "$WORK/pyver.d/exec/b.bash"
  PYVER_HOOK_PATH=$WORK/pyver.d run timeout 10 "$PYVER" hooks exec
  assert_success
}

@test "the root's own, and plugins'" {
  hook "$PYVER_ROOT/pyver.d" which b.bash
  hook "$PYVER_ROOT/plugins/p/etc/pyver.d" which a.bash
  hook "$WORK/own" which c.bash
  PYVER_HOOK_PATH=$WORK/own run "$PYVER" hooks which
  assert_success "$WORK/own/which/c.bash
$PYVER_ROOT/pyver.d/which/b.bash
$PYVER_ROOT/plugins/p/etc/pyver.d/which/a.bash"
}

@test "children see the whole path, in the pinned order" {
  mkdir -p "$PYVER_ROOT/plugins/p/etc/pyver.d"
  system_program pyver-hookpath 'echo "$PYVER_HOOK_PATH"; echo "$_PYVER_INSTALL_PREFIX"'
  PYVER_HOOK_PATH=/my/hooks:/others run "$PYVER" hookpath
  assert_success
  prefix=${lines[1]}
  assert_line 0 "/my/hooks:/others:$PYVER_ROOT/pyver.d:$prefix/pyver.d:/usr/etc/pyver.d:/usr/local/etc/pyver.d:/etc/pyver.d:/usr/lib/pyver/hooks:$PYVER_ROOT/plugins/p/etc/pyver.d"
}
