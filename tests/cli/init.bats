#!/usr/bin/env bats
# pyver init: what it prints, detects and writes. That the code does what it
# should in each shell is in shells.bats.
load helper

@test "init - makes shims and versions" {
  rmdir "$PYVER_ROOT/shims" "$PYVER_ROOT/versions"
  run "$PYVER" init -
  assert_success
  [ -d "$PYVER_ROOT/shims" ]
  [ -d "$PYVER_ROOT/versions" ]
}

@test "init --path makes no folders" {
  rmdir "$PYVER_ROOT/shims" "$PYVER_ROOT/versions"
  run "$PYVER" init --path
  assert_success
  assert_missing "$PYVER_ROOT/shims"
  assert_missing "$PYVER_ROOT/versions"
}

@test "init - and --path rehash, unless told not to" {
  for mode in - --path; do
    run "$PYVER" init $mode bash
    assert_success
    assert_line "command pyver rehash"
    run "$PYVER" init $mode --no-rehash bash
    assert_success
    refute_contains rehash$'\n'
  done
  run "$PYVER" init - pwsh
  assert_line "& pyver rehash"
}

@test "the pinned lines: PATH, PYVER_SHELL, completions" {
  run "$PYVER" init - bash
  assert_line 'export PATH="'"$PYVER_ROOT"'/shims:${PATH}"'
  assert_line "export PYVER_SHELL=bash"
  assert_line "source '$PYVER_SHARE/completions/pyver.bash'"
  run "$PYVER" init - zsh
  assert_line "source '$PYVER_SHARE/completions/pyver.zsh'"
  run "$PYVER" init - fish
  assert_line "set -gx PATH '$PYVER_ROOT/shims' \$PATH"
  assert_line "set -gx PYVER_SHELL fish"
  assert_line "source '$PYVER_SHARE/completions/pyver.fish'"
  run "$PYVER" init - pwsh
  assert_line '$Env:PATH="'"$PYVER_ROOT"'/shims:$Env:PATH"'
  assert_line '$Env:PYVER_SHELL="pwsh"'
  assert_line "iex (gc $PYVER_SHARE/completions/pyver.pwsh -Raw)"
}

@test "the function has the form of its shell" {
  for shell in bash zsh sh dash; do
    run "$PYVER" init - $shell
    assert_line '  case "$command" in'
    assert_line '  activate|deactivate|rehash|shell)'
    assert_line 'pyver() {'
  done
  for shell in ksh ksh93 mksh; do
    run "$PYVER" init - $shell
    assert_line 'function pyver {'
    assert_line '  case "$command" in'
    assert_contains 'typeset command='
    refute_contains 'local '
  done
  run "$PYVER" init - fish
  assert_line '  switch "$command"'
  refute_line '  case "$command" in'
  run "$PYVER" init - pwsh
  refute_line '  switch "$command"'
  refute_line '  case "$command" in'
}

@test "commands of plugins that act on the shell go through the function" {
  fake_program "$PYVER_ROOT/plugins/p/bin/pyver-sh-zz-hello"
  fake_program "$PYVER_ROOT/plugins/p/bin/pyver-sh-zz;touch pwned"
  run "$PYVER" init - bash
  assert_contains "|zz-hello)"
  refute_contains pwned
}

@test "the parent is the shell, whatever SHELL says" {
  SHELL=/bin/false run bash -c '"$PYVER" init -; :'
  assert_success
  assert_line "export PYVER_SHELL=bash"
}

@test "a #!/bin/sh script is sh, and its code works there" {
  printf '#!/bin/sh\neval "$(pyver init -)"\necho $PYVER_SHELL\n' >script
  chmod +x script
  run ./script
  assert_success "sh"
}

@test "a login shell and one with a version in its name are found" {
  mkdir bin
  cp "$(command -v bash)" bin/bash-5.2
  run bin/bash-5.2 -c '"$PYVER" init --detect-shell; :'
  assert_line "PYVER_SHELL_DETECT=bash"
  run bash -c 'exec -a -bash bash -c "\"$PYVER\" init --detect-shell; :"'
  assert_line "PYVER_SHELL_DETECT=bash"
}

@test "without a mode: instructions on stderr, and failure" {
  run bash -c '"$PYVER" init zsh 2>/dev/null'
  assert_failure ""
  run "$PYVER" init zsh
  assert_failure -1
  assert_line "# Load pyver automatically by appending"
  assert_line 'export PYVER_ROOT="$HOME/.pyver"'
  assert_line '[[ -d $PYVER_ROOT/bin ]] && export PATH="$PYVER_ROOT/bin:$PATH"'
  assert_line 'eval "$(pyver init - zsh)"'
  assert_line '# Restart your shell for the changes to take effect.'
  assert_contains '~/.zprofile'
  assert_contains '~/.zshrc'
  run "$PYVER" init fish
  assert_failure -1
  assert_line 'pyver init - fish | source'
  run "$PYVER" init pwsh
  assert_failure -1
  assert_line 'iex ((pyver init -) -join "`n")'
  run "$PYVER" init elvish
  assert_failure -1
  assert_contains "your shell's login startup file"
}

@test "nu is told what to run once" {
  run "$PYVER" init nu
  assert_failure -1
  assert_contains "pyver init - nu | save --force"
  refute_contains "startup file"
}

@test "instructions for a plain sh are plain sh" {
  run "$PYVER" init dash
  refute_contains '[['
}

