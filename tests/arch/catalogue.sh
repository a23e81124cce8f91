#!/bin/sh
# The data that is shipped: every row has the right shape and stands in its
# place. Told without the parser, so that neither is judged by itself.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh
LC_ALL=C
export LC_ALL
data=share/catalogue
source_table=$data/cpython-source.txt
prebuilt_tables=$(ls "$data"/cpython-*-*-*.txt)

# What several checks use: say() names file and line, key() turns a version
# into a text whose order is the versions' (finals, a, b, rc, t).
# shellcheck disable=SC2016 # awk's, not the shell's
common='
  function say(what) { print FILENAME ":" FNR ": " what ": " $0 }
  function is_sum(s) { return length(s) == 64 && s !~ /[^0-9a-f]/ }
  function is_size(s) { return s ~ /^[1-9][0-9]*$/ }
  function is_date(s) { return s ~ /^[12][0-9][0-9][0-9]-[01][0-9](-[0-3][0-9])?$/ }
  function is_version(s) { return s ~ /^[23]\.[0-9]+\.[0-9]+((a|b|rc)[0-9]+)?t?$/ }
  function key(s,   part, rest, word, n) {
    split(s, part, ".")
    rest = part[3]; sub(/^[0-9]+/, "", rest)
    word = rest; sub(/[0-9].*/, "", word)
    n = substr(rest, length(word) + 1)
    return sprintf("%04d %04d %04d %-2s %04d %s", part[1], part[2], part[3] + 0, word, n + 0, n ~ /t$/ ? "t" : "")
  }
  /^#/ { next }'

