#!/usr/bin/env bats
# pyver deactivate, without the shell integration.
load helper

@test "as a program it says what is missing" {
  VIRTUAL_ENV=/x run_split "$PYVER" deactivate
  assert_failure -1 ""
  case $errors in
    *"\`pyver deactivate' requires Pyver and Pyver-Virtualenv to be loaded into your shell."*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "completions and help" {
  run "$PYVER" completions deactivate
  assert_success "--help"
  run "$PYVER" help sh-deactivate
  assert_success
  assert_line 0 "Usage: pyver deactivate [-f|--force] [-q|--quiet] [-v|--verbose]"
}
