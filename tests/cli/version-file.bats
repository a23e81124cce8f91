#!/usr/bin/env bats
# pyver version-file: which file decides.
load helper

@test "no .python-version anywhere: the global file, there or not" {
  run "$PYVER" version-file
  assert_success "$PYVER_ROOT/version"
  assert_missing "$PYVER_ROOT/version"
  touch "$PYVER_ROOT/version"
  run "$PYVER" version-file
  assert_success "$PYVER_ROOT/version"
}

@test "in the working directory, or the nearest parent that has one" {
  touch "$HOME/.python-version"
  run "$PYVER" version-file
  assert_success "$HOME/.python-version"
  mkdir -p a/b/c/d/e/f
  cd a/b/c/d/e/f
  run "$PYVER" version-file
  assert_success "$HOME/.python-version"
  touch "$WORK/a/.python-version"
  run "$PYVER" version-file
  assert_success "$WORK/a/.python-version"
  touch .python-version
  run "$PYVER" version-file
  assert_success "$PWD/.python-version"
}

@test "PYVER_DIR before the working directory, which counts when that has none" {
  mkdir -p "$TMP/widget/deep" project
  touch project/.python-version
  cd project
  PYVER_DIR=$TMP/widget/deep run "$PYVER" version-file
  assert_success "$WORK/project/.python-version"
  touch "$TMP/widget/.python-version"
  PYVER_DIR=$TMP/widget/deep run "$PYVER" version-file
  assert_success "$TMP/widget/.python-version"
}

@test "a folder as argument: that and its parents, nothing else" {
  mkdir -p "$TMP/widget/deep"
  touch .python-version "$PYVER_ROOT/version"
  run "$PYVER" version-file "$TMP/widget/deep"
  assert_failure -1 ""
  PYVER_DIR=$WORK run "$PYVER" version-file "$TMP/widget/deep"
  assert_failure -1 ""
  touch "$TMP/widget/.python-version"
  run "$PYVER" version-file "$TMP/widget/deep"
  assert_success "$TMP/widget/.python-version"
  run "$PYVER" version-file "$TMP/widget/deep/"
  assert_success "$TMP/widget/.python-version"
}

@test "a relative folder, also one with dots or that does not exist" {
  mkdir -p a/b
  touch a/.python-version
  for dir in a a/b ./a/b a/b/.. a/b/not/there; do
    run "$PYVER" version-file "$dir"
    assert_success "$WORK/a/.python-version"
  done
  cd a/b
  run "$PYVER" version-file .
  assert_success "$WORK/a/.python-version"
  run "$PYVER" version-file ..
  assert_success "$WORK/a/.python-version"
}

@test "an empty argument is none" {
  run "$PYVER" version-file ""
  assert_success "$PYVER_ROOT/version"
}

@test "only regular files count, also through links" {
  touch "$HOME/.python-version"
  mkdir -p a/.python-version b c
  ln -s nowhere b/.python-version
  echo 1.1 >c/other
  ln -s other c/.python-version
  for dir in a b; do
    cd "$WORK/$dir"
    run "$PYVER" version-file
    assert_success "$HOME/.python-version"
  done
  cd "$WORK/c"
  run "$PYVER" version-file
  assert_success "$WORK/c/.python-version"
}

@test "an empty file stops the search" {
  echo 3.12 >"$HOME/.python-version"
  touch .python-version
  run "$PYVER" version-file
  assert_success "$WORK/.python-version"
}

@test "blanks and glob characters in the path" {
  mkdir -p "a b/[x]*/c"
  touch "a b/[x]*/.python-version"
  cd "a b/[x]*/c"
  run "$PYVER" version-file
  assert_success "$WORK/a b/[x]*/.python-version"
}

@test "a path longer than PATH_MAX" {
  touch .python-version
  name=$(printf '%0200d' 0)
  for _ in $(seq 25); do
    mkdir "$name"
    cd -P "$name"
  done
  [ ${#PWD} -gt 4096 ]
  run "$PYVER" version-file
  assert_success
  case $output in # as far as the C library can tell where this is
    "$WORK/.python-version" | "$PYVER_ROOT/version") ;;
    *) flunk "$output" ;;
  esac
  cd "$WORK"
}

@test "a working directory that is gone" {
  mkdir gone
  cd gone
  rmdir "$WORK/gone"
  run "$PYVER" version-file
  assert_success "$PYVER_ROOT/version"
}
