#!/usr/bin/env bats
# The shell integration in real shells: the code of `pyver init -' evaluated by
# bash, zsh, dash and fish, as scripts and at a prompt.
load helper

posix_shells() {
  local shell
  for shell in bash zsh dash 'busybox ash' mksh ksh93; do
    if command -v "${shell%% *}" >/dev/null 2>&1 && $shell -c : 2>/dev/null; then
      echo "$shell"
    fi
  done
}

# in_posix CODE: in each POSIX-like shell, `$init' being the code for it; the
# shell's name is in $shell, its options in $options
in_posix() {
  local shell init
  while read -r shell; do
    init=$("$PYVER" init - --no-rehash ${init_options-} "${shell%% *}")
    # shellcheck disable=SC2086
    run env shell="$shell" init="$init" PATH="${given_path-$PATH}" $shell ${options--eu} -c "$1" </dev/null
    [ "$status" -eq "${expected_status-0}" ] || flunk "$shell: status $status" "$output" || return
    [ "${2+x}" != x ] || assert_equal "$shell: $2" "$shell: $output" || return
  done <<<"$(posix_shells)"
}

# no_zsh_rc: zsh without the start-up files of this machine
export ZDOTDIR=/nonexistent

@test "shims come first, once, and the rest of PATH stays" {
  shims=$PYVER_ROOT/shims
  in_posix 'eval "$init"; echo "$PATH"' "$shims:$PATH"
  in_posix 'eval "$init"; eval "$init"; eval "$init"; echo "$PATH"' "$shims:$PATH"
  given_path=/a:$shims:$PATH:$shims in_posix 'eval "$init"; echo "$PATH"' "$shims:/a:$PATH"
  given_path=$shims:$shims:$shims:$PATH in_posix 'eval "$init"; echo "$PATH"' "$shims:$PATH"
  given_path=$shims/x:x$shims:$PATH in_posix 'eval "$init"; echo "$PATH"' "$shims:$shims/x:x$shims:$PATH"
}

@test "an empty PATH gets no working directory" {
  shims=$PYVER_ROOT/shims
  in_posix 'PATH=; eval "$init"; echo "$PATH"' "$shims"
  in_posix "PATH=$shims; "'eval "$init"; echo "$PATH"' "$shims"
}

@test "--no-push-path leaves PATH alone if the shims are on it" {
  shims=$PYVER_ROOT/shims
  init_options=--no-push-path
  in_posix 'eval "$init"; echo "$PATH"' "$shims:$PATH"
  given_path=/a:$shims:$PATH in_posix 'eval "$init"; echo "$PATH"' "/a:$shims:$PATH"
}

@test "a root with every awkward character" {
  PYVER_ROOT="$TMP/it's \$HOME \`x\` \"q\" \\ * [a] <SHIMS>"
  export PYVER_ROOT
  shims=$PYVER_ROOT/shims
  in_posix 'eval "$init"; eval "$init"; echo "$PATH"' "$shims:$PATH"
  if command -v fish >/dev/null; then
    run fish -Nc 'pyver init - --no-rehash fish | source; pyver init - --no-rehash fish | source; echo $PATH[1]; count $PATH'
    assert_success "$shims"$'\n'"$(($(tr -cd : <<<"$PATH" | wc -c) + 2))"
  fi
}

@test "the code runs no process" {
  requires strace
  while read -r shell; do
    "$PYVER" init - --no-rehash "${shell%% *}" >code
    printf ':\n' >nothing
    for file in code nothing; do
      # shellcheck disable=SC2086
      run strace -f -qq -e trace=clone,clone3,fork,vfork,execve -o "trace.$file" $shell -c ". ./$file"
      assert_success
    done
    assert_equal "$shell: $(grep -c . trace.nothing)" "$shell: $(grep -c . trace.code)"
  done <<<"$(posix_shells)"
}

@test "the function: no argument, an empty one, any" {
  system_program pyver-words 'echo $#; printf "<%s>" "$@"'
  in_posix 'eval "$init"; pyver words "a b" "" -x' $'3\n<a b><><-x>'
  expected_status=1 options=-u in_posix 'eval "$init"; pyver 2>/dev/null'
  expected_status=1 options=-u in_posix 'eval "$init"; pyver "" 2>/dev/null'
  options=-u in_posix 'eval "$init"; pyver "" 2>&1 || :' "pyver: no such command \`'"
}

