#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of uninstall: loaded once, their code run before and after each version.
load helper

setup() {
  pv_setup
  requires bash
}

@test "before and after" {
  write_hook uninstall a.bash <<'SH'
before_uninstall 'echo before: $PREFIX'
after_uninstall 'echo after.'
SH
  mkdir -p "$PYVER_ROOT/versions/3.6.2"
  run "$PYVER" uninstall -f 3.6.2
  assert_success "before: $PYVER_ROOT/versions/3.6.2
pyver: 3.6.2 uninstalled
after."
  assert_missing "$PYVER_ROOT/versions/3.6.2"
}

@test "with several versions" {
  write_hook uninstall a.bash <<'SH'
echo loaded
before_uninstall 'echo before: $PREFIX; n=$((n + 1))'
after_uninstall 'echo after. $n'
SH
  mkdir -p "$PYVER_ROOT/versions/3.6.2" "$PYVER_ROOT/versions/3.6.3"
  run "$PYVER" uninstall -f 3.6.2 3.6.3
  assert_success "loaded
before: $PYVER_ROOT/versions/3.6.2
pyver: 3.6.2 uninstalled
after. 1
before: $PYVER_ROOT/versions/3.6.3
pyver: 3.6.3 uninstalled
after. 2"
}

@test "what they see" {
  write_hook uninstall a.bash <<'SH'
before_uninstall 'echo "$DEFINITION $VERSION_NAME ${FORCE-unset}"; [ -d "$PREFIX" ]'
after_uninstall '[ ! -e "$PREFIX" ]; echo gone'
SH
  fake_version 3.6.2
  fake_version 3.6.3
  run "$PYVER" uninstall -f 3.6.2
  assert_success "3.6.2 3.6.2 true
pyver: 3.6.2 uninstalled
gone"
  run sh -c 'echo y | "$PYVER" uninstall 3.6.3 2>/dev/null'
  assert_success "3.6.3 3.6.3 unset
pyver: 3.6.3 uninstalled
gone"
}

@test "a hook prevents it" {
  fake_version 3.6.2
  for hook in 'before_uninstall "exit 3"' 'exit 3' 'before_uninstall "return 3 2>/dev/null || exit 3"'; do
    write_hook uninstall a.bash <<<"$hook"
    run "$PYVER" uninstall -f 3.6.2
    assert_failure -3 ""
    [ -d "$PYVER_ROOT/versions/3.6.2" ]
  done
}

@test "nothing runs when nothing is uninstalled" {
  fake_version 3.6.2
  write_hook uninstall a.bash <<<$'before_uninstall "echo before"\nafter_uninstall "echo after"'
  run sh -c 'echo n | "$PYVER" uninstall 3.6.2 2>/dev/null'
  assert_failure -1 ""
  run "$PYVER" uninstall -f 9.9
  assert_success ""
}

@test "a program as a hook: it runs twice" {
  fake_version 3.6.2
  write_hook uninstall a <<<$'#!/bin/sh\necho "$PYVER_HOOK $PYVER_HOOK_PHASE $VERSION_NAME $PREFIX" >&2'
  run "$PYVER" uninstall -f 3.6.2
  assert_success "uninstall before 3.6.2 $PYVER_ROOT/versions/3.6.2
pyver: 3.6.2 uninstalled
uninstall after 3.6.2 $PYVER_ROOT/versions/3.6.2"
}
