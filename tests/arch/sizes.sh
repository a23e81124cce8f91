#!/bin/sh
# Functions of at most 60 lines, files of at most 500. What is longer stands
# in sizes.allow with its length: an entry may shrink, and goes when it can.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh
allow=tests/arch/sizes.allow

# Reads "LENGTH NAME" lines; prints those over LIMIT that are not allowed, and
# what is allowed more than it needs.
judge() {
  awk -v limit="$1" -v kind="$2" -v allow="$allow" '
    BEGIN { while ((getline line < allow) > 0) if (split(line, f, " ") == 3 && f[1] == kind) ok[f[2]] = f[3] }
    { seen[$2] = $1 }
    $1 > limit && !($2 in ok) { print $2 ": " $1 " lines, at most " limit }
    $1 > limit && ($2 in ok) && $1 > ok[$2] { print $2 ": grew to " $1 " lines, allowed " ok[$2] }
    END { for (n in ok) if (!(n in seen) || seen[n] <= limit || seen[n] < ok[n])
      print n ": allowed " ok[n] ", is " (n in seen ? seen[n] : "gone") ": tighten " allow }'
}

files() {
  find src shims plugins tests -name '*.[ch]' -exec wc -l {} \; | judge 500 file
}

functions() {
  find src shims plugins -name '*.c' -exec ctags --languages=C --kinds-C=f --fields=+ne -f - {} + 2>/dev/null |
    awk -F '\t' '{ line = end = 0
      for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) line = substr($i, 6); if ($i ~ /^end:/) end = substr($i, 5) }
      if (end) print end - line + 1, $2 ":" $1 }' | judge 60 function
}

check "no file over 500 lines" files
if ctags --version 2>/dev/null | grep -q Universal; then
  check "no function over 60 lines" functions
else
  skip "no function over 60 lines" "no universal-ctags"
fi
finish
