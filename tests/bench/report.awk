# results.md from three files: the machine's lines, the cases (NAME GROUP
# TITLE HOW) and the results (CASE WHO LABEL RUNS MEDIAN MIN MAX RATIO MIN MAX
# CALLS PROCESSES), the last two with tabs between.
FNR == 1 { part++; FS = "\t"; $0 = $0 }
part == 1 { machine = machine $0 "\n"; next }
part == 2 { n++; name[n] = $1; group[n] = $2; title[n] = $3; how[n] = $4; next }
{ rows[$1]++; row[$1, rows[$1]] = $0 }

function ms(t) { return t < 0.1 ? sprintf("%.4f", t) : t < 10 ? sprintf("%.3f", t) : t < 100 ? sprintf("%.1f", t) : sprintf("%.0f", t) }
function ratio(r) { return r < 10 ? sprintf("%.2f", r) : r < 100 ? sprintf("%.1f", r) : sprintf("%.0f", r) }

function print_group(g, i, k, f, note) {
  print "\n## " g "\n"
  print "| case | program | ratio to the floor | smallest .. largest | ms, median | smallest .. largest | runs | system calls | processes |"
  print "|---|---|--:|--:|--:|--:|--:|--:|--:|"
  for (i = 1; i <= n; i++) {
    if (group[i] != g) continue
    for (k = 1; k <= rows[name[i]]; k++) {
      split(row[name[i], k], f, "\t")
      printf "| %s | %s | %s | %s .. %s | %s | %s .. %s | %s | %s | %s |\n", k == 1 ? title[i] : "",
        f[2] == "pyver" ? "**" f[3] "**" : f[3], f[2] == "pyver" ? "**" ratio(f[8]) "**" : ratio(f[8]),
        ratio(f[9]), ratio(f[10]), ms(f[5]), ms(f[6]), ms(f[7]), f[4], f[11], f[12]
    }
    note = note "- **" title[i] "** (`" name[i] "`): " how[i] "\n"
  }
  printf "\n%s", note
}

END {
  print "# Benchmarks\n"
  print "Written by `make bench`. A ratio compares with the floor: the least that the same work costs on this machine,"
  print "measured in the same run with a program that does nothing else (`tests/bench/*.c`).\n"
  printf "%s\n", machine
  print "![Ratio to the floor](results.svg)\n"
  print "How it was taken: whole processes, started in turn round by round (`tests/bench/pairtime.c`), in a wiped"
  print "environment, caches warm. A ratio is the median of the quotients within a round, so that what the"
  print "machine does meanwhile meets both sides; times are medians and are only good on this machine. Slow programs"
  print "take part in fewer rounds. Paths are new each time, for deleting slows down what is made next. System calls and processes"
  print "(threads included) are one run's, counted by `strace -f -c`, the program's own start among them."
  for (i = 1; i <= n; i++)
    if (!(group[i] in done)) {
      done[group[i]] = 1
      print_group(group[i])
    }
}
