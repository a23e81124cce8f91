#!/bin/sh
# man.sh PYVER FILE: prints the manual page FILE with the parts between its
# "begin ..." and "end ..." lines written anew, from what the installed program
# PYVER says about its commands. The texts are thus kept in one place, and
# tests/arch/docs.sh holds the pages to them. What follows "begin":
#   commands NAME...   a section for each of the commands
#   overview           all commands, and their pages
#   synopsis PROGRAM, help PROGRAM   the two parts of PROGRAM --help
set -eu
pyver=$1 file=$2
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
# only the commands that are installed with pyver, whatever the machine has
ask() {
  env -i HOME="$empty" PATH=/nonexistent PYVER_ROOT="$empty" "$pyver" "$@"
}

# Text for mandoc: what is indented is set as it stands.
body() {
  awk '
    function close_block() { if (open) print ".Ed"; open = 0 }
    function escape(s) {
      gsub(/\\/, "\\e", s)
      gsub(/-/, "\\-", s) # no line break there, and a plain one to copy
      if (s ~ /^[.\047]/) s = "\\&" s
      return s
    }
    /^$/ { blank = 1; next }
    /^ / {
      if (!open) print ".Bd -literal"
      else if (blank) print ""
      open = 1; blank = 0; print escape($0); next
    }
    {
      close_block()
      if (blank && seen) print ".Pp"
      blank = 0; seen = 1
      n = split($0, sentences, /\. +/) # mandoc wants each on a line of its own
      for (i = 1; i <= n; i++)
        print escape(sentences[i]) (i < n ? "." : "")
    }
    END { close_block() }'
}

# The section of each command named.
commands() {
  for name; do
    ask help "$name" >"$empty/help"
    summary=$(sed -n "s/^   $name  *//p" "$empty/overview")
    usage=$(ask help --usage "$name")
    echo ".Ss $name"
    echo .Bd -literal
    echo "$usage" | sed -e 's/^Usage: //' -e 's/^       //' -e 's/\\/\\e/g'
    echo .Ed
    echo .Pp
    echo "$summary."
    # after the usage and an empty line; nothing if it only repeats the summary
    tail -n "+$(($(echo "$usage" | wc -l) + 2))" "$empty/help" >"$empty/text"
    if [ "$(cat "$empty/text")" != "$summary" ]; then
      head -n 1 "$empty/text" | grep -q '^ ' || echo .Pp
      body <"$empty/text"
    fi
  done
}

# Each command with a summary, and the page that tells more about it.
overview() {
  echo '.Bl -tag -width Ds'
  sed -n 's/^   \([^ ]*\)  *\(.*\)/\1 \2/p' "$empty/overview" | while read -r name summary; do
    page=$(grep -lE "^\.\\\\\" begin commands.* $name( |\$)" "${file%/*}"/*.1)
    printf '.It Ic %s\n%s.\nSee\n.Xr %s 1 .\n' "$name" "$summary" "$(basename "$page" .1)"
  done
  echo .El
}

# From --help of a program beside pyver: its usage, or the rest.
synopsis() {
  echo .Bd -literal
  "${pyver%/*}/$1" --help | sed -n -e '/^$/q' -e "s/^Usage: //" -e "s/^       //" -e p
  echo .Ed
}
help() {
  "${pyver%/*}/$1" --help | sed '1,/^$/d' | body
}

ask help >"$empty/overview"
skip=
while IFS= read -r line; do
  case $line in
    '.\" end '*) skip= ;;
  esac
  [ -n "$skip" ] || printf '%s\n' "$line"
  case $line in
    '.\" begin '*)
      # shellcheck disable=SC2086 # the words of the line: a function and its arguments
      ${line#'.\" begin '}
      skip=1
      ;;
  esac
done <"$file"
