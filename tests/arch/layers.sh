#!/bin/sh
# The floors of the design: who may include, link, print, exit and look at the
# process's environment.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh

# includes FOLDER PATTERN: "..." includes of FOLDER's files that PATTERN does not allow.
includes() {
  grep -rnE '^#[[:space:]]*include "' "$1" --include='*.[ch]' | grep -vE "include \"($2)"
  :
}

# only PATTERN FILES WHERE...: lines with PATTERN in files other than FILES (a regular expression).
only() {
  pattern=$1 files=$2
  shift 2
  # without comments and strings, which may speak about anything
  # shellcheck disable=SC2044 # no such names here
  for file in $(find "$@" -name '*.[ch]'); do
    echo "$file" | grep -qE "$files" && continue
    sed -e 's/"\([^"\\]\|\\.\)*"/""/g' -e 's,//.*,,' -e 's,/\*.*\*/,,' -e '/^[[:space:]]*\/\*/,/\*\//d' \
      -e '/^[[:space:]]*\*/d' "$file" | grep -nE "$pattern" | sed "s|^|$file: |"
  done
}

# one_file HEADER: at most one file, below src/effects, includes it.
one_file() {
  found=$(grep -rlE "^#[[:space:]]*include <$1" src shims plugins --include='*.[ch]')
  [ "$(echo "$found" | grep -c .)" -le 1 ] || echo "more than one file: $found"
  [ -z "$found" ] || case $found in src/effects/*.c) ;; *) echo "not an effect: $found" ;; esac
}

# needs LIBRARY...: our symbols that the first one needs and neither it nor the others define.
needs() {
  for lib in "$@"; do
    nm -g --defined-only "$PYVER_BUILD/$lib" 2>/dev/null | awk 'NF == 3 { print $3 }'
  done | sort -u >"$tmp/defined"
  nm -gu "$PYVER_BUILD/$1" | awk '$1 == "U" && $2 ~ /^pv_/ { print $2 }' | sort -u | comm -23 - "$tmp/defined"
}

# headers VARIABLE FOLDER/: those that Makefile.am lists in it, as a regular expression.
headers() {
  sed -n "/^$1 = /,/[^\\\\]\$/p" Makefile.am | grep -oE "$2[a-z0-9_]+\.h" | sed 's/\./\\./' | paste -sd '|' -
}

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

check "base includes base only" includes src/base 'base/'
check "core includes base and core only" includes src/core 'base/|core/'
check "effects include no floor above" includes src/effects 'base/|core/|effects/'
kit=$(headers kit_sources cmd/)
light=$(headers light_effects_sources effects/)
check "the installer uses of the commands only their kit" includes src/install "base/|core/|effects/|install/|$kit"
check "commands use no heavy effect" includes src/cmd "base/|core/|cmd/|install/usage\.h|$light"
check "the shim decides with core" includes shims 'base/|core/'
check "the plugin uses the kit and no heavy effect" includes plugins \
  "base/|core/|[a-z]+\.h|virtualenv/|$kit|$light"

check "libcurl is in one file" one_file 'curl/'
check "libarchive is in one file" one_file 'archive'
check "OpenSSL is in one file" one_file 'openssl/'

check "below the commands nobody prints" \
  only '\<(printf|puts|putchar|perror|stdout|stderr)\>' '^src/base/defs\.h$' src/base src/core src/effects
check "nobody but main() exits" only '\<(_?exit|_Exit|quick_exit|abort)[[:space:]]*\(' \
  '^(src/base/alloc\.c|src/main\.c|src/install/main\.c|shims/shim\.c|plugins/virtualenv/(main|plugin)\.c)$' src shims plugins
check "the environment comes in a context" only '\<(getenv|secure_getenv|setenv|putenv|unsetenv)\>|extern char \*\*environ' \
  '^(src/main\.c|src/install/main\.c|shims/shim\.c|plugins/virtualenv/(main|plugin)\.c)$' src shims plugins
check "the working directory comes in a context" only '\<(getcwd|chdir|fchdir)[[:space:]]*\(' \
  '^(src/core/context\.c|src/effects/run\.c|src/main\.c|shims/shim\.c)$' src shims plugins
check "paths below the root are named in layout.c" \
  only '"/?(versions|shims|cache|staging|locks|sources)/?"' '^src/core/layout\.c$' src/base src/core src/effects

if [ -n "${PYVER_BUILD:-}" ] && [ -e "$PYVER_BUILD/libpyver.a" ]; then
  check "libpyver.a calls nothing above it" needs libpyver.a
  check "libpvrun.a calls libpyver.a only" needs libpvrun.a libpyver.a
  check "libeffects.a calls no floor above it" needs libeffects.a libpvrun.a libpyver.a
else
  skip "what the libraries call" "not built here"
fi
finish
