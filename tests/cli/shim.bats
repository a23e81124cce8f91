#!/usr/bin/env bats
# shellcheck disable=SC2016 # expanded by the programs that the tests write
# The shims: what ROOT/shims/NAME does when it is run.
load helper

setup() {
  pv_setup
  S=$PYVER_ROOT/shims
  TIMEOUT=$(command -v timeout) || :
}

# what a failed test left running would be waited for
teardown() {
  if [ -n "${background-}" ]; then
    kill -KILL "$background" 2>/dev/null || :
  fi
}

# limited COMMAND...: in five seconds, whatever PATH is
limited() {
  "${TIMEOUT:-/usr/bin/env}" ${TIMEOUT:+5} "$@"
}

# await FILE: until it has content, five seconds at most
await() {
  local i
  for ((i = 0; i < 250; i++)); do
    [ ! -s "$1" ] || return 0
    sleep 0.02
  done
  flunk "nothing came in: $1"
}

# bin VERSION: its bin
bin() {
  echo "$PYVER_ROOT/versions/$1/bin"
}

# real VERSION PROGRAM...: programs of this machine as programs of a version
real() {
  local version=$1 program
  shift
  mkdir -p "$(bin "$version")"
  for program; do
    ln -s "$(command -v "$program")" "$(bin "$version")/$program"
  done
}

# a second root, as complete as the first
second_root() {
  R2=$TMP/root2
  mkdir -p "$R2/bin"
  ln -s "$PYVER" "$R2/bin/pyver"
  PYVER_ROOT=$R2 fake_version "$@"
  PYVER_ROOT=$R2 "$PYVER" rehash
}

# ---- which version

@test "PYVER_VERSION, the nearest .python-version, the global file, the system" {
  fake_version 3.11.2
  fake_version 3.12.6
  fake_version 3.13.5
  system_program python
  "$PYVER" rehash
  run "$S/python" -V
  assert_success "$SYSBIN/python -V"
  echo 3.11 >"$PYVER_ROOT/version"
  run "$S/python" -V
  assert_success "Python 3.11.2"
  echo 3.12.6 >.python-version
  run "$S/python" -V
  assert_success "Python 3.12.6"
  PYVER_VERSION=3.13 run "$S/python" -V
  assert_success "Python 3.13.5"
  PYVER_VERSION=system run "$S/python" -V
  assert_success "$SYSBIN/python -V"
}

@test "two projects, also from 6 folders down, from sh -c, make, PYVER_DIR, PATH" {
  fake_version 3.11.2
  fake_version 3.13.5
  "$PYVER" rehash
  mkdir -p one/a/b/c/d/e/f two/a/b/c/d/e/f
  echo 3.11.2 >one/.python-version
  echo 3.13 >two/.python-version
  export PATH=$S:$PATH
  while read -r project version; do
    cd "$WORK/$project/a/b/c/d/e/f"
    run python -V
    assert_success "Python $version"
    run sh -c 'python -V'
    assert_success "Python $version"
    run env -i PATH="$PATH" python -V
    assert_success "Python $version"
    printf 'all:\n\t@python -V\n' >makefile
    if command -v make >/dev/null; then
      run make -s
      assert_success "Python $version"
    fi
    cd "$WORK"
    PYVER_DIR=$project/a run python -V
    assert_success "Python $version"
  done <<'TABLE'
one 3.11.2
two 3.13.5
TABLE
}

@test "nothing in the environment but PATH, not even that: the shim knows its root" {
  fake_version 3.12.6
  "$PYVER" rehash
  echo 3.12 >"$PYVER_ROOT/version"
  run env -i PATH="$S:/usr/bin:/bin" python -V
  assert_success "Python 3.12.6"
  run env -i "$S/python" -V
  assert_success "Python 3.12.6"
  run env -i HOME=/nonexistent SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c "$S/python -V"
  assert_success "Python 3.12.6"
  cd "$S"
  run env -i "$S/python" -V
  assert_success "Python 3.12.6"
}

@test "serves its own root, whatever PYVER_ROOT says" {
  fake_version 3.12.6
  "$PYVER" rehash
  echo 3.12.6 >"$PYVER_ROOT/version"
  second_root 3.13.5
  echo 3.13.5 >"$R2/version"
  PYVER_ROOT=$R2 run "$S/python" -V
  assert_success "Python 3.12.6"
  run "$R2/shims/python" -V
  assert_success "Python 3.13.5"
  PATH=$R2/shims:$S:$PATH run python -V
  assert_success "Python 3.13.5"
}

