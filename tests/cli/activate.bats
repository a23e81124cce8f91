#!/usr/bin/env bats
# pyver activate: without the shell integration, and with it in real shells.
load helper

export ZDOTDIR=/nonexistent

setup() {
  pv_setup
  fake_version 3.9.1
  fake_version 3.12.6
  fake_env 3.9.1 one
  fake_env 3.12.6 two
}

@test "as a program it says what is missing" {
  run_split "$PYVER" activate one
  assert_failure -1 ""
  case $errors in
    *"\`pyver activate' requires Pyver and Pyver-Virtualenv to be loaded into your shell."*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "completions and help" {
  run "$PYVER" completions activate
  assert_success $'--help\n--unset\n3.9.1/envs/one\n3.12.6/envs/two\none\ntwo'
  run "$PYVER" help activate
  assert_success
  assert_line 0 "Usage: pyver activate [-f|--force] [-q|--quiet] [-v|--verbose] [NAME...]"
  run "$PYVER" help sh-activate
  assert_line 1 "       pyver activate --unset"
}

# Any sequence of steps, then out: everything is as it was. $init and $vinit
# are the code to start with; `prompt' stands for the shell's own hook.
write_walk() {
  cat <<'SH'
set -eu
eval "$init"
hook=
if [ -n "$vinit" ]; then
  eval "$vinit"
  hook=1
fi
unset init vinit
say() { printf '%s\n' "$*"; }
prompt() {
  if [ -z "$hook" ]; then return 0; fi
  _pyver_virtualenv_hook
}
outer='p\$ "x" $(echo no) %~ '
PS1=$outer
PYTHONHOME='/old  home'
export PYTHONHOME
outer_path=$PATH want=unset log=
home=$PWD
check() {
  if [ -n "${VIRTUAL_ENV-}" ]; then
    [ -z "${PYTHONHOME+x}" ] || say "PYTHONHOME is $PYTHONHOME:$log"
    case $PS1 in
    "(${VIRTUAL_ENV##*/}) $outer" | "(${VIRTUAL_ENV##*/versions/}) $outer") ;;
    *) say "in $VIRTUAL_ENV PS1 is $PS1:$log" ;;
    esac
  else
    [ "${PYTHONHOME-}" = '/old  home' ] || say "PYTHONHOME is ${PYTHONHOME-unset}:$log"
    [ "$PS1" = "$outer" ] || say "outside PS1 is $PS1:$log"
  fi
  [ "$PATH" = "$outer_path" ] || say "PATH is $PATH:$log"
}
i=0
while [ $i -lt 40 ]; do
  i=$((i + 1))
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  step=$((seed / 65536 % 12))
  log="$log $step"
  case $step in
  0) pyver activate one 2>/dev/null || : ;;
  1) pyver activate two 2>/dev/null || : ;;
  2) pyver activate 3.12.6/envs/two 2>/dev/null || : ;;
  3) pyver activate 2>/dev/null || : ;;
  4 | 5) pyver deactivate 2>/dev/null || : ;;
  6) cd "$home/a" ;;
  7) cd "$home/a/deep er" ;;
  8) cd "$home/c" ;;
  9) cd "$home" ;;
  10) pyver shell 3.9.1 && want=3.9.1 ;;
  11) pyver shell --unset && want=unset ;;
  esac
  check
  prompt
  check
done
cd "$home"
pyver deactivate 2>/dev/null || :
prompt
[ -z "${VIRTUAL_ENV+x}" ] || say "VIRTUAL_ENV is $VIRTUAL_ENV:$log"
[ "${PYVER_VERSION-unset}" = "$want" ] || say "PYVER_VERSION is ${PYVER_VERSION-unset}, not $want:$log"
check
env | grep -a -E '^(_OLD_VIRTUAL|PYVER_VIRTUAL_ENV|PYVER_ACTIVATE|_PYVER|PS1=)' || :
say done
SH
}

walk() { # SHELL... : in folders of every kind
  local shell=${1##*/} seed
  mkdir -p "a/deep er" c
  echo one >a/.python-version
  echo two >c/.python-version
  write_walk >"$TMP/walk"
  init=$("$PYVER" init - --no-rehash "${2:-$shell}")
  vinit=
  case $shell in bash | zsh) vinit=$("$PYVER" virtualenv-init - "$shell") ;; esac
  for seed in 1 22 333; do
    run env init="$init" vinit="$vinit" seed=$seed "$@" "$TMP/walk"
    assert_success "done"
  done
  assert_missing pwned
}

nasty_root() {
  export PYVER_ROOT=$TMP/$'ro  ot\'s "q" $(touch pwned) `touch pwned` ${HOME} !! %n \\e\nf * ; & #'
  mkdir -p "$PYVER_ROOT/shims" "$PYVER_ROOT/versions"
  setup_versions
}

setup_versions() {
  local version
  for version in 3.9.1 3.12.6; do
    fake_program "$PYVER_ROOT/versions/$version/bin/python" :
  done
  fake_nasty_env 3.9.1 one
  fake_nasty_env 3.12.6 two
}

fake_nasty_env() {
  local dir=$PYVER_ROOT/versions/$1/envs/$2
  fake_program "$dir/bin/python" :
  fake_program "$dir/bin/activate" :
  # a path of several lines cannot be said in pyvenv.cfg
  mkdir -p "$dir/lib" "$TMP/base"
  echo "$TMP/base" >"$dir/lib/orig-prefix.txt"
  ln -s "$dir" "$PYVER_ROOT/versions/$2"
}

