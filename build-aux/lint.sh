#!/bin/sh
# Looks that need no build: forgotten files, scripts, white space. Prints what
# is wrong, one line each; silent and 0 when all is well.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0

wrong() {
  echo "$*"
  status=1
}

# every source, test and data file is listed in Makefile.am
for file in $(find src shims plugins share tests m4 build-aux -type f ! -name '*~' ! -name '*.orig' ! -type l | sort); do
  case $file in
    m4/*) continue ;; # found by aclocal
    build-aux/*) [ "${file%.sh}" != "$file" ] || continue ;; # automake's own
    tests/unit/check_*.c | tests/fuzz/fuzz_*.c | tests/e2e/*.c | tests/cli/*.c | tests/fault/*.c) file=${file%.c} ;;
  esac
  case $file in
    build-aux/tap-driver.sh) continue ;;
  esac
  grep -qE "(^|[[:space:]])$(echo "$file" | sed 's/[.+]/\\&/g')([[:space:]]|\$)" Makefile.am ||
    wrong "$file: not listed in Makefile.am"
done

# and everything listed exists
for file in $(sed -nE '/^[[:space:]]|SOURCES =/p' Makefile.am | tr -s ' \t' '\n' |
  grep -E '^(src|shims|plugins|share|tests|build-aux)/[^%$]*$'); do
  [ -e "$file" ] || [ -e "$file.c" ] || wrong "$file: listed in Makefile.am, not there"
done

# each script is clean for shellcheck
if command -v shellcheck >/dev/null 2>&1; then
  # shellcheck disable=SC2044 # no names with blanks in this tree
  for file in $(find . -path ./.git -prune -o -type f \( -name '*.sh' -o -path './.ci/run' \) -print); do
    case $file in ./build-aux/tap-driver.sh | ./build*/*/*) continue ;; esac
    shellcheck -x -s sh -e SC1091 "$file" || status=1
  done
  find tests -name '*.bash' -exec shellcheck -s bash -S warning -e SC1091,SC2154,SC2034,SC2128,SC2178 {} + || status=1
else
  echo "lint: no shellcheck, scripts not looked at" >&2
fi

# no spaces at line ends or before tabs, no long lines in C, no unfinished work
marks='\<(TO''DO|FIX''ME|X''XX)\>'
# shellcheck disable=SC2044
for file in $(find src shims plugins tests -name '*.[ch]'); do
  grep -nE '[[:space:]]+$' "$file" | sed "s|^|$file: white space at line end: |"
  grep -n "^ *  $(printf '\t')" "$file" | sed "s|^|$file: a tab after spaces: |"
  awk -v f="$file" '{ gsub(/\t/, "        ") } length > 110 { print f ":" NR ": over 110 columns" }' "$file"
  grep -nE "$marks" "$file" | sed "s|^|$file: |"
done | grep . && status=1

exit $status
