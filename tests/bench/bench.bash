#!/usr/bin/env bash
# Measures pyver against the floor and against what else is installed, and
# writes results.md and results.svg into the first OUT that can be written to.
# `make bench' runs this:
#
#   bench.bash OUT...
#
# Variables: BENCH_ROUNDS=N (at most N rounds per case), BENCH_ONLY='shim-* which'
# (patterns of cases), BENCH_PYENV=... BENCH_MISE=... and so on (peers; empty: none),
# BENCH_PYTHON (the real interpreter), BENCH_SOURCE (Python-X.Y.Z.tar.xz: also
# builds from source), BENCH_KEEP (leaves the work folder).
set -o pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/bench/cases.bash
. "$here/cases.bash"
. "$here/world.bash"
. "$here/peers.bash"
. "$here/downloads.bash"
. "$here/../e2e/tinypython.bash"
. "$here/../e2e/nginx.bash"

wanted_case() {
  local pattern patterns
  [ -n "${BENCH_ONLY:-}" ] || return 0
  read -r -a patterns <<<"$BENCH_ONLY"
  for pattern in "${patterns[@]}"; do
    # shellcheck disable=SC2053 # it is a pattern
    [[ $c_name != $pattern ]] || return 0
  done
  return 1
}

# Makes what a case needs, once; fails, with the reason in `lacking', when it cannot.
provide() { # WORD
  lacking=$1
  case $1 in
    real)
      lacking="real Python"
      [ -n "$real_python" ]
      ;;
    pip-tree) pip_tree ;;
    archive) [ -n "${place_sum_gz:-}" ] || downloads_archives ;;
    mirror)
      lacking="nginx"
      [ -n "${place_mirror:-}" ] || downloads_server
      ;;
    BENCH_*) [ -n "${!1-}" ] && { [ -n "${place_source:-}" ] || downloads_source; } ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# A tree of packages as `virtualenv' leaves it, for the floor to copy.
pip_tree() {
  local dir=$place_R/versions/$real_version/envs/template
  [ ! -e "$work/pip-tree" ] || return 0
  wiped PYVER_ROOT="$place_R" "$place_pyver" virtualenv -q "$real_version" template &&
    mv "$dir"/lib/python*/site-packages "$work/pip-tree" && mv "$place_R/versions/template" "$work/away/template-link" &&
    mv "$dir" "$work/away/"
}

# The roots that the case's rows stand in.
provide_roots() {
  local row who
  root_of pyver "$c_root"
  place_python=$place_R/versions/$real_version/bin/python
  for row in "${c_rows[@]}"; do
    who=${row%%[: ]*}
    case $who in pyenv | mise | asdf) ! peer_there "$who" || root_of "$who" "$c_root" ;; esac
  done
}

# The case's commands as pairtime takes them, in `commands'.
collect_commands() {
  local row path every=$((runs / peer_runs))
  commands=()
  for row in "${c_rows[@]}"; do
    split_row "$row"
    case " $peers " in *" $row_who "*) peer_there "$row_who" || continue ;; esac
    [ ${#commands[@]} = 0 ] || commands+=(//)
    commands+=("$row_label")
    for path in ${row_away[0]+"${row_away[@]}"}; do commands+=(-a "$path"); done
    case $row_who in floor | pyver) ;; *) commands+=(-e "$every") ;; esac
    commands+=(${row_env[0]+"${row_env[@]}"} "${row_words[@]}")
  done
}