walks() {
  requires "$1"
  walk "$@"
  nasty_root
  walk "$@"
}

@test "in and out leaves no trace: bash" { walks bash; }
@test "in and out leaves no trace: zsh" { walks zsh -f; }
@test "in and out leaves no trace: dash" { walks dash; }
@test "in and out leaves no trace: mksh" { walks mksh; }
@test "in and out leaves no trace: busybox ash" { walks busybox ash; }

@test "in and out leaves no trace: fish" {
  requires fish
  cat >"$TMP/walk" <<'FISH'
pyver init - --no-rehash fish | source
pyver virtualenv-init - fish | source
function fish_prompt
  echo -n "$status> "
end
function outer_prompt # without where it was defined
  functions fish_prompt | string match -v -r '^#' | string collect
end
set -g outer (outer_prompt)
set -g home $PWD
set -g outer_path "$PATH"
set -gx PYTHONHOME '/old  home'
set want unset
set -g steps
function check
  if test -n "$VIRTUAL_ENV"
    set -q PYTHONHOME; and echo "PYTHONHOME is $PYTHONHOME: $steps"
    set -l shown (fish_prompt | string collect)
    set -l name (string split -r -m 1 / -- $VIRTUAL_ENV)[-1]
    string match -q "(*$name) *> " -- $shown; or echo "prompt in $name is $shown: $steps"
    test (count (string match -a -r '\(' -- $shown)) = 1; or echo "prompt is $shown: $steps"
  else
    test "$PYTHONHOME" = '/old  home'; or echo "PYTHONHOME is $PYTHONHOME: $steps"
    test (outer_prompt | string collect) = "$outer"; or echo "prompt is not restored: $steps"
  end
  test "$PATH" = "$outer_path"; or echo "PATH is $PATH: $steps"
end
random $argv[1]
for i in (seq 40)
  set step (random 0 11)
  set -ga steps $step
  switch $step
    case 0
      pyver activate one 2>/dev/null
    case 1
      pyver activate two 2>/dev/null
    case 2
      pyver activate 3.12.6/envs/two 2>/dev/null
    case 3
      pyver activate 2>/dev/null
    case 4 5
      pyver deactivate 2>/dev/null
    case 6
      cd $home/a
    case 7
      cd "$home/a/deep er"
    case 8
      cd $home/c
    case 9
      cd $home
    case 10
      pyver shell 3.9.1; and set want 3.9.1
    case 11
      pyver shell --unset; and set want unset
  end
  check
  _pyver_virtualenv_hook
  check
end
cd $home
pyver deactivate 2>/dev/null
_pyver_virtualenv_hook
check
set -q VIRTUAL_ENV; and echo "VIRTUAL_ENV is $VIRTUAL_ENV: $steps"
set -l now $PYVER_VERSION
set -q PYVER_VERSION; or set now unset
test "$now" = $want; or echo "PYVER_VERSION is $now, not $want: $steps"
env | grep -a -E '^(_OLD_VIRTUAL|PYVER_VIRTUAL_ENV|PYVER_ACTIVATE|_PYVER)'
echo done
FISH
  mkdir -p "a/deep er" c
  echo one >a/.python-version
  echo two >c/.python-version
  for seed in 1 22 333; do
    run timeout 60 fish -N "$TMP/walk" "$seed"
    assert_success "done"
  done
  nasty_root
  run timeout 60 fish -N "$TMP/walk" 4444
  assert_success "done"
  assert_missing pwned
}

@test "an environment's own script on top, and its deactivate" {
  # what a bin/activate of any tool does
  cat >"$PYVER_ROOT/versions/two/bin/activate" <<'SH'
deactivate() { PATH=$_OLD_VIRTUAL_PATH PS1=$_OLD_VIRTUAL_PS1; unset VIRTUAL_ENV _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PS1; unset -f deactivate; }
_OLD_VIRTUAL_PATH=$PATH _OLD_VIRTUAL_PS1=$PS1
PATH=/foreign/bin:$PATH PS1="(two) $PS1"
export VIRTUAL_ENV=/foreign PATH
SH
  init=$("$PYVER" init - --no-rehash bash)
  # shellcheck disable=SC2016
  run env init="$init" bash -c 'eval "$init"; PS1="> "; path=$PATH
    pyver activate one
    . "$PYVER_ROOT/versions/two/bin/activate"
    pyver activate one 2>&1; echo "$? $VIRTUAL_ENV"
    pyver deactivate
    echo "$PS1|${VIRTUAL_ENV-unset}|${PYVER_VERSION-unset}"; [ "$PATH" = "$path" ]; declare -F deactivate'
  assert_failure -1 "pyver-virtualenv: virtualenv \`/foreign' is already activated
0 /foreign
> |unset|unset"
}

@test "a name that a prompt or a shell could take for its own" {
  name='a$(touch pwned)`touch pwned`b%n!'
  fake_env 3.9.1 "$name" 2>/dev/null || :
  printf 'home = %s\n' "$PYVER_ROOT/versions/3.9.1/bin" >"$PYVER_ROOT/versions/3.9.1/envs/$name/pyvenv.cfg"
  rm -f pwned
  init=$("$PYVER" init - --no-rehash bash)
  # shellcheck disable=SC2016
  run env init="$init" bash -c 'eval "$init"; PS1="> "; pyver activate "$1"; printf "%s\n" "${PS1@P}" "$PYVER_VERSION"; pyver deactivate; echo "$PS1"' - "$name"
  assert_success "(a_(touch pwned)_touch pwned_b_n_) > 
$name
> "
  assert_missing pwned
}
