# Run before each prompt. What selects is looked up here, in the shell's own
# words; pyver is only asked when that is not what it was: when PYVER_VERSION,
# the version file, what it says, or the active environment has changed, or
# when the environment it names has come or gone.
_pyver_virtualenv_file() {
  local _pyver_dir="${1%/}"
  while :; do
    if [ -f "$_pyver_dir/.python-version" ]; then
      _pyver_file=$_pyver_dir/.python-version
      return 0
    fi
    [ -n "$_pyver_dir" ] || return 1
    _pyver_dir=${_pyver_dir%/*}
  done
}
_pyver_virtualenv_hook() {
  local _pyver_ret=$? _pyver_file='' _pyver_text='' _pyver_there=''
  if [ -z "${PYVER_VERSION-}" ]; then
    case "${PYVER_DIR-}" in
    '') false ;;
    /*) _pyver_virtualenv_file "$PYVER_DIR" ;;
    *) _pyver_virtualenv_file "$PWD/$PYVER_DIR" ;;
    esac || _pyver_virtualenv_file "$PWD" || _pyver_file=${PYVER_ROOT:-$_PYVER_VH_ROOT}/version
    if [ -f "$_pyver_file" ] && [ -r "$_pyver_file" ]; then
      IFS='' read -r -d '' _pyver_text <"$_pyver_file" || :
    fi
  fi
  [ ! -e "$_PYVER_VH_WATCH" ] || _pyver_there=1
  if [ "${PYVER_VERSION-}|$_pyver_file|$_pyver_text|$_pyver_there|${VIRTUAL_ENV-}" != "$_PYVER_VH_STATE" ] ||
    [ -n "$_PYVER_VH_ALWAYS" ]; then
    eval "$(export PYVER_SHELL=bash; exec pyver sh-activate --follow)" || :
    _pyver_there=''
    [ ! -e "$_PYVER_VH_WATCH" ] || _pyver_there=1
    _PYVER_VH_STATE="${PYVER_VERSION-}|$_pyver_file|$_pyver_text|$_pyver_there|${VIRTUAL_ENV-}"
  fi
  return "$_pyver_ret"
}
_PYVER_VH_STATE=none
_PYVER_VH_WATCH=''
if ! [[ "${PROMPT_COMMAND[*]-}" =~ _pyver_virtualenv_hook ]]; then
  PROMPT_COMMAND="_pyver_virtualenv_hook;${PROMPT_COMMAND-}"
fi
