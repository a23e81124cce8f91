# shellcheck shell=bash
# Pythons that install in milliseconds: a shell script in the place of the
# interpreter, packed as upstream packs the real ones, and a catalogue below
# the test's root that knows them.
#
#   tiny_prebuilt VERSION [install_only|full] [EXT]   makes $ARCHIVES/FILE and a row
#   tiny_source VERSION [SHELL]   the same for a source tarball; SHELL is run by its configure
#   tiny_catalogue                writes the rows to ROOT/catalogue
# Both set FILE (upstream's name), SUM and UPSTREAM (its path below upstream's base).
# MISSING: modules that the interpreter cannot import.

TINY_TAG=20260101

tiny_triple() {
  case $(uname -sm) in
    "Linux x86_64") set -- x86_64-unknown-linux ;;
    "Linux aarch64") set -- aarch64-unknown-linux ;;
    "Darwin arm64") echo aarch64-apple-darwin && return ;;
    "Darwin x86_64") echo x86_64-apple-darwin && return ;;
    *) return 1 ;;
  esac
  if [ -e /lib64/ld-linux-x86-64.so.2 ] || [ -e /lib/ld-linux-aarch64.so.1 ]; then
    echo "$1-gnu"
  else
    echo "$1-musl"
  fi
}

tiny_sum() { # FILE
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

# The interpreter: answers pyver's check, compiles nothing, says its version.
# shellcheck disable=SC2016 # the script's variables, not ours
tiny_interpreter() { # FILE VERSION
  local abiflags=
  case $2 in *t) abiflags=t ;; esac
  {
    echo '#!/bin/sh'
    echo 'case "$*" in'
    echo '*pyver-version*)'
    echo "  echo 'pyver-version ${2%t} $abiflags'"
    echo "  for m in ${MISSING:-}; do echo pyver-missing \$m; done"
    echo '  echo pyver-done ;;'
    echo '*compileall*) ;;'
    echo "-V | --version) echo 'Python ${2%t}' ;;"
    echo '*) echo "$0" "$@" ;;'
    echo 'esac'
  } >"$1"
  chmod +x "$1"
}

tiny_minor() {
  echo "$1" | sed -nE 's/^([0-9]+\.[0-9]+).*/\1/p'
}

# shellcheck disable=SC2016 # the script's variables, not ours
tiny_prebuilt() {
  local version=$1 flavour=${2:-install_only} ext=${3:-tar.gz} minor dir top triple
  minor=$(tiny_minor "$version")
  triple=$(tiny_triple)
  dir=$TMP/make/prebuilt-$version-$flavour
  top=$dir/python
  [ "$flavour" = install_only ] || top=$dir/python/install
  mkdir -p "$ARCHIVES" "$top/bin" "$top/lib/pkgconfig" "$top/lib/python$minor/config-$minor-tiny"
  tiny_interpreter "$top/bin/python$minor" "$version"
  ln -s "python$minor" "$top/bin/python3"
  printf '#!/install/bin/python%s\nprint("pip")\n' "$minor" >"$top/bin/pip3"
  printf '#!/bin/sh\nprefix="/install"\necho "$prefix"\n' >"$top/bin/python$minor-config"
  chmod +x "$top/bin/pip3" "$top/bin/python$minor-config"
  printf "build_time_vars = {'prefix': '/install',\n 'CC': 'clang -pthread',\n 'AR': '/tools/llvm/bin/llvm-ar'}\n" \
    >"$top/lib/python$minor/_sysconfigdata__tiny.py"
  printf '{\n  "prefix": "/install",\n  "CC": "clang -pthread"\n}\n' >"$top/lib/python$minor/_sysconfig_vars__tiny.json"
  printf 'prefix=\t\t/install\nCC=\t\tclang -pthread\n' >"$top/lib/python$minor/config-$minor-tiny/Makefile"
  printf 'prefix=/install\nlibdir=${prefix}/lib\n' >"$top/lib/pkgconfig/python-$minor.pc"
  [ "$flavour" = install_only ] || echo '{}' >"$dir/python/PYTHON.json"
  case $version in *t) flavour=freethreaded-$flavour ;; esac
  FILE=cpython-${version%t}+$TINY_TAG-$triple-$flavour.$ext
  tiny_pack "$dir" python "$ARCHIVES/$FILE"
  SUM=$(tiny_sum "$ARCHIVES/$FILE")
  UPSTREAM=$TINY_TAG/$FILE
  echo "$version $TINY_TAG $flavour.$ext $SUM $(wc -c <"$ARCHIVES/$FILE" | tr -d ' ')" >>"$TMP/make/prebuilt.rows"
}

