#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# pyver uninstall: removing versions and what depends on them.
load helper

installed() { # NAME...
  local name
  for name; do
    [ -d "$PYVER_ROOT/versions/$name" ] || flunk "gone: $name" || return
  done
}

gone() { # NAME...
  local name
  for name; do
    assert_missing "$PYVER_ROOT/versions/$name" || return
  done
}

@test "no name, an empty one, an option behind: help on stderr, nothing removed" {
  fake_version 3.12.6
  for args in "" "-f" "--force" "''" "3.12.6 ''" "-f 3.12.6 -x" "-f 3.12.6 --force" "-x 3.12.6"; do
    eval "run_split \"\$PYVER\" uninstall $args"
    assert_failure -1 ""
    assert_equal "Usage: pyver uninstall [-f|--force] <version> ..." "${errors%%$'\n'*}"
    installed 3.12.6
  done
}

@test "-h, --help" {
  fake_version 3.12.6
  for option in -h --help; do
    run_split "$PYVER" uninstall $option 3.12.6
    assert_success
    assert_line 0 "Usage: pyver uninstall [-f|--force] <version> ..."
    assert_errors ""
  done
  installed 3.12.6
}

@test "removes it and its shims, after asking" {
  fake_version 3.12.6
  fake_version 3.13.5
  "$PYVER" rehash
  for answer in y Y yes YES; do
    fake_version 3.12.6
    run_split "$PYVER" uninstall 3.12.6 <<<"$answer"
    assert_success "pyver: 3.12.6 uninstalled"
    assert_errors ""
    gone 3.12.6
  done
  assert_missing "$PYVER_ROOT/shims/python3.12"
  [ -x "$PYVER_ROOT/shims/python3.13" ]
  installed 3.13.5
  assert_equal "" "$(ls -A "$PYVER_ROOT/staging")"
}

@test "any other answer, or none: nothing is removed" {
  fake_version 3.12.6
  fake_version 3.13.5
  for answer in n no N "" yess " y" sure; do
    run "$PYVER" uninstall 3.12.6 3.13.5 <<<"$answer"
    assert_failure -1
    installed 3.12.6 3.13.5
  done
  run "$PYVER" uninstall 3.12.6 3.13.5 </dev/null
  assert_failure -1
  installed 3.12.6 3.13.5
}

@test "the question names the folder, on a terminal only" {
  requires script
  fake_version 3.12.6
  if script --version >/dev/null 2>&1; then
    run script -qec '"$PYVER" uninstall 3.12.6' /dev/null <<<n
  else
    run script -q /dev/null "$PYVER" uninstall 3.12.6 <<<n
  fi
  assert_contains "pyver: remove $PYVER_ROOT/versions/3.12.6? (y/N) "
  installed 3.12.6
}

@test "-f, --force: does not ask; missing ones are skipped" {
  for option in -f --force; do
    fake_version 3.12.6
    fake_version 3.13.5
    run_split "$PYVER" uninstall $option 1.1 3.12.6 3.13.5 </dev/null
    assert_success "pyver: 3.12.6 uninstalled
pyver: 3.13.5 uninstalled"
    assert_errors ""
    gone 3.12.6 3.13.5
  done
  run "$PYVER" uninstall -f 1.1
  assert_success ""
}

@test "a missing one stops it" {
  fake_version 3.12.6
  run_split "$PYVER" uninstall 1.1 3.12.6 <<<y
  assert_failure -1 ""
  assert_errors "pyver: version \`1.1' not installed"
  installed 3.12.6
}

@test "names are exact: no prefix, no pattern, no path" {
  fake_version 3.12.6
  for name in 3.12 python-3.12.6 "3.*" "3.12.?"; do
    run "$PYVER" uninstall "$name" <<<y
    assert_failure -1 "pyver: version \`$name' not installed"
  done
  touch "$PYVER_ROOT/precious"
  for name in . .. 3.12.6/.. a/.. ../versions / system x/3.12.6 "$PYVER_ROOT/versions/3.12.6" \
    3.12.6/envs/.. ../envs/x $'3\n1'; do
    run "$PYVER" uninstall -f 3.12.6 "$name"
    assert_failure -1 "pyver: \`$name' is no name of a version: nothing was removed"
    installed 3.12.6
  done
  [ -e "$PYVER_ROOT/precious" ]
}

@test "a link: just the link" {
  fake_version 3.12.6
  mkdir "$TMP/elsewhere"
  ln -s 3.12.6 "$PYVER_ROOT/versions/mine"
  ln -s "$TMP/elsewhere" "$PYVER_ROOT/versions/foreign"
  ln -s nowhere "$PYVER_ROOT/versions/dangling"
  run "$PYVER" uninstall -f mine foreign dangling
  assert_success
  gone mine foreign dangling
  installed 3.12.6
  [ -d "$TMP/elsewhere" ]
}

