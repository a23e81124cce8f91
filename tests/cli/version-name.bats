#!/usr/bin/env bats
# pyver version-name: the selection, resolved.
load helper

@test "nothing configured, or an empty file: system" {
  run "$PYVER" version-name
  assert_success system
  touch .python-version
  run "$PYVER" version-name
  assert_success system
}

@test "system is not checked for being there" {
  PATH=$SYSBIN PYVER_VERSION=system run "$PYVER" version-name
  assert_success system
}

@test "PYVER_VERSION before the local before the global file" {
  fake_version 2.7.11
  fake_version 3.12.6
  fake_version 3.13.5
  echo 2.7.11 >"$PYVER_ROOT/version"
  run "$PYVER" version-name
  assert_success 2.7.11
  echo 3.12.6 >.python-version
  run "$PYVER" version-name
  assert_success 3.12.6
  PYVER_VERSION=3.13.5 run "$PYVER" version-name
  assert_success 3.13.5
  PYVER_VERSION='' run "$PYVER" version-name
  assert_success 3.12.6
}

@test "a prefix: the newest that continues it" {
  fake_version 2.7.11
  fake_version 2.7.9
  fake_version 3.10.2
  PYVER_VERSION=2.7 run "$PYVER" version-name
  assert_success 2.7.11
  PYVER_VERSION=2 run "$PYVER" version-name
  assert_success 2.7.11
  PYVER_VERSION=3.1 run_split "$PYVER" version-name
  assert_failure -1 ""
  assert_errors "pyver: version \`3.1' is not installed (set by PYVER_VERSION environment variable)"
}

@test "an exact name before a prefix" {
  fake_version 3.12
  fake_version 3.12.6
  PYVER_VERSION=3.12 run "$PYVER" version-name
  assert_success 3.12
}

@test "python- in front of a name" {
  fake_version 2.7.11
  fake_version 3.12.6
  PYVER_VERSION=python-2.7.11 run "$PYVER" version-name
  assert_success 2.7.11
  PYVER_VERSION=python-3.12 run "$PYVER" version-name
  assert_success 3.12.6
  PYVER_VERSION=Python-3.12 run "$PYVER" version-name
  assert_failure -1
}

@test "a folder really called python-... keeps its name" {
  fake_version python-3.12.6
  PYVER_VERSION=python-3.12.6 run "$PYVER" version-name
  assert_success python-3.12.6
  PYVER_VERSION=python-3.12 run "$PYVER" version-name
  assert_success python-3.12.6
  fake_version 3.12.6
  PYVER_VERSION=python-3.12.6 run "$PYVER" version-name
  assert_success 3.12.6
}

@test "several, in order, joined by a colon" {
  fake_version 3.12.6
  fake_version 2.7.11
  PYVER_VERSION=2.7.11:system:3.12.6 run "$PYVER" version-name
  assert_success 2.7.11:system:3.12.6
  PYVER_VERSION=:2.7.11::3.12.6: run "$PYVER" version-name
  assert_success 2.7.11:3.12.6
}

@test "a variable without any name decides nothing" {
  fake_version 3.12.6
  echo 3.12.6 >.python-version
  PYVER_VERSION=: run "$PYVER" version-name
  assert_success 3.12.6
}

@test "missing ones: said in order, left out, failure; wherever they stand" {
  fake_version 3.12.6
  for list in 1.1:3.12.6:1.2 3.12.6:1.1:1.2 1.1:1.2:3.12.6; do
    PYVER_VERSION=$list run_split "$PYVER" version-name
    assert_failure -1 3.12.6
    assert_errors "pyver: version \`1.1' is not installed (set by PYVER_VERSION environment variable)
pyver: version \`1.2' is not installed (set by PYVER_VERSION environment variable)"
  done
}

@test "the message has the name as written, and the file" {
  echo python-1.1 >"$HOME/.python-version"
  run_split "$PYVER" version-name
  assert_failure -1 ""
  assert_errors "pyver: version \`python-1.1' is not installed (set by $HOME/.python-version)"
}

@test "-f, --force: missing ones pass through, without python-" {
  fake_version 3.12.6
  for option in -f --force; do
    PYVER_VERSION=1.1:3.12:python-1.2 run "$PYVER" version-name $option
    assert_success 1.1:3.12.6:1.2
  done
}

@test "environments by their long and their short name, aliases" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  ln -s 3.12.6 "$PYVER_ROOT/versions/mine"
  for name in 3.12.6/envs/proj proj mine; do
    echo "$name" >.python-version
    run "$PYVER" version-name
    assert_success "$name"
  done
}

@test "unsafe names in PYVER_VERSION: refused as in a file" {
  fake_version 3.12.6
  for name in .. . ../shims /etc 3.12.6/..; do
    PYVER_VERSION=$name:3.12.6 run_split "$PYVER" version-name
    assert_failure -1 3.12.6
    assert_errors "pyver: invalid version \`$name' ignored in \`PYVER_VERSION environment variable'"
  done
  PYVER_VERSION=$'\e[1mx' run_split "$PYVER" version-name
  assert_failure -1
  assert_errors "pyver: invalid version \`?[1mx' ignored in \`PYVER_VERSION environment variable'"
}

@test "names with blanks and glob characters" {
  fake_version "my python"
  fake_version "[a]*?"
  PYVER_VERSION="my python:[a]*?" run "$PYVER" version-name
  assert_success "my python:[a]*?"
}

@test "pre-releases and free-threaded builds only when asked for" {
  fake_version 3.13.5
  fake_version 3.13.5t
  fake_version 3.13.6rc1
  fake_version 3.13-dev
  PYVER_VERSION=3.13:3.13t:3.13.6rc1:3.13-dev run "$PYVER" version-name
  assert_success 3.13.5:3.13.5t:3.13.6rc1:3.13-dev
}

@test "names as other tools write them" {
  fake_version 3.12.6
  fake_version 3.13.5t
  fake_version pypy3.10-7.3.12
  while read -r name version; do
    echo "$name" >.python-version
    run "$PYVER" version-name
    assert_success "$version" || flunk "for: $name"
  done <<'TABLE'
cpython@3.12 3.12.6
cpython-3.12.6-linux-x86_64-gnu 3.12.6
3.12.* 3.12.6
>=3.11,<3.13 3.12.6
3.13+freethreaded 3.13.5t
pypy@3.10 pypy3.10-7.3.12
TABLE
  echo ">=3.14" >.python-version
  run "$PYVER" version-name
  assert_failure -1 "pyver: version \`>=3.14' is not installed (set by $WORK/.python-version)"
}

@test "what is no folder is not installed" {
  touch "$PYVER_ROOT/versions/1.1"
  ln -s nowhere "$PYVER_ROOT/versions/1.2"
  PYVER_VERSION=1.1:1.2 run_split "$PYVER" version-name
  assert_failure -1 ""
  touch "$PYVER_ROOT/versions/3.12.9"
  fake_version 3.12.1
  PYVER_VERSION=3.12 run "$PYVER" version-name
  assert_success 3.12.1
}
