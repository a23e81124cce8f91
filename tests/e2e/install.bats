# `pyver install', from the request to the shims, with Pythons that are shell
# scripts: what is fetched, refused, built, corrected, said, kept and removed.

load ../cli/helper
load nginx
load tinypython

setup() {
  tiny_setup
}

versions() {
  (cd "$PYVER_ROOT/versions" && echo *)
}

assert_nothing_installed() {
  assert_equal '*' "$(versions)"
  # shellcheck disable=SC2012
  assert_equal "" "$(ls -A "$PYVER_ROOT/staging" 2>/dev/null)"
}

receipt() { # VERSION KEY
  sed -n "s/^$2: //p" "$PYVER_ROOT/versions/$1/.pyver/receipt"
}

wait_for() { # FILE
  local i=0
  while [ ! -e "$1" ] && [ $i -lt 500 ]; do
    sleep 0.02
    i=$((i + 1))
  done
  [ -e "$1" ] || flunk "waited in vain for $1"
}

# ---- prebuilt

@test "a prebuilt archive becomes a version with shims and a receipt" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run pyver install 3.13.5
  assert_success
  assert_line "Installing Python 3.13.5, prebuilt, from $ARCHIVES"
  assert_contains "Installed Python 3.13.5 to $PYVER_ROOT/versions/3.13.5 (prebuilt, from $ARCHIVES, 0:0"
  run "$PYVER_ROOT/versions/3.13.5/bin/python" -V
  assert_success "Python 3.13.5"
  [ -e "$PYVER_ROOT/shims/python3.13" ]
  [ -e "$PYVER_ROOT/shims/pip" ]
  assert_equal 3.13.5 "$(receipt 3.13.5 request)"
  assert_equal prebuilt "$(receipt 3.13.5 kind)"
  assert_equal "$SUM" "$(receipt 3.13.5 sha256)"
  run pyver versions --bare
  assert_success 3.13.5
  [ -f "$PYVER_ROOT/cache/$SUM" ]
  assert_equal "" "$(ls -A "$PYVER_ROOT/staging")"
}

@test "a prebuilt tree names its own folder and this machine's tools" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run pyver install 3.13.5
  assert_success
  local dir=$PYVER_ROOT/versions/3.13.5
  # its own path left out, whatever that is here
  run sh -c 'find "$0/bin" "$0/lib" -type f -exec cat {} + | sed "s|$0||g" | grep -nE "/install|/tools|clang"' "$dir"
  assert_failure -1 ""
  assert_equal "build_time_vars = {'prefix': '$dir',
 'CC': 'cc -pthread',
 'AR': 'ar'}" "$(cat "$dir/lib/python3.13/_sysconfigdata__tiny.py")"
  assert_equal "#!$dir/bin/python3.13" "$(head -n 1 "$dir/bin/pip3")"
  run "$dir/bin/python3-config"
  assert_success "$dir"
  assert_equal pip3 "$(readlink "$dir/bin/pip")"
  assert_equal python3 "$(readlink "$dir/bin/python")"
}

@test "a full archive: zstd, and the tree one folder deeper" {
  requires zstd
  tiny_prebuilt 3.13.5 full tar.zst
  tiny_catalogue
  run pyver install 3.13.5
  assert_success
  [ -x "$PYVER_ROOT/versions/3.13.5/bin/python3.13" ]
  assert_missing "$PYVER_ROOT/versions/3.13.5/PYTHON.json"
  assert_missing "$PYVER_ROOT/versions/3.13.5/install"
}

@test "a mirror may keep files by sum, by name, or in upstream's folders" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  local where
  for where in "$SUM" "$FILE" "$UPSTREAM"; do
    rm -rf "$TMP/mirror" "$PYVER_ROOT/cache"
    mkdir -p "$TMP/mirror/$(dirname "$where")"
    cp "$ARCHIVES/$FILE" "$TMP/mirror/$where"
    PYVER_MIRROR="/nowhere, file://$TMP/mirror/" run pyver install -f 3.13.5
    assert_success
  done
  rm -rf "$PYVER_ROOT/cache"
  PYVER_MIRROR='' PYTHON_BUILD_MIRROR_URL=file://$TMP/mirror run pyver install -f 3.13.5
  assert_success
}

