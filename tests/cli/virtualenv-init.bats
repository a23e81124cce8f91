#!/usr/bin/env bats
# pyver virtualenv-init: instructions, the code, and its hook in real shells.
load helper

export ZDOTDIR=/nonexistent

setup() {
  pv_setup
  PLUGIN=$PYVER_LIBEXEC/plugins/virtualenv
}

@test "instructions on stderr, and failure" {
  run_split "$PYVER" virtualenv-init bash
  assert_failure -1 ""
  assert_errors $'# Load pyver-virtualenv automatically by adding\n# the following to ~/.bashrc:\n\neval "$(pyver virtualenv-init -)"'
  run "$PYVER" virtualenv-init fish
  assert_failure -1
  assert_line 'status --is-interactive; and source (pyver virtualenv-init -|psub)'
  run "$PYVER" virtualenv-init other
  assert_failure -1
  assert_line 'eval "$(pyver virtualenv-init -)"'
}

@test "the shell is PYVER_SHELL, else the parent" {
  SHELL=/bin/false run bash -c '"$PYVER" virtualenv-init -; :'
  assert_line '  PROMPT_COMMAND="_pyver_virtualenv_hook;${PROMPT_COMMAND-}"'
  printf '#!/bin/sh\n"$PYVER" virtualenv-init -\n:\n' >script
  chmod +x script
  run ./script
  assert_success
  refute_contains _pyver_virtualenv_hook
  PYVER_SHELL=zsh run "$PYVER" virtualenv-init -
  assert_contains precmd_functions
}

@test "PATH and PYVER_VIRTUALENV_INIT, also when done twice" {
  for shell in bash zsh dash; do
    command -v $shell >/dev/null || continue
    code=$("$PYVER" virtualenv-init - $shell)
    # shellcheck disable=SC2016
    code=$code run $shell -euc 'eval "$code"; eval "$code"; echo "$PATH"; env | grep ^PYVER_VIRTUALENV_INIT'
    assert_success "$PLUGIN/shims:$PATH"$'\nPYVER_VIRTUALENV_INIT=1'
    code=$(PYVER_VIRTUALENV_ROOT="/a'b \$x" "$PYVER" virtualenv-init - $shell)
    # shellcheck disable=SC2016
    code=$code run $shell -euc 'eval "$code"; echo "$PATH"'
    assert_success "/a'b \$x/shims:$PATH"
  done
  if command -v fish >/dev/null; then
    run fish -Nc 'pyver virtualenv-init - fish | source; pyver virtualenv-init - fish | source; string join : $PATH; env | grep ^PYVER_VIRTUALENV_INIT'
    assert_success "$PLUGIN/shims:$PATH"$'\nPYVER_VIRTUALENV_INIT=1'
  fi
}

@test "source activate, source deactivate" {
  fake_version 3.9.1
  fake_env 3.9.1 one
  for shell in bash zsh; do
    command -v $shell >/dev/null || continue
    PYVER_SHELL=$shell run $shell -c 'eval "$("$PYVER" virtualenv-init -)"
      source activate one; echo "$VIRTUAL_ENV"; source deactivate; echo "[${VIRTUAL_ENV-}]"'
    assert_success "pyver-virtualenv: activate one
$PYVER_ROOT/versions/3.9.1/envs/one
pyver-virtualenv: deactivate 3.9.1/envs/one
[]"
  done
  run "$PLUGIN/shims/activate" one
  assert_failure -1 "pyver-virtualenv: activate must be sourced. Run 'source activate envname' instead of 'activate envname'"
  run "$PLUGIN/shims/deactivate"
  assert_failure -1 "pyver-virtualenv: deactivate must be sourced. Run 'source deactivate' instead of 'deactivate'"
}

@test "an existing PROMPT_COMMAND stays, text or array" {
  # shellcheck disable=SC2016
  run bash -c 'PROMPT_COMMAND="mine"; eval "$("$PYVER" virtualenv-init - bash)"; eval "$("$PYVER" virtualenv-init - bash)"; echo "$PROMPT_COMMAND"
    PROMPT_COMMAND=(a b); eval "$("$PYVER" virtualenv-init - bash)"; printf "<%s>" "${PROMPT_COMMAND[@]}"'
  assert_success $'_pyver_virtualenv_hook;mine\n<_pyver_virtualenv_hook;a><b>'
}

# a world with two projects, and what a prompt makes of the folders
projects() {
  fake_version 3.9.1
  fake_env 3.9.1 one
  fake_env 3.9.1 two
  mkdir -p a/b c
  echo one >a/.python-version
  echo two >c/.python-version
}

posix_tour='set -u
eval "$init"; eval "$vinit"; PS1="> "
prompt() { _pyver_virtualenv_hook; s=$?; v=${VIRTUAL_ENV-}; echo "$s ${PWD##*/} ${v##*/} $PS1"; }
cd a; prompt; cd b; (exit 7); prompt; cd ../../c; prompt; cd ..; prompt
echo two >a/.python-version; cd a; prompt; echo one >.python-version; prompt
rm .python-version; prompt; echo new >.python-version; prompt
ln -s ../versions/3.9.1/envs/one "$PYVER_ROOT/versions/new"; prompt
rm "$PYVER_ROOT/versions/new"; prompt
'
tour_result='0 a one (one) > 
7 b one (one) > 
0 c two (two) > 
0 work  > 
0 a two (two) > 
0 a one (one) > 
0 a  > 
0 a  > 
0 a one (new) > 
0 a  > '

