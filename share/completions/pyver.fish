# fish completion for pyver. What is offered comes from pyver itself:
# `pyver commands' and `pyver completions COMMAND ARGS...'.

function __pyver_offer
  set -l words (commandline -opc)
  if test (count $words) -le 1
    command pyver commands 2>/dev/null
  else
    command pyver completions $words[2..-1] 2>/dev/null
  end
end

complete -c pyver -f -a '(__pyver_offer)'
