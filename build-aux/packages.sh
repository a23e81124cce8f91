# shellcheck shell=sh
# Which parts of this machine's system are missing for a purpose, and how its
# package manager brings them. Sourced by install.sh and test.sh, which set
# `here` to the top of the source tree. The machine itself is asked (programs,
# pkg-config, headers), not the package manager: that is fast and the same on
# every distribution. Package names come from share/build-deps.txt.

# The package manager of this machine, or nothing.
pk_manager() {
  for pk_m in apt-get dnf apk pacman zypper brew; do
    command -v "$pk_m" >/dev/null 2>&1 || continue
    echo "${pk_m%-get}"
    return
  done
}

pk_compiler() {
  for pk_cc in ${CC:-cc gcc clang}; do
    command -v "$pk_cc" >/dev/null 2>&1 && echo "$pk_cc" && return
  done
  return 1
}

# pk_has KIND NAMES: one NAME of a `tool`, pkg-config `module`, `header` or `file` is there.
pk_has() {
  pk_kind=$1
  pk_names=$(echo "$2" | tr '|' ' ')
  for pk_name in $pk_names; do
    case $pk_kind in
      tool) command -v "$pk_name" >/dev/null 2>&1 && return 0 ;;
      module) pkg-config --exists "$pk_name" 2>/dev/null && return 0 ;;
      header)
        pk_cc=$(pk_compiler) || return 1
        echo "#include <$pk_name>" | "$pk_cc" -E - >/dev/null 2>&1 && return 0
        ;;
      file) [ -e "$pk_name" ] && return 0 ;;
    esac
  done
  return 1
}

# What a group needs: `required|wanted KIND NAME[|NAME...] WHAT IT IS`.
pk_needs() {
  case $1 in
    pyver) cat <<'LIST' ;;
required tool cc|gcc|clang a C compiler
required header stdio.h the C library's headers
required tool make make
required tool autoreconf autoconf
required tool automake automake
required tool pkg-config pkg-config
required module libcurl libcurl
required module libarchive libarchive
required module libcrypto OpenSSL
wanted file /etc/ssl/certs/ca-certificates.crt|/etc/pki/tls/certs/ca-bundle.crt|/etc/ssl/cert.pem|/etc/ssl/certs certificates of authorities
LIST
    cpython) cat <<'LIST' ;;
required tool cc|gcc|clang a C compiler
required tool make make
required module zlib zlib (module zlib)
required module openssl OpenSSL (module ssl)
required module libffi libffi (module ctypes)
wanted header bzlib.h bzip2 (module bz2)
wanted module liblzma xz (module lzma)
wanted module sqlite3 SQLite (module sqlite3)
wanted header readline/readline.h|editline/readline.h readline (module readline)
wanted module ncursesw|ncurses ncurses (module curses)
wanted module tk Tk (module tkinter)
wanted header gdbm.h gdbm (module dbm.gnu)
wanted module uuid uuid (module _uuid)
wanted module libzstd zstd (module compression.zstd)
wanted tool xz xz
LIST
    check) cat <<'LIST' ;;
required tool bats bats
required module check Check
wanted tool clang clang
wanted tool shellcheck shellcheck
wanted tool strace strace
wanted tool valgrind valgrind
wanted tool nginx|/usr/sbin/nginx nginx
wanted tool ctags ctags
wanted tool readelf binutils
wanted tool pgrep procps
wanted tool zsh zsh
wanted tool fish fish
wanted tool tcsh tcsh
wanted tool expect expect
wanted tool zstd zstd
wanted tool openssl the openssl command
wanted tool patch patch
wanted tool mandoc mandoc
wanted tool tmux tmux
wanted tool mksh mksh
wanted tool busybox busybox
LIST
  esac
  case $1:$(uname -s) in
    pyver:Linux) echo "wanted tool musl-gcc musl-gcc (makes the smallest shims)" ;;
  esac
}

# pk_missing required|wanted GROUP...: what is missing, one line each.
pk_missing() {
  pk_class=$1
  shift
  for pk_group in "$@"; do
    pk_needs "$pk_group" | while read -r pk_c pk_kind_ pk_names_ pk_what; do
      if [ "$pk_c" = "$pk_class" ] && ! pk_has "$pk_kind_" "$pk_names_"; then
        echo "$pk_what"
      fi
    done
  done | awk '!seen[$0]++'
}

