#!/bin/sh
# man.sh PYVER FILE: prints the manual page FILE with the part between its
# "begin commands" and "end commands" lines written anew, from what the
# installed program PYVER says about its commands. The texts are thus kept in
# one place, and tests/arch/docs.sh holds the page to them.
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

commands() {
  for name in $(ask commands); do
    ask help "$name" >"$empty/help"
    summary=$(sed -n "s/^   $name  *//p" "$empty/overview")
    [ -n "$summary" ] || continue
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

ask help >"$empty/overview"
commands >"$empty/commands"
awk -v part="$empty/commands" '
  /^\.\\" end commands/ { skip = 0 }
  !skip
  /^\.\\" begin commands/ { while ((getline line < part) > 0) print line; skip = 1 }' "$file"
