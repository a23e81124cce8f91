# shellcheck shell=bash
# What every command-line test starts from: a throw-away HOME, root and working
# folder, an environment wiped of everything that could steer pyver, and fake
# versions made of shell scripts. `make check` says where the staged programs
# are:
#   PYVER          the program           PYVER_LIBEXEC  its libexec/pyver
#   PYVER_SHARE    its share/pyver       PYVER_SOURCE   the source tree
# A test file begins with `load helper`; one with a setup() of its own calls
# pv_setup in it.

: "${PYVER:?run this through make check}"

# pv_setup: the fresh world. Leaves the test in $WORK, below $HOME.
pv_setup() {
  local name
  for name in $(compgen -e); do
    case $name in
      PYVER | PYVER_LIBEXEC | PYVER_SHARE | PYVER_MAN | PYVER_SOURCE | PYVER_BUILD | PYVER_LIGHT | PYVER_TEST_*) ;;
      PYVER_* | _PYVER_* | PYENV_* | PYTHON* | VIRTUAL_ENV* | CONDA_* | PIP_* | XDG_* | CDPATH | BASH_ENV | ENV | NO_COLOR | \
        MAKE* | MFLAGS | DESTDIR | TEST_LOGS | TESTS | CFLAGS | CPPFLAGS | LDFLAGS | LIBS)
        unset "$name"
        ;;
    esac
  done
  # links resolved, so that paths can be compared as text
  TMP=$(cd "$BATS_TEST_TMPDIR" && pwd -P)
  export HOME=$TMP/home PYVER_ROOT=$TMP/root SHELL=/bin/sh TERM=dumb LC_ALL=C
  WORK=$HOME/work SYSBIN=$TMP/sysbin
  mkdir -p "$WORK" "$PYVER_ROOT/versions" "$PYVER_ROOT/shims" "$PYVER_ROOT/bin" "$SYSBIN"
  ln -s "$PYVER" "$PYVER_ROOT/bin/pyver"
  # the machine's own programs come last, those of the test first
  export PATH="$PYVER_ROOT/bin:$SYSBIN:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
  cd "$WORK" || return
}

setup() {
  pv_setup
}