@test "--detect-shell names the files" {
  run "$PYVER" init --detect-shell bash
  assert_success $'PYVER_SHELL_DETECT=bash\nPYVER_PROFILE_DETECT=~/.profile\nPYVER_RC_DETECT=~/.bashrc'
  touch "$HOME/.bash_profile"
  run "$PYVER" init --detect-shell bash
  assert_line "PYVER_PROFILE_DETECT=~/.bash_profile"
  run "$PYVER" init zsh --detect-shell
  assert_success $'PYVER_SHELL_DETECT=zsh\nPYVER_PROFILE_DETECT=~/.zprofile\nPYVER_RC_DETECT=~/.zshrc'
  run "$PYVER" init --detect-shell mksh
  assert_success $'PYVER_SHELL_DETECT=mksh\nPYVER_PROFILE_DETECT=~/.profile\nPYVER_RC_DETECT=~/.profile'
  run "$PYVER" init --detect-shell elvish
  assert_success $'PYVER_SHELL_DETECT=elvish\nPYVER_PROFILE_DETECT=\nPYVER_RC_DETECT='
}

@test "the last mode wins, in any order" {
  run "$PYVER" init --install bash --no-rehash - --detect-shell
  assert_success
  assert_line "PYVER_SHELL_DETECT=bash"
  assert_missing "$HOME/.bashrc"
}

@test "--install appends to both files, once, silently" {
  printf 'alias x=y' >"$HOME/.bashrc"
  run "$PYVER" init --install bash
  assert_success ""
  lines_=$'export PYVER_ROOT="$HOME/.pyver"\n[[ -d $PYVER_ROOT/bin ]] && export PATH="$PYVER_ROOT/bin:$PATH"\neval "$(pyver init - bash)"'
  assert_equal $'alias x=y\n'"$lines_" "$(cat "$HOME/.bashrc")"
  assert_equal "$lines_" "$(cat "$HOME/.profile")"
  cp "$HOME/.bashrc" before
  run "$PYVER" init --install bash
  assert_failure -1
  assert_line 0 "pyver: cannot automatically apply changes to $HOME/.bashrc: it appears to already contain Pyver-related code."
  assert_line 1 "pyver: review the file's contents and apply changes manually if necessary."
  assert_line 2 "pyver: run \`pyver init bash' to see the suggested setup."
  cmp before "$HOME/.bashrc"
}

@test "--install takes an existing .bash_profile, not .profile" {
  touch "$HOME/.bash_profile"
  run "$PYVER" init --install bash
  assert_success ""
  assert_missing "$HOME/.profile"
  grep -q 'pyver init - bash' "$HOME/.bash_profile"
}

@test "--install looks at all files before it writes any" {
  echo '# pYvEr_root' >"$HOME/.zprofile"
  run "$PYVER" init --install zsh
  assert_failure -1
  assert_contains "changes to $HOME/.zprofile"
  assert_missing "$HOME/.zshrc"
  rm "$HOME/.zprofile"
  mkdir "$HOME/.zprofile"
  run "$PYVER" init --install zsh
  assert_failure -1 "pyver: failed to inspect $HOME/.zprofile"
  assert_missing "$HOME/.zshrc"
}

@test "--install keeps links, permissions and content without a last newline" {
  mkdir dotfiles
  printf 'one\ntwo' >dotfiles/profile
  chmod 600 dotfiles/profile
  ln -s "$PWD/dotfiles/profile" "$HOME/.profile"
  run "$PYVER" init --install mksh
  assert_success ""
  [ -L "$HOME/.profile" ]
  assert_equal 600 "$(stat -c %a dotfiles/profile)"
  assert_equal two "$(sed -n 2p dotfiles/profile)"
  assert_equal 'eval "$(pyver init - mksh)"' "$(tail -n 1 dotfiles/profile)"
}

@test "--install of fish runs fish once and makes the folders" {
  system_program fish 'printf "%s\n" "$@" >"$HOME/fish-args"'
  run "$PYVER" init --install fish
  assert_success ""
  assert_equal 'pyver init - fish | source' "$(cat "$HOME/.config/fish/config.fish")"
  assert_equal -c "$(sed -n 1p "$HOME/fish-args")"
  grep -q 'set -Ux PYVER_ROOT $HOME/.pyver' "$HOME/fish-args"
}

@test "--install of fish that fails writes nothing" {
  system_program fish 'exit 3'
  run "$PYVER" init --install fish
  assert_failure -1 "pyver: failed to configure fish universal variables"
  assert_missing "$HOME/.config/fish/config.fish"
}

@test "--install without fish" {
  PATH=$PYVER_ROOT/bin run "$PYVER" init --install fish
  assert_failure -1 "pyver: fish is not available to configure fish universal variables"
}

@test "--install of pwsh" {
  run "$PYVER" init --install pwsh
  assert_success ""
  assert_equal 4 "$(wc -l <"$HOME/.config/powershell/profile.ps1")"
}

@test "--install of another shell, or without HOME, is refused" {
  run "$PYVER" init --install elvish
  assert_failure -1 "pyver: cannot automatically configure startup files for elvish"
  run env -u HOME "$PYVER" init --install bash
  assert_failure -1 "pyver: HOME must be set to configure shell startup files"
}

@test "--install shows a person what it adds" {
  requires script
  run script -qec "'$PYVER' init --install zsh" /dev/null
  assert_success
  assert_contains "$HOME/.zshrc:"
  assert_contains '+eval "$(pyver init - zsh)"'
}

@test "a root that cannot be written to does not stop the shell" {
  mkdir -p bare
  chmod 555 bare
  PYVER_ROOT=$PWD/bare/root run "$PYVER" init - --no-rehash sh
  assert_success
}
