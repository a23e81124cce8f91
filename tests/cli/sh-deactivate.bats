#!/usr/bin/env bats
# pyver sh-deactivate: the code for the calling shell.
load helper

@test "nothing is active" {
  run_split "$PYVER" sh-deactivate
  assert_failure -1 false
  assert_errors "pyver-virtualenv: no virtualenv has been activated."
  run_split "$PYVER" sh-deactivate -q
  assert_failure -1 false
  assert_errors ""
  run_split "$PYVER" sh-deactivate --force
  assert_success
  # shellcheck disable=SC2016
  code=$output run sh -euc 'PATH0=$PATH PS1=x; eval "$code"; [ "$PATH" = "$PATH0" ]; echo "$PS1"'
  assert_success x
}

@test "variables go, those put aside come back" {
  export VIRTUAL_ENV=/v PYVER_VIRTUAL_ENV=/v PYVER_VERSION=v PYVER_ACTIVATE_SHELL=1 CONDA_DEFAULT_ENV=x
  for shell in bash zsh dash; do
    command -v $shell >/dev/null || continue
    code=$(PYVER_SHELL=$shell "$PYVER" sh-deactivate)
    # shellcheck disable=SC2016
    code=$code run $shell -uc '_OLD_VIRTUAL_PATH=$PATH:/x _OLD_VIRTUAL_PYTHONHOME=/h _OLD_VIRTUAL_PS1="> "
      deactivate() { :; }
      before=$PATH; eval "$code"
      echo "${VIRTUAL_ENV-}${PYVER_VIRTUAL_ENV-}${PYVER_VERSION-}${PYVER_ACTIVATE_SHELL-}${CONDA_DEFAULT_ENV-}|$PYTHONHOME|$PS1|${PATH#"$before"}"
      deactivate 2>/dev/null || echo gone'
    assert_success "|/h|> |:/x"$'\ngone'
  done
}

@test "PYVER_VERSION stays unless activate has set it" {
  export VIRTUAL_ENV=/v PYVER_VIRTUAL_ENV=/v PYVER_VERSION=v
  code=$(PYVER_SHELL=bash "$PYVER" sh-deactivate)
  # shellcheck disable=SC2016
  code=$code run bash -uc 'eval "$code"; echo "$PYVER_VERSION"'
  assert_success v
}

@test "--verbose says what is left" {
  VIRTUAL_ENV=$PYVER_ROOT/versions/3.9.1/envs/one run_split "$PYVER" sh-deactivate -v
  assert_errors "pyver-virtualenv: deactivate 3.9.1/envs/one"
  VIRTUAL_ENV=/x/y PYVER_VIRTUALENV_VERBOSE_ACTIVATE=1 run_split "$PYVER" sh-deactivate
  assert_errors "pyver-virtualenv: deactivate y"
}

@test "fish: the prompt comes back" {
  requires fish
  fake_version 3.9.1
  fake_env 3.9.1 one
  run fish -Nc 'pyver init - fish | source; function fish_prompt; echo "$status> "; end
    pyver activate one; fish_prompt; pyver deactivate; fish_prompt; set -q VIRTUAL_ENV; or echo out'
  assert_success $'(one) 0> \n0> \nout'
}
