# shellcheck shell=sh
# Test Anything Protocol for shell scripts; sourced. A test is a function or
# command that is silent when it passes and prints what is wrong otherwise.
tap_count=0

# check "name" command...: passes when it succeeds and prints nothing.
check() {
  tap_name=$1
  shift
  tap_count=$((tap_count + 1))
  if tap_said=$("$@" 2>&1) && [ -z "$tap_said" ]; then
    echo "ok $tap_count - $tap_name"
  else
    echo "not ok $tap_count - $tap_name"
    echo "$tap_said" | sed 's/^/#   /'
  fi
}

# skip "name" "why"
skip() {
  tap_count=$((tap_count + 1))
  echo "ok $tap_count - $1 # SKIP $2"
}

# Ends the script: the plan comes last.
finish() {
  echo "1..$tap_count"
}
