# shellcheck shell=bash
# Reads cases.txt; sourced by bench.bash and check.bash, which set `here`.
#
#   each_case FUNCTION   calls it once for each case, with what the case says
#       in c_name, c_group, c_title, c_how, c_root, c_dir, c_runs, c_peers (its
#       runs of other programs), c_warm, c_needs, c_inner, c_count and the
#       array c_rows of "WHO[:LABEL] REST" lines
#   split_row ROW        its parts, expanded: row_who, row_label and the arrays
#       row_away (paths), row_env (NAME=VALUE), row_words (the command)
#   root_line NAME       the rest of the `root NAME' line

root_line() {
  sed -n "s/^root $1\( .*\)*$/\1/p" "$here/cases.txt" | head -n 1
}

new_case() {
  c_name=$1 c_title=$1 c_how='' c_root='' c_dir=exact c_runs=1000 c_peers=50 c_warm=3
  c_needs='' c_inner='' c_count='' c_rows=()
}

case_line() { # KEY VALUE
  local runs
  case $1 in
    title) c_title=$2 ;;
    how) c_how=$2 ;;
    root) c_root=$2 ;;
    dir) c_dir=$2 ;;
    runs)
      read -r -a runs <<<"$2"
      c_runs=${runs[0]} c_peers=${runs[1]:-${runs[0]}}
      ;;
    warm) c_warm=$2 ;;
    needs) c_needs=$2 ;;
    inner) c_inner=yes ;;
    count) c_count=yes ;;
    *) c_rows[${#c_rows[@]}]="$1 $2" ;;
  esac
}

each_case() {
  local key value
  c_name='' c_group=''
  while read -r key value <&9; do
    case $key in
      '' | '#'*) continue ;;
      root) [ -n "$c_name" ] || continue ;;
      case | group) [ -z "$c_name" ] || "$1" ;;
    esac
    case $key in
      case) new_case "$value" ;;
      group) c_group=$value c_name='' ;;
      *) case_line "$key" "$value" ;;
    esac
  done 9<"$here/cases.txt"
  [ -z "$c_name" ] || "$1"
}

# expand TEXT: with the @NAME@ replaced; what stands for them is in `place_NAME`.
expand() {
  local text=$1 name value
  while [[ $text =~ @([A-Za-z][A-Za-z-]*)@ ]]; do
    name=place_${BASH_REMATCH[1]//-/_}
    value=${!name-}
    text=${text//"@${BASH_REMATCH[1]}@"/$value}
  done
  printf '%s\n' "$text"
}

# What each program has to be told about its root.
row_environment() {
  case $row_who in
    floor | pyver | other) row_env=("PYVER_ROOT=${place_R-}") ;;
    pyenv) row_env=("PYENV_ROOT=${place_Y-}") ;;
    mise) row_env=("MISE_DATA_DIR=${place_M-}" MISE_IDIOMATIC_VERSION_FILE_ENABLE_TOOLS=python MISE_OFFLINE=1) ;;
    asdf) row_env=("ASDF_DATA_DIR=${place_A-}") ;;
    *) row_env=() ;;
  esac
}

split_row() {
  local rest word shell
  read -r word rest <<<"$1"
  row_who=${word%%:*} row_label=${word#*:}
  [ "$row_label" != "$word" ] || row_label=''
  row_label=$row_who${row_label:+ ${row_label//_/ }}
  row_label=${row_label#other }
  row_away=() row_words=()
  row_environment
  rest=$(expand "$rest")
  while [ -n "$rest" ]; do
    read -r word rest <<<"$rest"
    case $word in
      -a)
        read -r word rest <<<"$rest"
        row_away[${#row_away[@]}]=$word
        ;;
      sh: | bash: | zsh:)
        shell=$(command -v "${word%:}")
        row_words=("$shell")
        case $word in
          bash:) row_words+=(--norc --noprofile) ;;
          zsh:) row_words+=(-f) ;;
        esac
        row_words+=(-c "$rest")
        return
        ;;
      [A-Z]*=*)
        if [ ${#row_words[@]} = 0 ]; then row_env[${#row_env[@]}]=$word; else row_words+=("$word"); fi
        ;;
      *) row_words[${#row_words[@]}]=$word ;;
    esac
  done
}
