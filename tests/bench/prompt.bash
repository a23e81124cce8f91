# shellcheck shell=bash
# Prints what a prompt's commands cost, in ms: the mean of 200. Sourced.
prompt_times() {
  local i command from to
  from=${EPOCHREALTIME/[.,]/}
  for ((i = 0; i < 200; i++)); do
    for command in "${PROMPT_COMMAND[@]}"; do
      eval "$command" >/dev/null 2>&1
    done
  done
  to=${EPOCHREALTIME/[.,]/}
  printf '%d.%06d\n' $(((to - from) / 200000)) $(((to - from) * 5 % 1000000))
}
prompt_times
