#!/usr/bin/env bats
# Downloads against real servers on loopback: nginx for what is regular, badserver
# for what is not. fetchtool prints one line per download: OUTCOME[: MESSAGE].

load ../cli/helper
load nginx

setup_file() {
  requires_servers || return 0
  export DOCS=$BATS_FILE_TMPDIR/docs NGINX=$BATS_FILE_TMPDIR/nginx
  export BAD_LOG=$BATS_FILE_TMPDIR/bad.log FETCHTOOL=$PYVER_BUILD/tests/e2e/fetchtool
  mkdir -p "$DOCS"
  head -c 500000 /dev/urandom >"$DOCS/file"
  head -c 300000 "$DOCS/file" >"$DOCS/short"
  head -c 500000 /dev/urandom >"$DOCS/other"
  SUM=$(openssl dgst -sha256 -r "$DOCS/file" | cut -d' ' -f1)
  export SUM
  # bats waits for whoever holds its descriptor 3
  "$PYVER_BUILD/tests/e2e/badserver" "$DOCS" "$BAD_LOG" >"$BATS_FILE_TMPDIR/bad.port" 3>&- &
  echo $! >"$BATS_FILE_TMPDIR/bad.pid"
  nginx_certificate "$NGINX"
  nginx_start "$NGINX" "$DOCS" "
    location /gone { return 410; }
    location /to-http { return 302 http://\$server_addr:\$arg_port/file; }
    location /to-file { return 302 file:///etc/passwd; }
    location /hop { return 302 /file; }
    location /to/ { rewrite ^/to/(.*) /\$1 redirect; }
    location /slow/ { alias $DOCS/; limit_rate 400k; }"
  export NGINX_URL NGINX_TLS_URL CA=$NGINX/ca.pem
  while [ ! -s "$BATS_FILE_TMPDIR/bad.port" ]; do sleep 0.02; done
  BAD=http://127.0.0.1:$(cat "$BATS_FILE_TMPDIR/bad.port")
  export BAD
}

teardown_file() {
  nginx_stop "$BATS_FILE_TMPDIR/nginx"
  if [ -e "$BATS_FILE_TMPDIR/bad.pid" ]; then
    kill "$(cat "$BATS_FILE_TMPDIR/bad.pid")" || :
  fi
}

requires_servers() {
  [ -n "$(nginx_program)" ] && command -v openssl >/dev/null && [ -x "$PYVER_BUILD/tests/e2e/badserver" ]
}

setup() {
  requires_servers || skip "needs nginx, openssl and the built test programs"
  unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY \
    SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE
  cd "$BATS_TEST_TMPDIR" || return
}

# fetch [OPTION]... URL: the file of 500000 bytes, to ./got; stdout and stderr in $output.
fetch() {
  run "$FETCHTOOL" "${@:1:$#-1}" "${@: -1}" "$SUM" 500000 got
}

# What a success leaves: the file, readable by all, and nothing beside it.
assert_fetched() {
  assert_success || return
  assert_contains "fetched" || return
  cmp got "$DOCS/file" || return
  assert_equal "-rw-r--r--" "$(ls -l got | cut -c1-10)" || return
  assert_equal "got" "$(ls)"
}

# assert_failed STATUS OUTCOME [LEFT]: and which files are left.
assert_failed() {
  assert_failure "-$1" || return
  assert_contains "$2: " || return
  assert_equal "${3:-}" "$(ls | tr '\n' ' ' | sed 's/ $//')"
}

# bad_requests TARGET: how many there were.
bad_requests() {
  grep -c " $1 " "$BAD_LOG"
}

@test "http, when it is allowed" {
  fetch --http "$NGINX_URL/file"
  assert_fetched
}

@test "http is refused otherwise" {
  fetch "$NGINX_URL/file"
  assert_failed 5 broken
  assert_contains "only https is allowed"
}

@test "the size need not be known" {
  run "$FETCHTOOL" --http "$NGINX_URL/file" "$SUM" -1 got
  assert_fetched
}

@test "one connection serves several downloads" {
  requires strace
  run strace -f -e trace=connect -o trace "$FETCHTOOL" --http "$NGINX_URL/file" "$SUM" 500000 a \
    "$NGINX_URL/file" "$SUM" 500000 b "$NGINX_URL/nowhere" "$SUM" 500000 c "$NGINX_URL/file" "$SUM" 500000 d
  assert_contains "absent"
  assert_equal 1 "$(grep -c "htons(${NGINX_URL##*:})" trace)"
}

@test "a redirect is followed, also over several hops" {
  fetch --http "$NGINX_URL/to/to/hop"
  assert_fetched
}

@test "redirects end somewhere" {
  fetch --http "$BAD/loop/302/file"
  assert_failed 5 broken
  assert_contains "too many redirects"
  assert_equal 11 "$(bad_requests /loop/302/file)"
}

@test "a redirect to a local file is refused" {
  fetch --http "$NGINX_URL/to-file"
  assert_failed 5 broken
  assert_contains "leads to \`file:///etc/passwd'"
}

@test "404 and 410: absent, asked once" {
  fetch --http "$BAD/ok/nowhere"
  assert_failed 5 absent
  assert_contains "the server answered 404"
  assert_equal 1 "$(bad_requests /ok/nowhere)"
  fetch --http "$NGINX_URL/gone"
  assert_failed 5 absent
}

@test "another refusal: broken, asked once" {
  fetch --http "$BAD/fail/403/9/file"
  assert_failed 5 broken
  assert_contains "the server answered 403"
  assert_equal 1 "$(bad_requests /fail/403/9/file)"
}

@test "an error page without an end is not read to its end" {
  fetch --http "$BAD/endless/file"
  assert_failed 5 broken
  assert_contains "the server answered 403"
}

@test "500, then the file: tried again, and said" {
  fetch --http "$BAD/fail/500/1/file"
  assert_fetched
  assert_contains "the server answered 500; trying again in"
}

@test "500 for ever: given up after four tries" {
  fetch --http "$BAD/fail/500/99/file"
  assert_failed 5 broken
  assert_contains "the server answered 500 (tried 4 times)"
  assert_equal 4 "$(bad_requests /fail/500/99/file)"
}

@test "503 with Retry-After: waits that long" {
  local begin=$SECONDS
  fetch --http "$BAD/wait/503/2/file"
  assert_fetched
  assert_contains "trying again in 2.0 s"
  [ $((SECONDS - begin)) -ge 1 ]
}

@test "429 with a Retry-After out of bounds: does not wait" {
  fetch --http "$BAD/wait/429/3600/file"
  assert_failed 5 broken
  assert_contains "the server answered 429 and asks to wait 3600 seconds"
  assert_equal 1 "$(bad_requests /wait/429/3600/file)"
}

@test "a server that hangs up is asked again" {
  fetch --http "$BAD/hangup/2/file"
  assert_fetched
}

@test "a cut transfer is continued with a range and the validator" {
  fetch --http "$BAD/cut/150000/file"
  assert_fetched
  run grep /cut/150000/ "$BAD_LOG"
  assert_output 'GET /cut/150000/file range=-1 if-range=
GET /cut/150000/file range=150000 if-range="one"
GET /cut/150000/file range=300000 if-range="one"
GET /cut/150000/file range=450000 if-range="one"'
}

@test "a cut transfer is continued by the next run" {
  fetch --http --tries 1 "$BAD/cut/200000/file"
  assert_failed 5 broken "got.part got.part.meta"
  assert_equal "-rw-------" "$(ls -l got.part | cut -c1-10)"
  cmp got.part <(head -c 200000 "$DOCS/file")
  fetch --http "$BAD/cut/200000/file"
  assert_fetched
  assert_contains "continuing after 200000 bytes"
}

@test "... also from another server, which is not shown the first one's validator" {
  fetch --http --tries 1 "$BAD/cut/210000/file"
  assert_failed 5 broken "got.part got.part.meta"
  fetch --http "$BAD/ok/2/file"
  assert_fetched
  run grep /ok/2/ "$BAD_LOG"
  assert_output 'GET /ok/2/file range=210000 if-range='
  rm got
  fetch --http --tries 1 "$BAD/cut/210000/file"
  fetch --http "$NGINX_URL/file"
  assert_fetched
  assert_equal "GET /file 206" "$(nginx_requests "$NGINX" | tail -n 1)"
}

@test "a whole part is used without a request" {
  fetch --http --tries 1 "$BAD/cut/220000/file"
  cp "$DOCS/file" got.part
  fetch --http "$BAD/never/file"
  assert_fetched
  run grep /never/ "$BAD_LOG"
  assert_failure
}

@test "a part of something else is dropped" {
  fetch --http --tries 1 "$BAD/cut/230000/file"
  head -c 600000 /dev/zero >got.part
  fetch --http "$NGINX_URL/file"
  assert_fetched
  echo junk >got.part
  echo "sha256 0000" >got.part.meta
  fetch --http "$NGINX_URL/file"
  assert_fetched
}

@test "a server that cannot continue sends all again" {
  fetch --http "$BAD/norange/100000/file"
  assert_fetched
}

@test "a file that changed meanwhile is fetched anew" {
  fetch --http "$BAD/change/100000/file"
  assert_fetched
  run grep /change/ "$BAD_LOG"
  assert_contains 'range=100000 if-range="old"'
}

@test "... even when the server does not notice: the sum does" {
  fetch --http "$BAD/lie/100000/file"
  assert_fetched
  assert_contains "does not match its SHA-256; starting again"
  assert_equal 3 "$(bad_requests /lie/100000/file)"
}

@test "a range that was not asked for is not used" {
  fetch --http "$BAD/shift/100000/file"
  assert_fetched
}

@test "a body that ends early without saying so is not taken for the file" {
  fetch --http "$BAD/chop/100000/file"
  assert_failed 5 broken "got.part got.part.meta"
  assert_contains "the transfer ended after 100000 of 500000 bytes (tried 4 times)"
}

@test "a transfer that stalls is cut and continued" {
  fetch --http --stall-s 1 "$BAD/stall/100000/file"
  assert_fetched
}

@test "a server that never answers is unreachable" {
  run "$FETCHTOOL" --http --stall-s 1 "$BAD/silent/file" "$SUM" 500000 got "$BAD/ok/3/file" "$SUM" 500000 got
  assert_failed 5 unreachable
  assert_contains "not tried: ${BAD#http://} was found unreachable before"
}

@test "a wrong length is refused before the body comes" {
  fetch --http "$NGINX_URL/short"
  assert_failed 3 mismatch
  assert_contains "wrong size: expected 500000 bytes, found 300000"
}

@test "too many bytes end it at once" {
  fetch --http "$BAD/long/2000000000/file"
  assert_failed 3 mismatch
  assert_contains "wrong size: expected 500000 bytes, found at least"
}

@test "a wrong sum names both and leaves nothing" {
  fetch --http "$NGINX_URL/other"
  assert_failed 3 mismatch
  assert_contains "expected $SUM, found $(openssl dgst -sha256 -r "$DOCS/other" | cut -d' ' -f1)"
  assert_contains "$NGINX_URL/other"
}

@test "https with an authority of our own, through SSL_CERT_FILE" {
  SSL_CERT_FILE=$CA fetch "$NGINX_TLS_URL/file"
  assert_fetched
}

@test "... through CURL_CA_BUNDLE, which comes first" {
  SSL_CERT_FILE=/nowhere CURL_CA_BUNDLE=$CA fetch "$NGINX_TLS_URL/file"
  assert_fetched
}

@test "... through SSL_CERT_DIR" {
  mkdir certs
  cp "$CA" certs/"$(openssl x509 -subject_hash -noout -in "$CA")".0
  SSL_CERT_DIR=$PWD/certs run "$FETCHTOOL" "$NGINX_TLS_URL/file" "$SUM" 500000 got
  rm -r certs
  assert_fetched
}

@test "an unknown authority: refused, its name and the variable are told, asked no more" {
  run "$FETCHTOOL" "$NGINX_TLS_URL/file" "$SUM" 500000 got "$NGINX_TLS_URL/file" "$SUM" 500000 got
  assert_failed 5 unreachable
  assert_contains "pyver test authority"
  assert_contains "SSL_CERT_FILE"
  assert_contains "was found unreachable before"
  refute_contains "trying again"
}

@test "a certificate for another name is refused" {
  local url=${NGINX_TLS_URL/localhost/127.0.0.2}
  openssl x509 -noout -text -in "$NGINX/server.pem" | grep -q 127.0.0.1
  nginx_certificate "$PWD/two"
  sed -i 's/DNS:localhost,IP:127.0.0.1/DNS:elsewhere.invalid/' two/ssl.cnf
  openssl x509 -req -in two/server.csr -CA two/ca.pem -CAkey two/ca.key -CAcreateserial -days 2 \
    -extfile two/ssl.cnf -extensions server -out two/server.pem 2>/dev/null
  nginx_start "$PWD/two" "$DOCS"
  SSL_CERT_FILE=$PWD/two/ca.pem fetch "$NGINX_TLS_URL/file"
  nginx_stop "$PWD/two"
  assert_failed 5 unreachable two
  assert_contains "something else answers in this server's place"
}

@test "a file of authorities that is not there is named" {
  SSL_CERT_FILE=/nowhere/ca.pem fetch "$NGINX_TLS_URL/file"
  assert_failed 5 unreachable
  assert_contains "/nowhere/ca.pem"
}

@test "a redirect from https to http is refused, http allowed or not" {
  local option
  for option in "" --http; do
    SSL_CERT_FILE=$CA fetch $option "$NGINX_TLS_URL/to-http?port=${NGINX_URL##*:}"
    assert_failed 5 broken
    assert_contains "the redirect from https to http is refused"
  done
}

@test "user, password and query stay out of messages and files" {
  fetch --http --tries 1 "${BAD/\/\////joe:secret@}/cut/240000/file?signature=hidden"
  assert_failed 5 absent
  refute_contains secret
  refute_contains hidden
  fetch --http --tries 1 "${BAD/\/\////joe:secret@}/cut/240000/file"
  assert_failed 5 broken "got.part got.part.meta"
  refute_contains secret
  run cat got.part.meta
  refute_contains secret
}

@test "nobody listens: at once, not tried again, and the host is skipped" {
  local port begin=$SECONDS
  port=$(nginx_free_port)
  run "$FETCHTOOL" --http "http://127.0.0.1:$port/a" "$SUM" 500000 got \
    "http://127.0.0.1:$port/b" "$SUM" 500000 got "$NGINX_URL/file" "$SUM" 500000 got
  assert_contains "unreachable: cannot fetch \`http://127.0.0.1:$port/a'"
  assert_contains "cannot fetch \`http://127.0.0.1:$port/b': not tried: 127.0.0.1:$port was found unreachable before"
  refute_contains "trying again"
  cmp got "$DOCS/file"
  [ $((SECONDS - begin)) -le 3 ]
}

@test "a skipped host sees no connection" {
  local port
  requires strace
  port=$(nginx_free_port)
  run strace -f -e trace=connect -o trace "$FETCHTOOL" --http "http://127.0.0.1:$port/a" "$SUM" 500000 got \
    "http://127.0.0.1:$port/b" "$SUM" 500000 got
  assert_contains "was found unreachable before"
  assert_equal 1 "$(grep -c "htons($port)" trace)"
}

@test "an unknown host is unreachable" {
  # no name of the DNS is that long: the resolver knows without asking
  local name
  name=$(printf 'x%.0s' {1..64}).invalid
  fetch "https://$name/file"
  assert_failed 5 unreachable
  assert_contains "$name"
  refute_contains "trying again"
}

@test "a host that swallows connections: no longer than the limit" {
  local begin=$SECONDS
  [ "$(uname)" = Linux ] || skip "other kernels refuse when a queue is full"
  "$PYVER_BUILD/tests/e2e/badserver" deaf >"$BATS_TEST_TMPDIR.deaf" 3>&- &
  while [ ! -s "$BATS_TEST_TMPDIR.deaf" ]; do sleep 0.02; done
  fetch --http --connect-ms 300 "http://127.0.0.1:$(cat "$BATS_TEST_TMPDIR.deaf")/file"
  kill $!
  assert_failed 5 unreachable
  [ $((SECONDS - begin)) -le 3 ]
}

@test "http_proxy is used, no_proxy leaves hosts out" {
  http_proxy=$BAD fetch --http "http://host.invalid/ok/4/file"
  assert_fetched
  run grep /ok/4/ "$BAD_LOG"
  assert_output "GET http://host.invalid/ok/4/file range=-1 if-range="
  rm got
  http_proxy=http://host.invalid no_proxy=127.0.0.1 fetch --http "$NGINX_URL/file"
  assert_fetched
}

@test "https_proxy and ALL_PROXY are used; a refusal is the proxy's" {
  https_proxy=$BAD fetch "https://host.invalid/file"
  assert_failed 5 unreachable
  assert_contains "the proxy answered 403"
  ALL_PROXY=$BAD fetch "https://other.invalid/file"
  assert_contains "the proxy answered 403"
  grep "^CONNECT other.invalid:443 " "$BAD_LOG"
}

@test "file://, with escapes" {
  mkdir "$DOCS/a b+c"
  cp "$DOCS/file" "$DOCS/a b+c/file"
  fetch "file://$DOCS/a%20b%2Bc/file"
  assert_fetched
  rm got
  fetch "file://localhost$DOCS/a%20b+c/file"
  assert_fetched
}

@test "file://: absent, wrong size, wrong sum, another host's" {
  fetch "file://$DOCS/nowhere"
  assert_failed 5 absent
  fetch "file://$DOCS/short"
  assert_failed 3 mismatch
  fetch "file://$DOCS/other"
  assert_failed 3 mismatch
  fetch "file://server$DOCS/file"
  assert_failed 5 broken
  fetch "file://$DOCS"
  assert_failed 5 broken
}

@test "offline: files only, and no socket" {
  requires strace
  run strace -f -e trace=network -o trace "$FETCHTOOL" --offline --http "$NGINX_URL/file" "$SUM" 500000 got \
    "https://host.invalid/file" "$SUM" 500000 got "file://$DOCS/file" "$SUM" 500000 got
  assert_contains "unreachable: cannot fetch \`$NGINX_URL/file': not tried: working offline"
  assert_contains "fetched"
  assert_equal "" "$(grep socket trace)"
  cmp got "$DOCS/file"
}

@test "other schemes are refused" {
  local url
  for url in ftp://127.0.0.1/file /etc/passwd "" gopher://x "https:///file" "https://ho st/file"; do
    fetch --http "$url"
    assert_failed 5 broken
  done
}

@test "a part that is a link is not followed" {
  echo precious >precious
  ln -s precious got.part
  fetch --http "$NGINX_URL/file"
  assert_failed 1 local "got.part precious"
  assert_contains "got.part"
  assert_equal precious "$(cat precious)"
}

@test "a folder that cannot be written to" {
  run "$FETCHTOOL" --http "$NGINX_URL/file" "$SUM" 500000 nowhere/got
  assert_failed 1 local
  assert_contains "nowhere/got.part"
}

@test "a full disk is a local failure" {
  # the largest file a process may write, in blocks of 1 KiB, stands in for it
  run bash -c "trap '' XFSZ; ulimit -f 100; exec '$FETCHTOOL' --http '$NGINX_URL/file' $SUM 500000 got"
  assert_failed 1 local "got.part got.part.meta"
  assert_contains "cannot write \`got.part'"
}

@test "a signal ends it soon; the part stays" {
  "$FETCHTOOL" --http "$BAD/stall/120000/file" "$SUM" 500000 got >out 2>&1 3>&- &
  while [ "$(stat -c %s got.part 2>/dev/null || echo 0)" -lt 120000 ]; do sleep 0.05; done
  kill -TERM $!
  status=0
  wait $! || status=$?
  assert_equal 143 "$status"
  grep -q "local: .*interrupted" out
  rm out
  assert_equal "got.part got.part.meta" "$(ls | tr '\n' ' ' | sed 's/ $//')"
}

@test "killed in the middle: the next run continues" {
  "$FETCHTOOL" --http "$BAD/stall/130000/file" "$SUM" 500000 got >/dev/null 2>&1 3>&- &
  while [ "$(stat -c %s got.part 2>/dev/null || echo 0)" -lt 130000 ]; do sleep 0.05; done
  kill -KILL $!
  wait $! || :
  fetch --http "$BAD/stall/130000/file"
  assert_fetched
  assert_contains "continuing after 130000 bytes"
}

@test "two at once: one downloads, the other waits and finds it done" {
  local before after
  before=$(nginx_requests "$NGINX" | grep -c /slow/) || :
  "$FETCHTOOL" --http "$NGINX_URL/slow/file" "$SUM" 500000 got >one 2>&1 3>&- &
  while [ ! -s got.part ]; do sleep 0.02; done
  run "$FETCHTOOL" --http "$NGINX_URL/slow/file" "$SUM" 500000 got
  wait $!
  grep -q fetched one
  rm one
  assert_fetched
  assert_contains "waiting for another process"
  after=$(nginx_requests "$NGINX" | grep -c /slow/)
  assert_equal $((before + 1)) "$after"
}
