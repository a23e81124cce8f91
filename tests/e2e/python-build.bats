# `python-build': the pipeline of `pyver install' for any folder.

load ../cli/helper
load nginx
load tinypython

setup() {
  tiny_setup
  ln -s "$(dirname "$PYVER")/python-build" "$PYVER_ROOT/bin/python-build"
}

assert_only() { # FOLDER NAME...: nothing else is in it, hidden or not
  local dir=$1
  shift
  assert_equal "$*" "$(cd "$dir" && echo $(ls -A))"
}

@test "a definition is installed into a folder, and nothing is left beside it" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run python-build 3.13.5 "$TMP/opt/py"
  assert_success
  assert_contains "Installed Python 3.13.5 to $TMP/opt/py (prebuilt"
  run "$TMP/opt/py/bin/python" -V
  assert_success "Python 3.13.5"
  assert_equal "#!$TMP/opt/py/bin/python3.13" "$(head -n 1 "$TMP/opt/py/bin/pip3")"
  assert_only "$TMP/opt" py
  assert_only "$PYVER_ROOT/versions"
  assert_only "$PYVER_ROOT/shims"
}

@test "a relative folder is taken from the working directory" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run python-build 3.13.5 sub/../py
  assert_success
  [ -x "$WORK/py/bin/python" ]
}

@test "a folder of the root's versions becomes a version, staged where no command looks" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run python-build 3.13.5 "$PYVER_ROOT/versions/mine"
  assert_success
  assert_only "$PYVER_ROOT/versions" mine
  assert_only "$PYVER_ROOT/staging"
  run pyver versions --bare
  assert_success mine
}

@test "it builds from source, with output, patch and debugging as asked for" {
  tiny_source 3.13.5
  tiny_catalogue
  run python-build -g 3.13.5 "$TMP/opt/py"
  assert_success
  assert_contains "Building Python 3.13.5 from source"
  assert_equal yes "$(sed -n 's/^debug: //p' "$TMP/opt/py/.pyver/receipt")"
  assert_only "$TMP/opt" py
}

@test "a build that fails leaves nothing" {
  tiny_source 3.13.5 'exit 1'
  tiny_catalogue
  run python-build 3.13.5 "$TMP/opt/py"
  assert_failure -1
  assert_contains "BUILD FAILED"
  assert_only "$TMP/opt"
}

@test "its own folder is replaced, an empty one filled, a link followed" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  mkdir -p "$TMP/opt/real"
  ln -s real "$TMP/opt/link"
  run python-build 3.13.5 "$TMP/opt/link"
  assert_success
  rm "$TMP/opt/real/bin/python3"
  run python-build 3.13.5 "$TMP/opt/link"
  assert_success
  [ -x "$TMP/opt/real/bin/python3" ]
  assert_equal real "$(readlink "$TMP/opt/link")"
  assert_only "$TMP/opt" link real
}

@test "a folder with other things in it, or a file, stays as it is" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  mkdir -p "$TMP/opt"
  echo mine >"$TMP/opt/file"
  run python-build 3.13.5 "$TMP/opt"
  assert_failure -1 "python-build: \`$TMP/opt' holds other things than a Python that was installed there by pyver: name a folder that is new or empty"
  run python-build 3.13.5 "$TMP/opt/file"
  assert_failure -1
  assert_file "$TMP/opt/file" mine
  assert_only "$TMP/opt" file
}

@test "a staging folder that somebody else may have made is not used" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  mkdir -p "$TMP/opt" "$TMP/elsewhere/precious"
  ln -s "$TMP/elsewhere" "$TMP/opt/.py.staging"
  run python-build 3.13.5 "$TMP/opt/py"
  assert_failure -1
  [ -d "$TMP/elsewhere/precious" ]
}

@test "only exact names of the catalogue are definitions" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run python-build 3.13 "$TMP/py"
  assert_failure -2 "python-build: definition not found: 3.13"
  run python-build nosuch "$TMP/py"
  assert_failure -2 "python-build: definition not found: nosuch"
  run python-build 3.13.5:x "$TMP/py"
  assert_failure -2 "python-build: definition not found: 3.13.5:x"
  assert_missing "$TMP/py"
}

@test "a file of bash is refused, not run" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  echo "touch $TMP/ran" >my-python
  for definition in my-python "$WORK/my-python"; do
    run python-build "$definition" "$TMP/py"
    assert_failure -1
    assert_contains "definition files are programs for bash, which pyver does not run"
  done
  assert_missing "$TMP/ran"
  assert_missing "$TMP/py"
}

@test "--definitions and --list print the names alone" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  run python-build --definitions
  assert_success
  assert_line 3.13.5
  names=$output
  run python-build --list
  assert_success "$names"
}

@test "--version, --help, and usage" {
  run python-build --version
  assert_success "python-build $(pyver --version | sed 's/^pyver //')"
  run python-build --help
  assert_success
  assert_line 0 "Usage: python-build [-kpvqg46] [--build|--prebuilt] DEFINITION PREFIX"
  for args in "" 3.13.5 "3.13.5 a b" "-x 3.13.5 a" "--force 3.13.5 a" "-46 3.13.5 a"; do
    # shellcheck disable=SC2086
    run python-build $args
    assert_failure -1
    assert_contains "Usage: python-build"
  done
}

@test "TMPDIR has to be usable" {
  tiny_prebuilt 3.13.5
  tiny_catalogue
  TMPDIR=$TMP/nowhere run python-build 3.13.5 "$TMP/py"
  assert_failure -1 "python-build: TMPDIR=$TMP/nowhere is set to a non-accessible location"
  assert_missing "$TMP/py"
}