@test "several versions: the first that has the program" {
  fake_version 3.11.2 fab
  fake_version 3.12.6 py.test
  "$PYVER" rehash
  printf '3.12.6\n3.11\n' >.python-version
  run "$S/fab"
  assert_success "$(bin 3.11.2)/fab"
  run "$S/python" -V
  assert_success "Python 3.12.6"
  run "$S/python3.11" -V
  assert_success "Python 3.11.2"
}

@test "an environment, with nothing activated" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  fake_program "$(bin 3.12.6/envs/proj)/django-admin" 'echo "$0 $*"'
  fake_program "$(bin 3.12.6/envs/proj)/python" 'echo "$0"'
  "$PYVER" rehash
  echo proj >.python-version
  run "$S/django-admin" check
  assert_success "$(bin proj)/django-admin check"
  run "$S/python"
  assert_success "$(bin proj)/python"
  echo 3.12.6/envs/proj >.python-version
  run "$S/python"
  assert_success "$(bin 3.12.6/envs/proj)/python"
}

@test "names with blanks and glob characters" {
  fake_version "my [p]*" "a tool*"
  "$PYVER" rehash
  PYVER_VERSION="my [p]*" run "$S/a tool*" "*"
  assert_success "$(bin "my [p]*")/a tool* *"
}

# ---- what the program gets

@test "arguments: byte for byte" {
  fake_program "$(bin 3.12.6)/show" 'printf "%s\0" "$@"'
  "$PYVER" rehash
  args=("" a "" "b  c" $'d\ne' "\\" '$x' '*' -- --version -m $'\377\001' "é" "")
  export PYVER_VERSION=3.12.6
  "$(bin 3.12.6)/show" "${args[@]}" >direct
  "$S/show" "${args[@]}" >shimmed
  cmp direct shimmed
  [ -s direct ]
  "$(bin 3.12.6)/show" $(seq 3000) >direct
  "$S/show" $(seq 3000) >shimmed
  cmp direct shimmed
}

@test "argv[0]: the program's full path" {
  real 3.12.6 sh
  "$PYVER" rehash
  PYVER_VERSION=3.12.6 run "$S/sh" -c 'echo "$0"'
  assert_success "$(bin 3.12.6)/sh"
}

@test "environment: byte for byte, in its order" {
  real 3.12.6 env
  "$PYVER" rehash
  vars=(Z=1 PYVER_VERSION=3.12.6 "A=b c" EMPTY= "NL=a
b" PYVER_ROOT=/elsewhere PATH=/nosuch:/bin "_=x" _PYVER_SHIM_PATH= $'BYTE=\377' HOME=/)
  env -i "${vars[@]}" env >direct
  env -i "${vars[@]}" "$S/env" >shimmed
  cmp direct shimmed
  grep -q '^PYVER_ROOT=/elsewhere$' shimmed
}

@test "working directory, descriptors, umask, streams" {
  real 3.12.6 ls cat
  fake_program "$(bin 3.12.6)/where" 'pwd; umask'
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  umask 027
  run "$S/where"
  assert_success "$PWD"$'\n'"$(umask)"
  if [ -d /proc/self/fd ]; then
    expected=$(ls /proc/self/fd 7</dev/null 9>&1)
    run "$S/ls" /proc/self/fd 7</dev/null 9>&1
    actual=$("$S/ls" /proc/self/fd 7</dev/null 9>&1)
    assert_equal "$expected" "$actual"
  fi
  run_split sh -c 'echo in | "$1" - /nosuch/file' sh "$S/cat"
  assert_failure -1 in
  assert_contains in
  case $errors in *"/nosuch/file"*) ;; *) flunk "$errors" ;; esac
}

@test "the exit status, also of a program that a signal ends" {
  for status in 0 1 2 42 126 127 255; do
    fake_program "$(bin 3.12.6)/exit$status" "exit $status"
  done
  fake_program "$(bin 3.12.6)/killed" 'kill -KILL $$'
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  for expected in 0 1 2 42 126 127 255; do
    try "$S/exit$expected"
    assert_equal "$expected" "$status"
    assert_output ""
  done
  run "$S/killed"
  assert_failure -137
}

