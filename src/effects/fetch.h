/* Downloads (libcurl). Nothing is handed on before its sum and size matched.
 * fetch.c decides (which address, how often, what the outcome is),
 * fetch_part.c keeps the partial file, fetch_http.c is the only file that
 * includes curl's headers; fetch_url.c reads addresses, fetch_header.c
 * headers, fetch_via.c the environment. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "effects/progress.h"

struct pv_fetcher; /* connections and the hosts found dead during this run */

/* How long to wait for what; 0 stands for the default. */
struct pv_fetch_limits {
	long connect_ms; /* to find and reach a host, TLS included: 10000 */
	long stall_s;    /* without data: 30 */
	int tries;       /* in a row that bring nothing: 4 */
	long backoff_ms; /* before the second try, doubled each time: 500 */
	long wait_s;     /* the longest Retry-After that is obeyed: 30 */
};

struct pv_fetch_config {
	char **env;                   /* proxies and CA files are taken from here; borrowed */
	const char *agent;            /* "pyver/X.Y.Z" */
	struct pv_progress *progress; /* may be NULL; borrowed */
	bool offline;                 /* refuse everything but file://; no socket is opened */
	int ip_version; /* 4 or 6: connect by that alone; 0: either */
	struct pv_fetch_limits limits;
};
/* Never NULL. Connects to nothing and starts no library before pv_fetch() needs it.
 * Read from `env`: https_proxy, http_proxy, ALL_PROXY, no_proxy (as curl has
 * them), CURL_CA_BUNDLE, else SSL_CERT_FILE and SSL_CERT_DIR. */
struct pv_fetcher *pv_fetcher_new(const struct pv_fetch_config *config);
void pv_fetcher_free(struct pv_fetcher *f); /* NULL-safe */

enum pv_fetch_outcome {
	PV_FETCHED,
	PV_FETCH_ABSENT,      /* 404, 410, no such file: another source may have it */
	PV_FETCH_UNREACHABLE, /* no such host, refused, timed out, TLS: host is skipped from now on
			       */
	PV_FETCH_BROKEN,      /* server errors, cut transfers after retries, refused redirects */
	PV_FETCH_MISMATCH,    /* sum or size is wrong: never to be papered over */
	PV_FETCH_LOCAL,       /* full disk, permission, a signal: no other source will help */
};

struct pv_fetch {
	const char *url;    /* https://, http:// or file:// */
	const char *sha256; /* expected; never NULL */
	long long size;     /* expected bytes, or -1: then bounded by 4 GiB */
	const char *path;   /* appears there, complete and verified, by a rename; its
			     * partial file is PATH.part (what is needed to resume it in
			     * PATH.part.meta), locked while in use */
	bool http_allowed;  /* plain http is fine: an explicit mirror or the package archive */
	const char *label;  /* for progress: the file's name */
};
/* Fails with outcome != PV_FETCHED and *err filled. After a cut the partial
 * file stays, and the next call with this `path` and `sha256` (from whatever
 * URL) continues it; after a mismatch it is gone. pv_run_interrupted() is
 * polled: a signal ends this with PV_FETCH_LOCAL and status 128 + signal. */
enum pv_fetch_outcome pv_fetch(struct pv_fetcher *f, const struct pv_fetch *what,
			       struct pv_err **err);
