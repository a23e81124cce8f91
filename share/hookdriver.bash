# Runs hook scripts that were written for pyenv. pyver starts it as
# `bash -c THIS-TEXT pyver-POINT ARG...' and talks with it over descriptor 29.
#
# A message to it is the number of its items and the items, each ended by NUL:
# NAME=text sets a variable, -NAME= unsets it, +NAME=text adds to an array. The
# first message has, besides what the hooks see: __pv_point (`exec'),
# __pv_program (pyver), __pv_hooks (the files) and __pv_wanted (what to hand
# back: NAME, +NAME for an array, * for the environment). The files are sourced
# and the answer handed back as items like these, the last one being `done'.
# Each further message has __pv_phase, `before' or `after': the code that the
# hooks registered for it runs, and the answer follows. The end of the messages
# is the end. An answer without `done' means that a hook has called `exit'.
#
# The files are sourced out here, in no function, in one process and under
# `set -e', because they count on it: they declare variables, change the
# arguments and define functions. Works with bash 3.2 and later.
# shellcheck shell=bash disable=SC2154,SC2034,SC2128,SC2178,SC1090
set -e

__pv_read() {
  local __pv_n __pv_item __pv_name
  IFS= read -r -d '' -u 29 __pv_n || return 1
  while [ "$__pv_n" -gt 0 ]; do
    IFS= read -r -d '' -u 29 __pv_item || return 1
    __pv_name=${__pv_item%%=*}
    __pv_item=${__pv_item#*=}
    case $__pv_name in
      +*) eval "${__pv_name#+}+=(\"\$__pv_item\")" ;;
      -*) unset "${__pv_name#-}" ;;
      *) printf -v "$__pv_name" %s "$__pv_item" ;;
    esac
    __pv_n=$((__pv_n - 1))
  done
}

# __pv_items NAME TEXT...
__pv_items() {
  local __pv_name=$1
  shift
  [ $# -eq 0 ] || printf "$__pv_name=%s\\0" "$@"
}

__pv_give() { # ARG...
  local __pv_name __pv_list
  for __pv_name in "${__pv_wanted[@]}"; do
    case $__pv_name in
      +@) __pv_items +@ "$@" ;;
      +registered_shims) __pv_shims ;;
      +*)
        __pv_list="${__pv_name#+}[@]"
        __pv_items "$__pv_name" "${!__pv_list}"
        ;;
      '*') __pv_environment ;;
      *) printf '%s=%s\0' "$__pv_name" "${!__pv_name-}" ;;
    esac
  done
  printf 'done\0'
}

__pv_environment() {
  local __pv_name
  while IFS= read -r __pv_name; do
    printf '*%s=%s\0' "$__pv_name" "${!__pv_name-}"
  done <<<"$(compgen -e)"
}

# pyenv's scripts call its commands by their bare names.
command_not_found_handle() {
  case $1 in
    pyver | pyenv) shift ;;
    pyver-?* | pyenv-?*) set -- "${1#*-}" "${@:2}" ;;
    *)
      printf '%s: %s: command not found\n' "$0" "$1" >&2
      return 127
      ;;
  esac
  "$__pv_program" "$@" 29>&-
}

__pv_read || exit 1

# They also use its names for the variables.
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 403)); then
  for __pv_name in ROOT DIR VERSION SHELL HOOK_PATH VERSION_ORIGIN COMMAND COMMAND_PATH BIN_PATH; do
    unset "PYENV_$__pv_name"
    declare -n "PYENV_$__pv_name=PYVER_$__pv_name"
  done
fi

case $__pv_point in
  rehash)
    shopt -s nullglob
    make_shims() {
      local file
      for file; do
        register_shim "${file##*/}"
      done
    }
    if ((BASH_VERSINFO[0] > 3)); then
      declare -A registered_shims
      register_shim() { registered_shims["$1"]=1; }
      __pv_shims() { __pv_items +registered_shims "${!registered_shims[@]}"; }
    else
      registered_shims=' '
      register_shim() { registered_shims="$registered_shims$1 "; }
      __pv_shims() {
        local IFS=' '
        # shellcheck disable=SC2086 # the names in it
        __pv_items +registered_shims $registered_shims
      }
    fi
    for __pv_name in "${__pv_names[@]}"; do
      register_shim "$__pv_name"
    done
    ;;
  install | uninstall | virtualenv | activate | deactivate)
    declare -a before_hooks after_hooks
    eval "before_$__pv_point() { before_hooks[\${#before_hooks[@]}]=\$1; }"
    eval "after_$__pv_point() { after_hooks[\${#after_hooks[@]}]=\$1; }"
    ;;
esac

[ -z "$PYVER_DEBUG" ] || set -x
for __pv_hook in "${__pv_hooks[@]}"; do
  source "$__pv_hook"
done
{ __pv_give "$@" >&29; } 2>/dev/null

while __pv_read 2>/dev/null; do
  case $__pv_phase in
    before) __pv_codes=("${before_hooks[@]}") ;;
    after) __pv_codes=("${after_hooks[@]}") ;;
  esac
  for __pv_code in "${__pv_codes[@]}"; do
    eval "$__pv_code"
  done
  { __pv_give "$@" >&29; } 2>/dev/null
done
