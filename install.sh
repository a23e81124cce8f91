#!/bin/sh
# Builds and installs pyver from this source tree, installs a Python with it,
# and shows both at work. See usage() below.
set -eu

usage() {
  cat <<'TEXT'
Usage: ./install.sh [REQUEST] [--prefix DIR] [--no-system-packages] [--shell-setup]

  REQUEST               the Python to install: 3.13.15, 3.13, 3 ... (default: 3,
                        the newest stable one that can be had)
  --prefix DIR          where pyver itself goes (default: ~/.pyver); the Pythons
                        go below $PYVER_ROOT (default: ~/.pyver) in any case
  --no-system-packages  install no system packages; print the line that does,
                        and stop if something required is missing
  --shell-setup         add pyver to your shell's start-up file

Run again, it upgrades pyver in place, keeps every version, and carries on
where an interrupted run stopped.
TEXT
}

say() { echo "==> $*"; }
fail() {
  echo "install.sh: $*" >&2
  exit 1
}

here=$(cd "$(dirname "$0")" && pwd -P)
request=3
request_given=
prefix=
system_packages=yes
shell_setup=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) [ $# -ge 2 ] || fail "--prefix needs a folder"; prefix=$2; shift ;;
    --prefix=*) prefix=${1#*=} ;;
    --no-system-packages) system_packages=no ;;
    --shell-setup) shell_setup=yes ;;
    -h|--help) usage; exit 0 ;;
    -*) usage >&2; fail "unknown option \`$1'" ;;
    *)
      [ -z "$request_given" ] || fail "one REQUEST at a time (\`$request', \`$1')"
      request=$1 request_given=yes
      ;;
  esac
  shift
done
[ -n "${HOME:-}" ] || fail "HOME is not set: pyver keeps its versions below it"
: "${prefix:=$HOME/.pyver}"
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac

# shellcheck source=build-aux/packages.sh
. "$here/build-aux/packages.sh"

# ---- what the system has to bring
pk_provide "$system_packages" pyver cpython || fail "cannot go on without it"

# ---- pyver itself: built outside this tree, in a folder that stays when this
# is interrupted and goes when it is done
work=${XDG_CACHE_HOME:-$HOME/.cache}/pyver/build
log=$work/build.log
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

step() { # runs a command, its output to the log; shows the end of that when it fails
  echo "\$ $*" >>"$log"
  "$@" >>"$log" 2>&1 </dev/null || {
    tail -n 25 "$log" >&2
    fail "\`$1' failed; all of its output is in $log"
  }
}

mkdir -p "$work"
exec 9>"$work.lock"
if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
  say "Waiting for another install.sh"
  flock 9
  mkdir -p "$work"
fi
say "Building pyver $(cat "$here/VERSION")"
: >"$log"
rm -rf "$work/src"
mkdir -p "$work/src" "$work/obj"
(cd "$here" && tar -cf - --exclude=./.git --exclude=./autom4te.cache .) | (cd "$work/src" && tar -xf -)
case $(uname -s) in
  Darwin) # keg-only libraries
    for keg in curl libarchive openssl@3; do
      PKG_CONFIG_PATH=$(brew --prefix "$keg" 2>/dev/null)/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    done
    export PKG_CONFIG_PATH
    ;;
esac
(
  cd "$work/src"
  step autoreconf --install --force
  cd "$work/obj"
  step "$work/src/configure" --prefix="$prefix"
  step make -j"$jobs"
  rm -rf "$work/stage"
  step make install-strip DESTDIR="$work/stage"
  # file by file, each by a rename: a shim that is called meanwhile finds the
  # old program or the new one
  cd "$work/stage$prefix"
  find . -type d | while read -r dir; do mkdir -p "$prefix/$dir"; done
  find . ! -type d | while read -r file; do
    cp -pP "$file" "$prefix/$file.new" && mv -f "$prefix/$file.new" "$prefix/$file"
  done
)
[ -x "$prefix/bin/pyver" ] || fail "nothing was installed in $prefix"
cd "$HOME"
rm -rf "$work"
exec 9>&-
rm -f "$work.lock"
rmdir "${work%/build}" 2>/dev/null || :
say "Installed $("$prefix/bin/pyver" --version) in $prefix; its Pythons go to $("$prefix/bin/pyver" root)/versions"

# ---- a Python
unset PYVER_VERSION PYVER_DIR VIRTUAL_ENV PYTHONHOME PYTHONPATH
root=$("$prefix/bin/pyver" root)
PATH=$root/shims:$prefix/bin:$PATH
export PATH
say "pyver install --skip-existing $request"
pyver install --skip-existing "$request" || fail "no Python was installed; pyver is: run \`$prefix/bin/pyver install $request' to try again"
pyver rehash
case $request in
  *:*) version=${request#*:} ;;
  *) version=$(basename "$(pyver prefix "$request")") ;;
esac

# ---- the whole story, for real
env_name=proj
n=1
while pyver prefix "$env_name" >/dev/null 2>&1; do
  n=$((n + 1))
  env_name=proj$n
done
demo=$(mktemp -d "${TMPDIR:-/tmp}/pyver-demo.XXXXXX")
tidy() {
  cd /
  pyver virtualenv-delete -f "$env_name" >/dev/null 2>&1 || :
  rm -rf "$demo"
}
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
show() {
  echo "\$ $1"
  eval "$1" || fail "that should have worked"
}

say "A project of its own, in a temporary folder:"
cd "$demo"
show "pyver local $version"
show "python --version"
show "pyver virtualenv $env_name"
show "pyver local $env_name"
show "python -c 'import sys, ssl; print(sys.prefix)'"
tidy
trap - EXIT

# ---- the shell
shell=${SHELL:-$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f7)}
shell=$(basename "${shell:-sh}")
# shellcheck disable=SC2016 # HOME is for the user's shell to expand
case $prefix in
  "$HOME"/*) shown='$HOME'${prefix#"$HOME"} ;;
  *) shown=$prefix ;;
esac
case $shell in
  fish)
    line="set -gx PATH \"$shown/bin\" \$PATH; pyver init - fish | source"
    file=${XDG_CONFIG_HOME:-$HOME/.config}/fish/config.fish
    ;;
  *)
    case $shell in
      bash) file=$HOME/.bashrc ;;
      zsh) file=${ZDOTDIR:-$HOME}/.zshrc ;;
      *) file=$HOME/.profile shell=sh ;;
    esac
    line="export PATH=\"$shown/bin:\$PATH\"; eval \"\$(pyver init - $shell)\""
    ;;
esac
echo
if [ -z "$shell_setup" ]; then
  say "Done. To have it in every shell, add this line to $file:"
elif [ -f "$file" ] && grep -qF "pyver init" "$file"; then
  say "Done. $file mentions pyver already and is left as it is. The line is:"
else
  mkdir -p "$(dirname "$file")"
  # never glued to an unfinished last line
  [ ! -s "$file" ] || [ -z "$(tail -c 1 "$file")" ] || echo >>"$file"
  echo "$line" >>"$file"
  say "Done. Added to $file (takes effect in new shells):"
fi
echo
echo "$line"
