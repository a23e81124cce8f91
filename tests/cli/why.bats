#!/usr/bin/env bats
# pyver why, and PYVER_TRACE: the chain from the folder to the program.
load helper

bin() { # VERSION: its bin
  echo "$PYVER_ROOT/versions/$1/bin"
}

# above_work: the lines about the folders above $WORK, up to the root.
above_work() {
  local dir=$WORK
  while [ -n "$dir" ]; do
    dir=${dir%/*}
    echo "$dir/.python-version: not there"
  done
}

# few COMMAND...: with nothing of the machine's own on PATH.
few() {
  PATH=${FEW:-$PYVER_ROOT/shims:$SYSBIN} "$@"
}

@test "a version file: the folders looked at, the line, the rule, the program" {
  fake_version 3.12.1
  fake_version 3.12.10
  printf '# for work\n\n3.12 # newest\n' >.python-version
  mkdir -p sub/dir
  cd sub/dir
  run few "$PYVER" why
  assert_success "PYVER_VERSION is not set
$WORK/sub/dir/.python-version: not there
$WORK/sub/.python-version: not there
$WORK/.python-version: decides
  line 3: 3.12
3.12 is 3.12.10, the newest installed that it stands for
  $(bin 3.12.10)/python: found

python is $(bin 3.12.10)/python
  version 3.12.10, set by $WORK/.python-version, line 3"
}

@test "nothing configured: every folder, the global file, system" {
  system_program python
  run few "$PYVER" why python
  assert_success "PYVER_VERSION is not set
$WORK/.python-version: not there
$(above_work)
$PYVER_ROOT/version: not there
  no version is named, so it is system
system: the programs on PATH, without pyver's shims
  $PYVER_ROOT/shims: left out, holds pyver's shims
  $SYSBIN/python: found

python is $SYSBIN/python
  version system, set by $PYVER_ROOT/version"
}

@test "PYVER_DIR first, then the working directory" {
  fake_version 3.9.1
  mkdir "$TMP/other"
  echo 3.9.1 >.python-version
  PYVER_DIR=$TMP/other run few "$PYVER" why
  assert_line 1 "$TMP/other/.python-version: not there"
  assert_line "$WORK/.python-version: decides"
  echo 3.9.1 >"$TMP/other/.python-version"
  PYVER_DIR=$TMP/other run few "$PYVER" why
  assert_line 1 "$TMP/other/.python-version: decides"
  refute_contains "$WORK/.python-version"
}

@test "PYVER_VERSION: no file is looked for" {
  fake_version 3.9.1
  echo 3.8 >.python-version
  PYVER_VERSION=3.9.1 run few "$PYVER" why python3.9
  assert_success "PYVER_VERSION is \`3.9.1'
  3.9.1
3.9.1 is installed
  $(bin 3.9.1)/python3.9: found

python3.9 is $(bin 3.9.1)/python3.9
  version 3.9.1, set by PYVER_VERSION environment variable"
}

@test "how each kind of name is read" {
  fake_version 3.9.1
  fake_version 3.12.4
  fake_env 3.12.4 proj
  ln -s 3.9.1 "$PYVER_ROOT/versions/old"
  local row name want
  for row in \
    "3.12.4|3.12.4 is installed" \
    "3.12|3.12 is 3.12.4, the newest installed that it stands for" \
    "python-3.12|python-3.12 is read as 3.12, which is 3.12.4, the newest installed that it stands for" \
    "python-3.9.1|python-3.9.1 is read as 3.9.1, which is installed" \
    "cpython@3.12|cpython@3.12 is read as 3.12, which is 3.12.4, the newest installed that it stands for" \
    "cpython-3.9.1-linux-x86_64-gnu|cpython-3.9.1-linux-x86_64-gnu is read as 3.9.1, which is installed" \
    ">=3.9, <3.12|>=3.9,<3.12 is 3.9.1, the newest installed that it allows" \
    "proj|proj is installed, an environment, a link to $PYVER_ROOT/versions/3.12.4/envs/proj" \
    "3.12.4/envs/proj|3.12.4/envs/proj is installed, an environment" \
    "old|old is installed, a link to 3.9.1" \
    "3.7|3.7 is not installed" \
    "python-3.7|python-3.7 is read as 3.7, which is not installed" \
    "system|system: the programs on PATH, without pyver's shims"; do
    name=${row%%|*} want=${row#*|}
    echo "$name" >.python-version
    run few "$PYVER" why
    assert_line "$want"
  done
}

@test "refused names, with their lines and what is wrong with them" {
  fake_version 3.9.1
  printf '../evil\n/etc\n3.9.1:-x:..\nno/such\na\001b\n' >.python-version
  run few "$PYVER" why
  assert_success
  assert_line "  line 1: \`../evil' refused: it leads out of the versions folder"
  assert_line "  line 2: \`/etc' refused: it is an absolute path"
  assert_line "  line 3: 3.9.1"
  assert_line "  line 3: \`-x' refused: it begins with \`-', as options do"
  assert_line "  line 3: \`..' refused: it leads out of the versions folder"
  assert_line "  line 4: \`no/such' refused: it is a path to no installed environment"
  assert_line "  line 5: \`a?b' refused: it contains a control character"
}

@test "several names: each place in turn, what is behind the answer is not needed" {
  fake_version 3.12.4
  fake_version 3.9.1 old
  printf '3.12.4\n3.8\n3.9\nsystem\n' >.python-version
  run few "$PYVER" why old
  assert_success "PYVER_VERSION is not set
$WORK/.python-version: decides
  line 1: 3.12.4
  line 2: 3.8
  line 3: 3.9
  line 4: system
3.12.4 is installed
  $(bin 3.12.4)/old: not there
3.8 is not installed
3.9 is 3.9.1, the newest installed that it stands for
  $(bin 3.9.1)/old: found
not needed:
  system: the programs on PATH, without pyver's shims

old is $(bin 3.9.1)/old
  version 3.9.1, set by $WORK/.python-version, line 3
  try: pyver install 3.8"
}

@test "what is left out of PATH, and why" {
  fake_version 3.12.4
  fake_program "$PYVER_ROOT/shims/tool"
  mkdir -p "$TMP/dir/tool" "$TMP/plain" "$TMP/linked" "$TMP/pm/versions" "$TMP/pm/shims"
  : >"$TMP/plain/tool"
  ln -s "$PYVER_ROOT/shims/tool" "$TMP/linked/tool"
  fake_program "$TMP/pm/shims/tool"
  system_program tool
  FEW="rel::$PYVER_ROOT/shims:$TMP/dir:$TMP/plain:$TMP/linked:$TMP/pm/shims:$SYSBIN"
  PYVER_VERSION=3.12.4 run few "$PYVER" why tool
  assert_success "PYVER_VERSION is \`3.12.4'
  3.12.4
3.12.4 is installed
  $(bin 3.12.4)/tool: not there
not in what is selected, so in system:
  \`rel': left out, not an absolute path
  \`': left out, not an absolute path
  $PYVER_ROOT/shims: left out, holds pyver's shims
  $TMP/dir/tool: not a file
  $TMP/plain/tool: may not be executed
  $TMP/linked/tool: left out, one of pyver's shims
  $TMP/pm/shims/tool: left out, a shim of another root or version manager
  $SYSBIN/tool: found

tool is $SYSBIN/tool
  version system"
}

@test "the program is a link: to what" {
  fake_version 3.12.4
  rm "$(bin 3.12.4)/python"
  ln -s python3.12 "$(bin 3.12.4)/python"
  PYVER_VERSION=3.12.4 run few "$PYVER" why
  assert_success
  assert_line "python is $(bin 3.12.4)/python"
  assert_line "  a link to $(bin 3.12.4)/python3.12"
}

@test "a file that cannot be read" {
  system_program python
  head -c 100000 /dev/zero | tr '\0' x >.python-version
  run few "$PYVER" why
  assert_success
  assert_line 1 "$WORK/.python-version: decides"
  assert_line 2 "  cannot be read: File too large"
  assert_line 3 "  no version is named, so it is system"
}

@test "a folder called .python-version is passed over, and said to be" {
  fake_version 3.12.4
  mkdir .python-version
  echo 3.12.4 >"$HOME/.python-version"
  run few "$PYVER" why
  assert_success
  assert_line 1 "$WORK/.python-version: not a file"
  assert_line 2 "$HOME/.python-version: decides"
}

# advice WANT ARGS...: 127, and the last line says WANT.
advice() {
  run few "$PYVER" why "${@:2}"
  assert_failure -127
  assert_line $((${#lines[@]} - 1)) "$1"
}

@test "not found: 127 and the command that helps" {
  advice "  try: pyver install 3"
  advice "  try: pyver install 3.11" python3.11
  advice "nosuch: command not found" nosuch
  fake_version 3.9.1 tool
  fake_version 3.12.4
  fake_env 3.9.1 work tool
  advice "  try: pyver global 3.9.1" tool
  PYVER_VERSION=3.12 advice "  try: pyver shell 3.12 3.9.1" tool
  echo 3.12 >.python-version
  advice "  try: pyver local 3.12 3.9.1" tool
  advice "  try: pyver exec pip install nosuch" nosuch
  echo 3.8 >.python-version
  advice "  try: pyver install 3.8" python
  echo "python-3.8" >.python-version
  advice "  try: pyver install 3.8"
  echo "cpython-3.8.2-linux-x86_64-gnu" >.python-version
  advice "  try: pyver install 3.8.2"
  echo ">=3.5, <3.8" >.python-version
  advice "  try: pyver install '>=3.5,<3.8'"
  echo "my-env" >.python-version
  advice "  try: pyver virtualenv my-env"
}

@test "the same answer as which, whatever is selected" {
  fake_version 3.12.4
  fake_version 3.9.1 tool
  fake_env 3.9.1 proj
  system_program python
  system_program other
  local names command
  for names in 3.12.4 3.12 3.9:3.12 proj system 3.8 3.8:proj python-3.9 ">=3.9" .. ""; do
    for command in python tool other nosuch; do
      PYVER_VERSION=$names run_split few "$PYVER" which "$command"
      local path=$output which_status=$status
      PYVER_VERSION=$names run few "$PYVER" why "$command"
      assert_equal "$which_status" "$status"
      [ "$status" -ne 0 ] || assert_line "$command is $path"
      # watching changes nothing
      PYVER_TRACE=1 PYVER_VERSION=$names run_split few "$PYVER" which "$command"
      assert_equal "$which_status $path" "$status $output"
    done
  done
}

@test "hooks are named, not run" {
  fake_version 3.12.4
  fake_program "$TMP/hooks/which/swap.bash" "echo ran >'$TMP/ran'"
  fake_program "$TMP/hooks/exec/watch" "echo ran >'$TMP/ran'"
  fake_program "$TMP/hooks/rehash/other" "echo ran >'$TMP/ran'"
  PYVER_HOOK_PATH=$TMP/hooks PYVER_VERSION=3.12.4 run few "$PYVER" why
  assert_success
  assert_line "hook, may change this: $TMP/hooks/which/swap.bash"
  assert_line "hook, may change this: $TMP/hooks/exec/watch"
  refute_contains "/rehash/"
  assert_missing "$TMP/ran"
}

@test "other arguments are refused" {
  local args
  for args in "-x" "python more" "''" "--json=1"; do
    eval "run_split few \"\$PYVER\" why $args"
    assert_failure -1 ""
    assert_errors "Usage: pyver why [--json] [<command>]"
  done
}

# ---- PYVER_TRACE
@test "PYVER_TRACE: a shim says the chain on stderr and runs the program all the same" {
  fake_version 3.12.4
  fake_program "$(bin 3.12.4)/show" 'echo "$0" "$@"; cat; exit 7'
  "$PYVER" rehash
  echo 3.12 >.python-version
  echo input >"$TMP/in"
  PYVER_TRACE=1 run_split "$PYVER_ROOT/shims/show" a "b c" "" <"$TMP/in"
  assert_failure -7 "$(bin 3.12.4)/show a b c 
input"
  assert_errors "pyver: PYVER_VERSION is not set
pyver: $WORK/.python-version: decides
pyver:   line 1: 3.12
pyver: 3.12 is 3.12.4, the newest installed that it stands for
pyver:   $(bin 3.12.4)/show: found
pyver: show is $(bin 3.12.4)/show"
  PYVER_TRACE=0 run_split "$PYVER_ROOT/shims/show" x </dev/null
  assert_failure -7 "$(bin 3.12.4)/show x"
  assert_errors ""
  PYVER_TRACE="" run_split "$PYVER_ROOT/shims/show" x </dev/null
  assert_errors ""
}

@test "PYVER_TRACE: a shim called through a link elsewhere" {
  fake_version 3.12.4 tool
  "$PYVER" rehash
  mkdir "$TMP/links"
  ln -s "$PYVER_ROOT/shims/tool" "$TMP/links/tool"
  rm "$(bin 3.12.4)/tool"
  system_program tool
  FEW=$TMP/links:$SYSBIN PYVER_TRACE=1 PYVER_VERSION=3.12.4 run_split few "$TMP/links/tool" x
  assert_success "$SYSBIN/tool x"
  case $errors in
    *"pyver:   $TMP/links: left out, the call came from here"*) ;;
    *) flunk "$errors" ;;
  esac
}

@test "PYVER_TRACE: which and exec, and nothing said twice" {
  fake_version 3.12.4
  local chain="pyver: PYVER_VERSION is \`3.12'
pyver:   3.12
pyver: 3.12 is 3.12.4, the newest installed that it stands for
pyver:   $(bin 3.12.4)/python: found
pyver: python is $(bin 3.12.4)/python"
  PYVER_TRACE=1 PYVER_VERSION=3.12 run_split few "$PYVER" which python
  assert_success "$(bin 3.12.4)/python"
  assert_errors "$chain"
  PYVER_TRACE=1 PYVER_VERSION=3.12 run_split few "$PYVER" exec python -V
  assert_success "Python 3.12.4"
  assert_errors "$chain"
  PYVER_TRACE=1 PYVER_VERSION=3.12 run_split few "$PYVER" why python
  assert_success
  assert_errors ""
}

@test "PYVER_TRACE: not found stays 127, with the chain before the verdict" {
  PYVER_TRACE=1 PYVER_VERSION=3.12 run_split few "$PYVER" which nosuch
  assert_failure -127 ""
  assert_equal "pyver: nosuch: command not found
pyver: version \`3.12' is not installed (set by PYVER_VERSION environment variable)
pyver: nosuch: command not found" "$(tail -n 3 "$TMP/run.err")"
}
