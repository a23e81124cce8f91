#!/usr/bin/env bats
# The activate files, read by the shells themselves: they lead into the
# environment, whatever its path holds, and out again without a trace.
load helper

setup() {
  pv_setup
  # a system Python, as far as anybody asks
  mkdir -p "$TMP/usr/lib/python3.9"
  fake_program "$TMP/usr/bin/python3.9"
  system_program python3 "printf '%s\n' $TMP/usr/bin/python3.9 $TMP/usr/lib/python3.9 CPython 3.9.2 64"
  NASTY=$TMP/$'a  b\'c"d$(touch pwned)`touch pwned`${HOME}!!%n\\e\nf\xff*;&#'
}

# make_env NAME [ROOT]: sets ENV_DIR
make_env() {
  PYVER_ROOT=${2:-$PYVER_ROOT} pyver virtualenv --without-pip system "$1"
  ENV_DIR=${2:-$PYVER_ROOT}/versions/$1
}

# posix SHELL...: the whole round in a shell of that family
posix() {
  cat >"$TMP/round" <<'SH'
state() {
  printf '%s|' "${PATH-unset}" "${PS1-unset}" "${VIRTUAL_ENV-unset}" "${VIRTUAL_ENV_PROMPT-unset}" "${PYTHONHOME-unset}"
  # what children see
  env | grep -a -c -E '^(VIRTUAL_ENV|VIRTUAL_ENV_PROMPT|PYTHONHOME|_OLD_VIRTUAL)' || :
}
say() { printf '%s\n' "$*"; }
set -eu
PS1='prompt> '
before=$(state)
. "$1/bin/activate"
[ "$VIRTUAL_ENV" = "$1" ] || say "VIRTUAL_ENV is $VIRTUAL_ENV"
[ "$VIRTUAL_ENV_PROMPT" = "${1##*/}" ] || say "VIRTUAL_ENV_PROMPT is $VIRTUAL_ENV_PROMPT"
case $PATH in "$1/bin:"*) ;; *) say "PATH is $PATH" ;; esac
[ -z "${PYTHONHOME+set}" ] || say "PYTHONHOME is $PYTHONHOME"
[ "$PS1" = "(${1##*/}) prompt> " ] || say "PS1 is $PS1"
# once more, and over into a second one
. "$1/bin/activate"
[ "$PS1" = "(${1##*/}) prompt> " ] || say "PS1 is $PS1"
. "$2/bin/activate"
[ "$VIRTUAL_ENV" = "$2" ] || say "VIRTUAL_ENV is $VIRTUAL_ENV"
[ "$PS1" = "(${2##*/}) prompt> " ] || say "PS1 is $PS1"
case $PATH in "$2/bin:"*"$1/bin"*) say "both on PATH" ;; esac
deactivate
after=$(state)
[ "$after" = "$before" ] || say "before: $before" "after: $after"
(deactivate) 2>/dev/null && say "deactivate is still there"
if [ "${3-}" = quiet ]; then
  VIRTUAL_ENV_DISABLE_PROMPT=1
  . "$1/bin/activate"
  [ "$PS1" = "prompt> " ] || say "PS1 is $PS1"
  deactivate
fi
say done
SH
  run "$@" "$TMP/round" "$ENV_DIR" "$SECOND" quiet
  assert_success "done"
  PYTHONHOME=/old VIRTUAL_ENV=/outer VIRTUAL_ENV_PROMPT='out er' run "$@" "$TMP/round" "$ENV_DIR" "$SECOND"
  assert_success "done"
  assert_missing pwned
}

posix_rounds() {
  requires "$1"
  make_env two
  SECOND=$ENV_DIR
  make_env one
  posix "$@"
  make_env one "$NASTY"
  posix "$@"
}

@test "sh" { posix_rounds sh; }
@test "bash" { posix_rounds bash; }
@test "bash as sh" { posix_rounds bash --posix; }
@test "dash" { posix_rounds dash; }
@test "zsh" { posix_rounds zsh -f; }
@test "ksh" { posix_rounds ksh; }
@test "mksh" { posix_rounds mksh; }
@test "busybox ash" { posix_rounds busybox ash; }

@test "a prompt that would be interpreted is shown as text" {
  PYVER_ROOT=$PYVER_ROOT pyver virtualenv --without-pip --prompt '$(touch pwned)`touch pwned`\w%n!' system one
  ENV_DIR=$PYVER_ROOT/versions/one
  # shellcheck disable=SC2016
  run bash -c 'PS1="> "; . "$1/bin/activate"; printf "%s\n" "${PS1@P}" "$VIRTUAL_ENV_PROMPT"' - "$ENV_DIR"
  assert_success '(_(touch pwned)_touch pwned__w_n_) > 
$(touch pwned)`touch pwned`\w%n!'
  assert_missing pwned
  if command -v zsh >/dev/null; then
    # shellcheck disable=SC2016
    run zsh -fc 'setopt prompt_subst prompt_bang; PS1="> "; . "$1/bin/activate"; print -P "$PS1"' - "$ENV_DIR"
    assert_success '(_(touch pwned)_touch pwned__w_n_) > '
    assert_missing pwned
  fi
}

