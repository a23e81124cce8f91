#!/bin/sh
# Builds pyver in a throw-away folder and runs every test. The last line is
# `N passed, N failed, N skipped'; the status is 0 only when nothing failed.
set -eu

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--quick] [--no-system-packages] [--keep]

  --quick               one build, no real CPython, no sanitizers: two minutes
  --no-system-packages  install nothing; stop if something required is missing
  --keep                leave the build folder, also when all is well

Without --quick: also real installs of CPython from the package archive, the
same tests under sanitizers, a build with clang, make distcheck, fuzzing.
TEXT
}

here=$(cd "$(dirname "$0")" && pwd -P)
quick=
keep=
system_packages=yes
for arg in "$@"; do
  case $arg in
    --quick) quick=1 ;;
    --no-system-packages) system_packages=no ;;
    --keep) keep=yes ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 1 ;;
  esac
done
# shellcheck source=build-aux/packages.sh
. "$here/build-aux/packages.sh"

began=$(date +%s)
say() { echo "==> [$(($(date +%s) - began)) s] $*"; }

pk_provide "$system_packages" pyver cpython check || {
  echo "test.sh: cannot go on without it" >&2
  exit 1
}

# ---- a copy of the sources, so that the tree stays as it is
work=$(mktemp -d "${TMPDIR:-/tmp}/pyver-test.XXXXXX")
tidy() {
  cd /
  chmod -R u+w "$work" 2>/dev/null || :
  rm -rf "$work"
}
trap 'tidy; exit 130' INT
trap 'tidy; exit 143' TERM HUP
mkdir "$work/src"
(cd "$here" && tar -cf - --exclude=./.git --exclude=./autom4te.cache .) | (cd "$work/src" && tar -xf -)
src=$work/src
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
results=$work/results # lines "PASS|FAIL|SKIP STAGE: NAME"
: >"$results"

# stage NAME COMMAND...: one result; its output only when it fails.
stage() {
  name=$1
  shift
  say "$name"
  if "$@" >"$work/log" 2>&1 </dev/null; then
    echo "PASS $name" >>"$results"
  elif [ $? = 77 ]; then
    echo "SKIP $name: $(sed -n 's/.*: skipped: //p' "$work/log" | head -n 1)" >>"$results"
  else
    echo "FAIL $name" >>"$results"
    tail -n "${lines:-60}" "$work/log"
    return 1
  fi
}

configure() { # FOLDER OPTIONS...
  mkdir -p "$work/$1"
  cd "$work/$1"
  shift
  "$src/configure" --enable-developer --prefix="$work/prefix" "$@"
}

build() { # FOLDER OPTIONS...
  configure "$@" && make -j"$jobs" && make -j"$jobs" check TESTS=
}

# tests STAGE FOLDER [MAKE ARGUMENTS]: runs `make check' there and counts each test.
tests() {
  name=$1 folder=$2
  shift 2
  say "$name: tests"
  cd "$work/$folder"
  make -k -j"$jobs" check "$@" >"$work/log" 2>&1 </dev/null || :
  find . -path ./stage -prune -o -name '*.trs' -print | sort | while read -r trs; do
    log=${trs%.trs}.log
    # the driver's own lines, behind the test's
    sed -nE "s/^(PASS|XFAIL): tests/PASS $name: tests/p
      s/^(FAIL|XPASS|ERROR): tests/FAIL $name: tests/p
      s/^SKIP: tests/SKIP $name: tests/p" "$log" >>"$results"
    if grep -qE '^:test-result: (FAIL|XPASS|ERROR)' "$trs"; then
      echo "---- ${log#./}"
      awk '/^not ok/ { on = 1 } /^(ok|PASS|SKIP)/ { on = 0 } on || /^ERROR/' "$log" | tail -n 60
    fi
  done
  if ! find . -path ./stage -prune -o -name '*.trs' -print | grep -q .; then
    echo "FAIL $name: no test ran" >>"$results"
    tail -n 40 "$work/log"
  fi
}

fuzz() {
  for target in "$work"/fuzz/tests/fuzz/fuzz_*; do
    case $target in *.o|*.dSYM) continue ;; esac
    if [ ! -f "$target" ] || [ ! -x "$target" ]; then continue; fi
    echo "$target"
    (cd "$work/fuzz" && "$target" -max_total_time=8 -timeout=5 -rss_limit_mb=1024 -verbosity=0) || return 1
  done
}

# Instructions of the hot paths against their budget; 77 when that is for another build.
bench_check() {
  make -C "$work/main" bench-check || return 1
  ! grep -q '^bench-check: skipped' "$work/log" || return 77
}

run_all() {
  stage "making configure" sh -c "cd '$src' && autoreconf --install --force" || return
  if stage "build" build main; then
    tests "build" main
  fi
  stage "lint" "$src/build-aux/lint.sh"
  [ -z "$quick" ] || return 0
  stage "instruction budget" bench_check
  export PYVER_TEST_QUICK=1 # what follows is about the code, not about CPython
  if stage "sanitizers" build san --enable-sanitizers; then
    tests "sanitizers" san
  fi
  if command -v clang >/dev/null 2>&1; then
    if stage "clang" build clang CC=clang --without-musl; then
      # shellcheck disable=SC2016 # variables of make
      tests "clang" clang TESTS='$(unit_tests)'
    fi
    if stage "fuzzing: build" build fuzz CC=clang --enable-fuzzing; then
      stage "fuzzing" fuzz
    fi
  else
    echo "SKIP clang and fuzzing: no clang" >>"$results"
  fi
  # whether the archive is complete shows in the build and a few tests of each kind
  # shellcheck disable=SC2016
  stage "distcheck" make -C "$work/main" -j"$jobs" distcheck \
    TESTS='$(arch_tests) $(unit_tests) tests/cli/version.bats tests/cli/virtualenv.bats'
}

# strangers to the tests
unset PYVER_ROOT PYVER_VERSION PYVER_DIR PYVER_MIRROR MAKEFLAGS MAKELEVEL DESTDIR PYVER_TEST_QUICK
[ -z "$quick" ] || export PYVER_TEST_QUICK=1
run_all || :

count() { grep -c "^$1 " "$results" || :; }
failed=$(count FAIL)
echo
if [ "$(count SKIP)" -gt 0 ]; then
  echo "Skipped:"
  sed -n 's/^SKIP /  /p' "$results" | cut -c1-150
fi
if [ "$failed" -gt 0 ]; then
  echo "Failed:"
  sed -n 's/^FAIL /  /p' "$results" | cut -c1-150
  keep=yes
fi
say "done"
if [ -n "$keep" ]; then echo "The build folder is kept: $work"; fi
echo "$(count PASS) passed, $failed failed, $(count SKIP) skipped"
[ -n "$keep" ] || tidy
[ "$failed" = 0 ]