# System calls and processes of one run, as "CALLS PROCESSES".
count_calls() { # ROW's parts are split
  local word path options=()
  if [ -z "$strace" ] || [ -n "$c_inner" ] || [ "$c_warm" = 0 ]; then
    echo "- -"
    return
  fi
  for word in ${row_env[0]+"${row_env[@]}"}; do options+=(-E "$word"); done
  serial=$((serial + 1))
  (cd "$project" && env -i "${base_env[@]}" "PWD=$project" "$strace" -f -c -o "$work/calls" \
    "${options[@]//%n/c$serial}" "${row_words[@]//%n/c$serial}") </dev/null >/dev/null 2>&1
  for path in ${row_away[0]+"${row_away[@]//%n/c$serial}"}; do
    if [ -e "$path" ] || [ -L "$path" ]; then mv "$path" "$work/away/c$serial-$RANDOM$RANDOM"; fi
  done
  awk '$4 ~ /^[0-9]+$/ && $NF != "total" { calls += $4 }
    $NF ~ /^(fork|vfork|clone|clone3)$/ { made += $4 }
    END { print calls, made + 1 }' "$work/calls"
}

# Adds the counts to the timer's lines and shows both.
take_results() {
  local row counts line
  for row in "${c_rows[@]}"; do
    split_row "$row"
    line=$(awk -F '\t' -v l="$row_label" '$1 == l' "$work/timed")
    [ -n "$line" ] || continue
    serial=$((serial + 1))
    counts=$(count_calls)
    printf '%s\t%s\t%s\t%s\t%s\n' "$c_name" "$row_who" "$line" "${counts% *}" "${counts#* }" >>"$results"
  done
  awk -F '\t' -v name="$c_name" -f "$here/terminal.awk" "$results"
}

run_case() {
  local word project=$work/projects/$c_dir/a/b/c/d/e/f runs=$c_runs peer_runs=$c_peers commands options=()
  wanted_case || return 0
  place_N=$work/new/$c_name-%n
  echo "$c_name: $c_title"
  provide_roots || return
  for word in $c_needs; do
    provide "$word" || {
      echo "  left out: no $lacking"
      [ "$word" = BENCH_SOURCE ] || left_out="$left_out- the case $c_name is left out: no $lacking"$'\n'
      return 0
    }
  done
  [ "$runs" -le "${BENCH_ROUNDS:-$runs}" ] || runs=$BENCH_ROUNDS
  [ "$peer_runs" -le "$runs" ] || peer_runs=$runs
  [ -z "$c_inner" ] || options+=(-i)
  collect_commands
  if ! env -i "${base_env[@]}" "PWD=$project" "$place_B/pairtime" -n "$runs" -w "$c_warm" -C "$project" \
    -A "$work/away" ${options[0]+"${options[@]}"} "${commands[@]}" >"$work/timed"; then
    failed=yes
    return
  fi
  printf '%s\t%s\t%s\t%s\n' "$c_name" "$c_group" "$c_title" "$c_how" >>"$work/meta"
  take_results
}

machine_said() {
  local cpu disk
  cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
  disk=$(stat -f -c %T "$work" 2>/dev/null)
  echo "- machine: ${cpu:-$(uname -m)}, $(getconf _NPROCESSORS_ONLN) processors, $(uname -sr)${disk:+, $disk}; load at the start $load"
  echo "- date: $(date +%Y-%m-%d)"
  echo "- pyver: $("$place_pyver" --version), light programs: ${PYVER_LIGHT:-?}"
  [ -z "${BENCH_ROUNDS:-}" ] || echo "- a short run: at most $BENCH_ROUNDS rounds per case"
  [ -z "${BENCH_ONLY:-}" ] || echo "- only some cases: $BENCH_ONLY"
  printf '%s%s' "$peers_said" "$left_out"
}

for out; do
  mkdir -p "$out" 2>/dev/null && [ -w "$out" ] && break
done
world_begin
load=$(uptime | sed 's/.*average[s]*: //; s/,.*//')
strace=$(command -v strace) || echo "No strace: system calls and processes are not counted"
results=$work/results.tsv left_out='' failed='' serial=0
: >"$results"
: >"$work/meta"
peers_find
machine_said
each_case run_case
machine_said >"$work/machine"
awk -f "$here/report.awk" "$work/machine" "$work/meta" "$results" >"$out/results.md" &&
  awk -f "$here/plot.awk" "$work/meta" "$results" >"$out/results.svg" || exit
echo "Written: $out/results.md, $out/results.svg"
[ -z "$failed" ]
