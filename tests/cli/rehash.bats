#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# pyver rehash: the shims folder holds what the versions' bins hold.
load helper

shims() {
  ls -A "$PYVER_ROOT/shims"
}

inode() {
  # shellcheck disable=SC2012 # the number only
  ls -i "$1" | cut -d/ -f1 | tr -d ' '
}

@test "no versions: an empty folder" {
  rmdir "$PYVER_ROOT/shims"
  run "$PYVER" rehash
  assert_success ""
  rmdir "$PYVER_ROOT/shims"
  rmdir "$PYVER_ROOT/versions"
  run "$PYVER" rehash
  assert_success ""
  rmdir "$PYVER_ROOT/shims"
}

@test "a shim for each program of any version; nothing else is left there" {
  fake_version 2.7.11
  fake_version 3.4.10 py.test
  run "$PYVER" rehash with arguments --ignored
  assert_success ""
  assert_equal "py.test
python
python2.7
python3
python3.4" "$(shims)"
  for name in py.test python; do
    [ -f "$PYVER_ROOT/shims/$name" ]
    [ -x "$PYVER_ROOT/shims/$name" ]
  done
}

@test "of environments too, and of versions that are links" {
  fake_version 3.12.6
  fake_env 3.12.6 proj django-admin
  fake_program "$TMP/elsewhere/bin/foreign"
  fake_program "$TMP/env/bin/from-env"
  ln -s "$TMP/elsewhere" "$PYVER_ROOT/versions/mine"
  ln -s "$TMP/env" "$PYVER_ROOT/versions/3.12.6/envs/linked"
  run "$PYVER" rehash
  assert_success ""
  for name in django-admin activate foreign from-env python3.12; do
    [ -x "$PYVER_ROOT/shims/$name" ] || flunk "no shim: $name"
  done
}

@test "for all files, whether they can be run or not; not for folders" {
  bin=$PYVER_ROOT/versions/3.12.6/bin
  mkdir -p "$bin/folder" "$PYVER_ROOT/versions/file-as-bin"
  touch "$bin/Activate.ps1" "$PYVER_ROOT/versions/file-as-bin/bin" "$PYVER_ROOT/versions/file"
  ln -s nowhere "$bin/dangling"
  ln -s nowhere "$PYVER_ROOT/versions/dangling"
  run "$PYVER" rehash
  assert_success ""
  assert_equal $'Activate.ps1\ndangling' "$(shims)"
}

@test "beside a conda, general tools that it brings along get no shim" {
  fake_version 3.12.4 openssl sqlite3 mytool
  pyver rehash
  [ -e "$PYVER_ROOT/shims/openssl" ]
  fake_version miniconda3-4.7.12 openssl sqlite3 condatool
  fake_program "$PYVER_ROOT/versions/miniconda3-4.7.12/envs/sci/bin/conda"
  pyver rehash
  assert_missing "$PYVER_ROOT/shims/openssl"
  assert_missing "$PYVER_ROOT/shims/sqlite3"
  for name in conda condatool mytool python3.12; do
    [ -e "$PYVER_ROOT/shims/$name" ] || flunk "no shim: $name"
  done
  run pyver versions --executables
  assert_line openssl
}

@test "blanks, glob characters and line ends in names" {
  fake_version "my [1-9]*" "a  tool*" "-x" $'two\nlines' "it's"
  run "$PYVER" rehash
  assert_success ""
  for name in "a  tool*" "-x" $'two\nlines' "it's"; do
    [ -x "$PYVER_ROOT/shims/$name" ] || flunk "no shim: $name"
    PYVER_VERSION="my [1-9]*" run "$PYVER_ROOT/shims/$name" arg
    assert_success
    assert_contains " arg"
  done
}

@test "a root with blanks in its path" {
  export PYVER_ROOT="$TMP/my * root"
  fake_version 3.12.6 tool
  run "$PYVER" rehash
  assert_success ""
  PYVER_VERSION=3.12.6 run "$PYVER_ROOT/shims/tool"
  assert_success "$PYVER_ROOT/versions/3.12.6/bin/tool"
}

