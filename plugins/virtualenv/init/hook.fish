# Run before each prompt. What selects is looked up here, in the shell's own
# words; pyver is only asked when that is not what it was: when PYVER_VERSION,
# the version file, what it says, or the active environment has changed, or
# when the environment it names has come or gone.
function _pyver_virtualenv_file --argument-names dir
  while true
    if test -f "$dir/.python-version"
      set -g _pyver_file "$dir/.python-version"
      return 0
    end
    test -n "$dir"; or return 1
    set -l above
    string match -qr '(?s)^(?<above>.*)/' -- $dir
    set dir "$above"
  end
end
function _pyver_virtualenv_state
  set -g _pyver_state "$PYVER_VERSION|$_pyver_file|$_pyver_text|$VIRTUAL_ENV"
  test -e "$_PYVER_VH_WATCH"; and set -g _pyver_state "$_pyver_state|there"
end
function _pyver_virtualenv_hook --on-event fish_prompt
  set -l last $status
  set -g _pyver_file ''
  set -g _pyver_text ''
  if test -z "$PYVER_VERSION"
    set -l start
    switch "$PYVER_DIR"
      case ''
      case '/*'
        set start "$PYVER_DIR"
      case '*'
        set start "$PWD/$PYVER_DIR"
    end
    for dir in $start "$PWD"
      _pyver_virtualenv_file $dir; and break
    end
    if test -z "$_pyver_file"
      set -g _pyver_file "$PYVER_ROOT/version"
      test -n "$PYVER_ROOT"; or set -g _pyver_file "$_PYVER_VH_ROOT/version"
    end
    if test -f "$_pyver_file"; and test -r "$_pyver_file"
      read -z -g _pyver_text <$_pyver_file
    end
  end
  _pyver_virtualenv_state
  if test "$_pyver_state" != "$_PYVER_VH_STATE"; or test -n "$_PYVER_VH_ALWAYS"
    PYVER_SHELL=fish command pyver sh-activate --follow | source
    _pyver_virtualenv_state
    set -g _PYVER_VH_STATE "$_pyver_state"
  end
  return $last
end
set -g _PYVER_VH_STATE none
set -g _PYVER_VH_WATCH ''