@test "signals: ignored ones stay ignored, blocked ones blocked; one sent arrives" {
  real 3.12.6 grep
  fake_program "$(bin 3.12.6)/wait" 'trap "echo got; exit 3" TERM; echo ready >ready; for i in $(seq 400); do sleep 0.02; done'
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  if [ -r /proc/self/status ]; then
    expected=$(trap '' INT USR1 PIPE && grep '^Sig[BIC]' /proc/self/status)
    actual=$(trap '' INT USR1 PIPE && "$S/grep" '^Sig[BIC]' /proc/self/status)
    assert_equal "$expected" "$actual"
  fi
  "$S/wait" >got 3>&- &
  background=$!
  await ready
  kill -TERM $background
  wait $background || status=$?
  assert_equal 3 "$status"
  assert_file got got
}

@test "the same process: no child" {
  fake_program "$(bin 3.12.6)/pid" 'echo $$'
  "$PYVER" rehash
  PYVER_VERSION=3.12.6 run sh -c 'echo $$; exec "$0"' "$S/pid"
  assert_success
  assert_equal "${lines[0]}" "${lines[1]}"
}

# traced COMMAND...: system calls of the shim itself, up to its execve, in $calls
traced() {
  requires strace
  ! grep -qa __asan_init "$1" || skip "a sanitizer has calls of its own"
  strace -o "$TMP/strace.probe" true >/dev/null 2>&1 || skip "strace may not trace here"
  strace -f -o "$TMP/strace" "$@" >/dev/null 2>&1 || flunk "failed: $*" || return
  calls=$(awk '/ execve\(/ && seen++ { print; exit } { print }' "$TMP/strace")
}

@test "by strace: one execve after its own, no fork, no write, no lock" {
  fake_program "$(bin 3.12.6)/tool" 'exit 0'
  fake_program "$(bin 3.12.6)/pip" 'exit 0'
  "$PYVER" rehash
  mkdir -p a/b/c/d/e/f
  echo 3.12 >.python-version
  cd a/b/c/d/e/f
  before=$(find "$PYVER_ROOT" "$WORK" | sort)
  for command in tool "pip list"; do
    # shellcheck disable=SC2086
    traced "$S/"$command
    assert_equal 2 "$(grep -c ' execve(' "$TMP/strace")"
    case $(grep -E '(fork|clone|clone3|write|writev|pwrite64|flock|mkdir|mkdirat|unlink|rename|socket|kill|rt_sigaction|dup2|setenv)\(|O_CREAT|F_OFD|F_SETLK|O_WRONLY|O_RDWR' <<<"$calls") in
      "") ;;
      *) flunk "$calls" ;;
    esac
  done
  assert_equal "$before" "$(find "$PYVER_ROOT" "$WORK" | sort)"
}

@test "by strace: the cost does not grow with the number of versions" {
  fake_program "$(bin 3.12.6)/tool" 'exit 0'
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  traced "$S/tool"
  few=$(wc -l <<<"$calls")
  for i in $(seq 100); do
    mkdir "$PYVER_ROOT/versions/3.11.$i"
  done
  traced "$S/tool"
  assert_equal "$few" "$(wc -l <<<"$calls")"
}

# ---- how it can be called

@test "by a relative path, from the folder of shims, by a name of the caller's" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  cd "$PYVER_ROOT"
  run shims/tool
  assert_success "$(bin 3.12.6)/tool"
  cd shims
  run ./tool
  assert_success "$(bin 3.12.6)/tool"
  PATH=.:$PATH run tool
  assert_success "$(bin 3.12.6)/tool"
  cd "$PYVER_ROOT"
  PATH=shims:$PATH run tool
  assert_success "$(bin 3.12.6)/tool"
  PATH=$PYVER_ROOT/./shims/../shims//:$PATH run tool
  assert_success "$(bin 3.12.6)/tool"
  run bash -c 'exec -a tool "$0"' "$S/python"
  assert_success "$(bin 3.12.6)/tool"
}