@test "removes what no version has any more, whatever it is" {
  fake_version 3.12.6 old
  "$PYVER" rehash
  rm "$PYVER_ROOT/versions/3.12.6/bin/old"
  touch "$PYVER_ROOT/shims/file" "$HOME/precious"
  ln -s "$HOME" "$PYVER_ROOT/shims/link"
  mkdir -p "$PYVER_ROOT/shims/folder/deep"
  run "$PYVER" rehash
  assert_success ""
  assert_equal $'python\npython3\npython3.12' "$(shims)"
  [ -e "$HOME/precious" ]
}

@test "all versions gone: all shims gone" {
  fake_version 3.12.6
  "$PYVER" rehash
  rm -r "$PYVER_ROOT/versions/3.12.6"
  run "$PYVER" rehash
  assert_success ""
  assert_equal "" "$(shims)"
}

@test "replaces shims of another make; what links led to stays" {
  fake_version 3.12.6
  echo "mine" >"$HOME/precious"
  printf '#!/bin/sh\nexec pyenv exec\n' >"$PYVER_ROOT/shims/python"
  ln -s "$HOME/precious" "$PYVER_ROOT/shims/python3"
  mkdir "$PYVER_ROOT/shims/python3.12"
  run "$PYVER" rehash
  assert_success ""
  assert_file "$HOME/precious" mine
  for name in python python3 python3.12; do
    [ ! -L "$PYVER_ROOT/shims/$name" ]
    PYVER_VERSION=3.12.6 run "$PYVER_ROOT/shims/$name" -V
    assert_success "Python 3.12.6"
  done
  assert_equal $'python\npython3\npython3.12' "$(shims)"
}

@test "what is current is not touched" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  "$PYVER" rehash
  before=$(inode "$PYVER_ROOT/shims/python") activate=$(inode "$PYVER_ROOT/shims/activate")
  fake_version 3.12.6 another
  run "$PYVER" rehash
  assert_success ""
  assert_equal "$before" "$(inode "$PYVER_ROOT/shims/python")"
  assert_equal "$activate" "$(inode "$PYVER_ROOT/shims/activate")"
}

@test "what a killed rehash left is swept" {
  fake_version 3.12.6
  touch "$PYVER_ROOT/shims/.new-shim"
  run "$PYVER" rehash
  assert_success ""
  assert_equal $'python\npython3\npython3.12' "$(shims)"
}

@test "file names of 255 bytes, made and replaced" {
  long=$(printf '%0255d' 0)
  fake_version 3.12.6 "$long"
  run "$PYVER" rehash
  assert_success ""
  PYVER_VERSION=3.12.6 run "$PYVER_ROOT/shims/$long"
  assert_success "$PYVER_ROOT/versions/3.12.6/bin/$long"
  rm "$PYVER_ROOT/shims/$long"
  echo other >"$PYVER_ROOT/shims/$long"
  run "$PYVER" rehash
  assert_success ""
  PYVER_VERSION=3.12.6 run "$PYVER_ROOT/shims/$long"
  assert_success "$PYVER_ROOT/versions/3.12.6/bin/$long"
  mv "$PYVER_ROOT/versions/3.12.6" "$PYVER_ROOT/versions/$long"
  PYVER_VERSION=$long run "$PYVER_ROOT/shims/$long"
  assert_success "$PYVER_ROOT/versions/3.12.6/bin/$long"
}

@test "what is sourced is text, for the shell that sources it" {
  for name in activate activate.csh activate.fish activate.nu gettext.sh; do
    fake_program "$PYVER_ROOT/versions/3.12.6/bin/$name" 'MARK="$1 from 3.12.6"'
    fake_program "$PYVER_ROOT/versions/3.13.5/bin/$name" 'MARK="$1 from 3.13.5"'
  done
  run "$PYVER" rehash
  assert_success ""
  for shell in sh bash; do
    for name in activate gettext.sh; do
      run env PYVER_VERSION=3.13.5 $shell -c '. "$PYVER_ROOT/shims/$1" "a b"; echo "$MARK"' $shell $name
      if [ $shell = bash ]; then # dash passes no arguments to a sourced file
        assert_success "a b from 3.13.5"
      else
        assert_contains "from 3.13.5"
      fi
    done
  done
  for name in activate activate.csh activate.fish activate.nu gettext.sh; do
    grep -q which "$PYVER_ROOT/shims/$name"
  done
}