# pk_packages MANAGER GROUP...: their names, each once.
pk_packages() {
  pk_mgr=$1
  shift
  for pk_group in "$@"; do
    awk -v g="$pk_group" -v m="$pk_mgr" '$1 == g && $2 == m { for (i = 3; i <= NF; i++) print $i }' \
      "${here:?}/share/build-deps.txt"
  done | awk '!seen[$0]++' | tr '\n' ' ' | sed 's/ $//'
}

# The command that installs packages with a manager.
pk_command() {
  case $1 in
    apt) echo "apt-get install -y --no-install-recommends" ;;
    dnf) echo "dnf install -y" ;;
    apk) echo "apk add" ;;
    pacman) echo "pacman -S --needed --noconfirm" ;;
    zypper) echo "zypper --non-interactive install" ;;
    brew) echo "brew install" ;;
  esac
}

# Runs a package manager as root; brew as the user it belongs to.
pk_as_root() {
  if [ "$(id -u)" = 0 ] || [ "$1" = brew ]; then
    "$@" </dev/null
  else
    sudo "$@"
  fi
}

pk_apt() {
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  pk_as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"
}

# One transaction for all; should a package not exist here, one by one.
# What is still missing afterwards is for the caller to look at.
pk_install_with() {
  pk_mgr=$1
  shift
  if [ "$pk_mgr" = apt ]; then
    # without lists, or with old ones, apt does not know the packages
    [ -n "$(find /var/lib/apt/lists -name '*Packages*' 2>/dev/null | head -n 1)" ] || pk_apt update
    pk_apt install -y --no-install-recommends "$@" && return
    pk_apt update
    pk_apt install -y --no-install-recommends "$@" && return
    for pk_p in "$@"; do
      pk_apt install -y --no-install-recommends "$pk_p" || :
    done
    return
  fi
  [ "$pk_mgr" != pacman ] || pk_as_root pacman -Sy --noconfirm || :
  # shellcheck disable=SC2046 # a command line of words
  pk_as_root $(pk_command "$pk_mgr") "$@" && return
  for pk_p in "$@"; do
    # shellcheck disable=SC2046
    pk_as_root $(pk_command "$pk_mgr") "$pk_p" || :
  done
}

# pk_provide yes|no GROUP...: brings what is missing (no: only says how).
# Fails when something required is missing in the end.
pk_provide() {
  pk_allowed=$1
  shift
  pk_lacking=$(pk_missing required "$@"; pk_missing wanted "$@")
  [ -n "$pk_lacking" ] || { echo "==> Everything needed from the system is there"; return 0; }
  echo "==> Missing on this machine:"
  echo "$pk_lacking" | sed 's/^/      /'
  pk_mgr=$(pk_manager)
  pk_list=$([ -z "$pk_mgr" ] || pk_packages "$pk_mgr" "$@")
  pk_line="$(pk_command "$pk_mgr") $pk_list"
  [ "$(id -u)" = 0 ] || [ "$pk_mgr" = brew ] || pk_line="sudo $pk_line"
  if [ -z "$pk_mgr" ]; then
    echo "    No package manager that is known here; install these by hand."
  elif [ "$pk_allowed" != yes ]; then
    echo "    This line installs it:"
    echo "      $pk_line"
  elif [ "$(id -u)" != 0 ] && [ "$pk_mgr" != brew ] && ! command -v sudo >/dev/null 2>&1; then
    echo "    You are not root and there is no sudo. Have this line run by root:"
    echo "      ${pk_line#sudo }"
  else
    echo "==> $pk_line"
    # shellcheck disable=SC2086 # a list of words
    pk_install_with "$pk_mgr" $pk_list
  fi
  pk_lacking=$(pk_missing required "$@")
  if [ -n "$pk_lacking" ]; then
    echo "==> Still missing, and needed:"
    echo "$pk_lacking" | sed 's/^/      /'
    return 1
  fi
  pk_lacking=$(pk_missing wanted "$@")
  [ -z "$pk_lacking" ] || echo "==> Going on without: $(echo "$pk_lacking" | awk '{ printf "%s%s", sep, $0; sep = ", " }')"
}