@test "from a folder that is gone" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  echo 3.12.6 >"$PYVER_ROOT/version"
  mkdir gone
  cd gone
  rmdir "$WORK/gone"
  run "$S/tool"
  assert_success
  assert_line "$(bin 3.12.6)/tool" # sh may have its say, too
}

@test "as interpreter of a script, by its path and by env" {
  fake_version 3.12.6
  "$PYVER" rehash
  echo 3.12 >"$PYVER_ROOT/version"
  printf '#!%s/python\n' "$S" >direct.py
  printf '#!%s/python -I\n' "$S" >option.py
  printf '#!/usr/bin/env python\n' >env.py
  chmod +x ./*.py
  run ./direct.py a "b c"
  assert_success "$(bin 3.12.6)/python ./direct.py a b c"
  run ./option.py a
  assert_success "$(bin 3.12.6)/python -I ./option.py a"
  PATH=$S:$PATH run ./env.py a
  assert_success "$(bin 3.12.6)/python ./env.py a"
  mkdir project
  echo system >project/.python-version
  cd project
  system_program python
  run ../direct.py a
  assert_success "$SYSBIN/python ../direct.py a"
  try env -i PATH=/usr/bin:/bin "$WORK/direct.py" a
  assert_failure
}

@test "through links to it, elsewhere on PATH, and chains of them" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  mkdir one two three
  ln -s "$S/tool" one/tool
  ln -s ../one/tool two/tool
  ln -s "$WORK/two/tool" three/tool
  unset PYVER_ROOT
  for dir in one two three; do
    PYVER_VERSION=3.12.6 run "$dir/tool" a
    assert_success "$(PYVER_ROOT=$TMP/root bin 3.12.6)/tool a"
    PATH=$WORK/$dir:$PATH PYVER_VERSION=3.12.6 run tool a
    assert_success "$(PYVER_ROOT=$TMP/root bin 3.12.6)/tool a"
  done
  PATH=$WORK/three:$WORK/two:$WORK/one:$S:$PATH PYVER_VERSION=3.12.6 run env -i PATH="$WORK/three:/bin:/usr/bin" PYVER_VERSION=3.12.6 tool
  assert_success "$S/../versions/3.12.6/bin/tool" || assert_success "$TMP/root/versions/3.12.6/bin/tool"
}

@test "links to it are no system programs: the next real one runs, or 127" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  mkdir one two
  ln -s "$S/tool" one/tool
  ln -s "$WORK/one/tool" two/tool
  fake_program one/other
  export PYVER_VERSION=system PATH=$WORK/two:$WORK/one:$S:$PATH
  try limited tool
  assert_failure -127
  assert_line 0 "pyver: tool: command not found"
  run other
  assert_success one/other
  system_program tool
  run limited tool a
  assert_success "$SYSBIN/tool a"
  for call in one/tool two/tool; do
    run limited $call a
    assert_success "$SYSBIN/tool a"
  done
}

@test "a hard link or a copy of it in another folder does not call itself" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  mkdir hard copied
  ln "$S/tool" hard/tool
  cp "$S/tool" copied/tool
  export PYVER_VERSION=system
  for dirs in "$WORK/hard" "$WORK/copied" "$WORK/hard:$WORK/copied"; do
    PATH=$dirs:$S:$PATH try limited tool
    assert_failure -127
    PATH=$S:$dirs:$PATH try limited tool
    assert_failure -127
  done
}

@test "the shims' folder under another name on PATH" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  ln -s "$PYVER_ROOT" "$HOME/link-to-root"
  for version in 3.12.6 system; do
    system_program tool
    PATH=$HOME/link-to-root/shims:$S:$PATH PYVER_VERSION=$version run limited tool
    assert_success
  done
  assert_output "$SYSBIN/tool"
  rm "$SYSBIN/tool"
  PATH=$HOME/link-to-root/shims:$S:$PATH PYVER_VERSION=system try limited tool
  assert_failure -127
}

# ---- no loops

@test "two roots on PATH, both set to system: never round in circles" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  second_root 3.13.5 tool
  echo system >.python-version
  for i in linked copied; do
    for path in "$S:$R2/shims" "$R2/shims:$S" "$S:$R2/shims:$S"; do
      PATH=$path:$PATH try limited tool
      assert_failure -127
    done
    system_program tool
    for path in "$S:$R2/shims" "$R2/shims:$S"; do
      PATH=$path:$PATH run limited tool
      assert_success "$SYSBIN/tool"
    done
    rm "$SYSBIN/tool"
    # as where a root lies on another file system than the program
    for shim in "$R2/shims/"*; do
      cp "$shim" "$shim.new"
      mv "$shim.new" "$shim"
    done
  done
}

@test "the shims of pyenv, which would lead back, are passed over" {
  fake_version 3.12.6
  "$PYVER" rehash
  pyenv=$TMP/pyenv
  mkdir -p "$pyenv/versions"
  # shellcheck disable=SC2016
  fake_program "$pyenv/shims/python" "exec $S/python \"\$@\""
  export PYVER_VERSION=system
  for path in "$S:$pyenv/shims" "$pyenv/shims:$S"; do
    PATH=$path:$SYSBIN try limited "$S/python" a
    assert_failure -127
    system_program python
    PATH=$path:$SYSBIN:$PATH run limited "$S/python" a
    assert_success "$SYSBIN/python a"
    rm "$SYSBIN/python"
  done
  # a folder called shims that is nobody's is a folder like others
  fake_program "$TMP/plain/shims/python"
  PATH=$S:$TMP/plain/shims run limited "$S/python" a
  assert_success "$TMP/plain/shims/python a"
}

# ---- what is missing

@test "a missing version: a line on stderr, then the system" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  system_program tool 'echo "system $*"'
  echo 3.99 >.python-version
  run_split "$S/tool" a "b c"
  assert_success "system a b c"
  assert_errors "pyver: version \`3.99' is not installed (set by $WORK/.python-version)
pyver: using $SYSBIN/tool"
  run_split env -i PATH="$S:$SYSBIN:/bin" tool a
  assert_success "system a"
  assert_equal "pyver: version \`3.99' is not installed (set by $WORK/.python-version)
pyver: using $SYSBIN/tool" "$errors"
}

@test "no line when another selected version, or a system that is named, has it" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  system_program tool
  PYVER_VERSION=3.99:3.12 run_split "$S/tool"
  assert_success "$(bin 3.12.6)/tool"
  assert_errors ""
  PYVER_VERSION=3.99:system run_split "$S/tool"
  assert_success "$SYSBIN/tool"
  assert_errors ""
}

@test "a missing version and no system: 127, with advice" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  echo 3.99 >.python-version
  run_split "$S/tool"
  assert_failure -127 ""
  assert_errors "pyver: version \`3.99' is not installed (set by $WORK/.python-version)
pyver: tool: command not found

The \`tool' command exists in these Python versions:
  3.12.6

Note: See 'pyver help global' for tips on allowing multiple
      Python versions to be found at the same time."
}

@test "127 also without any pyver to explain it" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  rm "$PYVER_ROOT/bin/pyver"
  PATH=$SYSBIN try "$S/tool"
  assert_failure -127
  assert_contains "pyver: tool: command not found"
}

@test "the selected version lacks the program: the system's" {
  fake_version 3.11.2 tool
  fake_version 3.12.6
  "$PYVER" rehash
  system_program tool
  PYVER_VERSION=3.12.6 run_split "$S/tool"
  assert_success "$SYSBIN/tool"
  assert_errors ""
}

@test "a shim whose program is gone" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  rm "$(bin 3.12.6)/tool"
  PYVER_VERSION=3.12.6 try "$S/tool"
  assert_failure -127 "pyver: tool: command not found"
}

@test "unsafe names are said, and lead nowhere" {
  fake_version 3.12.6 tool
  fake_program "$PYVER_ROOT/evil/bin/tool"
  "$PYVER" rehash
  printf '%s\n' ../evil 3.12.6 >.python-version
  run_split "$S/tool"
  assert_success "$(bin 3.12.6)/tool"
  assert_errors "pyver: invalid version \`../evil' ignored in \`$WORK/.python-version'"
}

@test "a version file that cannot be read is said" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  system_program tool
  head -c 100000 /dev/zero | tr '\0' x >.python-version
  run_split "$S/tool"
  assert_success "$SYSBIN/tool"
  assert_errors "pyver: cannot read $WORK/.python-version: File too large"
}

@test "PYVER_DIR that is no folder" {
  fake_version 3.12.6 tool
  "$PYVER" rehash
  PYVER_DIR=$WORK/nosuch PYVER_VERSION=3.12.6 run "$S/tool"
  assert_failure -1
  assert_contains "cannot change working directory to \`$WORK/nosuch'"
}

@test "what the kernel cannot run: a text runs under sh, the rest is 126" {
  mkdir -p "$(bin 3.12.6)"
  echo 'echo "ran $0 $*"' >"$(bin 3.12.6)/text"
  printf '#!/nosuch/interpreter\n' >"$(bin 3.12.6)/broken"
  chmod +x "$(bin 3.12.6)/"*
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6
  run "$S/text" a "b c"
  assert_success "ran $(bin 3.12.6)/text a b c"
  run "$S/broken"
  assert_failure -126
  assert_contains broken
}

# ---- installers

# installer NAME: a program that puts `newtool' beside itself and ends with $STATUS
installer() {
  # shellcheck disable=SC2016
  fake_program "$(bin 3.12.6)/$1" '
    printf "#!/bin/sh\necho new\n" >"${0%/*}/newtool"
    chmod +x "${0%/*}/newtool"
    printf "<%s>" "${0##*/}" "$@"
    env >"${OUT-/dev/null}"
    exit ${STATUS-0}'
}

