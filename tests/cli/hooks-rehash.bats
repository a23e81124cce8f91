#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the hooks
# The hooks of rehash: which names get a shim.
load helper

setup() {
  pv_setup
  requires bash
}

shims() {
  (cd "$PYVER_ROOT/shims" && ls -A) | paste -sd ' ' -
}

@test "hooks have the default IFS, and may end the command" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/tool"
  write_hook rehash hello.bash <<'SH'
hellos=($(printf "hello\tugly world\nagain"))
echo HELLO="$(printf ":%s" "${hellos[@]}")"
exit
SH
  IFS=$' \t\n' run "$PYVER" rehash
  assert_success "HELLO=:hello:ugly:world:again"
  assert_equal "" "$(shims)"
}

@test "make_shims and register_shim" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/tool"
  mkdir -p extra/bin
  touch extra/bin/one "extra/bin/two words"
  write_hook rehash a.bash <<'SH'
make_shims extra/bin/* extra/none/*
register_shim three
SH
  run "$PYVER" rehash
  assert_success ""
  assert_equal "one three tool two words" "$(shims)"
  [ -x "$PYVER_ROOT/shims/two words" ]
  rm "$PYVER_ROOT/pyver.d/rehash/a.bash"
  run "$PYVER" rehash
  assert_success ""
  assert_equal tool "$(shims)"
}

@test "names can be taken back, and make_shims replaced" {
  bash -c '((BASH_VERSINFO[0] > 3))' || skip "an old bash"
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/tool"
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/curl"
  write_hook rehash a.bash <<'SH'
unset 'registered_shims[curl]'
make_shims() { local f; for f; do register_shim "my-${f##*/}"; done; }
SH
  write_hook rehash b.bash <<<'make_shims /x/y'
  run "$PYVER" rehash
  assert_success ""
  assert_equal "my-y tool" "$(shims)"
}

@test "hooks see where" {
  write_hook rehash a.bash <<<'echo "$SHIM_PATH"; [ -x "$PROTOTYPE_SHIM_PATH" ]; [ -d "$SHIM_PATH" ]'
  rmdir "$PYVER_ROOT/shims"
  run "$PYVER" rehash
  assert_success "$PYVER_ROOT/shims"
}

@test "a program as a hook" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/tool"
  write_hook rehash a <<<$'#!/bin/sh\necho "register_shim=two words"; echo register_shim=b; echo register_shim=../../x; echo "$SHIM_PATH" >&2'
  run "$PYVER" rehash
  assert_success "$PYVER_ROOT/shims"
  assert_equal "b tool two words" "$(shims)"
  assert_missing "$PYVER_ROOT/x"
}

@test "nothing is left behind without versions" {
  write_hook rehash a.bash <<<':'
  run "$PYVER" rehash
  assert_success ""
  rmdir "$PYVER_ROOT/shims"
}

@test "many names" {
  mkdir -p "$PYVER_ROOT/versions/3.4.2/bin"
  (cd "$PYVER_ROOT/versions/3.4.2/bin" && for i in $(seq 2000); do echo >"program-number-$i"; done)
  write_hook rehash a.bash <<<'register_shim last'
  run timeout 60 "$PYVER" rehash
  assert_success ""
  assert_equal 2001 "$(ls "$PYVER_ROOT/shims" | wc -l | tr -d ' ')"
}

@test "after an installer" {
  fake_program "$PYVER_ROOT/versions/3.4.2/bin/pip"
  write_hook rehash a.bash <<<'register_shim extra; echo rehashed'
  PYVER_VERSION=3.4.2 run "$PYVER" exec pip install x
  assert_success
  assert_line rehashed
  assert_equal "extra pip" "$(shims)"
}