@test "the hook follows folders, files and environments: bash, zsh" {
  projects
  for shell in bash zsh; do
    command -v $shell >/dev/null || continue
    echo one >a/.python-version
    init=$("$PYVER" init - $shell) vinit=$("$PYVER" virtualenv-init - $shell) run $shell -c "$posix_tour"
    assert_success "$tour_result"
  done
}

@test "the hook follows folders, files and environments: fish" {
  requires fish
  projects
  run timeout 60 fish -Nc 'pyver init - fish | source; pyver virtualenv-init - fish | source
    function fish_prompt; echo "> "; end
    function prompt; _pyver_virtualenv_hook; set -l s $status; echo $s (basename $PWD) (string split -r -m1 / -- "$VIRTUAL_ENV")[-1] (fish_prompt); end
    function seven; return 7; end
    cd a; prompt; cd b; seven; prompt; cd ../../c; prompt; cd ..; prompt
    echo two >a/.python-version; cd a; prompt; echo one >.python-version; prompt
    rm .python-version; prompt; echo new >.python-version; prompt
    ln -s ../versions/3.9.1/envs/one "$PYVER_ROOT/versions/new"; prompt
    rm "$PYVER_ROOT/versions/new"; prompt'
  assert_success "$tour_result"
}

# processes SHELL CODE: how many execve and forks CODE costs after a first prompt
processes() {
  local calls=execve,clone,clone3,fork,vfork
  [ "$1" != fish ] || calls=execve # its threads are clones
  cat >"$TMP/script" <<SH
$setup_code
$2
SH
  # a sanitizer's search for leaks does not work under strace
  ASAN_OPTIONS=detect_leaks=0 strace -f -qq -e trace=$calls -o "$TMP/trace" $1 ${3-} "$TMP/script" >/dev/null 2>&1 || return
  grep -c -E '(execve|clone|clone3|v?fork)\(' "$TMP/trace"
}

@test "no process per prompt, one per change of what is selected" {
  requires strace
  projects
  for shell in bash zsh fish; do
    command -v $shell >/dev/null || continue
    setup_code="cd a; eval \"\$(pyver virtualenv-init - $shell)\"; _pyver_virtualenv_hook"
    options=
    case $shell in
      fish)
        options=-N
        setup_code="cd a; pyver virtualenv-init - fish | source; _pyver_virtualenv_hook"
        ;;
      zsh) options=-f ;;
    esac
    base=$(processes "$shell" : "$options" || echo failed)
    # the same folder, a folder below, and back
    h=_pyver_virtualenv_hook
    again=$(processes "$shell" "$h; $h; cd b; $h; cd ..; $h; $h" "$options" || echo failed)
    assert_equal "$shell: $base" "$shell: $again"
    # one fork that becomes pyver, and then the plugin
    case $shell in fish) one=2 ;; *) one=3 ;; esac
    moved=$(processes "$shell" "cd ../c; $h; $h; $h" "$options" || echo failed)
    assert_equal "$shell: $((base + one))" "$shell: $moved"
  done
}

@test "with a hook of version-name each prompt asks" {
  projects
  mkdir -p "$PYVER_ROOT/pyver.d/version-name"
  # shellcheck disable=SC2016
  echo '[ ! -f "$HOME/two" ] || PYVER_VERSION=two' >"$PYVER_ROOT/pyver.d/version-name/x.bash"
  init=$("$PYVER" init - bash) vinit=$("$PYVER" virtualenv-init - bash) run bash -uc 'eval "$init"; eval "$vinit"; PS1=
    _pyver_virtualenv_hook; echo "${VIRTUAL_ENV-}"; touch "$HOME/two"; _pyver_virtualenv_hook; echo "${VIRTUAL_ENV##*/}"'
  assert_success $'\ntwo'
}

@test "at a prompt: bash, zsh, fish" {
  requires expect
  projects
  for shell in "bash --norc --noprofile" "zsh -f" "fish -N"; do
    command -v "${shell%% *}" >/dev/null || continue
    case $shell in
      fish*) load='pyver init - fish | source; pyver virtualenv-init - fish | source; function fish_prompt; echo -n "P> "; end' ;;
      *) load='PS1="P> "; eval "$(pyver init -)"; eval "$(pyver virtualenv-init -)"' ;;
    esac
    at_terminal <<EXP
spawn $shell
send {$load; echo lo""aded}
send "\r"
saw loaded
send "cd a\r"
saw "(one) P> "
send "cd ../c\r"
saw "(two) P> "
send "cd ..; echo o\"\"ut\r"
saw "out"
saw "P> "
send {test -z "\$VIRTUAL_ENV"; and echo emp""ty; test -z "\$VIRTUAL_ENV" && echo emp""ty}
send "\r"
saw "empty"
EXP
    assert_success
  done
}
