#!/usr/bin/env bats
# pyver latest: the newest version a prefix stands for.
load helper

installed() {
  mkdir -p "${@/#/$PYVER_ROOT/versions/}"
}

# newest PREFIX EXPECTED
newest() {
  run_split "$PYVER" latest "$1"
  assert_success "$2" || flunk "for: $1"
  assert_errors ""
}

none() { # PREFIX
  run_split "$PYVER" latest "$1"
  assert_failure -1 ""
  assert_errors "pyver: no installed versions match the prefix \`$1'"
}

@test "usage" {
  run_split "$PYVER" latest
  assert_failure -1 ""
  assert_errors "Usage: pyver latest [-k|--known] [-b|--bypass] [-f|--force] <prefix>"
  run "$PYVER" latest -k ""
  assert_failure -1
  assert_contains "Usage: pyver latest"
}

@test "the highest, by numbers" {
  installed 3.5.6 3.10.8 3.10.6 2.7.18
  newest 3 3.10.8
  newest 3.10 3.10.8
  newest 2 2.7.18
  newest 3.5.6 3.5.6
  none 3.1
  none 4
  none 10
}

@test "an exact name before what continues it" {
  installed foo foo.bar 3.9 3.9.7
  newest foo foo
  newest 3.9 3.9
}

@test "a prefix ends at a dot or a dash" {
  installed pypy3.9-7.3.1 pypy3.9-7.3.11 pypy3.10-7.3.1 miniconda3-4.7.12 3.12.1
  newest pypy3.9 pypy3.9-7.3.11
  newest pypy3.9-7.3 pypy3.9-7.3.11
  newest miniconda3 miniconda3-4.7.12
  none pypy
  none 3.1
}

@test "is no pattern" {
  installed 3.12.1 3x12.2
  none '3?12'
  none '3*'
  none '.'
  none '..'
  none '*'
}

@test "pre-releases, -dev, -src and -latest are passed over" {
  installed 3.8.1 3.8-dev 3.8.5-dev 3.8.5-src 3.8.5-latest 3.8.5a2 3.8.5b3 3.8.5rc2 3.8.5b3t
  newest 3.8 3.8.1
  newest 3 3.8.1
  newest 3.8.5rc2 3.8.5rc2
  newest 3.8-dev 3.8-dev
  rmdir "$PYVER_ROOT/versions/3.8.1"
  none 3.8
}

@test "free-threaded builds only for a prefix with t" {
  installed 3.8.1 3.8.2t 3.13.5 3.13.5t 3.13.4t 3.14.0rc1t
  newest 3.8 3.8.1
  newest 3 3.13.5
  newest 3t 3.13.5t
  newest 3.13t 3.13.5t
  newest 3.13.4t 3.13.4t
  none 3.14t
  none 3.9t
}

@test "environments are no candidates, but have names of their own" {
  fake_env 3.8.1 foo
  fake_env 3.8.1 3.8.2
  rm "$PYVER_ROOT/versions/3.8.2"
  newest 3.8 3.8.1
  newest 3.8.1/envs/foo 3.8.1/envs/foo
  newest foo foo
  none 3.8.1/envs/nosuch
}

@test "aliases are candidates" {
  installed 3.8.1
  ln -s 3.8.1 "$PYVER_ROOT/versions/3.8.9"
  newest 3.8 3.8.9
}

@test "-b, --bypass: the prefix itself, and failure" {
  installed 3.8.1
  for option in -b --bypass; do
    run_split "$PYVER" latest $option 4
    assert_failure -1 4
    assert_errors ""
    run "$PYVER" latest $option 3.8
    assert_success 3.8.1
  done
}

@test "-f, --force: the prefix itself, and success" {
  installed 3.8.1
  for option in -f --force; do
    run_split "$PYVER" latest $option 4
    assert_success 4
    assert_errors ""
    run "$PYVER" latest $option 3.8
    assert_success 3.8.1
  done
}

@test "clustered options are a prefix" {
  run "$PYVER" latest -bf
  assert_failure -1 "pyver: no installed versions match the prefix \`-bf'"
}

@test "-k, --known: among what can be installed" {
  installed 3.99.1
  for option in -k --known; do
    run "$PYVER" latest $option 3.11
    assert_success
    [[ $output =~ ^3\.11\.[0-9]+$ ]]
    run_split "$PYVER" latest $option 3.99
    assert_failure -1 ""
    assert_errors "pyver: no known versions match the prefix \`3.99'"
  done
  run "$PYVER" latest -k -f 3.99
  assert_success 3.99
}
