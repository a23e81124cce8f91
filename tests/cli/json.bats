#!/usr/bin/env bats
# --json: one document, the keys the manual promises, whatever names contain.
load helper

# json: a JSON document on stdin, checked by a parser that is not ours.
valid_json() {
  if command -v python3 >/dev/null 2>&1; then
    python3 -m json.tool >/dev/null
  elif command -v jq >/dev/null 2>&1; then
    jq . >/dev/null
  else
    cat >/dev/null # no parser here: the texts below are compared all the same
  fi
}

# assert_valid: the whole of stdout is one document.
assert_valid() {
  valid_json <"$TMP/run.out" || flunk "no JSON:" "$output"
}

@test "versions" {
  fake_version 3.12.4
  fake_env 3.12.4 proj
  ln -s 3.12.4 "$PYVER_ROOT/versions/alias"
  echo proj >.python-version
  export PATH=$SYSBIN:/usr/bin:/bin
  system_program python
  run_split "$PYVER" versions --json
  assert_success "{
  \"origin\": \"$WORK/.python-version\",
  \"versions\": [
    {
      \"name\": \"system\",
      \"kind\": \"system\",
      \"path\": \"$TMP\",
      \"target\": null,
      \"selected\": false
    },
    {
      \"name\": \"3.12.4\",
      \"kind\": \"version\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4\",
      \"target\": null,
      \"selected\": false
    },
    {
      \"name\": \"3.12.4/envs/proj\",
      \"kind\": \"environment\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4/envs/proj\",
      \"target\": null,
      \"selected\": false
    },
    {
      \"name\": \"alias\",
      \"kind\": \"alias\",
      \"path\": \"$PYVER_ROOT/versions/alias\",
      \"target\": \"3.12.4\",
      \"selected\": false
    },
    {
      \"name\": \"alias/envs/proj\",
      \"kind\": \"environment\",
      \"path\": \"$PYVER_ROOT/versions/alias/envs/proj\",
      \"target\": null,
      \"selected\": false
    },
    {
      \"name\": \"proj\",
      \"kind\": \"environment\",
      \"path\": \"$PYVER_ROOT/versions/proj\",
      \"target\": \"$PYVER_ROOT/versions/3.12.4/envs/proj\",
      \"selected\": true
    }
  ]
}"
  assert_valid
  run_split "$PYVER" versions --json --skip-envs --skip-aliases
  assert_success
  assert_valid
  refute_contains proj\"
  refute_contains alias
}

@test "versions: none, and what does not go together" {
  PATH=$SYSBIN run_split "$PYVER" versions --json
  assert_failure -1
  assert_errors "Warning: no Python detected on the system"
  assert_contains '"versions": []'
  assert_valid
  for other in --bare --executables; do
    run_split "$PYVER" versions --json "$other"
    assert_failure -1 ""
    assert_errors "Usage: pyver versions [--bare] [--skip-aliases] [--skip-envs]"
  done
}

@test "names of any bytes: escaped, and U+FFFD for what is no UTF-8" {
  fake_version $'a"b\\c'
  fake_version $'tab\there'
  fake_version $'caf\xc3\xa9'
  fake_version $'bad\xff\xc3(byte'
  run_split "$PYVER" versions --json
  assert_success
  assert_valid
  assert_contains '"name": "a\"b\\c"'
  assert_contains '"name": "tab\there"'
  assert_contains $'"name": "caf\xc3\xa9"'
  assert_contains $'"name": "bad\xef\xbf\xbd\xef\xbf\xbd(byte"'
}

@test "version" {
  fake_version 3.12.4
  PYVER_VERSION=3.12 run_split "$PYVER" version --json
  assert_success "{
  \"origin\": \"PYVER_VERSION environment variable\",
  \"versions\": [
    {
      \"name\": \"3.12\",
      \"version\": \"3.12.4\",
      \"kind\": \"version\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4\"
    }
  ],
  \"refused\": []
}"
  assert_valid
}

@test "version: a missing and a refused one; messages and status as without --json" {
  fake_version 3.12.4
  printf '3.8\n../x\n3.12.4\n' >.python-version
  run_split "$PYVER" version
  local plain_errors=$errors plain_status=$status
  run_split "$PYVER" version --json
  assert_equal "$plain_status" "$status"
  assert_errors "$plain_errors"
  assert_valid
  assert_equal "{
  \"origin\": \"$WORK/.python-version\",
  \"versions\": [
    {
      \"name\": \"3.8\",
      \"version\": null,
      \"kind\": null,
      \"path\": null
    },
    {
      \"name\": \"3.12.4\",
      \"version\": \"3.12.4\",
      \"kind\": \"version\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4\"
    }
  ],
  \"refused\": [
    \"../x\"
  ]
}" "$output"
}

