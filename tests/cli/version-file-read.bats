#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# pyver version-file-read: the names in a version file.
load helper

# reads TEXT EXPECTED: the file with TEXT (for printf) gives EXPECTED
reads() {
  # shellcheck disable=SC2059
  printf "$1" >f
  run_split "$PYVER" version-file-read f
  assert_success "$2" || flunk "for: $1"
  assert_errors "" || flunk "for: $1"
}

@test "no file given, not there, no file, empty: silent failure" {
  run "$PYVER" version-file-read
  assert_failure -1 ""
  run "$PYVER" version-file-read nosuch
  assert_failure -1 ""
  run "$PYVER" version-file-read "$WORK"
  assert_failure -1 ""
  touch f
  run "$PYVER" version-file-read f
  assert_failure -1 ""
  printf '\n# a comment\n   \n\t\r\n' >f
  run "$PYVER" version-file-read f
  assert_failure -1 ""
}

@test "names joined by a colon" {
  reads '3.9.1\n' 3.9.1
  reads '3.9.1\n3.10\nsystem\n' 3.9.1:3.10:system
  reads '3.9.1:3.10\n' 3.9.1:3.10
  reads '3.9.1::3.10\n:\n' 3.9.1:3.10
}

@test "the last line needs no newline" {
  reads '3.9.1' 3.9.1
  reads '3.9.1\n2.7.6' 3.9.1:2.7.6
}

@test "leading blanks, blank lines, first word only" {
  reads '  3.9.1  \n' 3.9.1
  reads '\t3.9.1\tand more\n' 3.9.1
  reads '\n\n \n3.9.1\n\n' 3.9.1
  reads '3.9.1 # why\n' 3.9.1
}

@test "comments" {
  reads '# 2.7\n3.9.1\n  # 3.3\n#3.4\n' 3.9.1
  reads '3.9#x\n' 3.9#x
}

@test "files of other systems: CRLF, a byte order mark" {
  reads '3.9.1\r\n3.10\r\n' 3.9.1:3.10
  reads '3.9.1\r' 3.9.1
  reads '\r\n3.9.1\r\n' 3.9.1
  reads '\357\273\2773.9.1\n' 3.9.1
  reads '\357\273\277\r\n3.9.1\r\n' 3.9.1
}

@test "characters a shell would read mean nothing" {
  # shellcheck disable=SC1003
  reads '3.9.1\\\n' '3.9.1\'
  reads '3.*\n' '3.*'
  reads '$HOME\n' '$HOME'
  reads '`id`;x\n' '`id`;x'
}

@test "names need not be installed" {
  reads 'nosuch-1.2\n' nosuch-1.2
}

@test "paths below versions that exist" {
  fake_env 3.10.3 test
  fake_version 3.10.3
  reads '3.10.3/envs/test\n' 3.10.3/envs/test
  mkdir "$PYVER_ROOT/versions/3.10.3/test"
  reads '3.10.3/envs/../test\n' 3.10.3/envs/../test
}

@test "unsafe names are dropped, and said" {
  fake_env 3.10.3 test
  mkdir -p "$PYVER_ROOT/3.10.3/envs/test"
  for name in .. . ../3.10.3/envs/test '../*' /etc nosuch/x 3.10.3/.. 3.10.3/../.. -x \
    "$PYVER_ROOT/versions/3.10.3" versions/../../x; do
    printf '%s\n' "$name" >f
    run_split "$PYVER" version-file-read f
    assert_failure -1 ""
    assert_errors "pyver: invalid version \`$name' ignored in \`f'"
  done
}

@test "one bad line does not spoil the others" {
  printf '%s\n' ../x 3.9.1 / 3.10 >f
  run_split "$PYVER" version-file-read "$WORK/f"
  assert_success 3.9.1:3.10
  assert_errors "pyver: invalid version \`../x' ignored in \`$WORK/f'
pyver: invalid version \`/' ignored in \`$WORK/f'"
}

@test "what would act on a terminal is not shown" {
  printf '\033[31mx\n3.9\n' >f
  run_split "$PYVER" version-file-read f
  assert_success 3.9
  assert_errors "pyver: invalid version \`?[31mx' ignored in \`f'"
  printf '3.9\0x\n3.10\n' >f
  run_split "$PYVER" version-file-read f
  assert_success 3.10
}

@test "names of 255 bytes and more; long lines; big files" {
  long=$(printf '%0255d' 7)
  printf '%s\n' "$long" >f
  run "$PYVER" version-file-read f
  assert_success "$long"
  printf '%s\n' "${long}7" 3.9 >f
  run_split "$PYVER" version-file-read f
  assert_success 3.9
  assert_equal "pyver: invalid version \`$(printf '%0100d' 0)...' ignored in \`f'" "$errors"
  { head -c 60000 /dev/zero | tr '\0' '#' && printf '\n3.9\n'; } >f
  run "$PYVER" version-file-read f
  assert_success 3.9
  head -c 70000 /dev/zero | tr '\0' '\n' >f
  run "$PYVER" version-file-read f
  assert_failure -1
}

@test "a fifo does not hang it" {
  mkfifo f
  run timeout 5 "$PYVER" version-file-read f
  assert_failure -1 ""
}
