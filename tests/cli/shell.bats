#!/usr/bin/env bats
# pyver shell: as a command of the program, and the code of `pyver sh-shell'.
load helper

@test "shell without integration says how to get it" {
  run "$PYVER" shell
  assert_failure -1 "pyver: shell integration not enabled. Run \`pyver init' for instructions."
  run "$PYVER" shell 3.12
  assert_failure -1 "pyver: shell integration not enabled. Run \`pyver init' for instructions."
}

@test "no version set" {
  echo 1.2.3 >.python-version
  run "$PYVER" sh-shell
  assert_failure -1 "pyver: no shell-specific version configured"
  PYVER_VERSION= run "$PYVER" sh-shell ""
  assert_failure -1 "pyver: no shell-specific version configured"
}

@test "a version set: the same line in all shells" {
  for shell in bash zsh sh fish pwsh; do
    PYVER_SHELL=$shell PYVER_VERSION=1.2.3 run "$PYVER" sh-shell
    assert_success 'echo "$PYVER_VERSION"'
  done
}

@test "setting a version" {
  mkdir -p "$PYVER_ROOT/versions/1.2.3"
  PYVER_SHELL=bash run "$PYVER" sh-shell 1.2.3
  assert_success $'PYVER_VERSION_OLD="${PYVER_VERSION-}"\nexport PYVER_VERSION="1.2.3"'
  PYVER_SHELL=fish run "$PYVER" sh-shell 1.2.3
  assert_success $'set -gu PYVER_VERSION_OLD "$PYVER_VERSION"\nset -gx PYVER_VERSION "1.2.3"'
  PYVER_SHELL=pwsh run "$PYVER" sh-shell 1.2.3
  assert_success '$Env:PYVER_VERSION, $Env:PYVER_VERSION_OLD = "1.2.3", $Env:PYVER_VERSION'
}

@test "SHELL decides when PYVER_SHELL is not set" {
  mkdir -p "$PYVER_ROOT/versions/1.2.3"
  SHELL=/usr/bin/fish run "$PYVER" sh-shell 1.2.3
  assert_line 1 'set -gx PYVER_VERSION "1.2.3"'
}

@test "names are kept as given, in order" {
  fake_version 3.12.6
  fake_version 3.9.1
  system_program python
  PYVER_SHELL=bash run "$PYVER" sh-shell 3.12 system 3.9.1
  assert_line 1 'export PYVER_VERSION="3.12:system:3.9.1"'
  PYVER_SHELL=bash run "$PYVER" sh-shell 3.9.1:3.12
  assert_line 1 'export PYVER_VERSION="3.9.1:3.12"'
}

@test "the version already set: nothing" {
  mkdir -p "$PYVER_ROOT/versions/1.2.3"
  PYVER_VERSION=1.2.3 run "$PYVER" sh-shell 1.2.3
  assert_success ""
}

@test "a version that is not installed: message and false" {
  run "$PYVER" sh-shell 1.2.3
  assert_failure -1 $'pyver: version `1.2.3\' not installed\nfalse'
  run bash -c '"$PYVER" sh-shell 1.2.3 2>/dev/null'
  assert_failure -1 false
}

@test "names that could leave versions are refused" {
  mkdir -p "$PYVER_ROOT/evil"
  for name in .. ../evil /etc .; do
    run bash -c '"$PYVER" sh-shell "$1" 2>/dev/null' - "$name"
    assert_failure -1 false
  done
}

@test "a name that is code stays a name" {
  name='a"; touch pwned; $(touch pwned) `touch pwned` \'
  mkdir -p "$PYVER_ROOT/versions/$name"
  PYVER_SHELL=bash code=$("$PYVER" sh-shell "$name")
  run sh -c "$code"$'\nprintf %s "$PYVER_VERSION"'
  assert_success "$name"
  assert_missing pwned
  if command -v fish >/dev/null; then
    code=$(PYVER_SHELL=fish "$PYVER" sh-shell "$name")
    run fish -Nc "$code"$'\nprintf %s "$PYVER_VERSION"'
    assert_success "$name"
    assert_missing pwned
  fi
}

@test "--unset" {
  PYVER_SHELL=bash run "$PYVER" sh-shell --unset
  assert_success $'PYVER_VERSION_OLD="${PYVER_VERSION-}"\nunset PYVER_VERSION'
  PYVER_SHELL=fish run "$PYVER" sh-shell --unset
  assert_success $'set -gu PYVER_VERSION_OLD "$PYVER_VERSION"\nset -e PYVER_VERSION'
  PYVER_SHELL=pwsh run "$PYVER" sh-shell --unset
  assert_success '$Env:PYVER_VERSION, $Env:PYVER_VERSION_OLD = $null, $Env:PYVER_VERSION'
}

@test "- begins as pinned" {
  PYVER_SHELL=bash run "$PYVER" sh-shell -
  assert_line 0 'if [ -n "${PYVER_VERSION_OLD+x}" ]; then'
  PYVER_SHELL=fish run "$PYVER" sh-shell -
  assert_line 0 'if set -q PYVER_VERSION_OLD'
  PYVER_SHELL=pwsh run "$PYVER" sh-shell -
  assert_line 0 'if ( Get-Item -Path Env:\PYVER_VERSION* ) {'
}

@test "help of shell, from the program and for the function" {
  run "$PYVER" help shell
  assert_success
  assert_line 0 'Usage: pyver shell <version>...'
  run "$PYVER" sh-shell --help
  assert_success 'pyver help "sh-shell"'
  run "$PYVER" help sh-shell
  assert_success
  assert_line 0 'Usage: pyver shell <version>...'
}
