# shellcheck shell=sh disable=SC2154
# $_pyver_dir to the front of PATH, and nowhere else on it. An empty PATH must
# not leave a ':' behind, which would stand for the working directory.
_pyver_path=:${PATH-}:
while :; do
  case "$_pyver_path" in
  *:"$_pyver_dir":*)
    _pyver_path=${_pyver_path%%:"$_pyver_dir":*}:${_pyver_path#*:"$_pyver_dir":}
    ;;
  *) break ;;
  esac
done
_pyver_path=${_pyver_path#:}
_pyver_path=${_pyver_path%:}
export PATH="$_pyver_dir${_pyver_path:+:$_pyver_path}"
unset _pyver_dir _pyver_path
