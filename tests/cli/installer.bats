# install.sh before anything is built: its options, and what it says about a
# machine that lacks things. The machine is a PATH with a few programs and a
# package manager that writes down how it was called.

load helper

setup() {
  pv_setup
  BARE=$TMP/bare
  mkdir "$BARE"
  local program
  for program in sh env cat sed awk grep tr head tail find dirname basename id uname mkdir rm getconf sort tar; do
    ln -s "$(PATH=/usr/bin:/bin command -v $program)" "$BARE/$program"
  done
}

# install.sh on the bare machine.
bare() {
  PATH=$BARE run "$PYVER_SOURCE/install.sh" "$@" </dev/null
}

@test "--help shows every option, to standard output" {
  bare --help
  assert_success
  for option in REQUEST --prefix --no-system-packages --shell-setup; do
    assert_contains "$option"
  done
}

@test "an unknown option and a second request are refused" {
  bare --nonsense
  assert_failure
  assert_contains "unknown option \`--nonsense'"
  bare 3.13 3.12
  assert_failure
  assert_contains "one REQUEST at a time"
}

@test "HOME is needed" {
  PATH=$BARE HOME='' run "$PYVER_SOURCE/install.sh"
  assert_failure
  assert_contains "HOME is not set"
}

@test "--no-system-packages prints the line for the manager and stops" {
  fake_program "$BARE/apt-get" "echo called >'$TMP/called'"
  bare --no-system-packages
  assert_failure -1
  assert_contains "a C compiler"
  assert_contains "libcurl"
  assert_contains "apt-get install -y --no-install-recommends gcc "
  assert_contains "zlib1g-dev"
  assert_missing "$TMP/called"
  assert_missing "$HOME/.pyver"
  rm "$BARE/apt-get"
  fake_program "$BARE/dnf" "echo called >'$TMP/called'"
  bare --no-system-packages
  assert_failure -1
  assert_contains "dnf install -y gcc "
  assert_missing "$TMP/called"
}

@test "a machine without a known package manager is told what to bring" {
  bare
  assert_failure -1
  assert_contains "No package manager that is known here"
  assert_contains "pkg-config"
}

@test "not root and no sudo: the line for root" {
  fake_program "$BARE/apt-get" "echo called >'$TMP/called'"
  rm "$BARE/id"
  fake_program "$BARE/id" "echo 1000"
  bare
  assert_failure -1
  assert_contains "there is no sudo"
  assert_contains "      apt-get install -y"
  assert_missing "$TMP/called"
}

@test "the package manager is called once for everything, through sudo when not root" {
  fake_program "$BARE/dnf" "echo \"dnf \$*\" >>'$TMP/called'"
  fake_program "$BARE/sudo" "echo sudo >>'$TMP/called'; exec \"\$@\""
  rm "$BARE/id"
  fake_program "$BARE/id" "echo 1000"
  bare
  assert_failure -1
  assert_contains "Still missing, and needed"
  run cat "$TMP/called"
  [ "${#lines[@]}" -eq 2 ]
  [ "${lines[0]}" = sudo ]
  [[ ${lines[1]} == "dnf install -y gcc "*" zlib-devel "* ]]
}

@test "each group has packages for each manager" {
  for group in pyver cpython check; do
    for manager in apt dnf apk pacman zypper brew; do
      run grep -cE "^$group $manager [a-z]" "$PYVER_SOURCE/share/build-deps.txt"
      assert_success 1
    done
  done
}

@test "test.sh refuses what it does not know" {
  PATH=$BARE run "$PYVER_SOURCE/test.sh" --slow
  assert_failure -1
  assert_contains "Usage: ./test.sh"
}
