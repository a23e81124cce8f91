#!/usr/bin/env bash
# Counts the instructions of the programs that run often, with callgrind, and
# compares them with budget.txt. Counts are repeatable where times are not:
# the environment is wiped and every path has the same length. Sorting is left
# out: what it takes depends on the order in which the file system lists a folder.
#
#   check.bash          fails when a case needs over 2 % more than its budget
#   check.bash --write  makes budget.txt anew
#
# A budget holds for one compiler and C library; with others, and without
# valgrind, nothing is compared, and that is said ("skipped": status 77).
set -o pipefail

here=$(cd "$(dirname "$0")" && pwd)
budget=$here/budget.txt
real_python=''
# shellcheck source=tests/bench/cases.bash
. "$here/cases.bash"
. "$here/world.bash"

skip() {
  echo "bench-check: skipped: $1"
  exit 77
}

# The compiler and the C library inside the program, one line.
built_with() {
  local light=${PYVER_LIGHT_CC:-cc}
  echo "$("$light" -dumpfullversion -dumpversion 2>/dev/null), ${PYVER_LIGHT:-?}, libc $(libc_version "$light"), $(uname -m), ${PYVER_CFLAGS:-}"
}

# musl says its version when it is run, glibc in a header.
libc_version() {
  local library
  for library in /lib/ld-musl-*.so.1; do
    case $1 in *musl*) if [ -x "$library" ]; then "$library" 2>&1 | sed -n 's/^Version /musl /p'; return; fi ;; esac
  done
  printf '#include <limits.h>\nglibc __GLIBC__ __GLIBC_MINOR__\n' | "$1" -E -P - 2>/dev/null | grep '^glibc ' ||
    echo unknown
}

# Instructions until the command ends or becomes another program.
count_instructions() { # CASE'S ROW is split
  local counts=$work/counts.$c_name
  (cd "$project" && env -i "${base_env[@]}" "PWD=$project" ${row_env[0]+"${row_env[@]}"} "$valgrind" \
    --tool=callgrind --dump-before=execve --callgrind-out-file="$counts" "${row_words[@]}") \
    </dev/null >"$work/valgrind.out" 2>"$work/valgrind.log"
  [ ! -e "$counts.1" ] || counts=$counts.1
  callgrind_annotate --inclusive=yes --threshold=100 "$counts" 2>>"$work/valgrind.log" |
    awk '{ gsub(/,/, "", $1) }
      /PROGRAM TOTALS/ { total = $1 }
      / [^ ]*:qsort( |$)/ && !sorting { sorting = $1 }
      END { if (total) print total - sorting }'
}

count_case() {
  local row instructions project=$work/projects/$c_dir/a/b/c/d/e/f
  [ -n "$c_count" ] || return 0
  root_of pyver "$c_root"
  for row in "${c_rows[@]}"; do
    [ "${row%% *}" = pyver ] || continue
    split_row "$row"
    instructions=$(count_instructions)
    if [ -z "$instructions" ]; then
      cat "$work/valgrind.log"
      echo "bench-check: $c_name: nothing counted" >&2
      exit 1
    fi
    echo "$c_name $instructions" >>"$work/counted"
  done
}

# Shows both; fails when one grew.
compare() {
  awk 'FNR == NR { if ($1 !~ /^#/) budget[$1] = $2; next }
    !($1 in budget) { printf "%-20s %9d  no budget\n", $1, $2; bad = 1; next }
    {
      change = 100 * ($2 / budget[$1] - 1)
      over = change > 2
      printf "%-20s %9d of %9d  %+.2f %%%s\n", $1, $2, budget[$1], change, over ? "  over 2 %" : ""
      bad += over
      better += change < -2
      delete budget[$1]
    }
    END {
      for (name in budget) { print name ": in the budget, not counted"; bad = 1 }
      if (bad) print "bench-check: if it has to be so, `make bench-budget'\'' writes the new counts"
      else if (better) print "bench-check: some need less: `make bench-budget'\'' makes that the budget"
      exit bad > 0
    }' "$budget" "$work/counted"
}

valgrind=$(command -v valgrind) || skip "no valgrind"
command -v callgrind_annotate >/dev/null || skip "no callgrind_annotate"
with=$(built_with)
if [ "${1:-}" != --write ]; then
  recorded=$(sed -n 's/^# built with: //p' "$budget")
  [ "$recorded" = "$with" ] || skip "the budget is for another build
  budget: $recorded
  here:   $with"
fi
world_begin
: >"$work/counted"
each_case count_case
if [ "${1:-}" = --write ]; then
  {
    echo "# Instructions of pyver's hot paths, sorting left out: CASE COUNT. Written by \`make bench-budget',"
    echo "# compared by \`make bench-check'. The cases are in cases.txt."
    echo "# built with: $with"
    cat "$work/counted"
  } >"$work/budget" && cp "$work/budget" "$budget" && cat "$budget"
else
  compare
fi