@test "pyver shell sets, shows, swaps and unsets" {
  fake_version 3.12.6
  fake_version 3.9.1
  in_posix 'eval "$init"
    pyver shell 3.12; pyver shell
    pyver shell 3.9.1; pyver version-name
    pyver shell -; pyver shell
    pyver shell -; pyver shell
    pyver shell --unset; echo "[${PYVER_VERSION-unset}]"
    pyver shell -; pyver shell' \
    $'3.12\n3.9.1\n3.12\n3.9.1\n[unset]\n3.9.1'
}

@test "pyver shell - from no version and back" {
  fake_version 3.12.6
  in_posix 'eval "$init"
    pyver shell 3.12.6; pyver shell -; echo "[${PYVER_VERSION-unset}]"; pyver shell -; pyver shell' \
    $'[unset]\n3.12.6'
  options=-u in_posix 'eval "$init"; pyver shell - 2>&1; echo $?' \
    $'pyver: PYVER_VERSION_OLD is not set\n1'
}

@test "pyver shell with a version that is not there fails and changes nothing" {
  options=-u in_posix 'eval "$init"; PYVER_VERSION=x; pyver shell 9.9 2>&1; echo "$? $PYVER_VERSION"' \
    $'pyver: version `9.9\' not installed\n1 x'
}

@test "the shims obey pyver shell at once" {
  fake_version 3.12.6
  fake_version 3.9.1
  "$PYVER" rehash
  in_posix 'eval "$init"
    pyver shell 3.12.6; python -V; pyver shell 3.9.1; python -V' $'Python 3.12.6\nPython 3.9.1'
}

@test "pyver rehash makes new programs known" {
  fake_version 3.12.6
  in_posix 'eval "$init"
    mkdir -p "$PYVER_ROOT/versions/3.12.6/bin"
    cp "$PYVER_ROOT/versions/3.12.6/bin/python" "$PYVER_ROOT/versions/3.12.6/bin/tool"
    PYVER_VERSION=3.12.6; export PYVER_VERSION
    pyver rehash; tool -V' 'Python 3.12.6'
}

@test "pyver init - without --no-rehash brings the shims up to date" {
  fake_version 3.12.6
  run dash -euc 'eval "$(pyver init -)"; PYVER_VERSION=3.12.6 python -V'
  assert_success "Python 3.12.6"
}

@test "help of a command that acts on the shell" {
  in_posix 'eval "$init"; pyver shell --help'
  assert_line 0 "Usage: pyver shell <version>..."
}

@test "completions are there after init (bash)" {
  requires bash
  run bash --norc -euc 'eval "$(pyver init - --no-rehash bash)"; complete -p pyver'
  assert_success "complete -F _pyver pyver"
}

