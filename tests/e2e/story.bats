# The whole story with real CPythons, as a new user lives it: an empty HOME, a
# machine that may reach nothing but its own package archive. The two expensive
# installs happen once, in setup_file; the first is killed half-way. While
# writing tests, PYVER_TEST_STORY=FOLDER keeps what they made there.

load ../cli/helper

# The installation that install.sh made, with an environment as bare as cron's.
use_installed() {
  export HOME=$STORY/home
  export PATH=$HOME/.pyver/shims:$HOME/.pyver/bin:/usr/local/bin:/usr/bin:/bin
  export PYVER=$HOME/.pyver/bin/pyver SHELL=/bin/bash
  unset PYVER_ROOT
}

# Process ids whose program is FILE.
running() {
  local exe
  for exe in /proc/[0-9]*/exe; do
    if [ "$(readlink "$exe" 2>/dev/null)" = "$1" ]; then
      exe=${exe%/exe}
      echo "${exe#/proc/}"
    fi
  done
}

run_installer() { # ARGUMENTS...; no terminal, nothing on stdin
  "$PYVER_SOURCE/install.sh" --no-system-packages "$@" </dev/null
}

record() { # NAME COMMAND...: the command's status goes to NAME.status
  local name=$1 code=0
  shift
  "$@" || code=$?
  echo $code >"$STORY/$name.status"
}

setup_file() {
  # bats has no skip for a whole file: setup() skips each test
  if [ -n "${PYVER_TEST_QUICK:-}" ] || [ "$(uname -s)" != Linux ]; then
    return 0
  fi
  # pip asks the index that this machine is set up for, wherever its file is
  local config
  for config in "${XDG_CONFIG_HOME:-$HOME/.config}/pip/pip.conf" "$HOME/.pip/pip.conf"; do
    if [ -z "${PIP_CONFIG_FILE:-}" ] && [ -f "$config" ]; then
      export PIP_CONFIG_FILE=$config
    fi
  done
  STORY=$(cd "${PYVER_TEST_STORY:-$BATS_FILE_TMPDIR}" && pwd -P)
  export STORY
  use_installed
  [ ! -e "$STORY/second.status" ] || return 0
  mkdir "$STORY/home"
  export TMPDIR=$STORY
  unset XDG_CACHE_HOME XDG_CONFIG_HOME

  # First try: pyver-install is killed as soon as CPython's own build runs.
  run_installer 3.13 >"$STORY/killed.out" 2>&1 &
  local pid=$! i=0
  while kill -0 $pid 2>/dev/null && [ $i -lt 3000 ]; do
    if compgen -G "$HOME/.pyver/staging/*/*/config.status" >/dev/null ||
      compgen -G "$HOME/.pyver/staging/*/*/*/config.status" >/dev/null; then
      running "$HOME/.pyver/libexec/pyver/pyver-install" | xargs -r kill -9
      break
    fi
    i=$((i + 1))
    sleep 0.1
  done
  record killed wait $pid
  "$PYVER" versions --bare >"$STORY/killed.versions" || :
  record first run_installer 3.13 >"$STORY/first.out" 2>&1
  record second run_installer 3.11.2 >"$STORY/second.out" 2>&1
}

setup() {
  [ -z "${PYVER_TEST_QUICK:-}" ] || skip "a quick run builds no CPython"
  [ "$(uname -s)" = Linux ] || skip "needs /proc"
  local pip_settings
  pip_settings=$(compgen -e | grep '^PIP_' | while read -r name; do printf 'export %s=%q\n' "$name" "${!name}"; done)
  pv_setup
  eval "$pip_settings"
  use_installed
  if [ "$(cat "$STORY/first.status")" = 5 ] || grep -qs "could not be fetched from any source" "$STORY/first.out"; then
    skip "no source of CPython can be reached from here"
  fi
  WORK=$TMP/work
  mkdir -p "$WORK"
  cd "$WORK" || return
}

teardown() {
  [ -z "${PYVER_TEST_QUICK:-}" ] || return 0
  local name
  for name in proj shop blog django4 django5; do
    pyver virtualenv-delete -f $name >/dev/null 2>&1 || :
  done
  rm -f "$HOME/.bashrc"
}

newest() { # the installed 3.13.x
  pyver versions --bare --skip-envs 2>/dev/null | grep '^3\.13\.' | tail -n 1
}

@test "a build that is killed leaves no version, and the next run completes it" {
  [ "$(cat "$STORY/killed.status")" != 0 ]
  [ ! -s "$STORY/killed.versions" ]
  assert_equal 0 "$(cat "$STORY/first.status")" || { cat "$STORY/first.out"; return 1; }
  run pyver versions --bare
  assert_contains "3.13."
}

@test "nothing of the killed build is left behind" {
  run find "$HOME/.pyver/staging" -mindepth 1 -maxdepth 1 -type d
  assert_success ""
}

