#!/usr/bin/env bats
# pyver local: the .python-version of the working directory.
load helper

@test "no file" {
  run_split "$PYVER" local
  assert_failure -1 ""
  assert_errors "pyver: no local version configured for this directory"
  run "$PYVER" local ""
  assert_failure -1 "pyver: no local version configured for this directory"
}

@test "the global file is not looked at" {
  echo 3.12 >"$PYVER_ROOT/version"
  run "$PYVER" local
  assert_failure -1 "pyver: no local version configured for this directory"
}

@test "shows the file's names, unresolved, installed or not" {
  fake_version 2.7.18
  printf '%s\n' 2.7 1.0-pre system >.python-version
  run "$PYVER" local
  assert_success $'2.7\n1.0-pre\nsystem'
}

@test "searches upwards" {
  echo 3.12 >.python-version
  mkdir -p a/b/c/d/e/f
  cd a/b/c/d/e/f
  run "$PYVER" local
  assert_success 3.12
}

@test "PYVER_DIR plays no part in showing" {
  mkdir other
  echo 1.1 >other/.python-version
  PYVER_DIR=$WORK/other run "$PYVER" local
  assert_failure -1 "pyver: no local version configured for this directory"
  echo 2.2 >.python-version
  PYVER_DIR=$WORK/other run "$PYVER" local
  assert_success 2.2
}

@test "nor in writing" {
  fake_version 1.2.3
  mkdir other
  PYVER_DIR=$WORK/other run "$PYVER" local 1.2.3
  assert_success ""
  assert_file .python-version 1.2.3
  assert_missing other/.python-version
}

@test "writes names as given, one a line" {
  fake_version 3.12.6
  fake_version 2.7.18
  system_program python
  run "$PYVER" local 3.12 python-2.7.18 system
  assert_success ""
  assert_file .python-version $'3.12\npython-2.7.18\nsystem'
  run "$PYVER" local 2.7.18
  assert_success ""
  assert_file .python-version 2.7.18
}

@test "names joined by a colon, as PYVER_VERSION has them" {
  fake_version 3.12.6
  fake_version 2.7.18
  run "$PYVER" local 3.12:2.7
  assert_success ""
  run "$PYVER" version-name
  assert_success 3.12.6:2.7.18
  run "$PYVER" local 3.12:1.1
  assert_failure -1 "pyver: version \`1.1' not installed"
  run "$PYVER" local :
  assert_failure -1
}

@test "the file of a parent folder is not touched" {
  fake_version 1.2.3
  echo 1.2 >"$HOME/.python-version"
  run "$PYVER" local 1.2.3
  assert_success ""
  assert_file "$HOME/.python-version" 1.2
  assert_file .python-version 1.2.3
}

@test "a missing version: no file made, none changed" {
  fake_version 1.2.3
  run_split "$PYVER" local 1.2.3 1.1
  assert_failure -1 ""
  assert_errors "pyver: version \`1.1' not installed"
  assert_missing .python-version
  echo 1.2.3 >.python-version
  run "$PYVER" local 4 1.2.3
  assert_failure -1 "pyver: version \`4' not installed"
  assert_file .python-version 1.2.3
}

@test "system needs a python on PATH" {
  PATH=$SYSBIN run "$PYVER" local system
  assert_failure -1 "pyver: system version not found in PATH"
  assert_missing .python-version
  system_program python3
  PATH=$SYSBIN run "$PYVER" local system
  assert_success ""
}

@test "-f, --force: not looked for" {
  run "$PYVER" local -f 9.9 8.8
  assert_success ""
  assert_file .python-version $'9.9\n8.8'
  run "$PYVER" local --force 7.7
  assert_success ""
  assert_file .python-version 7.7
}

@test "options count only before the versions" {
  fake_version 1.2.3
  run "$PYVER" local 1.2.3 --force
  assert_failure -1 "pyver: version \`--force' not installed"
  run "$PYVER" local 1.2.3 --unset
  assert_failure -1 "pyver: version \`--unset' not installed"
}

@test "not even --force writes what a file must not hold" {
  for name in "two words" ../x /etc -x "#1" $'1\n2' $'1\e[31m'; do
    run "$PYVER" local --force "$name"
    assert_failure -1
    assert_missing .python-version
  done
}

@test "--unset" {
  run "$PYVER" local --unset
  assert_success ""
  echo 1.1 >.python-version
  echo 1.2 >"$HOME/.python-version"
  run "$PYVER" local --unset whatever else
  assert_success ""
  assert_missing .python-version
  assert_file "$HOME/.python-version" 1.2
  echo 1.1 >.python-version
  run "$PYVER" local -f --unset
  assert_success ""
  assert_missing .python-version
}

@test "a file without a usable name is said" {
  printf '# nothing\n\n' >.python-version
  run_split "$PYVER" local
  assert_failure -1 ""
  assert_errors "pyver: no version in $WORK/.python-version"
}

@test "unsafe names are left out, and said" {
  printf '%s\n' ../../etc 3.12 >.python-version
  run_split "$PYVER" local
  assert_success 3.12
  assert_errors "pyver: invalid version \`../../etc' ignored in \`$WORK/.python-version'"
}

@test "replaces the file in one step, keeping its mode; nothing else is left" {
  fake_version 1.2.3
  echo 1.1 >.python-version
  chmod 640 .python-version
  ln .python-version before
  run "$PYVER" local 1.2.3
  assert_success ""
  assert_file before 1.1
  assert_file .python-version 1.2.3
  # shellcheck disable=SC2012 # the mode only
  assert_equal "-rw-r-----" "$(ls -l .python-version | cut -c1-10)"
  assert_equal $'.python-version\nbefore' "$(ls -A)"
}

@test "a new file follows the umask" {
  (umask 027 && pyver local --force 1.1)
  # shellcheck disable=SC2012 # the mode only
  assert_equal "-rw-r-----" "$(ls -l .python-version | cut -c1-10)"
}

@test "a link stays a link to the file it leads to" {
  mkdir conf
  echo 1.1 >conf/v
  ln -s conf/v .python-version
  run "$PYVER" local --force 2.2
  assert_success ""
  assert_file conf/v 2.2
  [ -L .python-version ]
}

@test "a dangling link is replaced; what it led to is not made" {
  ln -s "$HOME/made-by-link" .python-version
  run "$PYVER" local --force 2.2
  assert_success ""
  assert_missing "$HOME/made-by-link"
  [ ! -L .python-version ]
  assert_file .python-version 2.2
}

@test "a folder of that name is passed over, and cannot be written" {
  mkdir .python-version
  echo 1.2 >"$HOME/.python-version"
  run "$PYVER" local
  assert_success 1.2
  run "$PYVER" local --force 2.2
  assert_failure -1
  assert_contains "cannot write $WORK/.python-version"
  assert_equal .python-version "$(ls -A)"
}

@test "the working directory as the shell knows it, through links" {
  mkdir real
  ln -s real link
  cd link
  run "$PYVER" local --force 2.2
  assert_success ""
  run "$PYVER" version-file
  assert_success "$WORK/link/.python-version"
}

@test "a PWD that is not the working directory is not believed" {
  mkdir -p elsewhere/deep real
  ln -s elsewhere/deep link
  echo 1.1 >.python-version
  echo 2.2 >elsewhere/.python-version
  cd real
  run env PWD="$WORK/elsewhere" "$PYVER" local
  assert_success 1.1
  cd ../elsewhere
  run env PWD="$WORK/link/.." "$PYVER" local
  assert_success 2.2
}