# the first two lines of every table
head_lines() {
  for file in "$data"/*.txt; do
    sed -n 1p "$file" | grep -qx '# pyver catalogue 1' || echo "$file: not the format line"
    sed -n 2p "$file" | grep -q '^# [A-Z]' || echo "$file: no line that names the columns"
    [ -z "$(tail -c 1 "$file")" ] || echo "$file: no newline at the end"
    grep -n '[^ -~]' "$file"
    grep -nE '^$|  |^ | $' "$file"
    [ "$(grep -vc '^#' "$file")" -gt 0 ] || echo "$file: no rows"
  done
  :
}

source_rows() {
  awk "$common"'
    NF != 5 { say("not 5 columns"); next }
    !is_version($1) || $1 ~ /t$/ { say("version") }
    $2 != "-" && !is_sum($2) || $4 != "-" && !is_sum($4) { say("sum") }
    $3 != "-" && !is_size($3) || $5 != "-" && !is_size($5) { say("size") }
    $2 == "-" && $4 == "-" { say("no sum at all") }
    $2 == "-" && $3 != "-" || $4 == "-" && $5 != "-" { say("a size without its sum") }' "$source_table"
}

prebuilt_rows() {
  # shellcheck disable=SC2086 # names without blanks
  awk "$common"'
    NF != 5 { say("not 5 columns"); next }
    !is_version($1) { say("version") }
    $2 !~ /^20[0-9][0-9][01][0-9][0-3][0-9]$/ { say("tag") }
    $3 !~ /^[a-z][a-z0-9+_-]*(-20[0-9]*T[0-9][0-9][0-9][0-9])?\.tar\.(gz|zst|xz)$/ { say("flavour") }
    ($1 ~ /t$/) != ($3 ~ /^freethreaded/) { say("version and flavour disagree on free threads") }
    $2 >= 20220227 && $3 ~ /T[0-9][0-9][0-9][0-9]\./ { say("a time stamp so late") }
    $2 < 20220227 && $3 !~ /T[0-9][0-9][0-9][0-9]\./ { say("no time stamp so early") }
    $3 ~ /debug/ { say("a debug build") }
    FILENAME ~ /musl/ && $2 < 20250311 { say("a static build, cannot load extension modules") }
    !is_sum($4) { say("sum") }
    $5 != "-" && !is_size($5) { say("size") }' $prebuilt_tables
}

# each version once among the sources; in versions order everywhere
order() {
  # shellcheck disable=SC2086
  awk "$common"'
    FILENAME != file { file = FILENAME; before = "" }
    { now = key($1) }
    now < before { say("not in version order") }
    now == before && FILENAME ~ /source/ { say("listed twice") }
    seen[FILENAME, $1, FILENAME ~ /source/ ? "" : $3]++ { say("listed twice") }
    { before = now }' "$source_table" $prebuilt_tables
}

# stripped, then install_only; the full archive only where there is neither
preference() {
  # shellcheck disable=SC2086
  awk "$common"'
    FILENAME $1 != last { last = FILENAME $1; rank = 0 }
    { now = $3 ~ /install_only_stripped\./ ? 1 : $3 ~ /install_only\./ ? 2 : 3 }
    now <= rank || (rank && now == 3) { say("a worse archive first, or one too many") }
    { rank = now }' $prebuilt_tables
}

# One sum belongs to one file: a second row with it was copied wrongly.
sums_once() {
  # shellcheck disable=SC2086
  awk "$common"'{ for (i = 2; i <= 4; i += 2) if (is_sum($i) && seen[$i]++) say("a sum listed before") }' \
    "$source_table" $prebuilt_tables
}

ends_of_life() {
  awk "$common"'
    NF != 4 { say("not 4 columns"); next }
    $1 !~ /^[23]\.[0-9]+$/ { say("minor") }
    !is_date($2) || !is_date($3) || !is_date($4) { say("date") }
    substr($3, 1, 7) > substr($4, 1, 7) || $2 > $3 { say("dates in the wrong order") }
    { now = key($1 ".0") }
    now <= before { say("not in order") }
    { before = now }' "$data/eol.txt"
  grep -v '^#' "$source_table" | awk '{ split($1, p, "."); print p[1] "." p[2] }' | sort -u |
    while read -r minor; do
      grep -q "^$minor " "$data/eol.txt" || echo "no end of life of $minor"
    done
}

# the triples in the program and the tables shipped
triples() {
  code=$(grep -oE '"[a-z0-9_]+-(unknown-linux|apple)-[a-z]+"' src/core/platform.c | tr -d '"' | sort -u)
  for triple in $code; do
    [ -f "$data/cpython-$triple.txt" ] || echo "no table for $triple"
  done
  for file in $prebuilt_tables; do
    triple=${file##*/cpython-}
    echo "$code" | grep -qx "${triple%.txt}" || echo "$file: no machine has this triple"
  done
}

system_packages() {
  file=share/build-deps.txt
  sed -n 1p "$file" | grep -qx '# pyver build-deps 1' || echo "$file: not the format line"
  awk '
    /^#/ { next }
    $1 !~ /^(pyver|cpython|check)$/ || $2 !~ /^(apt|dnf|apk|pacman|zypper|brew)$/ || NF < 3 { print FNR ": " $0 }
    seen[$1, $2]++ { print FNR ": listed twice: " $1 " " $2 }
    { for (i = 3; i <= NF; i++) {
        if ($i !~ /^[A-Za-z0-9][A-Za-z0-9+._@-]*$/) print FNR ": not a package: " $i
        if (there[$1, $2, $i]++) print FNR ": listed twice: " $i } }
    END { n = split("pyver cpython check", g, " "); m = split("apt dnf apk pacman zypper brew", p, " ")
      for (i = 1; i <= n; i++) for (j = 1; j <= m; j++)
        if (!seen[g[i], p[j]]) print "no line for " g[i] " " p[j] }' "$file"
}

check "tables begin with their format and columns" head_lines
check "source rows" source_rows
check "prebuilt rows" prebuilt_rows
check "version order, nothing twice" order
check "the preferred archive first" preference
check "no sum twice" sums_once
check "ends of life" ends_of_life
check "every triple has its table" triples
check "system packages" system_packages
finish
