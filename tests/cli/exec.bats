#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# pyver exec: running a program of the selected version.
load helper

# show NAME [VERSION]: a program that prints what it sees
show() {
  fake_program "${2:+$PYVER_ROOT/versions/$2/bin/}${2-$SYSBIN/}$1" 'printf "%s\n" "$0" "$@"'
}

@test "usage" {
  for args in "" "''"; do
    eval "run_split \"\$PYVER\" exec $args"
    assert_failure -1 ""
    assert_errors "Usage: pyver exec <command> [<arg> ...]"
  done
}

@test "--help is exec's own, behind the command it is the program's" {
  fake_version 3.12.6
  export PYVER_VERSION=3.12.6
  run "$PYVER" exec --help
  assert_success
  assert_line 0 "Usage: pyver exec <command> [<arg> ...]"
  run "$PYVER" exec python --help
  assert_success "$PYVER_ROOT/versions/3.12.6/bin/python --help"
}

@test "arguments go on unchanged; \$0 is the full path" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/show" 'printf "<%s>" "$0" "$@"'
  # shellcheck disable=SC1003
  PYVER_VERSION=3.12 run "$PYVER" exec show -w "two  words" "" -- --flag=* '$x' $'a\nb' '\'
  assert_success "<$PYVER_ROOT/versions/3.12.6/bin/show><-w><two  words><><--><--flag=*><\$x><a
b><\\>"
}

@test "the status is the program's, also when a signal ends it" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/seven" 'exit 7'
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/killed" 'kill -TERM $$'
  export PYVER_VERSION=3.12.6
  run "$PYVER" exec seven
  assert_failure -7
  run "$PYVER" exec killed
  assert_failure -143
}

@test "replaces itself: no process more" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/pid" 'echo $$'
  PYVER_VERSION=3.12.6 run sh -c 'echo $$; exec "$PYVER" exec pid'
  assert_success
  assert_equal "${lines[0]}" "${lines[1]}"
}

@test "standard streams and descriptors go on" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/cats" 'cat; cat <&7; echo e >&2'
  echo from-7 >f
  PYVER_VERSION=3.12.6 run_split sh -c 'echo in | "$PYVER" exec cats 7<f'
  assert_success $'in\nfrom-7'
  assert_errors e
}

@test "the children are pinned to what was selected" {
  fake_version 3.12.6
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/show" 'echo "$PYVER_VERSION|$PYVER_ROOT|$PYVER_DIR"'
  mkdir sub
  printf '%s\n' 3.12 system 1.1 python-1.2 >.python-version
  cd sub
  run_split "$PYVER" exec show
  assert_success "3.12.6:system:1.1:1.2|$PYVER_ROOT|$WORK/sub"
  assert_errors ""
}

@test "PATH: the program's folder first" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/show" 'echo "$PATH"'
  PYVER_VERSION=3.12.6 run "$PYVER" exec show
  assert_success "$PYVER_ROOT/versions/3.12.6/bin:$PATH"
  PYVER_VERSION=3.12.6:system run "$PYVER" exec show
  assert_success "$PYVER_ROOT/versions/3.12.6/bin:$PATH"
}

@test "PATH: unchanged for a program of the system" {
  fake_version 3.12.6
  system_program show 'echo "$PATH"'
  export PATH=$PYVER_ROOT/shims:$PATH::/nosuch:
  for version in system system:3.12.6 3.12.6; do
    PYVER_VERSION=$version run "$PYVER" exec show
    assert_success "$PATH"
  done
}

@test "environments" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  fake_program "$PYVER_ROOT/versions/3.12.6/envs/proj/bin/show" 'echo "$0 $PYVER_VERSION ${PATH%%:*}"'
  PYVER_VERSION=proj run "$PYVER" exec show
  bin=$PYVER_ROOT/versions/proj/bin
  assert_success "$bin/show proj $bin"
}

@test "a missing version: 127, and the file's name though children see the variable" {
  echo 1.1 >.python-version
  run_split "$PYVER" exec nosuch
  assert_failure -127 ""
  assert_errors "pyver: version \`1.1' is not installed (set by $WORK/.python-version)
pyver: nosuch: command not found"
  PYVER_VERSION=1.2 try "$PYVER" exec nosuch
  assert_failure -127 "pyver: version \`1.2' is not installed (set by PYVER_VERSION environment variable)
pyver: nosuch: command not found"
}