@test "fish" {
  requires fish
  cat >"$TMP/round" <<'FISH'
function state
    printf '%s|' $PATH -- (fish_prompt) -- $VIRTUAL_ENV -- $VIRTUAL_ENV_PROMPT -- $PYTHONHOME
    env | grep -a -c -E '^(VIRTUAL_ENV|VIRTUAL_ENV_PROMPT|PYTHONHOME|_OLD_VIRTUAL)'
end
function fish_prompt
    echo -n "$status> "
end
function expect
    test "$argv[2]" = "$argv[3]"; or echo "$argv[1] is <$argv[2]>, not <$argv[3]>"
end
function fails
    return 3
end
set -l before (state | string collect)
source $argv[1]/bin/activate.fish
expect VIRTUAL_ENV "$VIRTUAL_ENV" "$argv[1]"
expect PYTHONHOME (set -q PYTHONHOME; echo $status) 1
expect python (command -s python | string collect) "$argv[1]/bin/python"
fails
expect prompt (fails; fish_prompt | string collect) "($(basename $argv[1])) 3> "
source $argv[1]/bin/activate.fish
source $argv[2]/bin/activate.fish
expect VIRTUAL_ENV "$VIRTUAL_ENV" "$argv[2]"
expect prompt (fails; fish_prompt | string collect) "($(basename $argv[2])) 3> "
contains -- $argv[1]/bin $PATH; and echo "both on PATH"
deactivate
expect state (state | string collect) "$before"
functions -q deactivate; and echo "deactivate is still there"
set -g VIRTUAL_ENV_DISABLE_PROMPT 1
source $argv[1]/bin/activate.fish
expect prompt (fails; fish_prompt | string collect) "3> "
deactivate
echo done
FISH
  make_env two
  SECOND=$ENV_DIR
  for root in "$PYVER_ROOT" "$NASTY"; do
    make_env one "$root"
    run fish --no-config "$TMP/round" "$ENV_DIR" "$SECOND"
    assert_success "done"
    PYTHONHOME=/old VIRTUAL_ENV=/outer run fish --no-config "$TMP/round" "$ENV_DIR" "$SECOND"
    assert_success "done"
    assert_missing pwned
  done
}

@test "tcsh" {
  requires tcsh
  cat >"$TMP/round" <<'CSH'
set prompt = 'prompt> '
set one = $argv[1]:q
set two = $argv[2]:q
set old_path = $PATH:q
set old_env = `printenv VIRTUAL_ENV`
set old_home = `printenv PYTHONHOME`
source $one:q/bin/activate.csh
if ($VIRTUAL_ENV:q != $one:q) echo VIRTUAL_ENV is $VIRTUAL_ENV:q
if ($?PYTHONHOME) echo PYTHONHOME is still set
if ($prompt:q != '(one) prompt> ') echo prompt is $prompt:q
source $one:q/bin/activate.csh
source $two:q/bin/activate.csh
if ($VIRTUAL_ENV:q != $two:q) echo VIRTUAL_ENV is $VIRTUAL_ENV:q
if ($prompt:q != '(two) prompt> ') echo prompt is $prompt:q
if ($PATH:q != $two:q/bin:$old_path:q) echo PATH is $PATH:q
deactivate
if ($prompt:q != 'prompt> ') echo prompt is $prompt:q
if ($PATH:q != $old_path:q) echo PATH is $PATH:q
set now = `printenv VIRTUAL_ENV`
if ("$now" != "$old_env") echo VIRTUAL_ENV is $now:q
set now = `printenv PYTHONHOME`
if ("$now" != "$old_home") echo PYTHONHOME is $now:q
alias deactivate
echo done
CSH
  make_env two
  SECOND=$ENV_DIR
  for root in "$PYVER_ROOT" "$NASTY"; do
    make_env one "$root"
    run tcsh -f "$TMP/round" "$ENV_DIR" "$SECOND"
    assert_success "done"
    PYTHONHOME=/old VIRTUAL_ENV=/outer run tcsh -f "$TMP/round" "$ENV_DIR" "$SECOND"
    assert_success "done"
    assert_missing pwned
  done
}

@test "nushell" {
  requires nu
  make_env one
  # shellcheck disable=SC2016
  run nu -n -c "overlay use '$ENV_DIR/bin/activate.nu'; print \$env.VIRTUAL_ENV; deactivate; print (\$env.VIRTUAL_ENV? | default none)"
  assert_success "$ENV_DIR
none"
}

@test "PowerShell" {
  requires pwsh
  make_env one
  # shellcheck disable=SC2016
  run pwsh -NoProfile -Command "\$p = \$env:PATH; . '$ENV_DIR/bin/Activate.ps1'; \$env:VIRTUAL_ENV; deactivate; \$env:PATH -eq \$p; \$null -eq \$env:VIRTUAL_ENV"
  assert_success "$ENV_DIR
True
True"
}