@test "which: found" {
  fake_version 3.12.4
  local want="{
  \"command\": \"python\",
  \"found\": true,
  \"path\": \"$PYVER_ROOT/versions/3.12.4/bin/python\",
  \"version\": \"3.12.4\",
  \"implied_system\": false,
  \"origin\": \"PYVER_VERSION environment variable\",
  \"missing\": [
    \"3.8\"
  ]
}"
  PYVER_VERSION=3.8:3.12 run_split "$PYVER" which python --json
  assert_success "$want"
  assert_valid
  PYVER_VERSION=3.8:3.12 run_split "$PYVER" which --json python
  assert_success "$want"
}

@test "which: not found is 127, with a document and the usual messages" {
  PYVER_VERSION=3.8 run_split "$PYVER" which nosuch
  local plain=$errors
  PYVER_VERSION=3.8 run_split "$PYVER" which nosuch --json
  assert_failure -127
  assert_errors "$plain"
  assert_contains '"found": false,'
  assert_contains '"path": null,'
  assert_valid
  run_split "$PYVER" which --json
  assert_failure -1 ""
}

@test "why" {
  fake_version 3.12.4
  printf '3.12\n../x\n3.8\n' >.python-version
  run_split "$PYVER" why --json
  assert_success "{
  \"command\": \"python\",
  \"found\": true,
  \"path\": \"$PYVER_ROOT/versions/3.12.4/bin/python\",
  \"real_path\": \"$PYVER_ROOT/versions/3.12.4/bin/python\",
  \"version\": \"3.12.4\",
  \"implied_system\": false,
  \"origin\": \"$WORK/.python-version\",
  \"line\": 1,
  \"variable\": null,
  \"files\": [
    {
      \"path\": \"$WORK/.python-version\",
      \"state\": \"taken\"
    }
  ],
  \"names\": [
    {
      \"name\": \"3.12\",
      \"line\": 1,
      \"read_as\": \"3.12\",
      \"rule\": \"prefix\",
      \"version\": \"3.12.4\",
      \"kind\": \"version\",
      \"target\": null
    },
    {
      \"name\": \"3.8\",
      \"line\": 3,
      \"read_as\": \"3.8\",
      \"rule\": \"none\",
      \"version\": null,
      \"kind\": null,
      \"target\": null
    }
  ],
  \"refused\": [
    {
      \"name\": \"../x\",
      \"line\": 2,
      \"reason\": \"leads out of the versions folder\"
    }
  ],
  \"places\": [
    {
      \"version\": \"3.12.4\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4/bin/python\",
      \"state\": \"taken\"
    }
  ],
  \"hooks\": [],
  \"advice\": null
}"
  assert_valid
}

@test "why: not found; a value of any bytes" {
  PATH=$PYVER_ROOT/shims:$SYSBIN PYVER_VERSION=$'3.8:\x01\xff' run_split "$PYVER" why --json tool
  assert_failure -127
  assert_errors ""
  assert_contains $'"variable": "3.8:\\u0001\xef\xbf\xbd"'
  assert_contains '"state": "shims"'
  assert_contains '"advice": "pyver install 3.8"'
  assert_valid
}

@test "virtualenvs" {
  fake_version 3.12.4
  fake_env 3.12.4 proj
  PYVER_VERSION=proj run_split "$PYVER" virtualenvs --json
  assert_success "{
  \"origin\": \"PYVER_VERSION environment variable\",
  \"virtualenvs\": [
    {
      \"name\": \"3.12.4/envs/proj\",
      \"path\": \"$PYVER_ROOT/versions/3.12.4/envs/proj\",
      \"target\": null,
      \"base\": \"$PYVER_ROOT/versions/3.12.4\",
      \"selected\": false
    },
    {
      \"name\": \"proj\",
      \"path\": \"$PYVER_ROOT/versions/proj\",
      \"target\": \"$PYVER_ROOT/versions/3.12.4/envs/proj\",
      \"base\": \"$PYVER_ROOT/versions/3.12.4\",
      \"selected\": true
    }
  ]
}"
  assert_valid
  run_split "$PYVER" virtualenvs --json --skip-aliases
  assert_success
  assert_valid
  refute_contains '"name": "proj"'
  run_split "$PYVER" virtualenvs --json --bare
  assert_failure -1 ""
}

@test "virtualenvs: none" {
  run_split "$PYVER" virtualenvs --json
  assert_success
  assert_contains '"virtualenvs": []'
  assert_valid
}

@test "install --list" {
  fake_version 3.13.5
  run_split "$PYVER" install --list
  local plain=$output
  run_split "$PYVER" install --list --json
  assert_success
  assert_valid
  assert_contains '    {
      "name": "3.13.5",
      "prebuilt": '
  assert_contains '      "source": true,
      "prerelease": false,
      "freethreaded": false,
      "installed": true
    }'
  # the same names in the same order
  assert_equal "$(echo "$plain" | sed -n 's/^  //p')" \
    "$(echo "$output" | sed -n 's/^      "name": "\(.*\)",$/\1/p')"
}

@test "install --json without --list" {
  run_split "$PYVER" install --json 3.12
  assert_failure -1 ""
  case $errors in
    "pyver: --json goes with --list only"*) ;;
    *) flunk "$errors" ;;
  esac
}