@test "install.sh shows the story and ends with the line for the shell" {
  output=$(cat "$STORY/first.out")
  assert_contains '$ python --version'
  assert_contains "Python $(newest)"
  assert_contains '$ pyver virtualenv proj'
  [[ $output == *$'\n'"$HOME"/.pyver/versions/*proj$'\n'* ]] || flunk "$output"
  assert_equal 'export PATH="$HOME/.pyver/bin:$PATH"; eval "$(pyver init - bash)"' "${output##*$'\n'}"
}

@test "install.sh leaves no demonstration and no start-up file behind" {
  run pyver virtualenvs --bare
  refute_contains proj
  for file in .bashrc .bash_profile .profile .zshrc .config; do
    assert_missing "$HOME/$file"
  done
  assert_missing "$HOME/.cache/pyver/build"
}

@test "that line gives a shell its python" {
  line=$(tail -n 1 "$STORY/first.out")
  pyver local "$(newest)"
  run env -i HOME="$HOME" PATH=/usr/bin:/bin bash --norc -c "$line; python --version; type pyver | head -n 1"
  assert_success "Python $(newest)
pyver is a function"
}

@test "--shell-setup adds the line once" {
  printf 'alias l=ls' >"$HOME/.bashrc" # without its newline
  run_installer 3.13 --shell-setup >"$TMP/out"
  run_installer 3.13 --shell-setup >"$TMP/out"
  line=$(tail -n 1 "$STORY/first.out")
  content=$(cat "$HOME/.bashrc")
  rm "$HOME/.bashrc"
  assert_equal "alias l=ls
$line" "$content"
}

@test "the interpreter has the modules that people need" {
  pyver local "$(newest)"
  run python -c 'import ssl, sqlite3, lzma, bz2, ctypes, readline, zlib, hashlib, venv; print("all")'
  assert_success "all"
  pyver local 3.11.2
  run python -c 'import ssl, sqlite3, lzma, bz2, ctypes, readline, zlib, hashlib, venv; print("all")'
  assert_success "all"
}

@test "a second version stands beside the first" {
  assert_equal 0 "$(cat "$STORY/second.status")" || { cat "$STORY/second.out"; return 1; }
  run pyver versions --bare --skip-envs
  assert_success "3.11.2
$(newest)"
}

@test "each folder has its python: deep down, sh, make, cron, env -i" {
  mkdir -p old/a/b/c/d/e/f new/a/b/c/d/e/f
  echo 3.11.2 >old/.python-version
  echo 3.13 >new/.python-version
  local dir expected
  for dir in old new; do
    expected="Python 3.11.2"
    [ $dir = old ] || expected="Python $(newest)"
    cd "$WORK/$dir"
    run python --version
    assert_success "$expected"
    run sh -c 'python --version'
    assert_success "$expected"
    printf 'all:\n\t@python --version\n' >Makefile
    run make -s
    assert_success "$expected"
    cd a/b/c/d/e/f
    run python --version
    assert_success "$expected"
    run env -i PATH="$PATH" python --version
    assert_success "$expected"
    # cron's: a short PATH, the shim by its full name
    run env -i HOME="$HOME" LOGNAME=user SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c "$HOME/.pyver/shims/python --version"
    assert_success "$expected"
  done
}

@test "two projects, two environments, two releases of one package" {
  # an index of our own: two releases of a package with a command
  pyver local "$(newest)"
  for release in 1.0 2.0; do
    python - "$TMP/wheels" $release <<'PYTHON'
import os, sys, zipfile
folder, release = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
info = "greet-%s.dist-info/" % release
files = {
    "greet.py": "def main():\n    print('greet %s')\n" % release,
    info + "METADATA": "Metadata-Version: 2.1\nName: greet\nVersion: %s\n" % release,
    info + "WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    info + "entry_points.txt": "[console_scripts]\ngreet = greet:main\n",
}
record = "".join("%s,,\n" % name for name in list(files) + [info + "RECORD"])
with zipfile.ZipFile("%s/greet-%s-py3-none-any.whl" % (folder, release), "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
    wheel.writestr(info + "RECORD", record)
PYTHON
  done
  export PIP_NO_INDEX=1 PIP_FIND_LINKS=$TMP/wheels PIP_DISABLE_PIP_VERSION_CHECK=1
  pyver virtualenv "$(newest)" shop
  pyver virtualenv 3.11.2 blog
  mkdir shop blog
  (cd shop && pyver local shop && pip install -q greet==1.0)
  (cd blog && pyver local blog && pip install -q greet==2.0)
  # the command is there at once: nobody rehashed
  cd shop
  run greet
  assert_success "greet 1.0"
  run pip list --format=freeze
  assert_contains "greet==1.0"
  refute_contains "greet==2.0"
  run python -c 'import os, sys; print(os.path.realpath(sys.prefix))'
  assert_success "$HOME/.pyver/versions/$(newest)/envs/shop"
  cd ../blog
  run greet
  assert_success "greet 2.0"
  cd "$WORK"
  pyver local "$(newest)"
  run pip list --format=freeze
  refute_contains "greet"

  # a version that environments stand on is not removed
  run pyver uninstall 3.11.2 <<<y
  assert_failure
  assert_contains blog
  [ -x "$HOME/.pyver/versions/3.11.2/bin/python3.11" ]

  pyver virtualenv-delete -f shop
  pyver virtualenv-delete -f blog
  run pyver virtualenvs --bare
  assert_success ""
}

@test "the same with two releases of Django" {
  pyver virtualenv "$(newest)" django5
  pyver virtualenv 3.11.2 django4
  mkdir four five
  (cd four && pyver local django4)
  (cd five && pyver local django5)
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_DEFAULT_TIMEOUT=10 PIP_RETRIES=1
  if ! (cd four && pip download -q --no-deps -d "$TMP/download" 'django==4.2.*') >"$TMP/pip" 2>&1; then
    pyver virtualenv-delete -f django4
    pyver virtualenv-delete -f django5
    skip "pip reaches no index: $(tail -n 1 "$TMP/pip" | cut -c1-80)"
  fi
  (cd four && pip install -q 'django==4.2.*')
  (cd five && pip install -q 'django>=5,<6')
  cd four
  run django-admin --version
  assert_success
  [[ $output == 4.2.* ]]
  run pip list --format=freeze
  assert_contains "Django==4.2"
  cd ../five
  run django-admin --version
  assert_success
  [[ $output == 5.* ]]
  run pip list --format=freeze
  assert_contains "Django==5"
  cd "$WORK"
  pyver virtualenv-delete -f django4
  pyver virtualenv-delete -f django5
}

# wrong_copy FOLDER: this root's cached archives, by their sums, one byte of each changed.
wrong_copy() {
  local file
  mkdir -p "$1"
  for file in "$HOME"/.pyver/cache/*; do
    [[ ${file##*/} =~ ^[0-9a-f]{64}$ ]] || continue
    cp "$file" "$1/"
    printf 'X' | dd of="$1/${file##*/}" bs=1 seek=100000 conv=notrunc status=none
  done
  rmdir "$1" 2>/dev/null && flunk "nothing is cached in $HOME/.pyver/cache"
  return 0
}

