#!/usr/bin/env bats
# pyver sh-activate: the code for the calling shell. That it leaves no trace is
# in activate.bats.
load helper

setup() {
  pv_setup
  fake_version 3.9.1
  fake_version 3.12.6
  fake_env 3.9.1 one
  fake_env 3.12.6 two
  export PYVER_SHELL=bash
  ONE=$PYVER_ROOT/versions/3.9.1/envs/one
  TWO=$PYVER_ROOT/versions/3.12.6/envs/two
}

# state ARGS...: the variables after the code for ARGS was evaluated
state() {
  local code
  code=$("$PYVER" sh-activate "$@") || return
  # shellcheck disable=SC2016
  code=$code bash -uc 'PS1="> "; eval "$code"
    printf "%s|" "${VIRTUAL_ENV-}" "${PYVER_VIRTUAL_ENV-}" "${PYVER_VERSION-}" "${PYVER_ACTIVATE_SHELL-}" "$PS1"'
}

@test "by name: version, folder and prompt" {
  run state one
  assert_success "$ONE|$ONE|one|1|(one) > |"
  run state 3.9.1/envs/one
  assert_success "$ONE|$ONE|3.9.1/envs/one|1|(3.9.1/envs/one) > |"
  PYVER_VIRTUALENV_INIT=1 run state one
  assert_success "$ONE|$ONE|one|1|(one) > |"
}

@test "what is selected: pinned only without virtualenv-init" {
  echo one >.python-version
  run state
  assert_success "$ONE|$ONE|one|1|(one) > |"
  PYVER_VIRTUALENV_INIT=1 run state
  assert_success "$ONE|$ONE|||(one) > |"
}

@test "an environment of the selected version by its own name" {
  rm "$PYVER_ROOT/versions/one"
  PYVER_VERSION=3.9.1 run state one
  assert_success "$ONE|$ONE|3.9.1/envs/one|1|(3.9.1/envs/one) > |"
  PYVER_VERSION=3.12.6/envs/two run_split "$PYVER" sh-activate one
  assert_failure -1 false
}

@test "what is no environment" {
  run_split "$PYVER" sh-activate 3.9.1
  assert_failure -1 false
  assert_errors "pyver-virtualenv: version \`3.9.1' is not a virtualenv"
  run_split "$PYVER" sh-activate ../evil
  assert_failure -1 false
  run_split "$PYVER" sh-activate --quiet 3.9.1
  assert_failure -1 false
  assert_errors ""
  run_split "$PYVER" sh-activate
  assert_failure -1 false
  assert_errors "pyver-virtualenv: version \`system' is not a virtualenv"
}

@test "several names: only the first may be an environment" {
  run_split "$PYVER" sh-activate one two
  assert_failure -1 false
  assert_errors "pyver-virtualenv: cannot activate multiple versions at once: one two"
  run_split "$PYVER" sh-activate --quiet one two
  assert_failure -1 false
  assert_errors ""
  run state one 3.12.6
  assert_success "$ONE|$ONE|one:3.12.6|1|(one) > |"
  run_split "$PYVER" sh-activate 3.12.6 one
  assert_failure -1 false
}

@test "one that something else activated stays" {
  VIRTUAL_ENV=/foreign run_split "$PYVER" sh-activate one
  assert_success true
  assert_errors "pyver-virtualenv: virtualenv \`/foreign' is already activated"
  VIRTUAL_ENV=/foreign PYVER_VIRTUAL_ENV=$ONE run_split "$PYVER" sh-activate --quiet one
  assert_success true
  assert_errors ""
  VIRTUAL_ENV=/foreign run state --force one
  assert_success "$ONE|$ONE|one|1|(one) > |"
}

@test "one that is active already" {
  export VIRTUAL_ENV=$ONE PYVER_VIRTUAL_ENV=$ONE
  run_split "$PYVER" sh-activate one
  assert_success true
  assert_errors "pyver-virtualenv: version \`one' is already activated"
  run state two
  assert_success "$TWO|$TWO|two|1|(two) > |"
}

@test "--unset is sh-deactivate" {
  export VIRTUAL_ENV=$ONE PYVER_VIRTUAL_ENV=$ONE
  run "$PYVER" sh-deactivate
  expected=$output
  run "$PYVER" sh-activate --unset
  assert_success "$expected"
}

@test "--verbose, by option and by variable" {
  run_split "$PYVER" sh-activate -v one
  assert_errors "pyver-virtualenv: activate one"
  PYVER_VIRTUALENV_VERBOSE_ACTIVATE=1 run_split "$PYVER" sh-activate one
  assert_errors "pyver-virtualenv: activate one"
}

