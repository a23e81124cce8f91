# bash completion for pyver. What is offered comes from pyver itself:
# `pyver commands' and `pyver completions COMMAND ARGS...'.

_pyver() {
  local word="${COMP_WORDS[COMP_CWORD]}" line offered
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    offered="$(command pyver commands 2>/dev/null)"
  else
    offered="$(command pyver completions "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)"
  fi
  while IFS= read -r line; do
    case "$line" in
    "$word"*) [ -z "$line" ] || COMPREPLY[${#COMPREPLY[@]}]="$line" ;;
    esac
  done <<<"$offered"
}

complete -F _pyver pyver