tiny_pack() { # FOLDER TOP FILE
  case $3 in
    *.gz | *.tgz) (cd "$1" && tar -czf "$3" "$2") ;;
    *.xz) (cd "$1" && tar -cJf "$3" "$2") ;;
    *.zst) (cd "$1" && tar -cf - "$2" | zstd -q -o "$3") ;;
  esac
}

# A configure that writes a Makefile, which installs the interpreter. What they
# were called with, and in which environment, is kept in $TMP/seen.
tiny_source() {
  local version=$1 body=${2:-:} minor top
  minor=$(tiny_minor "$version")
  top=$TMP/make/Python-$version
  mkdir -p "$ARCHIVES" "$top" "$TMP/seen"
  tiny_interpreter "$top/interpreter" "$version"
  tiny_interpreter "$top/interpreter-t" "${version}t"
  cat >"$top/configure" <<SH
#!/bin/sh
# --disable-test-modules --without-static-libpython
echo "\$@" >>'$TMP/seen/configure'
env >>'$TMP/seen/environment'
echo 'checking for a compiler... cc'
{ $body
} || exit 1
suffix=
case "\$*" in *--disable-gil*) suffix=t ;; esac
for arg; do case \$arg in --prefix=*) prefix=\${arg#--prefix=} ;; esac; done
sed -e "s|@prefix@|\$prefix|g" -e "s|@suffix@|\$suffix|g" -e "s|@minor@|$minor|g" Makefile.pre.in >Makefile
SH
  cat >"$top/Makefile.pre.in" <<'MAKE'
# CONFIGURE_LDFLAGS_NODIST
prefix = @prefix@
bin = $(DESTDIR)$(prefix)/bin
lib = $(DESTDIR)$(prefix)/lib/python@minor@@suffix@
all:
	@echo 'cc -c -o Modules/tiny.o ./Modules/tiny.c'
install:
	mkdir -p $(bin) $(lib)/test $(lib)/site-packages
	cp interpreter$(if @suffix@,-t,) $(bin)/python@minor@@suffix@
	ln -sf python@minor@@suffix@ $(bin)/python3
	echo '#!$(prefix)/bin/python@minor@' >$(bin)/pip3
	chmod +x $(bin)/pip3
MAKE
  echo "Python $version" >"$top/README"
  chmod +x "$top/configure"
  FILE=Python-$version.tar.xz
  tiny_pack "$TMP/make" "Python-$version" "$ARCHIVES/$FILE"
  SUM=$(tiny_sum "$ARCHIVES/$FILE")
  UPSTREAM=${version%%[a-z]*}/$FILE
  echo "$version $SUM $(wc -c <"$ARCHIVES/$FILE" | tr -d ' ') - -" >>"$TMP/make/source.rows"
}

tiny_catalogue() {
  local dir=$PYVER_ROOT/catalogue
  mkdir -p "$dir" "$TMP/make"
  touch "$TMP/make/source.rows" "$TMP/make/prebuilt.rows"
  for kind in source prebuilt; do
    { echo "# pyver catalogue 1" && LC_ALL=C sort -V -s -k1,1 "$TMP/make/$kind.rows"; } >"$TMP/make/$kind.txt"
  done
  mv "$TMP/make/source.txt" "$dir/cpython-source.txt"
  mv "$TMP/make/prebuilt.txt" "$dir/cpython-$(tiny_triple).txt"
}

# A world with no network and no package archive; archives come from $ARCHIVES.
tiny_setup() {
  pv_setup
  ARCHIVES=$TMP/archives
  mkdir -p "$ARCHIVES" "$TMP/make"
  tiny_triple >/dev/null || skip "no prebuilt archives for $(uname -sm)"
  export PYVER_MIRROR=$ARCHIVES PYVER_OFFLINE=1 PYVER_APT_DIR=
}