@test "an archive in the cache needs no source, by sum or by name" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  local name
  for name in "$SUM" "$FILE"; do
    rm -rf "$PYVER_ROOT/cache"
    mkdir "$PYVER_ROOT/cache"
    cp "$ARCHIVES/$FILE" "$PYVER_ROOT/cache/$name"
    PYVER_MIRROR='' run pyver install -f 3.13.5
    assert_success
    assert_line "Using $FILE from the cache"
  done
  rm -rf "$PYVER_ROOT/cache"
  PYVER_MIRROR='' PYTHON_BUILD_CACHE_PATH=$ARCHIVES run pyver install -f 3.13.5
  assert_success
  assert_missing "$PYVER_ROOT/cache"
}

# ---- what is refused

@test "a wrong byte from a mirror: nothing unpacked, both sums named" {
  tiny_prebuilt 3.13.5
  tiny_source 3.13.5
  tiny_catalogue
  printf x | dd of="$ARCHIVES/$(cd "$ARCHIVES" && echo cpython*)" bs=1 seek=100 conv=notrunc 2>/dev/null
  local expected found
  expected=$(cut -d' ' -f4 "$TMP/make/prebuilt.rows")
  found=$(tiny_sum "$ARCHIVES"/cpython*)
  run pyver install 3.13
  assert_failure -3
  assert_contains "$expected"
  assert_contains "$found"
  assert_contains cpython-3.13.5
  assert_nothing_installed
}

@test "a wrong byte in the cache: refused and put aside, the next run is well" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  mkdir "$PYVER_ROOT/cache"
  cp "$ARCHIVES/$FILE" "$PYVER_ROOT/cache/$SUM"
  printf x | dd of="$PYVER_ROOT/cache/$SUM" bs=1 seek=100 conv=notrunc 2>/dev/null
  local found
  found=$(tiny_sum "$PYVER_ROOT/cache/$SUM")
  run pyver install 3.13.5
  assert_failure -3
  assert_contains "$PYVER_ROOT/cache/$SUM"
  assert_contains "$found"
  assert_nothing_installed
  run pyver install 3.13.5
  assert_success
}

@test "a version that nobody knows: status 2, and what is like it" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.35
  tiny_catalogue
  run pyver install 3.5
  assert_failure -2 "python-build: definition not found: 3.5