@test "links and read-only folders inside" {
  fake_version 3.12.6
  touch "$HOME/precious"
  mkdir -p "$PYVER_ROOT/versions/3.12.6/lib/ro"
  ln -s "$HOME" "$PYVER_ROOT/versions/3.12.6/lib/home"
  touch "$PYVER_ROOT/versions/3.12.6/lib/ro/file"
  chmod -R a-w "$PYVER_ROOT/versions/3.12.6/lib"
  run "$PYVER" uninstall -f 3.12.6
  assert_success "pyver: 3.12.6 uninstalled"
  gone 3.12.6
  [ -e "$HOME/precious" ]
  assert_equal "" "$(ls -A "$PYVER_ROOT/staging")"
}

@test "names with blanks and glob characters, names of 255 bytes" {
  long=$(printf '%0255d' 0)
  fake_version "my python"
  fake_version "3.*"
  fake_version 3.12.6
  fake_version "$long"
  run "$PYVER" uninstall -f "my python" "3.*" "$long"
  assert_success
  gone "my python" "3.*" "$long"
  installed 3.12.6
}

@test "refuses while environments need it, and names them" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  fake_env 3.12.6 other
  run_split "$PYVER" uninstall 3.12.6 <<<y
  assert_failure -1 ""
  case $errors in
    *"\`3.12.6' is not removed: these environments need it: 3.12.6/envs/other, 3.12.6/envs/proj"*) ;;
    *) flunk "$errors" ;;
  esac
  case $errors in
    *"pyver uninstall --force 3.12.6"*) ;;
    *) flunk "$errors" ;;
  esac
  installed 3.12.6 3.12.6/envs/proj proj other
}

@test "environments elsewhere that were made from it count as well" {
  fake_version 3.12.6
  fake_version 3.13.5
  mkdir -p "$PYVER_ROOT/versions/alone/bin"
  echo "home = $PYVER_ROOT/versions/3.12.6/bin" >"$PYVER_ROOT/versions/alone/pyvenv.cfg"
  run "$PYVER" uninstall 3.12.6 <<<y
  assert_failure -1
  assert_contains "these environments need it: alone"
  installed 3.12.6 alone
  run "$PYVER" uninstall 3.13.5 <<<y
  assert_success "pyver: 3.13.5 uninstalled"
}

@test "--force removes the environments with it, and their short names" {
  [ -d "${PYVER_LIBEXEC:-/nosuch}/plugins/virtualenv" ] || skip "the environments plugin is not here"
  fake_version 3.12.6
  fake_version 3.13.5
  fake_env 3.12.6 proj
  fake_env 3.13.5 keep
  fake_env 3.13.5 stray
  ln -s "$TMP" "$PYVER_ROOT/versions/foreign"
  for env in alone 3.13.5/envs/stray; do
    mkdir -p "$PYVER_ROOT/versions/$env/bin"
    echo "home = $PYVER_ROOT/versions/3.12.6/bin" >"$PYVER_ROOT/versions/$env/pyvenv.cfg"
  done
  run "$PYVER" uninstall --force 3.12.6
  assert_success
  assert_line "pyver: 3.12.6 uninstalled"
  gone 3.12.6 proj alone 3.13.5/envs/stray stray
  installed 3.13.5 keep 3.13.5/envs/keep foreign
}

@test "an environment, by its short or its long name" {
  [ -d "${PYVER_LIBEXEC:-/nosuch}/plugins/virtualenv" ] || skip "the environments plugin is not here"
  fake_version 3.12.6
  fake_env 3.12.6 one
  fake_env 3.12.6 two
  fake_env 3.12.6 three
  run "$PYVER" uninstall one <<<n
  assert_failure -1
  installed one
  run "$PYVER" uninstall one <<<y
  assert_success
  gone one 3.12.6/envs/one
  run "$PYVER" uninstall -f 3.12.6/envs/two
  assert_success
  gone two 3.12.6/envs/two
  installed 3.12.6 three 3.12.6/envs/three
}

@test "a version whose bin happens to hold activate is no environment" {
  fake_version miniconda3-4.7.12 activate conda
  run "$PYVER" uninstall -f miniconda3-4.7.12
  assert_success "pyver: miniconda3-4.7.12 uninstalled"
  gone miniconda3-4.7.12
}

@test "one that is being installed is waited for; others are not" {
  requires flock
  fake_version 3.12.6
  mkdir -p "$PYVER_ROOT/locks"
  flock "$PYVER_ROOT/locks/install-9.9" "$PYVER" uninstall -f 3.12.6
  gone 3.12.6
  fake_version 3.13.5
  run timeout 0.5 flock "$PYVER_ROOT/locks/install-3.13.5" "$PYVER" uninstall -f 3.13.5
  assert_failure -124
  installed 3.13.5
}