@test "a wrong byte in a cached archive is refused before it is unpacked" {
  export PYVER_ROOT=$TMP/other
  wrong_copy "$PYVER_ROOT/cache"
  run pyver install 3.11.2
  assert_failure -3
  assert_contains "$PYVER_ROOT/cache/"
  assert_contains "expected"
  assert_equal "" "$(find "$PYVER_ROOT/versions" "$PYVER_ROOT/staging" -mindepth 1 -type d 2>/dev/null)"
}

@test "a wrong byte in a mirrored archive is refused, nothing else is tried" {
  export PYVER_ROOT=$TMP/other PYVER_MIRROR=file://$TMP/mirror
  wrong_copy "$TMP/mirror"
  run pyver install 3.11.2
  assert_failure -3
  assert_contains "$TMP/mirror/"
  assert_contains "expected"
  [ "$(echo "$output" | grep -oE '[0-9a-f]{64}' | sort -u | wc -l)" -ge 2 ] || flunk "both sums:" "$output"
  assert_equal "" "$(find "$PYVER_ROOT/versions" "$PYVER_ROOT/staging" -mindepth 1 -type d 2>/dev/null)"
}

@test "a shim is one execve and leaves no trace" {
  requires strace
  strace -o /dev/null true 2>/dev/null || skip "tracing is not allowed here"
  pyver local 3.11.2
  strace -f -o "$TMP/trace" python -S -c pass
  assert_equal 2 "$(grep -c 'execve(' "$TMP/trace")"
  grep 'execve(' "$TMP/trace" | tail -n 1 | grep -F "\"$HOME/.pyver/versions/3.11.2/bin/python"
  # up to its second execve the process is the shim
  awk '/execve\(/ { n++ } n < 2' "$TMP/trace" >"$TMP/own"
  run grep -E '(clone|clone3|fork|vfork|write|writev|pwrite64)\(|O_CREAT|O_WRONLY|O_RDWR' "$TMP/own"
  assert_failure -1 ""
}

@test "--prefix: pyver goes there, the Pythons stay below the root" {
  run_installer 3.13 --prefix "$TMP/else where/pyver" >"$TMP/out" 2>&1 || { cat "$TMP/out"; return 1; }
  line=$(tail -n 1 "$TMP/out")
  pyver local 3.11.2
  run env -i HOME="$HOME" PATH=/usr/bin:/bin bash --norc -c "$line; command pyver root; type -P pyver; python --version"
  assert_success "$HOME/.pyver
$TMP/else where/pyver/bin/pyver
Python 3.11.2"
  # the shims led there; back to those of ~/.pyver
  "$HOME/.pyver/bin/pyver" rehash
  rm -r "$TMP/else where"
  run python --version
  assert_success "Python 3.11.2"
}

@test "running install.sh again changes nothing but pyver" {
  local before
  before=$(stat -c %Y "$HOME/.pyver/versions/$(newest)/bin/python3.13")
  run_installer 3.13 >"$TMP/out" 2>&1 || { cat "$TMP/out"; return 1; }
  assert_equal "$before" "$(stat -c %Y "$HOME/.pyver/versions/$(newest)/bin/python3.13")"
  run pyver versions --bare --skip-envs
  assert_success "3.11.2
$(newest)"
}