@test "not found: 127, with advice" {
  fake_version 3.12.6 tool
  run_split "$PYVER" exec tool
  assert_failure -127 ""
  assert_equal "pyver: tool: command not found

The \`tool' command exists in these Python versions:
  3.12.6

Note: See 'pyver help global' for tips on allowing multiple
      Python versions to be found at the same time." "$errors"
}

@test "the system instead of a missing version is said" {
  system_program tool 'echo "ran $PYVER_VERSION"'
  PYVER_VERSION=1.1 run_split "$PYVER" exec tool
  assert_success "ran 1.1"
  assert_errors "pyver: version \`1.1' is not installed (set by PYVER_VERSION environment variable)
pyver: using $SYSBIN/tool"
  PYVER_VERSION=1.1:system run_split "$PYVER" exec tool
  assert_success "ran 1.1:system"
  assert_errors ""
}

@test "a text without #! runs under sh, as in a shell" {
  mkdir -p "$PYVER_ROOT/versions/3.12.6/bin"
  echo 'echo "ran $0 $*"' >"$PYVER_ROOT/versions/3.12.6/bin/text"
  chmod +x "$PYVER_ROOT/versions/3.12.6/bin/text"
  PYVER_VERSION=3.12.6 run "$PYVER" exec text a b
  assert_success "ran $PYVER_ROOT/versions/3.12.6/bin/text a b"
  : >"$PYVER_ROOT/versions/3.12.6/bin/text"
  PYVER_VERSION=3.12.6 run "$PYVER" exec text
  assert_success ""
}

@test "what cannot be run after all: 126" {
  fake_program "$PYVER_ROOT/versions/3.12.6/bin/broken"
  printf '#!/nosuch/interpreter\n' >"$PYVER_ROOT/versions/3.12.6/bin/broken"
  PYVER_VERSION=3.12.6 run "$PYVER" exec broken
  assert_failure -126 "pyver: cannot run $PYVER_ROOT/versions/3.12.6/bin/broken: No such file or directory"
}

# installer NAME: a program that puts `newtool' beside itself and ends with $PIP_STATUS
installer() {
  # shellcheck disable=SC2016
  fake_program "$PYVER_ROOT/versions/3.7.9/bin/$1" '
    printf "#!/bin/sh\n" >"${0%/*}/newtool"
    chmod +x "${0%/*}/newtool"
    echo "${0##*/} $*"
    exit ${STATUS-0}'
}

@test "after an installer there is a shim for what it installed" {
  export PYVER_VERSION=3.7.9
  while read -r command; do
    # shellcheck disable=SC2086
    set -- $command
    installer "$1"
    # shellcheck disable=SC2086
    run_split "$PYVER" exec $command
    assert_success "$command"
    assert_errors ""
    [ -x "$PYVER_ROOT/shims/newtool" ] || flunk "no shim after: $command"
    rm -r "$PYVER_ROOT/shims" "$PYVER_ROOT/versions/3.7.9"
  done <<'TABLE'
pip install foo
pip uninstall -y foo
pip --quiet install foo
pip2 install foo
pip3 install foo
pip3.7 install foo
pip3.10 install foo
easy_install foo
easy_install3 foo
conda install foo
conda remove foo
conda uninstall foo
python -m pip install foo
python3.7 -I -m pip --quiet install foo
TABLE
}

@test "no shim when nothing was installed, or that failed; the status goes on" {
  export PYVER_VERSION=3.7.9
  while read -r expected command; do
    # shellcheck disable=SC2086
    set -- $command
    installer "$1"
    # shellcheck disable=SC2086
    STATUS=$expected run "$PYVER" exec $command
    assert_equal "$expected" "$status"
    assert_output "$command"
    assert_missing "$PYVER_ROOT/shims/newtool"
    rm -r "$PYVER_ROOT/versions/3.7.9"
  done <<'TABLE'
0 pip list
0 pip help
7 pip install foo
3 easy_install foo
0 conda list install
0 pip-compile install
0 pipx install foo
0 python -m venv install
143 pip install foo
TABLE
}

@test "names with blanks and glob characters" {
  fake_program "$PYVER_ROOT/versions/my [p]*/bin/a tool*" 'echo "$0" "$1"'
  PYVER_VERSION="my [p]*" run "$PYVER" exec "a tool*" "*"
  assert_success "$PYVER_ROOT/versions/my [p]*/bin/a tool* *"
}

@test "an option is no command" {
  try "$PYVER" exec -x
  assert_failure -127 "pyver: -x: command not found"
}