The following versions contain \`3.5' in the name:
  3.13.5

See all available versions with \`pyver install --list'.

If the version you need is missing, try upgrading pyver."
}

@test "a tree that is another version is not published" {
  tiny_prebuilt 3.13.5
  sed -i.bak 's/^3.13.5 /3.13.6 /' "$TMP/make/prebuilt.rows"
  cp "$ARCHIVES/$FILE" "$ARCHIVES/$SUM"
  tiny_catalogue
  run pyver install 3.13.6
  assert_failure -1
  assert_contains "it calls itself Python 3.13.5 instead of 3.13.6"
  assert_nothing_installed
}

@test "an interpreter without ssl is not published, one without readline is, with a warning" {
  MISSING=readline tiny_prebuilt 3.13.5
  MISSING="ssl curses" tiny_prebuilt 3.13.6
  tiny_catalogue
  run pyver install 3.13.5
  assert_success
  assert_line "WARNING: The Python readline extension was not compiled. Missing the GNU readline lib?"
  assert_equal readline "$(receipt 3.13.5 missing-modules)"
  run pyver install 3.13.6
  assert_failure -1
  assert_line "ERROR: The Python ssl extension was not compiled. Missing the OpenSSL lib?"
  assert_equal 3.13.5 "$(versions)"
}

@test "a build that lacks a module names the command that helps" {
  MISSING=readline tiny_source 3.13.5
  tiny_catalogue
  system_program apt-get
  run pyver install 3.13.5
  assert_success
  assert_contains "WARNING: The Python readline extension was not compiled."
  assert_contains "For a complete Python, run this and build again (--force):"
  assert_contains "apt-get install -y"
}

# ---- which version, from where

@test "a prefix takes the newest, and the next newest when that cannot be had" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.13.7
  rm "$ARCHIVES/$FILE"
  tiny_prebuilt 3.12.35
  tiny_catalogue
  run pyver install 3.13
  assert_success
  assert_line "3.13.7 cannot be had ($ARCHIVES: has no such file; github.com: not asked (offline)): taking 3.13.5, the next newest"
  assert_equal 3.13.5 "$(versions)"
  run pyver install 3.13
  assert_success
  assert_line "3.13.5 is installed already"
}

@test "an exact version is never another one" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.13.7
  rm "$ARCHIVES/$FILE"
  tiny_catalogue
  run pyver install 3.13.7
  assert_failure -5
  assert_contains "Python 3.13.7 cannot be had from anywhere:"
  assert_line "  $ARCHIVES: has no such file"
  assert_nothing_installed
}

@test "no prebuilt archive to be had: built from source, and said" {
  tiny_prebuilt 3.13.5
  rm "$ARCHIVES/$FILE"
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install 3.13
  assert_success
  assert_contains "No prebuilt archive of 3.13.5 can be had ($ARCHIVES: has no such file"
  assert_line "Building Python 3.13.5 from source, from $ARCHIVES"
  assert_equal source "$(receipt 3.13.5 kind)"
}

@test "--prebuilt never builds, --build never takes a prebuilt one" {
  tiny_prebuilt 3.13.5
  tiny_source 3.13.6
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install --prebuilt 3.13.6
  assert_failure -2
  assert_contains "there is no prebuilt archive of \`3.13.6'"
  run pyver install --prebuilt 3.13
  assert_success
  assert_equal prebuilt "$(receipt 3.13.5 kind)"
  run pyver install --build -f 3.13.5
  assert_success
  assert_equal source "$(receipt 3.13.5 kind)"
  run pyver install --build --prebuilt 3.13.5
  assert_failure -1
}

@test "the package archive of the machine: both forms of apt's lists" {
  tiny_source 3.14.0rc1
  tiny_catalogue
  mkdir -p "$TMP/apt/sources.list.d" "$TMP/pool/pool/main/p/python3.14"
  mv "$ARCHIVES/$FILE" "$TMP/pool/pool/main/p/python3.14/python3.14_3.14.0~rc1.orig.tar.xz"
  echo "deb [trusted=yes] file:$TMP/nothing sid main" >"$TMP/apt/sources.list"
  printf 'Types: deb\nURIs: file:%s\nSuites: sid\nComponents: contrib main\n' "$TMP/pool" \
    >"$TMP/apt/sources.list.d/here.sources"
  export PYVER_APT_DIR=$TMP/apt
  run pyver install 3.14
  assert_failure -2 # a pre-release is taken only when it is named
  run pyver install 3.14.0rc1
  assert_success
  assert_contains "Building Python 3.14.0rc1 from source, from the package archive $TMP/pool"
}

@test "a mirror and a package archive over http; a host that is not there costs nothing" {
  nginx_program >/dev/null || skip "no nginx here"
  mkdir -p "$TMP/docs/pool/main/p/python3.12"
  tiny_prebuilt 3.13.5
  cp "$ARCHIVES/$FILE" "$TMP/docs/$SUM"
  tiny_source 3.12.35
  cp "$ARCHIVES/$FILE" "$TMP/docs/pool/main/p/python3.12/python3.12_3.12.35.orig.tar.xz"
  tiny_catalogue
  nginx_start "$TMP/web" "$TMP/docs"
  mkdir "$TMP/apt"
  printf 'deb http://127.0.0.1:9/debian sid main\ndeb %s sid main\n' "$NGINX_URL" >"$TMP/apt/sources.list"
  # the origin goes through a proxy that is not there
  export PYVER_APT_DIR=$TMP/apt PYVER_OFFLINE= https_proxy=http://127.0.0.1:9
  PYVER_MIRROR="$NGINX_URL" run pyver install 3.13
  local first=$status first_output=$output
  PYVER_MIRROR='' run pyver install 3.12
  nginx_stop "$TMP/web"
  assert_success
  assert_contains "Building Python 3.12.35 from source, from the package archive ${NGINX_URL#http://}"
  status=$first output=$first_output
  assert_success
  assert_contains "Installing Python 3.13.5, prebuilt, from ${NGINX_URL#http://}"
}

# ---- from source

@test "a source tarball is configured, compiled, installed and finished" {
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install 3.13.5
  assert_success
  local dir=$PYVER_ROOT/versions/3.13.5
  assert_equal python3 "$(readlink "$dir/bin/python")"
  assert_equal pip3 "$(readlink "$dir/bin/pip")"
  assert_missing "$dir/lib/python3.13/test"
  assert_equal "" "$(ls -A "$PYVER_ROOT/logs")"
  assert_missing "$PYVER_ROOT/sources"
  run cat "$TMP/seen/configure"
  assert_success "--prefix=$dir --libdir=$dir/lib --enable-shared --without-static-libpython --disable-test-modules"
}

@test "the user's options reach the build, strangers in the environment do not" {
  tiny_source 3.13.5
  tiny_catalogue
  export CONFIGURE_OPTS="--one --two" PYTHON_CONFIGURE_OPTS=--three CFLAGS=-a PYTHON_CFLAGS=-b
  export PYTHONPATH=/x PYTHONHOME=/y PIP_REQUIRE_VIRTUALENV=1 LD_RUN_PATH=/z MAKEFLAGS=k DESTDIR=/d
  run pyver install 3.13.5
  assert_success
  run cat "$TMP/seen/configure"
  assert_contains "--one --two --three"
  run cat "$TMP/seen/environment"
  assert_line "CFLAGS=-a -b"
  [ "$(uname -s)" != Linux ] ||
    assert_line "LDFLAGS_NODIST=-Wl,-rpath,'\$\$ORIGIN/../lib' -Wl,-rpath,$PYVER_ROOT/versions/3.13.5/lib"
  for name in PYTHONPATH PYTHONHOME PIP_REQUIRE_VIRTUALENV LD_RUN_PATH MAKEFLAGS DESTDIR; do
    refute_contains "$name="
  done
  assert_equal "--one --two" "$(receipt 3.13.5 CONFIGURE_OPTS)"
}

@test "a free-threaded version is the same source, told so" {
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install 3.13t
  assert_success
  assert_equal 3.13.5t "$(versions)"
  run cat "$TMP/seen/configure"
  assert_contains --disable-gil
  assert_equal python3.13t "$(readlink "$PYVER_ROOT/versions/3.13.5t/bin/python3")"
}

@test "--debug installs beside it, as NAME-debug" {
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install -g 3.13.5
  assert_success
  assert_equal 3.13.5-debug "$(versions)"
  run cat "$TMP/seen/configure"
  assert_contains --with-pydebug
}

@test "--patch applies what comes on stdin" {
  requires patch
  tiny_source 3.13.5 'cat README >>"$SEEN"'
  tiny_catalogue
  export SEEN=$TMP/seen/readme
  local p level
  for p in "a/ b/" "./ ./"; do
    rm -f "$SEEN"
    set -- $p
    {
      [ "$1" != a/ ] || echo "diff --git a/README b/README"
      printf -- '--- %sREADME\n+++ %sREADME\n@@ -1 +1 @@\n-Python 3.13.5\n+patched\n' "$1" "$2"
    } >"$TMP/patch"
    run pyver install -f --patch 3.13.5 <"$TMP/patch"
    assert_success
    assert_file "$SEEN" patched
  done
  echo nonsense >"$TMP/patch"
  run pyver install -fp 3.13.5 <"$TMP/patch"
  assert_failure -1
}

@test "a build that fails: the log's end, the log's name, and no version" {
  tiny_source 3.13.5 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $i"; done; false'
  tiny_catalogue
  run pyver install 3.13.5
  assert_failure -1
  local log
  log=$(echo "$PYVER_ROOT"/logs/*.log)
  assert_contains "BUILD FAILED ("
  assert_line "Results logged to $log"
  assert_line "Last 10 log lines:"
  assert_line "line 12"
  refute_line "line 2"
  run cat "$log"
  assert_line "line 1"
  assert_nothing_installed
}

@test "--keep keeps the source tree and the log" {
  tiny_source 3.13.5
  tiny_catalogue
  run pyver install -k 3.13.5
  assert_success
  [ -f "$PYVER_ROOT/sources/3.13.5/Python-3.13.5/Makefile" ]
  [ -n "$(ls "$PYVER_ROOT/logs")" ]
  PYVER_BUILD_ROOT=$TMP/built run pyver install -f 3.13.5
  assert_success
  [ -f "$TMP/built/3.13.5/Python-3.13.5/Makefile" ]
}

@test "--verbose shows the build on stdout, --quiet shows nothing" {
  tiny_source 3.13.5
  tiny_catalogue
  run_split pyver install -v 3.13.5
  assert_success
  assert_contains "checking for a compiler... cc"
  run pyver install -fq 3.13.5
  assert_success ""
}

@test "a machine without a compiler is told what to install, before any download" {
  tiny_source 3.13.5
  tiny_catalogue
  mkdir "$TMP/few"
  for name in sh sed env cat apt-get; do
    ln -s "$(command -v $name || command -v true)" "$TMP/few/$name"
  done
  PATH=$TMP/few run "$PYVER" install 3.13.5
  assert_failure -4
  assert_contains "cc, make not found"
  assert_contains "apt-get install -y"
  assert_missing "$PYVER_ROOT/cache/$SUM"
  assert_nothing_installed
}

@test "a path that make cannot handle is refused before anything is done" {
  tiny_source 3.13.5
  tiny_catalogue
  cp -R "$PYVER_ROOT" "$TMP/my root"
  PYVER_ROOT="$TMP/my root" run pyver install 3.13.5
  assert_failure -4
  assert_contains "$TMP/my root/versions/3.13.5"
}

@test "a prebuilt version in a path with a blank works" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  cp -R "$PYVER_ROOT" "$TMP/my root"
  PYVER_ROOT="$TMP/my root" run pyver install 3.13.5
  assert_success
  assert_equal '#!/bin/sh' "$(head -n 1 "$TMP/my root/versions/3.13.5/bin/pip3")"
}

# ---- what is there already

@test "what is installed already is asked about" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.35
  tiny_catalogue
  pyver install 3.13.5 2>/dev/null
  echo mark >"$PYVER_ROOT/versions/3.13.5/mark"
  run pyver install 3.13.5 </dev/null
  assert_failure -1 "pyver: $PYVER_ROOT/versions/3.13.5 already exists"
  run pyver install 3.13.5 3.12 <<<n
  assert_failure -1
  [ -d "$PYVER_ROOT/versions/3.12.35" ]
  run pyver install -s 3.13
  assert_success ""
  run pyver install -s -f 3.13
  assert_success ""
  [ -f "$PYVER_ROOT/versions/3.13.5/mark" ]
  run pyver install 3.13 <<<yes
  assert_success
  assert_missing "$PYVER_ROOT/versions/3.13.5/mark"
}

@test "--force keeps environments and packages" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  pyver install 3.13.5 2>/dev/null
  local dir=$PYVER_ROOT/versions/3.13.5
  fake_env 3.13.5 proj
  mkdir -p "$dir/lib/python3.13/site-packages/thing"
  echo 1 >"$dir/lib/python3.13/site-packages/thing/__init__.py"
  fake_program "$dir/bin/thing"
  echo old >>"$dir/lib/python3.13/_sysconfigdata__tiny.py"
  run pyver install -f 3.13.5
  assert_success
  assert_line "Keeping the packages and environments of the 3.13.5 that is replaced"
  [ -x "$dir/envs/proj/bin/python" ]
  [ -x "$PYVER_ROOT/versions/proj/bin/python" ]
  assert_file "$dir/lib/python3.13/site-packages/thing/__init__.py" 1
  [ -x "$dir/bin/thing" ]
  run grep old "$dir/lib/python3.13/_sysconfigdata__tiny.py"
  assert_failure
}

@test "a failed --force leaves the old one as it was" {
  tiny_source 3.13.5 'test ! -e "$BREAK"'
  tiny_catalogue
  export BREAK=$TMP/break
  pyver install 3.13.5 2>/dev/null
  touch "$BREAK"
  run pyver install -f 3.13.5
  assert_failure -1
  run "$PYVER_ROOT/versions/3.13.5/bin/python" -V
  assert_success "Python 3.13.5"
}

# ---- the command line

@test "VERSION:ALIAS installs under another name" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run pyver install 3.13:work
  assert_success
  assert_equal work "$(versions)"
  run pyver install 3.13:../out
  assert_failure -1
  run pyver install 3.13:latest
  assert_success
  [ -d "$PYVER_ROOT/versions/3.13.5" ]
}

@test "several at once; after a failure the rest is not tried" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.35
  tiny_prebuilt 3.11.9
  tiny_catalogue
  run pyver install 3.13 9.9 3.12
  assert_failure -2
  assert_equal 3.13.5 "$(versions)"
  run pyver install 3.12 3.11
  assert_success
  assert_equal "3.11.9 3.12.35 3.13.5" "$(versions)"
}

@test "without arguments: what .python-version asks for" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.35
  tiny_catalogue
  run_split pyver install
  assert_failure -1 ""
  case $errors in "Usage: pyver install"*) ;; *) flunk "$errors" ;; esac
  mkdir sub
  printf '3.12\nsystem\n3.13.5\n' >.python-version
  cd sub
  run pyver install
  assert_success
  assert_equal "3.12.35 3.13.5" "$(versions)"
}

@test "options cluster and stand anywhere; an unknown one shows the help" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run pyver install 3.13.5 -kfq
  assert_success ""
  run_split pyver install -fx 3.13.5
  assert_failure -1 ""
  case $errors in *"unknown option \`-x'"*"Usage: pyver install"*) ;; *) flunk "$errors" ;; esac
  run_split pyver install --help
  assert_success
  assert_contains "Usage: pyver install"
}

@test "--list shows every version in order" {
  tiny_prebuilt 3.13.5
  tiny_prebuilt 3.12.35
  tiny_source 3.9.1
  tiny_catalogue
  run pyver install --list
  assert_success "Available versions:
  3.9.1
  3.12.35
  3.13.5"
}

@test "a definition file is refused by name" {
  touch custom
  run pyver install ./custom
  assert_failure -1
  assert_contains "\`./custom'"
}

# ---- signals and neighbours

@test "two at once: one works, the other waits and finds it done" {
  tiny_source 3.13.5 'touch "$TMP/started"; while [ ! -e "$TMP/go" ]; do sleep 0.02; done; echo ran >>"$TMP/ran"'
  tiny_catalogue
  export TMP
  pyver install 3.13.5 >"$TMP/one" 2>&1 3>&- &
  local one=$! two
  wait_for "$TMP/started"
  pyver install 3.13.5 >"$TMP/two" 2>&1 3>&- &
  two=$!
  local i=0
  until grep -q "^Waiting for process" "$TMP/two" || [ $i -ge 500 ]; do
    sleep 0.02
    i=$((i + 1))
  done
  touch "$TMP/go"
  wait $one
  wait $two
  assert_file "$TMP/ran" ran
  output=$(cat "$TMP/two")
  assert_contains "Waiting for process"
  assert_contains "which works on 3.13.5"
  assert_contains "Python 3.13.5 is there now"
}

@test "kill -9 in the middle: nothing to be seen, and the next run is well" {
  tiny_source 3.13.5 'echo $PPID >"$TMP/parent"; [ -e "$TMP/go" ] || { echo $$ >"$TMP/started"; sleep 30; }'
  tiny_catalogue
  export TMP
  pyver install 3.13.5 >/dev/null 2>&1 3>&- &
  local pid=$!
  wait_for "$TMP/started"
  kill -9 "$(cat "$TMP/parent")"
  wait $pid || true
  kill -9 -- -"$(cat "$TMP/started")" 2>/dev/null || true
  run pyver versions --bare
  assert_success ""
  touch "$TMP/go"
  run pyver install 3.13.5
  assert_success
  assert_equal 3.13.5 "$(versions)"
  assert_equal "" "$(ls -A "$PYVER_ROOT/staging")"
}

@test "SIGTERM ends the build with all its processes and leaves nothing" {
  tiny_source 3.13.5 'echo $PPID >"$TMP/parent"; sleep 60 & echo $! >"$TMP/started"; wait'
  tiny_catalogue
  export TMP
  pyver install 3.13.5 >"$TMP/out" 2>&1 3>&- &
  local pid=$! status=0
  wait_for "$TMP/started"
  sleep 0.05
  kill -TERM "$(cat "$TMP/parent")"
  wait $pid || status=$?
  assert_equal 143 $status
  output=$(cat "$TMP/out")
  assert_contains "pyver: interrupted"
  assert_nothing_installed
  # gone, or a zombie that nobody has waited for yet
  case $(ps -o stat= -p "$(cat "$TMP/started")") in
    "" | Z*) ;;
    *) flunk "the build's child still runs" ;;
  esac
}

# ---- for the environments plugin

@test "--unpack-wheel unpacks a wheel into a folder" {
  requires python3
  mkdir "$TMP/dest"
  python3 - "$TMP/x.whl" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("pkg/__init__.py", "x = 1\n")
PY
  run "$PYVER_LIBEXEC/pyver-install" --unpack-wheel "$TMP/x.whl" "$TMP/dest"
  assert_success ""
  assert_file "$TMP/dest/pkg/__init__.py" "x = 1"
  run "$PYVER_LIBEXEC/pyver-install" --unpack-wheel "$TMP/x.whl"
  assert_failure -1
}
