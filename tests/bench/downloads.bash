# shellcheck shell=bash
# An archive like upstream's, a catalogue that knows it and a web server on
# loopback; a source tarball for those who ask. Sourced; uses the helpers of tests/e2e.

# 1600 files of text from a pool of half a million words, 20 MB in all. The
# words are as good as random, and the same everywhere.
downloads_text() { # FOLDER
  mkdir -p "$1"/{encodings,email,json,http,logging,xml,tests,site-packages}
  awk -v dir="$1" 'BEGIN {
    split("encodings email json http logging xml tests site-packages", sub_)
    seed = 42
    for (i = 0; i < 40000; i++) {
      line = ""
      for (k = 0; k < 8; k++) {
        seed = (seed * 16807) % 2147483647
        line = line sprintf(" %s%x", k % 3 ? "self." : "def ", seed % 4096)
      }
      pool[i] = line
    }
    for (f = 0; f < 1600; f++) {
      file = dir "/" sub_[f % 8 + 1] "/module" f ".py"
      for (i = 0; i < 210; i++) print pool[(f * 977 + i) % 40000] >file
      close(file)
    }
  }'
}

# What a library of 16 MB is like: machine code.
downloads_binary() { # FILE
  local i program
  mkdir -p "$(dirname "$1")"
  for ((i = 0; i < 30; i++)); do
    for program in "$work"/pyver/bin/pyver "$work"/pyver/libexec/pyver/pyver-*; do
      head -c $((200000 + i * 1000)) "$program"
    done
  done | head -c 16000000 >"$1"
}

# Makes $work/archives; sets place_archive, place_sum_gz and place_sum_zst.
downloads_archives() {
  local FILE SUM UPSTREAM TMP=$work/tiny ARCHIVES=$work/archives MISSING=''
  local tree=$TMP/make/prebuilt-3.13.5-install_only/python
  downloads_text "$tree/lib/python3.13"
  downloads_binary "$tree/lib/libpython3.13.so.1.0"
  tiny_prebuilt 3.13.5
  PYVER_ROOT=$work/r/downloads tiny_catalogue
  place_archive=$FILE place_sum_gz=$SUM
  ln "$ARCHIVES/$FILE" "$ARCHIVES/python.tar.gz"
  if command -v zstd >/dev/null; then
    tiny_pack "$TMP/make/prebuilt-3.13.5-install_only" python "$ARCHIVES/python.tar.zst"
    place_sum_zst=$(tiny_sum "$ARCHIVES/python.tar.zst")
  fi
}

downloads_server() {
  nginx_program >/dev/null || return 1
  nginx_start "$work/nginx" "$work/archives" || return 1
  world_stop=downloads_stop
  place_mirror=$NGINX_URL
}

downloads_stop() {
  nginx_stop "$work/nginx"
}

# BENCH_SOURCE=.../Python-3.13.5.tar.xz becomes a row of the catalogue.
downloads_source() {
  local file=${BENCH_SOURCE##*/} TMP=$work/tiny
  place_source_version=${file#Python-}
  place_source_version=${place_source_version%.tar.*}
  place_jobs=$(getconf _NPROCESSORS_ONLN)
  place_source=$work/sources/$file
  ln -s "$(cd "$(dirname "$BENCH_SOURCE")" && pwd)/$file" "$place_source"
  mkdir -p "$TMP/make"
  echo "$place_source_version $(tiny_sum "$BENCH_SOURCE") $(wc -c <"$BENCH_SOURCE" | tr -d ' ') - -" \
    >>"$TMP/make/source.rows"
  PYVER_ROOT=$work/r/downloads tiny_catalogue
}
