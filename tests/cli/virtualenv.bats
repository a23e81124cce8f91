#!/usr/bin/env bats
# pyver virtualenv: what it makes, where, and everything it refuses. The
# interpreters are fakes with the files of a real one: nothing here runs Python.
load helper

# cpython X.Y.Z: a version that environments can be made from, with a pip wheel.
cpython() {
  local dir=$PYVER_ROOT/versions/$1 tag=python${1%.*}
  fake_version "$1" "$tag-config"
  mkdir -p "$dir/lib/$tag/ensurepip/_bundled" "$dir/include/$tag"
  touch "$dir/lib/$tag/os.py"
  echo "#define PY_VERSION \"$1\"" >"$dir/include/$tag/patchlevel.h"
  wheel "$dir/lib/$tag/ensurepip/_bundled/pip-24.0-py3-none-any.whl"
}

# bytes VALUE COUNT: a little-endian number
bytes() {
  local value=$1 i
  for ((i = 0; i < $2; i++)); do
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((value & 255)))"
    value=$((value >> 8))
  done
}

# zip_entry NAME FILE: its header, the same in both places of an archive but for the beginning
zip_header() {
  local size crc
  size=$(wc -c <"$2")
  crc=0x$(gzip -c <"$2" | tail -c 8 | head -c 4 | od -An -tx1 | tr -d ' \n' | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/')
  bytes 20 2
  bytes 0 2
  bytes 0 2
  bytes 0 4
  bytes "$crc" 4
  bytes "$size" 4
  bytes "$size" 4
  bytes ${#1} 2
  bytes 0 2
}

# wheel FILE: a small pip, stored in a zip archive
wheel() {
  local dir=$TMP/wheel name offset=0 count=0
  mkdir -p "$dir/pip" "$dir/pip-24.0.dist-info"
  echo 'def main(): pass' >"$dir/pip/__init__.py"
  printf '[console_scripts]\npip = pip:main\npip3 = pip:main\npip3.9 = pip:main\n' >"$dir/pip-24.0.dist-info/entry_points.txt"
  printf 'Name: pip\nVersion: 24.0\n' >"$dir/pip-24.0.dist-info/METADATA"
  printf 'pip/__init__.py,,\npip-24.0.dist-info/RECORD,,\n' >"$dir/pip-24.0.dist-info/RECORD"
  : >"$TMP/directory"
  : >"$1"
  for name in pip/__init__.py pip-24.0.dist-info/entry_points.txt pip-24.0.dist-info/METADATA pip-24.0.dist-info/RECORD; do
    offset=$(wc -c <"$1")
    { printf 'PK\003\004' && zip_header "$name" "$dir/$name" && printf %s "$name" && cat "$dir/$name"; } >>"$1"
    { printf 'PK\001\002' && bytes 20 2 && zip_header "$name" "$dir/$name" && bytes 0 6 && bytes $((0100644 << 16)) 4 &&
      bytes "$offset" 4 && printf %s "$name"; } >>"$TMP/directory"
    count=$((count + 1))
  done
  offset=$(wc -c <"$1")
  cat "$TMP/directory" >>"$1"
  { printf 'PK\005\006' && bytes 0 4 && bytes $count 2 && bytes $count 2 && bytes "$(wc -c <"$TMP/directory")" 4 &&
    bytes "$offset" 4 && bytes 0 2; } >>"$1"
}

# nothing_left NAME: neither tree, link nor staging of a creation that failed
nothing_left() {
  mkdir -p "$PYVER_ROOT/staging"
  assert_missing "$PYVER_ROOT/versions/$1"
  run find "$PYVER_ROOT/versions" "$PYVER_ROOT/staging" -name "$1*"
  assert_success ""
}

setup() {
  pv_setup
  versions=$PYVER_ROOT/versions
}

@test "an environment with pip, and its short name" {
  cpython 3.13.1
  run pyver virtualenv 3.13.1 proj
  assert_success ""
  env=$versions/3.13.1/envs/proj
  assert_equal "$env" "$(readlink "$versions/proj")"
  assert_equal "$versions/3.13.1/bin/python" "$(readlink "$env/bin/python")"
  assert_equal python "$(readlink "$env/bin/python3")"
  assert_equal python "$(readlink "$env/bin/python3.13")"
  assert_equal "$versions/3.13.1/bin/python3.13-config" "$(readlink "$env/bin/python3.13-config")"
  assert_equal "home = $versions/3.13.1/bin
include-system-site-packages = false
version = 3.13.1
executable = $versions/3.13.1/bin/python
command = $versions/3.13.1/bin/python -m venv $env" "$(cat "$env/pyvenv.cfg")"
  for name in pip pip3 pip3.13 pydoc; do
    assert_equal "#!$env/bin/python" "$(head -n 1 "$env/bin/$name")"
    [ -x "$env/bin/$name" ]
  done
  assert_missing "$env/bin/pip3.9"
  assert_equal pip "$(cat "$env/lib/python3.13/site-packages/pip-24.0.dist-info/INSTALLER")"
  grep -qx '../../../bin/pip3.13,,' "$env/lib/python3.13/site-packages/pip-24.0.dist-info/RECORD"
  # no folder of it is private, whatever the staging was
  run find "$env" -type d ! -perm -005
  assert_success ""
  run find "$PYVER_ROOT/staging" -mindepth 1 -type d
  assert_success ""
}

@test "the new programs have shims, and selecting it is enough" {
  cpython 3.13.1
  pyver virtualenv 3.13.1 proj
  [ -x "$PYVER_ROOT/shims/pip3.13" ]
  pyver local proj
  run pyver which pip
  assert_success "$versions/proj/bin/pip"
}

@test "VERSION is a prefix, the selected one, or understood in other spellings" {
  cpython 3.13.1
  cpython 3.12.4
  pyver virtualenv --without-pip 3.13 a
  PYVER_VERSION=3.12.4 pyver virtualenv --without-pip b
  pyver virtualenv --without-pip python-3.12 c
  [ -d "$versions/3.13.1/envs/a" ]
  [ -d "$versions/3.12.4/envs/b" ]
  [ -d "$versions/3.12.4/envs/c" ]
  assert_missing "$versions/a/bin/pip"
}

@test "names that will not do" {
  cpython 3.13.1
  run pyver virtualenv
  assert_failure "pyver-virtualenv: no virtualenv name given."
  run pyver virtualenv 3.13.1 system
  assert_failure "pyver-virtualenv: \`system' is not allowed as virtualenv name."
  run pyver virtualenv 3.13.1 "foo bar"
  assert_failure "pyver-virtualenv: no whitespace allowed in virtualenv name."
  run pyver virtualenv 3.13.1 $'foo\tbar baz'
  assert_failure "pyver-virtualenv: no whitespace allowed in virtualenv name."
  run pyver virtualenv 3.13.1 foo/bar
  assert_failure "pyver-virtualenv: no slash allowed in virtualenv name."
  run pyver virtualenv 3.13.1 3.12.4/envs/foo
  assert_failure "pyver-virtualenv: no slash allowed in virtualenv name."
  run pyver virtualenv 3.13.1 ..
  assert_failure "pyver-virtualenv: \`..' is not allowed as virtualenv name."
  run pyver virtualenv 3.13.1 a b
  assert_failure "pyver-virtualenv: too many words: \`b'"
  run pyver virtualenv --no-such-thing 3.13.1 a
  assert_failure "pyver-virtualenv: unknown option \`--no-such-thing'"
  assert_equal 3.13.1 "$(ls "$versions")"
}

@test "the long name of the environment is fine" {
  cpython 3.13.1
  run pyver virtualenv --without-pip 3.13 3.13.1/envs/foo
  assert_success ""
  [ -d "$versions/3.13.1/envs/foo" ]
}

@test "a version that is not installed" {
  run pyver virtualenv 3.13.5 a
  assert_failure "pyver-virtualenv: \`3.13.5' is not installed in pyver.
Run \`pyver install 3.13.5' to install it."
  run pyver virtualenv nonsense a
  assert_failure "pyver-virtualenv: \`nonsense' is not installed in pyver.
It does not look like a valid Python version. See \`pyver install --list' for available versions."
  mkdir -p "$versions/empty"
  run pyver virtualenv empty a
  assert_failure "pyver-virtualenv: \`python' not found in version \`empty'"
}

@test "what exists is not replaced, unless forced" {
  cpython 3.13.1
  cpython 3.12.4
  pyver virtualenv --without-pip 3.13.1 proj
  touch "$versions/proj/mine"
  run pyver virtualenv --without-pip 3.13.1 proj
  assert_failure "pyver-virtualenv: \`$versions/proj' already exists."
  [ -e "$versions/proj/mine" ]
  run pyver virtualenv --without-pip 3.13.1 3.12.4
  assert_failure "pyver-virtualenv: \`$versions/3.12.4' already exists."
  # another base: the short name goes over, the old tree stays
  run pyver virtualenv -f --without-pip 3.12.4 proj
  assert_success ""
  assert_equal "$versions/3.12.4/envs/proj" "$(readlink "$versions/proj")"
  [ -e "$versions/3.13.1/envs/proj/mine" ]
  run pyver virtualenv --force --without-pip 3.13.1 proj
  assert_success ""
  assert_missing "$versions/proj/mine"
  # a version is no environment
  run pyver virtualenv -f --without-pip 3.13.1 3.12.4
  assert_failure "pyver-virtualenv: \`$versions/3.12.4' is not a virtualenv: it will not be replaced."
}

@test "a tree without its short name: asks" {
  cpython 3.13.1
  pyver virtualenv --without-pip 3.13.1 proj
  rm "$versions/proj"
  touch "$versions/3.13.1/envs/proj/mine"
  run pyver virtualenv --without-pip 3.13.1 proj <<<n
  assert_failure
  assert_contains "pyver-virtualenv: $versions/3.13.1/envs/proj already exists"
  assert_contains "continue with installation? (y/N) "
  [ -e "$versions/3.13.1/envs/proj/mine" ]
  assert_missing "$versions/proj"
  run pyver virtualenv --without-pip 3.13.1 proj <<<y
  assert_success
  [ -d "$versions/proj" ]
  assert_missing "$versions/proj/mine"
}

@test "the link that a killed creation left is no obstacle" {
  cpython 3.13.1
  ln -s "$versions/3.13.1/envs/proj" "$versions/proj"
  run pyver versions --bare
  assert_success 3.13.1
  run pyver virtualenv --without-pip 3.13.1 proj
  assert_success ""
  [ -x "$versions/proj/bin/activate" ] || [ -f "$versions/proj/bin/activate" ]
}

@test "an environment of an environment is its sibling" {
  cpython 3.13.1
  pyver virtualenv --without-pip 3.13.1 a
  pyver virtualenv --without-pip a b
  pyver virtualenv --without-pip 3.13.1/envs/b c
  for name in a b c; do
    assert_equal "home = $versions/3.13.1/bin" "$(head -n 1 "$versions/3.13.1/envs/$name/pyvenv.cfg")"
    assert_equal "$versions/3.13.1/envs/$name" "$(readlink "$versions/$name")"
  done
}

@test "an environment of an alias lies in the version itself" {
  cpython 3.13.1
  ln -s 3.13.1 "$versions/3.13"
  run pyver virtualenv --without-pip 3.13 a
  assert_success ""
  assert_equal "$versions/3.13.1/envs/a" "$(readlink "$versions/a")"
  grep -qx "home = $versions/3.13.1/bin" "$versions/a/pyvenv.cfg"
}

@test "interrupted: nothing is made" {
  # shellcheck disable=SC2016
  python2 'for dir; do :; done
    mkdir -p "$dir/bin"
    kill -INT $PPID
    sleep 1'
  run pyver virtualenv 2.7.18 old
  assert_failure -130
  nothing_left old
}

@test "a root with /envs/ in its path" {
  export PYVER_ROOT=$TMP/envs/root
  versions=$PYVER_ROOT/versions
  cpython 3.13.1
  run pyver virtualenv --without-pip 3.13.1 a
  assert_success ""
  assert_equal "$versions/3.13.1/envs/a" "$(readlink "$versions/a")"
}

@test "of system: no folder between, and the interpreter is asked what it is" {
  mkdir -p "$TMP/usr/lib/python3.9"
  fake_program "$TMP/usr/bin/python3.9"
  # a wrapper somewhere else, as other tools make them
  system_program python3 "printf '%s\n' $TMP/usr/bin/python3.9 $TMP/usr/lib/python3.9 CPython 3.9.2 64"
  run pyver virtualenv --without-pip system sys
  assert_success ""
  [ -d "$versions/sys" ] && [ ! -L "$versions/sys" ]
  assert_missing "$versions/system"
  assert_equal "home = $TMP/usr/bin" "$(head -n 1 "$versions/sys/pyvenv.cfg")"
  assert_equal "version = 3.9.2" "$(sed -n 3p "$versions/sys/pyvenv.cfg")"
  run pyver virtualenv --without-pip system sys
  assert_failure "pyver-virtualenv: \`$versions/sys' already exists."
  run pyver virtualenv -f --without-pip system sys
  assert_success ""
  # and one made from it
  run pyver virtualenv --without-pip sys sibling
  assert_success ""
  [ -d "$versions/sibling" ] && [ ! -L "$versions/sibling" ]
}

@test "options reach the environment" {
  cpython 3.13.1
  run pyver virtualenv --prompt "it's" --system-site-packages --copies --without-pip 3.13.1 a
  assert_success ""
  grep -qx 'include-system-site-packages = true' "$versions/a/pyvenv.cfg"
  grep -qx "prompt = \"it's\"" "$versions/a/pyvenv.cfg"
  [ -f "$versions/a/bin/python" ] && [ ! -L "$versions/a/bin/python" ]
  run pyver virtualenv -v --no-pip 3.13.1 b
  assert_success "Making \`$versions/3.13.1/envs/b' from \`$versions/3.13.1/bin/python'."
}

@test "-p: an interpreter by path, by name from any version, or a version" {
  cpython 3.13.1
  cpython 3.12.4
  fake_program "$versions/3.12.4/bin/python3.12"
  pyver virtualenv --without-pip -p "$versions/3.12.4/bin/python" 3.13.1 a
  pyver virtualenv --without-pip --python=python3.12 3.13.1 b
  pyver virtualenv --without-pip --python 3.12 3.13.1 c
  for name in a b c; do
    assert_equal "home = $versions/3.12.4/bin" "$(head -n 1 "$versions/3.13.1/envs/$name/pyvenv.cfg")"
  done
  run pyver virtualenv -p python9.9 3.13.1 d
  assert_failure
  assert_line 0 "pyver-virtualenv: \`python9.9' is not installed in pyver."
  assert_missing "$versions/d"
}

@test "no pip to be had: nothing is made" {
  cpython 3.13.1
  rm -r "$versions/3.13.1/lib/python3.13/ensurepip"
  run pyver virtualenv 3.13.1 proj
  assert_failure
  assert_contains "give --without-pip"
  nothing_left proj
}

@test "a wheel that cannot be unpacked: nothing is made" {
  cpython 3.13.1
  echo broken >"$versions/3.13.1/lib/python3.13/ensurepip/_bundled/pip-24.0-py3-none-any.whl"
  run pyver virtualenv 3.13.1 proj
  assert_failure
  assert_contains "pip-24.0-py3-none-any.whl"
  nothing_left proj
  assert_missing "$versions/3.13.1/envs"
}

@test "a read-only place: nothing is made" {
  [ "$(id -u)" != 0 ] || skip "root may write anywhere"
  cpython 3.13.1
  chmod a-w "$versions/3.13.1"
  run pyver virtualenv --without-pip 3.13.1 proj
  chmod u+w "$versions/3.13.1"
  assert_failure
  nothing_left proj
}

# python2 BODY: a version whose environments are not made natively; BODY is its virtualenv
python2() {
  mkdir -p "$versions/2.7.18/lib/python2.7"
  touch "$versions/2.7.18/lib/python2.7/os.py"
  fake_program "$versions/2.7.18/bin/python2.7" "case \"\$*\" in
    '-m venv'*) exit 1 ;;
    '-c import virtualenv'*) echo 20.15.1; exit 0 ;;
  esac
  $1"
  ln -s python2.7 "$versions/2.7.18/bin/python"
}

@test "Python 2.7: its own virtualenv does it, and the result is moved into place" {
  # shellcheck disable=SC2016
  python2 'for dir; do :; done
    mkdir -p "$dir/bin" "$dir/lib"
    echo "#!$dir/bin/python" >"$dir/bin/pip"
    echo "old $dir" >"$dir/bin/activate"
    ln -s "$dir/lib" "$dir/lib64"'
  run pyver virtualenv 2.7.18 old
  assert_success ""
  assert_equal "#!$versions/2.7.18/envs/old/bin/python" "$(cat "$versions/old/bin/pip")"
  assert_equal "$versions/2.7.18/envs/old/lib" "$(readlink "$versions/old/lib64")"
  run grep -rl staging "$versions/2.7.18/envs/old"
  assert_failure ""
  PYVER_VERSION=2.7.18 run pyver virtualenv --version
  assert_success "pyver-virtualenv $(pyver --version | sed 's/^pyver //') (virtualenv 20.15.1)"
}

@test "Python 2.7 without virtualenv: says what to run" {
  fake_program "$versions/2.7.18/bin/python2.7" "exit 1"
  ln -s python2.7 "$versions/2.7.18/bin/python"
  mkdir -p "$versions/2.7.18/lib/python2.7"
  touch "$versions/2.7.18/lib/python2.7/os.py"
  run pyver virtualenv 2.7.18 old
  assert_failure
  assert_contains "Run \`$versions/2.7.18/bin/python -m pip install virtualenv' and try again."
  nothing_left old
}

@test "killed half-way: nothing is seen, and the next one clears up" {
  # shellcheck disable=SC2016
  python2 'for dir; do :; done
    mkdir -p "$dir/bin"
    touch "$dir/bin/python" "$dir/bin/activate"
    [ -e "$HOME/survive" ] || kill -9 $PPID'
  run pyver virtualenv 2.7.18 old
  assert_failure
  assert_missing "$versions/old"
  assert_missing "$versions/2.7.18/envs"
  run pyver versions --bare
  assert_success 2.7.18
  touch "$HOME/survive"
  run pyver virtualenv 2.7.18 old
  assert_success ""
  run find "$PYVER_ROOT/staging" -mindepth 1 -type d
  assert_success ""
}

@test "two at once for one name: one wins, the other says so" {
  cpython 3.13.1
  local i
  for i in 1 2 3 4; do
    pyver virtualenv --without-pip 3.13.1 proj >"$TMP/out.$i" 2>&1 &
  done
  wait
  run cat "$TMP"/out.*
  [ "${#lines[@]}" -eq 3 ] || flunk "$output"
  [ -f "$versions/proj/pyvenv.cfg" ]
  run find "$PYVER_ROOT/staging" -mindepth 1 -type d
  assert_success ""
}

@test "--version, --help, completions" {
  cpython 3.13.1
  pyver virtualenv --without-pip 3.13.1 a
  PYVER_VERSION=3.13.1 run pyver virtualenv --version
  assert_success "pyver-virtualenv $(pyver --version | sed 's/^pyver //') (python -m venv)"
  run pyver virtualenv --help
  assert_success
  assert_line 0 "Usage: pyver virtualenv [-f|--force] [OPTION...] [VERSION] NAME"
  refute_contains completions
  run pyver completions virtualenv
  assert_success "--help
3.13.1
a"
}