# fake_program FILE [BODY]: a script; without a BODY it prints its path and arguments.
fake_program() {
  mkdir -p "${1%/*}"
  if [ $# -gt 1 ]; then
    printf '#!/bin/sh\n%s\n' "$2" >"$1"
  else
    # shellcheck disable=SC2016
    printf '#!/bin/sh\necho "%s" "$@"\n' "$1" >"$1"
  fi
  chmod +x "$1"
}

# fake_version NAME [PROGRAM...]: versions/NAME with python, python3, pythonX.Y and
# more; `python -V` answers like the real one, anything else prints path and arguments.
fake_version() {
  local name=$1 bin=$PYVER_ROOT/versions/$1/bin minor program
  shift
  minor=$(echo "$name" | sed -nE 's/^([0-9]+\.[0-9]+).*/\1/p')
  for program in python python3 ${minor:+python$minor}; do
    fake_program "$bin/$program" "case \$1 in -V|--version) echo 'Python $name' ;; *) echo '$bin/$program' \"\$@\" ;; esac"
  done
  for program in "$@"; do
    fake_program "$bin/$program"
  done
}

# fake_env BASE NAME [PROGRAM...]: an environment of version BASE, as the plugin leaves it.
fake_env() {
  local base=$1 name=$2 program
  local dir=$PYVER_ROOT/versions/$base/envs/$name
  shift 2
  mkdir -p "$dir/bin"
  printf 'home = %s\ninclude-system-site-packages = false\nversion = %s\n' \
    "$PYVER_ROOT/versions/$base/bin" "$base" >"$dir/pyvenv.cfg"
  for program in python python3 activate "$@"; do
    fake_program "$dir/bin/$program"
  done
  ln -s "$dir" "$PYVER_ROOT/versions/$name"
}

# system_program NAME [BODY]: a program of the machine, found on PATH.
system_program() {
  fake_program "$SYSBIN/$1" "${@:2}"
}

# write_hook POINT NAME: a hook of the root's, from stdin; what is no NAME.bash can be executed.
write_hook() {
  mkdir -p "$PYVER_ROOT/pyver.d/$1"
  cat >"$PYVER_ROOT/pyver.d/$1/$2"
  [ "${2%.bash}" != "$2" ] || chmod +x "$PYVER_ROOT/pyver.d/$1/$2"
}

# pyver ARGS...: the program under test.
pyver() {
  "$PYVER" "$@"
}

# run_split COMMAND...: as bats' `run', with the error stream apart, in $errors.
run_split() {
  status=0
  "$@" >"$TMP/run.out" 2>"$TMP/run.err" || status=$?
  errors=$(<"$TMP/run.err")
  take_output
}

# try COMMAND...: as bats' `run', which warns when the status is 127.
try() {
  status=0
  "$@" >"$TMP/run.out" 2>&1 || status=$?
  take_output
}

take_output() {
  local line
  output=$(<"$TMP/run.out")
  lines=()
  while IFS= read -r line || [ -n "$line" ]; do
    [ -z "$line" ] || lines+=("$line")
  done <"$TMP/run.out"
}

# ---- checks; each prints what it saw when it fails
flunk() {
  printf '%s\n' "$@" >&2
  return 1
}

assert_equal() { # EXPECTED ACTUAL
  [ "$1" = "$2" ] || flunk "expected: $1" "actual:   $2"
}

assert_success() { # [OUTPUT]
  # shellcheck disable=SC2154 # status and output are bats's
  [ "$status" -eq 0 ] || flunk "status $status, output:" "$output" || return
  [ $# -eq 0 ] || assert_output "$1"
}

assert_failure() { # [OUTPUT], or -N [OUTPUT] for status N
  case ${1:-} in
    -[0-9]*)
      [ "$status" -eq "${1#-}" ] || flunk "status $status, expected ${1#-}, output:" "$output" || return
      shift
      ;;
  esac
  [ "$status" -ne 0 ] || flunk "succeeded, output:" "$output" || return
  [ $# -eq 0 ] || assert_output "$1"
}

assert_output() { # TEXT: all of the output
  assert_equal "$1" "$output"
}

assert_errors() { # TEXT: all of the error stream, after run_split
  assert_equal "$1" "$errors"
}

assert_contains() { # TEXT: somewhere in the output
  case $output in
    *"$1"*) ;;
    *) flunk "not in the output: $1" "output:" "$output" ;;
  esac
}

refute_contains() { # TEXT
  case $output in
    *"$1"*) flunk "in the output: $1" "output:" "$output" ;;
  esac
}

assert_line() { # TEXT: one line of the output is exactly this; or N TEXT: line N (from 0)
  local line
  if [ $# -eq 2 ]; then
    assert_equal "$2" "${lines[$1]-}"
    return
  fi
  for line in "${lines[@]}"; do
    [ "$line" != "$1" ] || return 0
  done
  flunk "no such line: $1" "output:" "$output"
}

refute_line() { # TEXT: no line of the output is exactly this
  local line
  for line in "${lines[@]}"; do
    [ "$line" != "$1" ] || flunk "a line of the output: $1" "output:" "$output" || return
  done
}

assert_file() { # PATH TEXT: the file's whole text
  assert_equal "$2" "$(cat "$1")"
}

assert_missing() { # PATH: nothing there, not even a dangling link
  if [ -e "$1" ] || [ -L "$1" ]; then
    flunk "exists: $1"
  fi
}

# requires PROGRAM...: skips the test when one is not on this machine.
requires() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 || skip "no $program here"
  done
}

# at_terminal: an expect(1) script from stdin, in which `saw TEXT' waits for
# output and fails the test when it does not come.
at_terminal() {
  {
    cat <<'EXP'
set timeout 20
proc saw {text} {
  expect {
    -exact $text { return }
    timeout { puts "\n-- not seen: $text"; exit 1 }
    eof { puts "\n-- ended before: $text"; exit 1 }
  }
}
EXP
    cat
    printf 'close\nexit 0\n'
  } >"$TMP/session.exp"
  run expect "$TMP/session.exp" </dev/null
}
