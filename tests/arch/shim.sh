#!/bin/sh
# The programs that run often: what they link, what one call of a shim costs.
set -u
cd "${PYVER_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/lib/tap.sh

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

no_needed() {
  readelf -d "$1" | grep NEEDED
  :
}
no_interpreter() {
  readelf -l "$1" | grep 'interpreter'
  :
}
only_libc() {
  readelf -d "$1" | grep NEEDED | grep -vE '\[(libc|ld-linux[^]]*|libasan|libubsan|libgcc_s|libm|libdl|libpthread|librt)[-.]'
  :
}
small() { # FILE BYTES: what of it is loaded
  size=$(size "$1" | awk 'NR == 2 { print $4 }')
  [ "$size" -le "$2" ] || echo "$1: $size bytes, at most $2"
}

shim=$PYVER_LIBEXEC/pyver-shim
for program in "$PYVER" "$shim" "$PYVER_LIBEXEC/plugins/virtualenv/bin/pyver-virtualenv"; do
  name=${program##*/}
  if ! command -v readelf >/dev/null 2>&1; then
    skip "$name links nothing" "no readelf"
    continue
  fi
  case ${PYVER_LIGHT:-} in
    static*)
      check "$name links nothing" no_needed "$program"
      check "$name needs no loader" no_interpreter "$program"
      ;;
    *) check "$name links libc only" only_libc "$program" ;;
  esac
done
case ${PYVER_LIGHT:-} in
  *musl) check "the shim is small" small "$shim" 80000 ;;
  *) skip "the shim is small" "not linked with musl" ;;
esac

# ---- one call, seen by the kernel. The root has a fake version.
root=$tmp/root
mkdir -p "$root/versions/3.12.1/bin" "$root/shims" "$tmp/project/a/b/c/d/e/f"
printf '#!/bin/sh\nexit 0\n' >"$root/versions/3.12.1/bin/python"
chmod +x "$root/versions/3.12.1/bin/python"
ln -s "$shim" "$root/shims/python"
echo 3.12.1 >"$tmp/project/.python-version"

# Everything that the shim itself does: from its own execve to the next.
own_calls() {
  (cd "$tmp/project/a/b/c/d/e/f" &&
    env -i PATH="$root/shims:/usr/bin:/bin" HOME="$tmp" strace -f -o "$tmp/trace" "$root/shims/python" -V) || return 1
  awk '/ execve\(/ { n++; if (n == 2) { print; exit } } { print }' "$tmp/trace"
}
few_calls() {
  own_calls >"$tmp/own" || { echo "the shim failed"; cat "$tmp/trace"; return; }
  n=$(wc -l <"$tmp/own")
  [ "$n" -le 40 ] || { echo "$n system calls, at most 40:"; cat "$tmp/own"; }
}
one_exec() {
  n=$(grep -c ' execve(' "$tmp/own")
  [ "$n" = 2 ] || { echo "$((n - 1)) execve of its own:"; grep ' execve(' "$tmp/own"; }
  grep ' execve(' "$tmp/own" | tail -n 1 | grep -qF "\"$root/versions/3.12.1/bin/python\"" || tail -n 1 "$tmp/own"
}
no_trace() {
  grep -E ' (clone|clone3|fork|vfork|write|writev|pwrite64|mkdir|mkdirat|unlink|unlinkat|rename|renameat|renameat2|symlink|symlinkat|chdir|dup|dup2|kill|rt_sigaction)\(|O_WRONLY|O_RDWR|O_CREAT' "$tmp/own"
  :
}
cost_of_versions() { # the same calls with 50 more versions installed
  i=0
  while [ $i -lt 50 ]; do
    mkdir -p "$root/versions/3.11.$i/bin"
    i=$((i + 1))
  done
  before=$(wc -l <"$tmp/own")
  own_calls >"$tmp/own50"
  after=$(wc -l <"$tmp/own50")
  [ "$before" = "$after" ] || echo "$before calls with one version, $after with 51"
}

if strace -o /dev/null true 2>/dev/null; then
  case ${PYVER_LIGHT:-} in
    static*)
      check "a call makes at most 40 system calls" few_calls
      check "a call costs the same with 50 more versions" cost_of_versions
      ;;
    *)
      own_calls >"$tmp/own"
      skip "a call makes at most 40 system calls" "the loader's are counted too"
      ;;
  esac
  check "a call runs one program, the right one" one_exec
  case ${PYVER_LIGHT:-} in
    static*) check "a call leaves no trace" no_trace ;;
    *) skip "a call leaves no trace" "an instrumented or dynamic program" ;;
  esac
else
  skip "the system calls of a shim" "no strace, or not allowed to trace"
fi
finish
