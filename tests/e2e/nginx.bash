# shellcheck shell=bash
# A real web server for one test file: nginx on free loopback ports, as
# whatever user runs the tests, with everything it writes in one folder.
#
#   nginx_start STATE DOCROOT [LINES]   serves DOCROOT; LINES go into the http
#       server's block. Sets NGINX_URL; with certificates in STATE (see
#       nginx_certificate) also NGINX_TLS_URL. Several may run, each with a
#       STATE of its own, an absolute path that is made here.
#   nginx_stop STATE                    stops it; fine when it does not run.
#   nginx_requests STATE                the access log: METHOD PATH STATUS a line.
#   nginx_certificate STATE [NAME]      before nginx_start: makes STATE/ca.pem,
#       an authority called NAME (default "pyver test authority"), and a
#       certificate for localhost and 127.0.0.1 that it signs.
#
# In setup_file or setup:   nginx_start "$BATS_FILE_TMPDIR/mirror" "$docs"
# In teardown_file:         nginx_stop "$BATS_FILE_TMPDIR/mirror"

# Debian keeps it in sbin, which may not be on a user's PATH.
nginx_program() {
  PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin command -v nginx
}

# Is something listening there?
nginx_port_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A port that looks free, below the range the kernel gives out by itself.
nginx_free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    nginx_port_taken $port || break
  done
  echo $port
}

nginx_certificate() {
  local state=$1 name=${2:-pyver test authority}
  mkdir -p "$state"
  cat >"$state/ssl.cnf" <<CNF
[req]
distinguished_name = dn
prompt = no
[dn]
CN = $name
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[server]
basicConstraints = CA:false
subjectAltName = DNS:localhost,IP:127.0.0.1
CNF
  {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -config "$state/ssl.cnf" -extensions authority \
      -keyout "$state/ca.key" -out "$state/ca.pem" &&
      openssl req -newkey rsa:2048 -nodes -config "$state/ssl.cnf" -subj /CN=localhost \
        -keyout "$state/server.key" -out "$state/server.csr" &&
      openssl x509 -req -in "$state/server.csr" -CA "$state/ca.pem" -CAkey "$state/ca.key" \
        -CAcreateserial -days 2 -extfile "$state/ssl.cnf" -extensions server -out "$state/server.pem"
  } >"$state/openssl.log" 2>&1 || { cat "$state/openssl.log" >&2; return 1; }
}

# The configuration: one process, in the foreground, nothing outside STATE.
nginx_config() {
  local state=$1 docroot=$2 lines=$3 port=$4 tls_port=$5 token=$6 tls=
  if [ -e "$state/server.pem" ]; then
    tls="listen 127.0.0.1:$tls_port ssl;
    ssl_certificate $state/server.pem;
    ssl_certificate_key $state/server.key;"
  fi
  cat <<CONF
daemon off;
master_process off;
pid $state/nginx.pid;
error_log $state/error.log warn;
events { worker_connections 64; }
http {
  log_format short '\$request_method \$request_uri \$status';
  access_log $state/access.log short;
  client_body_temp_path $state/tmp;
  proxy_temp_path $state/tmp;
  fastcgi_temp_path $state/tmp;
  uwsgi_temp_path $state/tmp;
  scgi_temp_path $state/tmp;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:$port;
    $tls
    root $docroot;
    location = /.token { access_log off; return 200 $token; }
    $lines
  }
}
CONF
}

# The server at PORT is the one just started: it knows the token.
nginx_answers() {
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /.token HTTP/1.0\r\n\r\n' >&3
  while IFS= read -r line <&3 || [ -n "$line" ]; do
    [ "$line" != "$2" ] || { exec 3>&-; return 0; }
  done
  exec 3>&-
  return 1
}

nginx_start() {
  local state=$1 docroot=$2 lines=${3:-} try wait port tls_port token=t$RANDOM$RANDOM$$ pid
  mkdir -p "$state/tmp"
  for try in 1 2 3 4 5; do
    port=$(nginx_free_port) tls_port=$(nginx_free_port)
    [ "$port" != "$tls_port" ] || continue
    nginx_config "$state" "$docroot" "$lines" "$port" "$tls_port" $token >"$state/nginx.conf"
    # bats waits for whoever holds its descriptor 3
    "$(nginx_program)" -p "$state" -e "$state/error.log" -c "$state/nginx.conf" \
      </dev/null >"$state/output" 2>&1 3>&- &
    pid=$!
    echo $pid >"$state/started"
    for ((wait = 0; wait < 100; wait++)); do
      kill -0 $pid 2>/dev/null || break
      if (nginx_answers "$port" "$token") 2>/dev/null; then
        NGINX_URL=http://127.0.0.1:$port
        # shellcheck disable=SC2034 # for the tests
        NGINX_TLS_URL=
        [ ! -e "$state/server.pem" ] || NGINX_TLS_URL=https://localhost:$tls_port
        return 0
      fi
      sleep 0.05
    done
    nginx_stop "$state" # the port was taken meanwhile, most likely
  done
  echo "nginx does not start; try $try:" >&2
  cat "$state/output" "$state/error.log" >&2
  return 1
}

nginx_stop() {
  local pid wait
  [ -e "$1/started" ] || return 0
  pid=$(cat "$1/started")
  rm -f "$1/started"
  kill "$pid" 2>/dev/null || return 0
  for ((wait = 0; wait < 200; wait++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.02
  done
  kill -KILL "$pid" 2>/dev/null || :
}

nginx_requests() {
  cat "$1/access.log"
}
