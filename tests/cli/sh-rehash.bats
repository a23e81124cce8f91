#!/usr/bin/env bats
# pyver sh-rehash: what `pyver rehash' means inside an integrated shell.
load helper

@test "POSIX shells forget where programs were" {
  for shell in bash zsh sh ksh; do
    PYVER_SHELL=$shell run "$PYVER" sh-rehash
    assert_success $'command pyver rehash\nhash -r 2>/dev/null || true'
  done
}

@test "fish remembers nothing, so has nothing to forget" {
  PYVER_SHELL=fish run "$PYVER" sh-rehash
  assert_success "command pyver rehash"
}

@test "pwsh" {
  PYVER_SHELL=pwsh run "$PYVER" sh-rehash
  assert_success "& (get-command pyver -commandtype application) rehash"
}

@test "the code rehashes" {
  fake_version 3.4 frobnicate
  PYVER_SHELL=bash code=$("$PYVER" sh-rehash)
  run sh -euc "$code"
  assert_success ""
  [ -x "$PYVER_ROOT/shims/frobnicate" ]
}

@test "the code rehashes (fish)" {
  requires fish
  fake_version 3.4 frobnicate
  PYVER_SHELL=fish run fish -Nc 'pyver sh-rehash | source'
  assert_success ""
  [ -x "$PYVER_ROOT/shims/frobnicate" ]
}
