#!/usr/bin/env bats
# pyver help: the overview, built-in commands, and commands documented by the
# comment their file begins with.
load helper

# documented NAME: `pyver-NAME' on PATH, its text from stdin, not executable
documented() {
  cat >"$SYSBIN/pyver-$1"
}

@test "the overview" {
  run "$PYVER" help
  assert_success
  assert_line 0 "Usage: pyver <command> [<args>]"
  assert_line "Some useful pyver commands are:"
  assert_line "See \`pyver help <command>' for information on a specific command."
  assert_contains $'\n   shell       '
  assert_contains $'\n   global      '
  refute_contains sh-shell
  refute_contains version-file-read
  run "$PYVER" help pyver
  assert_line 0 "Usage: pyver <command> [<args>]"
}

@test "external commands with a summary are in the overview" {
  documented hello <<'SH'
# Summary: Says hello
SH
  documented quiet <<'SH'
# only a comment
SH
  run "$PYVER" help
  assert_line "   hello       Says hello"
  refute_contains quiet
}

@test "--usage alone" {
  run "$PYVER" help --usage
  assert_success "Usage: pyver <command> [<args>]"
}

@test "no such command" {
  run "$PYVER" help hello
  assert_failure -1 "pyver: no such command \`hello'"
  run "$PYVER" help ../hello
  assert_failure -1 "pyver: no such command \`../hello'"
}

@test "a built-in command" {
  run "$PYVER" help commands
  assert_success
  assert_line 0 "Usage: pyver commands [--sh|--no-sh]"
  run "$PYVER" help --usage commands
  assert_success "Usage: pyver commands [--sh|--no-sh]"
  run "$PYVER" commands --help
  assert_line 0 "Usage: pyver commands [--sh|--no-sh]"
}

@test "every command is documented" {
  for name in $("$PYVER" commands); do
    run "$PYVER" help "$name"
    assert_success
    assert_contains "Usage: pyver"
  done
}

@test "usage and help, even below an invalid shebang" {
  documented hello <<'SH'
#!shebang
# Usage: pyver hello <world>
# Summary: Says "hello" to you, from pyver
# This command is useful for saying hello.
echo hello
SH
  run "$PYVER" help hello
  assert_success $'Usage: pyver hello <world>\n\nThis command is useful for saying hello.'
}

@test "the summary stands in for missing help" {
  documented hello <<'SH'
#!shebang
# Summary: Says "hello" to you, from pyver
# Usage: pyver hello <world>
echo hello
SH
  run "$PYVER" help hello
  assert_success $'Usage: pyver hello <world>\n\nSays "hello" to you, from pyver'
}

@test "only a summary" {
  documented hello <<'SH'
# Summary: Says hello
SH
  run "$PYVER" help hello
  assert_success $'Usage: pyver hello\n\nSays hello'
}

@test "--usage of an external command" {
  documented hello <<'SH'
#!shebang
# Usage: pyver hello <world>
# Summary: Says "hello" to you, from pyver
# This extended help won't be shown.
echo hello
SH
  run "$PYVER" help --usage hello
  assert_success "Usage: pyver hello <world>"
}

@test "usage over several lines" {
  documented hello <<'SH'
#!shebang
# Usage: pyver hello <world>
#        pyver hi [everybody]
#        pyver hola --translate
# Summary: Says "hello" to you, from pyver
# Help text.
echo hello
SH
  run "$PYVER" help hello
  assert_success $'Usage: pyver hello <world>\n       pyver hi [everybody]\n       pyver hola --translate\n\nHelp text.'
}

@test "paragraphs; the comment ends where the code begins" {
  documented hello <<'SH'
#!shebang
# Usage: pyver hello <world>
# Summary: Says "hello" to you, from pyver
# This is extended help text.
# It can contain multiple lines.
#
# And paragraphs.
#no space: not text

# not part of it
echo hello
SH
  run "$PYVER" help hello
  assert_success $'Usage: pyver hello <world>\n\nThis is extended help text.\nIt can contain multiple lines.\n\nAnd paragraphs.'
}

@test "undocumented" {
  printf '\177ELF\0\1\2' >"$SYSBIN/pyver-hello"
  run "$PYVER" help hello
  assert_failure -1 "Sorry, this command isn't documented yet."
}

@test "a compiled plugin is documented by the file beside it" {
  plugin=$PYVER_ROOT/plugins/greet
  mkdir -p "$plugin/bin" "$plugin/help"
  cp /bin/true "$plugin/bin/pyver-greet"
  printf '# Summary: Greets\n# Usage: pyver greet\n# Politely.\n' >"$plugin/help/greet"
  run "$PYVER" help greet
  assert_success $'Usage: pyver greet\n\nPolitely.'
  run "$PYVER" greet --help
  assert_success $'Usage: pyver greet\n\nPolitely.'
}

@test "a command of the shell function is found under its own name" {
  documented sh-hop <<'SH'
# Usage: pyver hop
# Summary: Hops
SH
  run "$PYVER" help hop
  assert_success $'Usage: pyver hop\n\nHops'
}