@test "fish: PATH, function, shell, rehash" {
  requires fish
  fake_version 3.12.6
  fake_version 3.9.1
  shims=$PYVER_ROOT/shims
  PATH="/a:$shims:$PATH:$shims" run fish -Nc 'pyver init - fish | source; pyver init - fish | source; string join : $PATH'
  assert_success "$shims:/a:$PATH"
  run fish -Nc '
    pyver init - fish | source
    pyver shell 3.12; pyver shell; python -V
    pyver shell 3.9.1; pyver version-name
    pyver shell -; pyver shell
    pyver shell --unset; set -q PYVER_VERSION; echo $status
    pyver shell -; pyver shell
    pyver shell 9.9 2>&1; echo $status
    cp $PYVER_ROOT/versions/3.12.6/bin/python $PYVER_ROOT/versions/3.12.6/bin/tool
    pyver rehash; tool -V
    pyver 2>/dev/null; echo $status
    pyver help --usage'
  assert_success "3.12
Python 3.12.6
3.9.1
3.12
1
3.12
pyver: version \`9.9' not installed
1
Python 3.12.6
1
Usage: pyver <command> [<args>]"
}

@test "fish: --no-push-path" {
  requires fish
  PATH="/a:$PYVER_ROOT/shims:$PATH" run fish -Nc 'pyver init - --no-push-path --no-rehash fish | source; string join : $PATH'
  assert_success "/a:$PYVER_ROOT/shims:$PATH"
  run fish -Nc 'pyver init - --no-push-path --no-rehash fish | source; string join : $PATH'
  assert_success "$PYVER_ROOT/shims:$PATH"
}

@test "nu: PATH, function, shell, rehash" {
  requires nu
  fake_version 3.12.6
  fake_version 3.9.1
  "$PYVER" init - nu >init.nu
  cat >session.nu <<'NU'
source init.nu
source init.nu
pyver shell 3.12; pyver shell; python -V
pyver shell 3.9.1; pyver version-name
pyver shell -; pyver shell
pyver shell --unset; print ($env.PYVER_VERSION? | default "none")
pyver shell -; pyver shell
try { pyver shell 9.9 } catch {|error| print $error.msg }
pyver shell
cp ($env.PYVER_ROOT | path join versions 3.12.6 bin python) ($env.PYVER_ROOT | path join versions 3.9.1 bin tool)
pyver rehash; tool -V
pyver help --usage
print ($env.PATH | str join ":")
NU
  PATH="/a:$PYVER_ROOT/shims:$PATH" run nu -n session.nu
  assert_success "3.12
Python 3.12.6
3.9.1
3.12
none
3.12
pyver: version \`9.9' not installed
3.12
Python 3.12.6
Usage: pyver <command> [<args>]
$PYVER_ROOT/shims:/a:$PATH"
}

@test "--install, then a new shell" {
  fake_version 3.12.6
  echo 3.12.6 >"$PYVER_ROOT/version"
  mv "$PYVER_ROOT" "$HOME/.pyver"
  unset PYVER_ROOT ZDOTDIR
  PATH=$HOME/.pyver/bin:$SYSBIN:/usr/bin:/bin
  "$PYVER" init --install bash
  run env -i HOME="$HOME" PATH=/usr/bin:/bin bash --login -c 'python -V; echo "$PATH"; type pyver'
  assert_success
  assert_line 0 "Python 3.12.6"
  assert_contains "$HOME/.pyver/shims:$HOME/.pyver/bin:"
  assert_contains "pyver is a function"
  if command -v zsh >/dev/null; then
    "$PYVER" init --install zsh
    run env -i HOME="$HOME" PATH=/usr/bin:/bin zsh -ic 'python -V; whence -w pyver'
    assert_success
    assert_line "Python 3.12.6"
    assert_line "pyver: function"
  fi
  if command -v fish >/dev/null; then
    "$PYVER" init --install fish
    run env -i HOME="$HOME" PATH=/usr/bin:/bin fish -c 'python -V; type -t pyver'
    assert_success
    assert_line "Python 3.12.6"
    assert_line "function"
  fi
}

# at_prompt SHELL...: a session at its prompt
at_prompt() {
  at_terminal <<EXP
spawn $*
send "PS1='' ; PS2=''; echo rea\"\"dy\r"
saw ready
send "eval \"\\\$(pyver init -)\"\r"
send "pyver shell 3.12 && echo set-\\\$PYVER_VERSION-\\\$?; python -V\r"
saw "set-3.12-0"
saw "Python 3.12.6"
send "pyver shell 9.9; echo after-\\\$?\r"
saw "not installed"
saw "after-1"
send "pyver rehash; echo hashed-\\\$?\r"
saw "hashed-0"
send "pyver shell --unset; python -V; echo gone-\\\${PYVER_VERSION-unset}\r"
saw "Python 3.9.1"
saw "gone-unset"
send "pyver; echo bare-\\\$?\r"
saw "bare-1"
send "set -u; pyver shell 3.9.1; pyver version-name; echo strict-\\\$?\r"
saw "strict-0"
EXP
  assert_success
}

@test "at a prompt: bash, zsh, dash" {
  requires expect
  fake_version 3.12.6
  fake_version 3.9.1
  echo 3.9.1 >"$PYVER_ROOT/version"
  at_prompt bash --norc --noprofile
  if command -v zsh >/dev/null; then
    at_prompt zsh -f
  fi
  if command -v dash >/dev/null; then
    at_prompt dash -i
  fi
}
