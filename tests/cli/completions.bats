#!/usr/bin/env bats
# pyver completions
load helper

@test "usage" {
  run "$PYVER" completions
  assert_failure -1 "Usage: pyver completions <command> [<args>]"
}

@test "an unknown command: nothing, and failure" {
  run "$PYVER" completions hello
  assert_failure -1 ""
}

@test "an external command without support" {
  system_program pyver-hello 'echo hello'
  run "$PYVER" completions hello
  assert_success "--help"
}

@test "an external command with support, in any case, gets the words typed" {
  system_program pyver-hello $'# Provide PYVER completions\n[ "$1" = --complete ] || exit 1\nshift\nfor a; do echo "<$a>"; done'
  run "$PYVER" completions hello happy 'big world'
  assert_success $'--help\n<happy>\n<big world>'
}

@test "other comment marks" {
  for mark in '%' '--' '//'; do
    printf '#!/bin/sh\n:<<E\n%s provide pyver completions\nE\necho word\n' "$mark" >"$SYSBIN/pyver-hello"
    chmod +x "$SYSBIN/pyver-hello"
    run "$PYVER" completions hello
    assert_success $'--help\nword'
  done
}

@test "a compiled plugin says so in the file beside it" {
  plugin=$PYVER_ROOT/plugins/greet
  mkdir -p "$plugin/bin" "$plugin/help"
  cp /bin/echo "$plugin/bin/pyver-greet"
  printf '# Summary: Greets\n\n# provide pyver completions\n' >"$plugin/help/greet"
  run "$PYVER" completions greet you
  assert_success $'--help\n--complete you'
}

@test "installed versions and environments" {
  fake_version 3.9.1
  fake_version 3.12.6
  fake_env 3.9.1 proj
  for name in global prefix; do
    run "$PYVER" completions $name
    assert_success $'--help\nsystem\n3.9.1\n3.9.1/envs/proj\n3.12.6\nproj'
  done
  run "$PYVER" completions local
  assert_success $'--help\n--unset\nsystem\n3.9.1\n3.9.1/envs/proj\n3.12.6\nproj'
  run "$PYVER" completions shell
  assert_success $'--help\n--unset\nsystem\n3.9.1\n3.9.1/envs/proj\n3.12.6\nproj'
  run "$PYVER" completions uninstall
  assert_success $'--help\n--force\n3.9.1\n3.9.1/envs/proj\n3.12.6\nproj'
}

@test "programs" {
  touch "$PYVER_ROOT/shims/pip" "$PYVER_ROOT/shims/python"
  for name in exec which; do
    run "$PYVER" completions $name
    assert_success $'--help\npip\npython'
  done
  run "$PYVER" completions whence
  assert_success $'--help\n--path\npip\npython'
}

@test "commands" {
  run "$PYVER" completions completions
  assert_success "--help"$'\n'"$("$PYVER" commands)"
  run "$PYVER" completions help
  assert_success $'--help\n--usage\n'"$("$PYVER" commands)"
}

@test "fixed words" {
  run "$PYVER" completions init
  assert_line --install
  assert_line -
  assert_line fish
  run "$PYVER" completions commands
  assert_success $'--help\n--sh\n--no-sh'
  run "$PYVER" completions hooks
  assert_success $'--help\nexec\nrehash\nversion-name\nversion-origin\nwhich'
  run "$PYVER" completions shims
  assert_success $'--help\n--short'
  run "$PYVER" completions versions
  for word in --help --bare --skip-aliases --skip-envs; do
    assert_line "$word"
  done
}

@test "versions that can be installed" {
  run "$PYVER" completions install
  assert_success
  assert_line --list
  assert_line --skip-existing
  assert_line 3.12.0
}

@test "nothing to offer" {
  for name in deactivate latest rehash root version-name version-origin virtualenv-init \
    virtualenv-prefix; do
    run "$PYVER" completions $name
    assert_success "--help"
  done
}

# ---- the files the shells load
@test "bash" {
  fake_version 3.9.1
  fake_version 3.12.6
  ask() { # WORD... (the last one is being typed)
    bash --norc -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pyver; printf "%s\n" "${COMPREPLY[@]}"' \
      - "$PYVER_SHARE/completions/pyver.bash" "$@"
  }
  run ask pyver ver
  assert_line versions
  refute_line shell
  run ask pyver global 3
  assert_success $'3.9.1\n3.12.6'
  run ask pyver global 3.12.6 ''
  assert_line system
  run ask pyver no-such-command x
  assert_success ""
}

@test "zsh: as a function of compinit, sourced after it, and without it" {
  requires zsh expect
  fake_version 3.12.6
  mkdir functions
  cp "$PYVER_SHARE/completions/pyver.zsh" functions/_pyver
  for load in "fpath=(\$PWD/functions \$fpath); autoload -U compinit; compinit -u -D" \
    "autoload -U compinit; compinit -u -D; source '$PYVER_SHARE/completions/pyver.zsh'" \
    "source '$PYVER_SHARE/completions/pyver.zsh'"; do
    at_terminal <<EXP
spawn zsh -f
send {PS1='READY> '; bindkey '^I' complete-word; $load; echo lo""aded}
send "\r"
saw loaded
send "pyver whe\t"
saw whence
send "\025pyver global 3.\t"
saw 3.12.6
EXP
    assert_success
  done
}

@test "fish" {
  requires fish
  fake_version 3.12.6
  run fish -Nc "source '$PYVER_SHARE/completions/pyver.fish'; complete -C 'pyver whe'; complete -C 'pyver global 3.'"
  assert_success $'whence\n3.12.6'
}
