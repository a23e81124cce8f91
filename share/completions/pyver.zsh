#compdef pyver
# zsh completion for pyver, as a file `_pyver' on $fpath or sourced. What is
# offered comes from pyver itself: `pyver commands' and
# `pyver completions COMMAND ARGS...'.

_pyver_offer() {
  if (( $# == 1 )); then
    reply=("${(@f)$(command pyver commands 2>/dev/null)}")
  else
    reply=("${(@f)$(command pyver completions "${@[2,-1]}" 2>/dev/null)}")
  fi
}

_pyver() {
  local -a reply
  _pyver_offer "${(@)words[1,CURRENT-1]}"
  compadd -- "${(@)reply:#}"
}

# For shells without compinit, or before it has run.
_pyver_compctl() {
  local -a typed
  read -cA typed
  _pyver_offer "${(@)typed[1,-2]}"
}

if [[ "${funcstack[1]-}" == _pyver ]]; then
  _pyver "$@"
elif (( $+functions[compdef] )); then
  compdef _pyver pyver
else
  compctl -K _pyver_compctl pyver
fi
