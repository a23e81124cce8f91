# Prints what a prompt's functions cost, in ms: the mean of 200. Sourced.
zmodload zsh/datetime
prompt_times() {
  local -F from=$EPOCHREALTIME to
  local i hook
  for ((i = 0; i < 200; i++)); do
    for hook in $precmd_functions; do
      $hook >/dev/null 2>&1
    done
  done
  to=$EPOCHREALTIME
  printf '%.6f\n' $(((to - from) * 5))
}
prompt_times
