#!/usr/bin/env bats
# pyver commands
load helper

@test "all commands, sorted, one name each" {
  run "$PYVER" commands
  assert_success
  for name in --version activate commands completions deactivate exec global help hooks init install latest local \
    prefix rehash root shell shims uninstall version version-file version-file-read \
    version-file-write version-name version-origin versions virtualenv virtualenv-delete virtualenv-init \
    virtualenv-prefix virtualenvs whence which; do
    assert_line "$name"
  done
  refute_line sh-shell
  refute_line sh-rehash
  assert_equal "$(printf '%s\n' "${lines[@]}" | LC_ALL=C sort -u)" "$output"
}

@test "programs behind commands are not commands" {
  run "$PYVER" commands
  refute_line shim
}

@test "--sh" {
  run "$PYVER" commands --sh
  assert_success $'activate\ndeactivate\nrehash\nshell'
}

@test "--no-sh" {
  run "$PYVER" commands --no-sh
  assert_success
  assert_line init
  assert_line activate
  assert_line deactivate
  assert_line rehash
  refute_line shell
}

@test "from folders on PATH, with spaces, executable or not" {
  mkdir "my commands"
  touch "my commands/pyver-sh-hello" "my commands/pyver-bye"
  PATH="$PWD/my commands:$PATH" run "$PYVER" commands
  assert_line hello
  assert_line bye
  PATH="$PWD/my commands:$PATH" run "$PYVER" commands --sh
  assert_line hello
  refute_line bye
  PATH="$PWD/my commands:$PATH" run "$PYVER" commands --no-sh
  refute_line hello
  assert_line bye
}

@test "the working directory is no place for commands" {
  fake_program "$PWD/pyver-here"
  for entry in '' . relative/..; do
    PATH="$entry:$PATH" run "$PYVER" commands
    refute_line here
    PATH="$entry:$PATH" run "$PYVER" here
    assert_failure -1 "pyver: no such command \`here'"
  done
}

@test "a plugin's commands run, and find their like by bare name" {
  fake_program "$PYVER_ROOT/plugins/a/bin/pyver-one" 'exec pyver-two "$@"'
  fake_program "$PYVER_ROOT/plugins/b/bin/pyver-two" 'echo two "$@"; echo "$PYVER_ROOT|$PYVER_DIR"'
  run "$PYVER" commands
  assert_line one
  assert_line two
  run "$PYVER" one 'a b' ''
  assert_success "two a b "$'\n'"$PYVER_ROOT|$WORK"
}

@test "the plugin last in the alphabet wins, and plugins win over PATH" {
  fake_program "$PYVER_ROOT/plugins/a/bin/pyver-hi" 'echo a'
  fake_program "$PYVER_ROOT/plugins/b/bin/pyver-hi" 'echo b'
  system_program pyver-hi 'echo path'
  run "$PYVER" hi
  assert_success b
}

@test "PATH of children: libexec, then plugins, not growing" {
  mkdir -p "$PYVER_ROOT/plugins/a/bin" "$PYVER_ROOT/plugins/b/bin"
  system_program pyver-path 'echo "$PATH"'
  system_program pyver-again 'exec pyver path'
  run "$PYVER" path
  assert_success
  once=$output
  first=$PYVER_LIBEXEC:$PYVER_ROOT/plugins/b/bin:$PYVER_ROOT/plugins/a/bin
  assert_equal "$first" "${once:0:${#first}}"
  assert_equal ":$PATH" "${once: -${#PATH}-1}"
  run "$PYVER" again
  assert_success "$once"
}

@test "another name of pyver itself is no endless loop" {
  ln -s "$PYVER" "$SYSBIN/pyver-loop"
  run timeout 10 "$PYVER" loop
  assert_failure -1 "pyver: no such command \`loop'"
}

@test "nor is a wrapper that calls pyver for its own name" {
  system_program pyver-loop 'exec pyver loop "$@"'
  run timeout 10 "$PYVER" loop
  assert_failure -1 "pyver: no such command \`loop'"
  system_program pyver-shell 'exec pyver shell "$@"'
  run timeout 10 "$PYVER" shell 3.12
  assert_failure -1 "pyver: shell integration not enabled. Run \`pyver init' for instructions."
}

@test "a command may call itself" {
  system_program pyver-down '[ "$1" = 0 ] || exec pyver down $(($1 - 1)); echo bottom'
  run "$PYVER" down 9
  assert_success bottom
}
