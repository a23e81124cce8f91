#!/bin/sh
# What pyver says about itself agrees: table, help, manual page, completions.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh
: "${PYVER:?run through make check}"
page=share/man/pyver.1

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
# pyver as it was installed, whatever commands this machine adds
pyver() {
  env -i HOME="$tmp" PATH=/nonexistent PYVER_ROOT="$tmp" "$PYVER" "$@"
}
pyver commands >"$tmp/commands" || exit 1
pyver help >"$tmp/overview" || exit 1

# summaries: those commands that the overview shows
summaries() {
  sed -n 's/^   \([^ ]*\)  *.*/\1/p' "$tmp/overview"
}

every_command_has_help() {
  while read -r name; do
    pyver help "$name" >"$tmp/help" 2>&1 || echo "no help: $name"
    head -n 1 "$tmp/help" | grep -q "^Usage: pyver $name" || echo "usage of $name: $(head -n 1 "$tmp/help")"
  done <"$tmp/commands"
}

every_command_is_in_the_page() {
  for name in $(summaries); do
    grep -qx "\.Ss $name" "$page" || echo "not in $page: $name"
  done
}

the_page_has_the_helps_text() {
  build-aux/man.sh "$PYVER" "$page" >"$tmp/page" || echo "build-aux/man.sh fails"
  diff -u "$page" "$tmp/page" || echo "write it anew: make update-man"
}

# names of variables that the program asks the environment for
every_variable_is_in_the_page() {
  grep -rhoE '"PYVER_[A-Z_]*[A-Z]"' src shims plugins --include='*.[ch]' | tr -d '"' | sort -u |
    while read -r name; do
      case $name in PYVER_BINDIR) continue ;; esac # a macro
      grep -q "^\.It Ev.* $name\b" "$page" || echo "not in $page: $name"
    done
}

every_status_is_in_the_page() {
  sed -nE 's/^[[:space:]]*PV_EXIT_[A-Z_]* = ([0-9]+),.*/\1/p' src/base/err.h | sort -u |
    while read -r status; do
      grep -qx "\.It $status" "$page" || echo "not in $page: status $status"
    done
}

# words that a command offers as options are options that its help knows
completions_are_documented() {
  while read -r name; do
    pyver completions "$name" >"$tmp/words" 2>&1 || echo "no completions: $name"
    pyver help "$name" >"$tmp/help" 2>&1
    grep '^--' "$tmp/words" | grep -vx -e --help -e --version | while read -r word; do
      grep -qe "$word" "$tmp/help" || echo "$name offers $word, which its help does not know"
    done
  done <"$tmp/commands"
}

shells_have_completions() {
  for shell in bash zsh fish; do
    file=$PYVER_SHARE/completions/pyver.$shell
    [ -f "$file" ] || echo "missing: $file"
    command -v "$shell" >/dev/null 2>&1 || continue
    "$shell" -n "$file" || echo "wrong syntax: $file"
  done
}

check "every command has usage and help" every_command_has_help
check "every command with a summary is in the manual page" every_command_is_in_the_page
check "the manual page has the texts of help" the_page_has_the_helps_text
check "every variable is in the manual page" every_variable_is_in_the_page
check "every exit status is in the manual page" every_status_is_in_the_page
check "what is completed is documented" completions_are_documented
check "completion files for each shell" shells_have_completions
if command -v mandoc >/dev/null 2>&1; then
  check "mandoc finds no fault with the manual page" mandoc -Tlint -Wwarning "$page"
else
  skip "mandoc finds no fault with the manual page" "no mandoc here"
fi
finish
