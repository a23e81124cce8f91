#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# The dispatcher: pyver COMMAND, options in front, commands of others, and the
# variables that hold for every command.
load helper

@test "no command: version and help on stderr, failure" {
  run_split "$PYVER"
  assert_failure -1 ""
  assert_equal "$("$PYVER" --version)" "${errors%%$'\n'*}"
  case $errors in
    *"Some useful pyver commands are:"*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "-v, --version: three numbers, the first two of one digit" {
  for option in -v --version; do
    run_split "$PYVER" $option
    assert_success
    assert_errors ""
    [[ $output =~ ^pyver\ [0-9]\.[0-9]\.[0-9]+([-+.].*)?$ ]] || flunk "$output"
  done
}

@test "-h, --help: help on stdout" {
  run "$PYVER" help
  expected=$output
  for option in -h --help; do
    run_split "$PYVER" $option
    assert_success "$expected"
    assert_errors ""
  done
}

@test "unknown commands and options" {
  for word in nosuch -x --nosuch "two words" "" / ../x; do
    run_split "$PYVER" "$word"
    assert_failure -1 ""
    assert_errors "pyver: no such command \`$word'"
  done
}

@test "COMMAND --help: its help; anywhere else it is the command's" {
  run "$PYVER" help which
  expected=$output
  run "$PYVER" which --help
  assert_success "$expected"
  try "$PYVER" which x --help
  assert_failure -127
  run "$PYVER" sh-shell --help
  assert_success 'pyver help "sh-shell"'
  run "$PYVER" nosuch --help
  assert_failure -1 "pyver: no such command \`nosuch'"
}

@test "--debug: in front of a command, a trace on stderr, children see it" {
  run_split "$PYVER" --debug root
  assert_success "$PYVER_ROOT"
  assert_errors "pyver: debug: in $WORK, root $PYVER_ROOT: root"
  fake_program "$SYSBIN/pyver-show" 'echo "$PYVER_DEBUG $*"'
  run_split "$PYVER" --debug show --debug
  assert_success "1 --debug"
  PYVER_DEBUG=yes run_split "$PYVER" root
  assert_success "$PYVER_ROOT"
  [ -n "$errors" ]
  PYVER_DEBUG='' run_split "$PYVER" root
  assert_errors ""
  run_split "$PYVER" --debug
  assert_failure -1 ""
}

@test "PYVER_DIR must be a folder, for every command" {
  touch file
  for dir in "$WORK/nosuch" "$WORK/file" nosuch; do
    for command in --version root "" nosuch; do
      PYVER_DIR=$dir run_split "$PYVER" ${command:+"$command"}
      assert_failure -1 ""
      assert_errors "pyver: cannot change working directory to \`$dir'"
    done
  done
}

@test "PYVER_DIR: absolute for children, dots resolved as text; the working directory by default" {
  fake_program "$SYSBIN/pyver-show" 'echo "$PYVER_DIR"; pwd'
  mkdir -p a/b
  ln -s /tmp link
  for dir in a ./a a/b/.. a/ "$WORK/a" link/../a; do
    PYVER_DIR=$dir run "$PYVER" show
    assert_success "$WORK/a
$WORK"
  done
  for dir in "" .; do
    PYVER_DIR=$dir run "$PYVER" show
    assert_line 0 "$WORK"
  done
}

@test "pyver-NAME on PATH is a command; arguments and status are its own" {
  fake_program "$SYSBIN/pyver-hello" 'printf "<%s>" "$@"; exit 9'
  run "$PYVER" hello a "" "b c" --help -- '*'
  assert_failure -9 "<a><><b c><--help><--><*>"
}

@test "a built-in command wins over one on PATH" {
  fake_program "$SYSBIN/pyver-root" 'echo mine'
  run "$PYVER" root
  assert_success "$PYVER_ROOT"
}

@test "what cannot be run, or is a folder, is no command" {
  touch "$SYSBIN/pyver-data"
  mkdir "$SYSBIN/pyver-folder"
  for name in data folder; do
    run "$PYVER" $name
    assert_failure -1 "pyver: no such command \`$name'"
  done
}

@test "the working directory is no place for commands" {
  fake_program ./pyver-here
  PATH=:.:$PATH: run "$PYVER" here
  assert_failure -1 "pyver: no such command \`here'"
}

@test "pyver under another name calls itself only so often" {
  ln -s "$PYVER" "$SYSBIN/pyver-again"
  run "$PYVER" again
  assert_failure -1 "pyver: no such command \`again'"
}

@test "a plugin's bin is a place for commands, before PATH" {
  fake_program "$PYVER_ROOT/plugins/foo/bin/pyver-hello" 'echo "plugin $1"'
  fake_program "$SYSBIN/pyver-hello" 'echo "path $1"'
  run "$PYVER" hello you
  assert_success "plugin you"
}

@test "plugins: the last by name first; a plugin may call others by name" {
  fake_program "$PYVER_ROOT/plugins/aaa/bin/pyver-hello" 'echo aaa'
  fake_program "$PYVER_ROOT/plugins/zzz/bin/pyver-hello" 'pyver-other'
  fake_program "$PYVER_ROOT/plugins/my plugin/bin/pyver-other" 'echo "$PATH"'
  run "$PYVER" hello
  assert_success
  p=$PYVER_ROOT/plugins
  case $output in
    *"$p/zzz/bin:$p/my plugin/bin:$p/aaa/bin:"*":$PATH") ;;
    *) flunk "$output" ;;
  esac
}

@test "PATH does not grow when commands call pyver" {
  fake_program "$PYVER_ROOT/plugins/foo/bin/pyver-one" 'echo "$PATH"; exec "$PYVER" two'
  fake_program "$PYVER_ROOT/plugins/foo/bin/pyver-two" 'echo "$PATH"'
  run "$PYVER" one
  assert_success
  assert_equal "${lines[0]}" "${lines[1]}"
}

@test "children see where pyver is installed" {
  fake_program "$SYSBIN/pyver-show" 'echo "$_PYVER_INSTALL_PREFIX"'
  run "$PYVER" show
  assert_success "$(cd "${PYVER%/*}/.." && pwd -P)"
}

@test "a script without #! is a command like others" {
  echo 'echo "script $1"' >"$SYSBIN/pyver-hello"
  chmod +x "$SYSBIN/pyver-hello"
  run "$PYVER" hello you
  assert_success "script you"
}

@test "works through links to the program" {
  ln -s "$PYVER" "$HOME/a-link"
  run "$HOME/a-link" root
  assert_success "$PYVER_ROOT"
}
