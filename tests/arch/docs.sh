#!/bin/sh
# What pyver says about itself agrees: table, help, manual page, completions.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh
: "${PYVER:?run through make check}"
page=share/man/pyver.1 # what concerns no command in particular
pages=$(echo share/man/*.1)

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

every_command_is_in_one_page() {
  for name in $(summaries); do
    # shellcheck disable=SC2086
    n=$(cat $pages | grep -cx "\.Ss $name")
    [ "$n" -eq 1 ] || echo "in $n pages instead of one: $name"
  done
}

the_pages_have_the_helps_text() {
  for file in $pages; do
    build-aux/man.sh "$PYVER" "$file" >"$tmp/page" || echo "build-aux/man.sh fails"
    diff -u "$file" "$tmp/page" || echo "write it anew: make update-man"
  done
}

the_pages_are_installed() {
  for file in $pages "$PYVER_MAN"/man1/*.1; do
    cmp "$PYVER_MAN/man1/$(basename "$file")" "share/man/$(basename "$file")"
  done
}

# a link for each command that plugins may call by bare name, and for nothing else
every_command_has_a_link() {
  while read -r name; do
    [ -x "$PYVER_LIBEXEC/pyver-$name" ] || [ -x "$PYVER_LIBEXEC/pyver-sh-$name" ] ||
      [ -x "$PYVER_LIBEXEC/plugins/virtualenv/bin/pyver-$name" ] || echo "no link: $name"
  done <"$tmp/commands"
  for link in "$PYVER_LIBEXEC"/pyver-*; do
    name=${link##*/pyver-}
    [ "$name" = shim ] || grep -qxe "${name#sh-}" "$tmp/commands" || echo "no command: $link"
  done
}

# names of variables that the program asks the environment for
every_variable_is_in_a_page() {
  grep -rhoE '"PYVER_[A-Z_]*[A-Z]"' src shims plugins --include='*.[ch]' | tr -d '"' | sort -u |
    while read -r name; do
      case $name in PYVER_BINDIR) continue ;; esac # a macro
      # shellcheck disable=SC2086
      grep -q "^\.It Ev.* $name\b" $pages || echo "in no manual page: $name"
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
check "every command has a link to be called by" every_command_has_a_link
check "every command with a summary is in one manual page" every_command_is_in_one_page
check "the manual pages have the texts of help" the_pages_have_the_helps_text
check "the manual pages are installed" the_pages_are_installed
check "every variable is in a manual page" every_variable_is_in_a_page
check "every exit status is in the manual page" every_status_is_in_the_page
check "what is completed is documented" completions_are_documented
check "completion files for each shell" shells_have_completions
if command -v mandoc >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  check "mandoc finds no fault with the manual pages" mandoc -Tlint -Wwarning $pages
else
  skip "mandoc finds no fault with the manual pages" "no mandoc here"
fi
finish
