#!/usr/bin/env bats
# Without hooks: no process, and a look-up per place.
load helper

setup() {
  pv_setup
  requires strace
  strace -o /dev/null true 2>/dev/null || skip "not allowed to trace"
  # a sanitizer's search for leaks does not work under strace
  export ASAN_OPTIONS=detect_leaks=0
  fake_version 3.4.2
  "$PYVER" rehash
}

# processes COMMAND...: how many programs run, itself included
processes() {
  strace -f -e trace=execve,clone,clone3,fork,vfork -o "$TMP/trace" "$@" >/dev/null || return
  grep -cE 'execve\(|clone|fork' "$TMP/trace"
}

@test "no process for hooks" {
  # folders for hooks, and hooks for other points, but none for these
  mkdir -p "$PYVER_ROOT/pyver.d/exec" "$PYVER_ROOT/plugins/p/etc/pyver.d/which" "$PYVER_ROOT/pyver.d/install"
  echo 'exit 1' >"$PYVER_ROOT/pyver.d/install/a.bash"
  echo text >"$PYVER_ROOT/pyver.d/exec/README"
  export PYVER_VERSION=3.4.2
  for command in version-name version version-origin versions prefix rehash "which python"; do
    # shellcheck disable=SC2086
    assert_equal 1 "$(processes "$PYVER" $command)"
  done
}

@test "places that do not exist are looked up once" {
  PYVER_VERSION=3.4.2 strace -e trace=file -o "$TMP/trace" "$PYVER" which python
  run grep -c 'pyver\.d\|pyver/hooks' "$TMP/trace"
  [ "$output" -le 6 ] || flunk "$output look-ups:" "$(grep 'pyver\.d\|pyver/hooks' "$TMP/trace")"
  PYVER_VERSION=3.4.2 strace -e trace=file -o "$TMP/trace" "$PYVER_ROOT/shims/python" -V
  run grep -c 'pyver\.d\|pyver/hooks\|/plugins' "$TMP/trace"
  [ "$output" -le 2 ] || flunk "$output look-ups:" "$(grep 'pyver\.d\|pyver/hooks' "$TMP/trace")"
}
