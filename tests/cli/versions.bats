#!/usr/bin/env bats
# pyver versions: what is installed.
load helper

setup() {
  pv_setup
  # no python of the machine: those of the test only
  for tool in ln mkdir; do
    ln -s "$(command -v $tool)" "$SYSBIN/$tool"
  done
}

# only COMMAND...: with no program on PATH but those of the test
only() {
  PATH=$SYSBIN "$@"
}

folder() {
  mkdir -p "${@/#/$PYVER_ROOT/versions/}"
}

@test "no python at all" {
  run_split only "$PYVER" versions
  assert_failure -1 ""
  assert_errors "Warning: no Python detected on the system"
  run_split only "$PYVER" versions --bare
  assert_success ""
  assert_errors ""
  rmdir "$PYVER_ROOT/versions"
  run_split only "$PYVER" versions --bare
  assert_success ""
  assert_errors ""
}

@test "only the system's: python, python3 or python2" {
  for name in python python3 python2; do
    system_program $name
    run only "$PYVER" versions
    assert_success "* system (set by $PYVER_ROOT/version)"
    run only "$PYVER" versions --bare
    assert_success ""
    rm "$SYSBIN/$name"
  done
}

@test "a shim is no system python" {
  system_program sh
  folder 3.3
  ln "$PYVER" "$PYVER_ROOT/shims/python"
  PATH=$PYVER_ROOT/shims:$SYSBIN run "$PYVER" versions
  assert_success "  3.3"
}

@test "one; several; marks" {
  system_program python3
  folder 3.3
  run only "$PYVER" versions
  assert_success "* system (set by $PYVER_ROOT/version)
  3.3"
  run only "$PYVER" versions --bare
  assert_success "3.3"
  folder 3.4 3.5
  PYVER_VERSION=3.4:3.3 run only "$PYVER" versions
  assert_success "  system
* 3.3 (set by PYVER_VERSION environment variable)
* 3.4 (set by PYVER_VERSION environment variable)
  3.5"
  echo 3.5 >.python-version
  run only "$PYVER" versions
  assert_line "* 3.5 (set by $WORK/.python-version)"
}

@test "the mark is on what a prefix stands for" {
  folder 3.12.4 3.12.6
  PYVER_VERSION=3.12 run only "$PYVER" versions
  assert_success "  3.12.4
* 3.12.6 (set by PYVER_VERSION environment variable)"
}

@test "a missing version is said; the status stays 0" {
  system_program python3
  folder 3.3
  PYVER_VERSION=1.1:3.3 run_split only "$PYVER" versions
  assert_success "  system
* 3.3 (set by PYVER_VERSION environment variable)"
  assert_errors "pyver: version \`1.1' is not installed (set by PYVER_VERSION environment variable)"
}

@test "sorted as versions" {
  folder 1.218.0 1.9.0 1.53.0 3.9.1 3.9 3.10.0 3.9.1-dev pypy3.10-7.3.12 pypy3.9-7.3.12 miniconda3-4.7.12
  run only "$PYVER" versions --bare
  assert_success "1.9.0
1.53.0
1.218.0
3.9
3.9.1
3.9.1-dev
3.10.0
miniconda3-4.7.12
pypy3.9-7.3.12
pypy3.10-7.3.12"
  if printf '2\n1\n' | sort -V >/dev/null 2>&1; then
    # shellcheck disable=SC2012
    assert_equal "$(ls "$PYVER_ROOT/versions" | sort -V)" "$output"
  fi
}

@test "dot folders count, files and dangling links do not" {
  folder 3.3 .venv
  touch "$PYVER_ROOT/versions/hello"
  ln -s nowhere "$PYVER_ROOT/versions/gone"
  run only "$PYVER" versions --bare
  assert_success $'.venv\n3.3'
}

@test "links, with their target as stored" {
  folder 1.8.7 1.9.0
  ln -s 1.9.0 "$PYVER_ROOT/versions/1.9"
  ln -s "$PYVER_ROOT/versions/1.8.7/" "$PYVER_ROOT/versions/1.8"
  PYVER_VERSION=1.9 run only "$PYVER" versions
  assert_success "  1.8 --> $PYVER_ROOT/versions/1.8.7/
  1.8.7
* 1.9 --> 1.9.0 (set by PYVER_VERSION environment variable)
  1.9.0"
  run only "$PYVER" versions --bare
  assert_success $'1.8\n1.8.7\n1.9\n1.9.0'
}