@test "sourcing one that the selected version lacks does nothing, silently" {
  fake_env 3.12.6 proj
  fake_version 3.12.6
  "$PYVER" rehash
  run env PYVER_VERSION=3.12.6 sh -euc '. "$PYVER_ROOT/shims/activate" || :; echo alive'
  assert_success alive
}

@test "the shims folder cannot be made" {
  fake_version 3.12.6
  rmdir "$PYVER_ROOT/shims"
  touch "$PYVER_ROOT/shims"
  run_split "$PYVER" rehash
  assert_failure -1 ""
  case $errors in
    "pyver: cannot rehash: "*"$PYVER_ROOT/shims"*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "the shims folder is not writable" {
  [ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
  fake_version 3.12.6
  chmod -w "$PYVER_ROOT/shims"
  run "$PYVER" rehash
  chmod +w "$PYVER_ROOT/shims"
  assert_failure -1 "pyver: cannot rehash: $PYVER_ROOT/shims isn't writable"
}

@test "a lock file of old, fresh or stale, delays nobody" {
  fake_version 3.12.6
  touch "$PYVER_ROOT/shims/.pyver-shim"
  PYVER_REHASH_TIMEOUT=0 run "$PYVER" rehash
  assert_success ""
  [ -x "$PYVER_ROOT/shims/python" ]
  touch -t 202001010000 "$PYVER_ROOT/shims/.pyver-shim"
  fake_version 3.13.5
  PYVER_REHASH_TIMEOUT=0 run "$PYVER" rehash
  assert_success ""
  [ -x "$PYVER_ROOT/shims/python3.13" ]
}

@test "the kernel's lock is waited for, PYVER_REHASH_TIMEOUT seconds long" {
  requires flock
  fake_version 3.12.6
  "$PYVER" rehash
  fake_version 3.13.5
  PYVER_REHASH_TIMEOUT=1 run_split flock "$PYVER_ROOT/locks/shims" "$PYVER" rehash
  assert_failure -1 ""
  case $errors in
    "pyver: cannot rehash: cannot lock "*" 1 second"*) ;;
    *) flunk "$errors" ;;
  esac
  assert_missing "$PYVER_ROOT/shims/python3.13"
}

@test "it goes on as soon as the lock is free" {
  requires flock
  fake_version 3.12.6
  "$PYVER" rehash
  fake_version 3.13.5
  flock "$PYVER_ROOT/locks/shims" sh -c 'echo >"$1"; sleep 0.3; ls "$PYVER_ROOT/shims" >"$1.shims"' sh "$TMP/held" &
  for _ in $(seq 250); do
    [ ! -s "$TMP/held" ] || break
    sleep 0.02
  done
  PYVER_REHASH_TIMEOUT=20 run "$PYVER" rehash
  assert_success ""
  wait
  refute_in_file=$(cat "$TMP/held.shims")
  case $refute_in_file in *python3.13*) flunk "did not wait" ;; esac
  [ -x "$PYVER_ROOT/shims/python3.13" ]
}

@test "nobody waits when there is nothing to do" {
  requires flock
  fake_version 3.12.6
  "$PYVER" rehash
  PYVER_REHASH_TIMEOUT=0 run flock "$PYVER_ROOT/locks/shims" "$PYVER" rehash
  assert_success ""
}

@test "many at once do not disturb each other" {
  fake_version 3.12.6 a b c d e f g
  for i in 1 2 3 4 5 6; do
    "$PYVER" rehash >"$TMP/log.$i" 2>&1 || echo failed >>"$TMP/log.$i" &
  done
  wait
  assert_equal "" "$(cat "$TMP"/log.*)"
  assert_equal $'a\nb\nc\nd\ne\nf\ng\npython\npython3\npython3.12' "$(shims)"
}