@test "after pip there is a shim for what it installed; nothing else is different" {
  installer pip
  installer python
  "$PYVER" rehash
  export PYVER_VERSION=3.12.6 STATUS
  for command in pip "python -m pip"; do
    STATUS=0
    # shellcheck disable=SC2086
    run_split "$S/"$command install "a b" ""
    # shellcheck disable=SC2086
    assert_success "$(printf '<%s>' $command install "a b" "")"
    assert_errors ""
    run "$S/newtool"
    assert_success new
    rm "$S/newtool" "$(bin 3.12.6)/newtool"
    STATUS=5
    # shellcheck disable=SC2086
    run "$S/"$command install foo
    assert_failure -5
    assert_missing "$S/newtool"
    STATUS=0
    # shellcheck disable=SC2086
    run "$S/"$command list
    assert_success
    assert_missing "$S/newtool"
    rm "$(bin 3.12.6)/newtool"
  done
}

@test "pip sees the environment that its caller has" {
  installer pip
  "$PYVER" rehash
  vars=(PATH="$S:/usr/bin:/bin" PYVER_VERSION=3.12.6 "A=b c" PYVER_ROOT=/elsewhere HOME=/ PWD="$PWD")
  env -i "${vars[@]}" OUT=direct "$(bin 3.12.6)/pip" install x
  env -i "${vars[@]}" OUT=shimmed "$S/pip" install x
  assert_equal "$(sed s/=direct/=shimmed/ direct)" "$(cat shimmed)"
  [ -x "$S/newtool" ]
}