@test "the prompt: another form, or none" {
  PYVER_VIRTUALENV_PROMPT='[{venv}|{venv}]' run state one
  assert_success "$ONE|$ONE|one|1|[one|{venv}] > |"
  for name in PYVER_VIRTUALENV_DISABLE_PROMPT PYVER_VIRTUAL_ENV_DISABLE_PROMPT VIRTUAL_ENV_DISABLE_PROMPT; do
    export $name=1
    run state one
    assert_success "$ONE|$ONE|one|1|> |"
    unset $name
  done
}

@test "PYTHONHOME goes, and is kept" {
  code=$(PYTHONHOME=/h "$PYVER" sh-activate one)
  # shellcheck disable=SC2016
  PYTHONHOME=/h code=$code run bash -uc 'eval "$code"; echo "${PYTHONHOME-unset} $_OLD_VIRTUAL_PYTHONHOME"'
  assert_success "unset /h"
}

@test "conda: its variables and scripts" {
  conda=$PYVER_ROOT/versions/miniconda3-4.7
  for dir in "$conda" "$conda/envs/foo"; do
    for name in python activate conda; do
      fake_program "$dir/bin/$name"
    done
    mkdir -p "$dir/etc/conda/activate.d" "$dir/etc/conda/deactivate.d" "$dir/etc/profile.d"
    echo 'echo "activate.d $CONDA_DEFAULT_ENV"' >"$dir/etc/conda/activate.d/x y.sh"
    echo 'echo profile.d' >"$dir/etc/profile.d/conda.sh"
    echo 'echo deactivate.d' >"$dir/etc/conda/deactivate.d/x.sh"
  done
  code=$("$PYVER" sh-activate miniconda3-4.7/envs/foo)
  # shellcheck disable=SC2016
  code=$code run bash -uc 'eval "$code"; echo "$CONDA_PREFIX"; eval "$(pyver sh-deactivate)"; echo "${CONDA_PREFIX-}${CONDA_DEFAULT_ENV-}"'
  assert_success "activate.d foo
profile.d
$conda/envs/foo
deactivate.d"
  code=$("$PYVER" sh-activate miniconda3-4.7)
  # shellcheck disable=SC2016
  code=$code run bash -uc 'eval "$code"'
  assert_line 0 "activate.d root"
}

@test "fish, with a prompt unless quiet" {
  requires fish
  export PYVER_SHELL=fish
  for words in "one" "-q one"; do
    # shellcheck disable=SC2086
    "$PYVER" sh-activate $words >code.fish
    run fish -Nc 'function fish_prompt; echo "> "; end; source code.fish; echo $VIRTUAL_ENV $PYVER_VERSION $PYVER_ACTIVATE_SHELL; fish_prompt'
    case $words in
      -q*) assert_success "$ONE one 1"$'\n> ' ;;
      *) assert_success "$ONE one 1"$'\n(one) > ' ;;
    esac
  done
}

@test "hooks of activate and deactivate speak to the shell too" {
  mkdir -p "$PYVER_ROOT/pyver.d/activate" "$PYVER_ROOT/pyver.d/deactivate"
  echo 'before_activate "echo \"echo before \$venv \$shell\""; after_activate "echo \"echo after \${prefix##*/}\""' \
    >"$PYVER_ROOT/pyver.d/activate/x.bash"
  echo 'before_deactivate "echo \"echo leaving\""' >"$PYVER_ROOT/pyver.d/deactivate/x.bash"
  code=$("$PYVER" sh-activate one)
  # shellcheck disable=SC2016
  code=$code run bash -uc 'eval "$code"'
  assert_success $'leaving\nbefore one bash\nafter one'
}

@test "--follow: enters, stays, leaves, without a word" {
  export PYVER_VIRTUALENV_INIT=1
  run_split "$PYVER" sh-activate --follow
  assert_success "_PYVER_VH_WATCH=''"
  assert_errors ""
  echo one >.python-version
  run state --follow
  assert_success "$ONE|$ONE|||(one) > |"
  # a shell started inside of the environment shows it too
  export VIRTUAL_ENV=$ONE PYVER_VIRTUAL_ENV=$ONE
  run state --follow
  assert_success "$ONE|$ONE|||(one) > |"
  echo 3.9.1 >.python-version
  run state --follow
  assert_success "||||> |"
}
