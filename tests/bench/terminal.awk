# One case's lines of results.tsv for the terminal.
$1 == name {
  printf "  %-28s %10.3f ms (%.3f .. %.3f)  x %.2f (%.2f .. %.2f)  %6s calls %3s processes\n",
    $3, $5, $6, $7, $8, $9, $10, $11, $12
}