@test "--skip-aliases: links to versions and environments, not those to elsewhere" {
  folder 1.8.7
  fake_env 1.8.7 proj
  mkdir "$TMP/elsewhere" "$PYVER_ROOT/versions/1.8.7/sub"
  ln -s 1.8.7 "$PYVER_ROOT/versions/1.8"
  ln -s 1.8 "$PYVER_ROOT/versions/1"
  ln -s "$TMP/elsewhere" "$PYVER_ROOT/versions/2"
  ln -s 1.8.7/sub "$PYVER_ROOT/versions/3"
  run only "$PYVER" versions --bare --skip-aliases
  assert_success $'1.8.7\n1.8.7/envs/proj\n2\n3'
  run only "$PYVER" versions --skip-aliases
  assert_contains "  2 --> $TMP/elsewhere"
}

@test "environments behind their version, by name; again below an alias" {
  folder 1.8.7 1.9.0
  fake_env 1.8.7 zoo
  fake_env 1.8.7 Alpha
  fake_env 1.9.0 beta
  rm "$PYVER_ROOT"/versions/{zoo,Alpha}
  ln -s 1.8.7 "$PYVER_ROOT/versions/1.8"
  run only "$PYVER" versions --bare
  assert_success "1.8
1.8/envs/Alpha
1.8/envs/zoo
1.8.7
1.8.7/envs/Alpha
1.8.7/envs/zoo
1.9.0
1.9.0/envs/beta
beta"
  PYVER_VERSION=1.8.7/envs/zoo run only "$PYVER" versions
  assert_line "* 1.8.7/envs/zoo (set by PYVER_VERSION environment variable)"
  run only "$PYVER" versions --bare --skip-envs
  assert_success $'1.8\n1.8.7\n1.9.0\nbeta'
  run only "$PYVER" versions --bare --skip-envs --skip-aliases
  assert_success $'1.8.7\n1.9.0'
}

@test "--executables: all names in bin, also of environments and behind links" {
  fake_program "$PYVER_ROOT/versions/1.8.7/bin/python"
  fake_program "$PYVER_ROOT/versions/1.9.0/bin/python"
  fake_program "$PYVER_ROOT/versions/1.9.0/bin/py.test -x"
  fake_env 1.9.0 proj django-admin
  touch "$PYVER_ROOT/versions/1.8.7/bin/Activate.ps1" "$PYVER_ROOT/versions/1.8.7/bin/.hidden"
  mkdir "$PYVER_ROOT/versions/1.8.7/bin/folder"
  fake_program "$TMP/elsewhere/bin/foreign"
  ln -s "$TMP/elsewhere" "$PYVER_ROOT/versions/2"
  expected=".hidden
Activate.ps1
activate
django-admin
foreign
py.test -x
python
python3"
  run only "$PYVER" versions --executables
  assert_success "$expected"
  run only "$PYVER" versions --bare --skip-envs --skip-aliases --executables
  assert_success "$expected"
  run only "$PYVER" versions --executables --whatever
  assert_success "$expected"
}

@test "other arguments are refused" {
  usage="Usage: pyver versions [--bare] [--skip-aliases] [--skip-envs]"
  for arg in --help-me -b 3.3 ""; do
    run_split "$PYVER" versions --bare "$arg"
    assert_failure -1 ""
    assert_errors "$usage"
  done
}

@test "names with blanks, glob characters, line ends" {
  folder "my python" "[1-9].?*" $'a\nb'
  mkdir 1.2
  PYVER_VERSION="[1-9].?*:my python" run only "$PYVER" versions
  assert_line "* [1-9].?* (set by PYVER_VERSION environment variable)"
  assert_line "* my python (set by PYVER_VERSION environment variable)"
}

@test "names of 255 bytes" {
  long=$(printf '%0255d' 0)
  folder "$long"
  PYVER_VERSION=$long run only "$PYVER" versions
  assert_success "* $long (set by PYVER_VERSION environment variable)"
}

@test "a bin or envs that is no folder is that version's own business" {
  folder 3.3 3.4 3.5
  touch "$PYVER_ROOT/versions/3.3/bin" "$PYVER_ROOT/versions/3.3/envs"
  ln -s nowhere "$PYVER_ROOT/versions/3.4/bin"
  ln -s envs "$PYVER_ROOT/versions/3.4/envs"
  fake_program "$PYVER_ROOT/versions/3.5/bin/python"
  run only "$PYVER" versions --bare
  assert_success $'3.3\n3.4\n3.5'
  run only "$PYVER" versions --executables
  assert_success python
}

@test "a versions folder that cannot be listed is said" {
  rmdir "$PYVER_ROOT/versions"
  ln -s versions "$PYVER_ROOT/versions"
  run_split only "$PYVER" versions --bare
  assert_failure -1 ""
  case $errors in
    "pyver: cannot list $PYVER_ROOT/versions: "*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "a closed pipe is no news" {
  for i in $(seq 300); do
    mkdir "$PYVER_ROOT/versions/$i.$(printf '%0200d' 0)"
  done
  run bash -c 'set -o pipefail; "$PYVER" versions --bare | head -1'
  refute_contains pyver:
}