@test "pip of an environment: the shim reaches what it installed there" {
  fake_version 3.12.6
  fake_env 3.12.6 proj
  # shellcheck disable=SC2016
  fake_program "$(bin 3.12.6/envs/proj)/pip" 'printf "#!/bin/sh\necho new \$0\n" >"${0%/*}/newtool"; chmod +x "${0%/*}/newtool"'
  "$PYVER" rehash
  echo proj >.python-version
  run env -i PATH="$S:/usr/bin:/bin" pip install foo
  assert_success ""
  run "$S/newtool"
  assert_success "new $(bin proj)/newtool"
}

@test "the system's pip installs nothing of ours: no child, no rehash" {
  fake_version 3.12.6 pip
  "$PYVER" rehash
  system_program pip 'echo $$'
  PYVER_VERSION=system run sh -c 'echo $$; exec "$0" install x' "$S/pip"
  assert_success
  assert_equal "${lines[0]}" "${lines[1]}"
}

@test "a signal for pip reaches it" {
  # shellcheck disable=SC2016
  fake_program "$(bin 3.12.6)/pip" 'trap "echo got; exit 3" TERM; echo ready >ready; for i in $(seq 400); do sleep 0.02; done'
  "$PYVER" rehash
  PYVER_VERSION=3.12.6 "$S/pip" install x >got 2>/dev/null 3>&- &
  background=$!
  await ready
  kill -TERM $background
  wait $background || status=$?
  [ "$status" -ne 0 ]
  assert_file got got
}
