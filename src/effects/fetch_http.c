#include "effects/fetch_http.h"

#include "effects/fetch_header.h"
#include "effects/fetch_via.h"
#include "effects/run.h"

#include <curl/curl.h>
#include <stdio.h>

#define RECEIVE_SIZE (256 * 1024)
#define STALL_BYTES 100            /* a second; fewer count as none */
#define IGNORED_LIMIT (256 * 1024) /* of a body that nobody wants, to keep the connection */

struct pv_http {
	const struct pv_fetch_config *config;
	CURL *curl;
	char error[CURL_ERROR_SIZE];
};

/* One request under way. */
struct exchange {
	struct pv_http *http;
	struct pv_part *part;
	const char *origin;
	struct pv_reply *reply;
	long long from;    /* the offset asked for; 0: all */
	bool wanted;       /* this body goes into the part */
	bool decided;      /* ->reply is final, whatever curl says */
	long long ignored; /* bytes of an unwanted body */
	/* Headers of the last response; NULL when absent. */
	char *etag, *modified, *range;
};

void pv_reply_release(struct pv_reply *r)
{
	free(r->why);
	free(r->location);
	r->why = r->location = NULL;
}

static void say(struct pv_reply *r, enum pv_reply_kind kind, enum pv_fetch_outcome outcome,
		char *why)
{
	free(r->why);
	r->kind = kind;
	r->outcome = outcome;
	r->why = why;
}

/* Ends the request with this answer; false for the callbacks to return. */
static bool decide(struct exchange *x, enum pv_fetch_outcome outcome, char *why)
{
	say(x->reply, PV_REPLY_FAILED, outcome, why);
	x->decided = true;
	return false;
}

static bool decide_err(struct exchange *x, struct pv_err **err)
{
	decide(x, PV_FETCH_LOCAL, pv_xstrdup((*err)->msg));
	pv_err_free(err);
	return false;
}

static bool decide_size(struct exchange *x, const char *relation, long long found)
{
	return decide(x, PV_FETCH_MISMATCH,
		      pv_xasprintf("wrong size: expected %lld bytes, found %s%lld",
				   pv_part_limit(x->part), relation, found));
}

static long status_of(CURL *curl)
{
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static long long length_of(CURL *curl)
{
	curl_off_t n = -1;

	curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &n);
	return n;
}

/* The part is to be fetched anew, without a range. */
static bool decide_restart(struct exchange *x)
{
	decide(x, PV_FETCH_BROKEN, pv_xstrdup("the server does not continue a download"));
	if (x->from > 0)
		x->reply->kind = PV_REPLY_RESTART;
	return false;
}

static void begin_progress(struct exchange *x, long long length)
{
	struct pv_progress *progress = x->http->config->progress;
	const struct pv_fetch *what = x->part->what;
	long long total = what->size >= 0 ? what->size : length >= 0 ? x->part->have + length : -1;

	if (!progress)
		return;
	if (!x->part->announced)
		pv_progress_begin(progress, what->label, total, true);
	x->part->announced = true;
	pv_progress_at(progress, x->part->have);
}

/* The headers are complete: is this the body that was asked for, and where in
 * the part does it begin? False ends the request. */
static bool begin_body(struct exchange *x)
{
	pv_cleanup_err struct pv_err *err = NULL;
	long status = status_of(x->http->curl);
	long long length = length_of(x->http->curl), start = 0, total = length;

	if (status != 200 && status != 206)
		return true;
	if (status == 206) {
		pv_header_range(x->range, &start, &total);
		if (x->from == 0 || start != x->from)
			return decide_restart(x);
	}
	if (total >= 0 && (x->part->what->size >= 0 ? total != x->part->what->size
						    : total > pv_part_limit(x->part)))
		return decide_size(x, "", total);
	if (status == 200 && x->part->have > 0 && pv_part_restart(x->part, &err) < 0)
		return decide_err(x, &err);
	if (status == 200 && pv_part_remember(x->part, x->origin, x->etag, x->modified, &err) < 0)
		return decide_err(x, &err);
	if (status == 206)
		x->part->kept = true;
	x->wanted = true;
	begin_progress(x, length);
	return true;
}

static void drop_headers(struct exchange *x)
{
	free(x->etag);
	free(x->modified);
	free(x->range);
	x->etag = x->modified = x->range = NULL;
}

static size_t on_header(char *line, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;

	n *= size;
	if (x->wanted) /* a trailer behind the body */
		return n;
	if (n >= 5 && memcmp(line, "HTTP/", 5) == 0)
		drop_headers(x);
	pv_header_keep(line, n, "etag", &x->etag);
	pv_header_keep(line, n, "last-modified", &x->modified);
	pv_header_keep(line, n, "content-range", &x->range);
	if (n <= 2 && (line[0] == '\r' || line[0] == '\n') && !begin_body(x))
		return 0;
	return n;
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct exchange *x = arg;
	pv_cleanup_err struct pv_err *err = NULL;

	n *= size;
	if (!x->wanted) {
		x->ignored += (long long)n;
		return x->ignored > IGNORED_LIMIT ? 0 : n;
	}
	if ((long long)n > pv_part_limit(x->part) - x->part->have) {
		decide_size(x, "at least ", x->part->have + (long long)n);
		return 0;
	}
	if (pv_part_append(x->part, data, n, &err) < 0) {
		decide_err(x, &err);
		return 0;
	}
	return n;
}

static int on_progress(void *arg, curl_off_t total, curl_off_t now, curl_off_t up_total,
		       curl_off_t up)
{
	struct exchange *x = arg;

	(void)total;
	(void)now;
	(void)up_total;
	(void)up;
	if (x->wanted && x->http->config->progress)
		pv_progress_at(x->http->config->progress, x->part->have);
	return pv_run_interrupted() != 0;
}

/* The answer of a server that was talked to until its end. */
static void read_status(struct exchange *x)
{
	CURL *curl = x->http->curl;
	struct pv_reply *r = x->reply;
	long status = status_of(curl);
	char *why = pv_xasprintf("the server answered %ld", status);
	const char *location = NULL;
	curl_off_t wait = 0;
	long long from, total;

	curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &location);
	curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
	if (x->wanted) {
		say(r, PV_REPLY_ALL, PV_FETCHED, why);
	} else if (status / 100 == 3 && location) {
		say(r, PV_REPLY_REDIRECT, PV_FETCH_BROKEN, why);
		r->location = pv_xstrdup(location);
	} else if (status == 404 || status == 410) {
		say(r, PV_REPLY_FAILED, PV_FETCH_ABSENT, why);
	} else if (status == 416 && x->from > 0) {
		free(why);
		pv_header_range(x->range, &from, &total);
		if (total >= 0 && x->part->what->size >= 0 && total != x->part->what->size)
			decide_size(x, "", total);
		else
			decide_restart(x);
	} else if (status == 408 || status == 429 || status == 500 ||
		   (status >= 502 && status <= 504)) {
		say(r, PV_REPLY_PASSING, PV_FETCH_BROKEN, why);
		r->wait_s = wait;
	} else {
		say(r, PV_REPLY_FAILED, PV_FETCH_BROKEN, why);
	}
}

/* What every connection of ours has in common. CURLOPT_NOSIGNAL stays off:
 * libcurl then shields its own writes from SIGPIPE. */
static void set_connection(const struct pv_fetch_config *config, CURL *curl, const char *url)
{
	const struct pv_via via = pv_via(config->env, url);

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, config->agent);
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); /* no wait for a resolver that hangs */
#endif
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, config->limits.connect_ms);
	if (config->ip_version)
		curl_easy_setopt(curl, CURLOPT_IPRESOLVE,
				 (long)(config->ip_version == 4 ? CURL_IPRESOLVE_V4
								: CURL_IPRESOLVE_V6));
	if (via.ca_file) {
		curl_easy_setopt(curl, CURLOPT_CAINFO, via.ca_file);
		curl_easy_setopt(curl, CURLOPT_PROXY_CAINFO, via.ca_file);
	}
	if (via.ca_dir) {
		curl_easy_setopt(curl, CURLOPT_CAPATH, via.ca_dir);
		curl_easy_setopt(curl, CURLOPT_PROXY_CAPATH, via.ca_dir);
	}
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	/* "", not NULL, keeps libcurl from looking at the process's environment. */
	curl_easy_setopt(curl, CURLOPT_PROXY, via.proxy ? via.proxy : "");
	curl_easy_setopt(curl, CURLOPT_NOPROXY, via.no_proxy ? via.no_proxy : "");
}

static void set_request(struct exchange *x, const char *url)
{
	struct pv_http *h = x->http;
	CURL *curl = h->curl;

	curl_easy_reset(curl); /* options only: connections and sessions stay */
	set_connection(h->config, curl, url);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, h->error);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, h->config->limits.stall_s);
	curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, (long)RECEIVE_SIZE);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, x);
}

/* Asks for the rest of a part. The validator (RFC 9110, 13.1.5: a strong one)
 * makes a server whose file changed send all of the new one. Bytes that came
 * from another address have none here; their sum decides in the end. */
static struct curl_slist *set_range(struct exchange *x)
{
	const struct pv_part *part = x->part;
	pv_cleanup_free char *header = NULL;
	struct curl_slist *list = NULL;
	char range[32];

	x->from = part->have;
	if (part->have == 0)
		return NULL;
	snprintf(range, sizeof(range), "%lld-", part->have);
	curl_easy_setopt(x->http->curl, CURLOPT_RANGE, range);
	if (!part->url || strcmp(part->url, x->origin) != 0)
		return NULL;
	if (part->etag && !pv_starts_with(part->etag, "W/"))
		header = pv_xasprintf("If-Range: %s", part->etag);
	else if (part->modified)
		header = pv_xasprintf("If-Range: %s", part->modified);
	if (!header)
		return NULL;
	list = curl_slist_append(NULL, header);
	curl_easy_setopt(x->http->curl, CURLOPT_HTTPHEADER, list);
	return list;
}

/* The issuer of the last certificate that the server of `url` shows, for a
 * message; owned by the caller; NULL when that cannot be found out. This
 * connects once more, without trusting anything, and sends no request. */
static char *issuer_of(const struct pv_fetch_config *config, const char *url)
{
	struct curl_certinfo *info = NULL;
	char *issuer = NULL;
	CURL *curl = curl_easy_init();

	if (!curl)
		return NULL;
	set_connection(config, curl, url);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(curl, CURLOPT_CERTINFO, 1L);
	if (curl_easy_perform(curl) == CURLE_OK &&
	    curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info) == CURLE_OK && info)
		for (int i = 0; i < info->num_of_certs; i++)
			for (const struct curl_slist *s = info->certinfo[i]; s; s = s->next)
				if (pv_starts_with(s->data, "Issuer:")) {
					free(issuer);
					issuer = pv_xstrdup(s->data + strlen("Issuer:"));
				}
	curl_easy_cleanup(curl);
	return issuer;
}

/* What went wrong with TLS; owned by the caller. */
static char *tls_problem(struct pv_http *h, const char *url, CURLcode code)
{
	const char *text = h->error[0] ? h->error : curl_easy_strerror(code);
	pv_cleanup_free char *issuer = NULL;

	if (code == CURLE_SSL_CACERT_BADFILE)
		return pv_xasprintf(
			"%s; name a readable file of CA certificates in SSL_CERT_FILE, or "
			"install your system's ca-certificates",
			text);
	if (code != CURLE_PEER_FAILED_VERIFICATION)
		return pv_xstrdup(text);
	issuer = issuer_of(h->config, url);
	return pv_via_distrust(text, issuer);
}

static bool is_tls(CURLcode code)
{
	return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
	       code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM ||
	       code == CURLE_SSL_CIPHER || code == CURLE_SSL_ISSUER_ERROR ||
	       code == CURLE_SSL_CRL_BADFILE || code == CURLE_SSL_INVALIDCERTSTATUS ||
	       code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_ENGINE_INITFAILED;
}

/* The one place where curl's error numbers get a meaning. */
static void read_failure(struct exchange *x, const char *url, CURLcode code)
{
	struct pv_http *h = x->http;
	struct pv_reply *r = x->reply;
	long proxied = 0;
	char *why = pv_xstrdup(h->error[0] ? h->error : curl_easy_strerror(code));

	curl_easy_getinfo(h->curl, CURLINFO_HTTP_CONNECTCODE, &proxied);
	if (is_tls(code)) {
		free(why);
		say(r, PV_REPLY_FAILED, PV_FETCH_UNREACHABLE, tls_problem(h, url, code));
		return;
	}
	if (proxied >= 400) {
		free(why);
		say(r, PV_REPLY_FAILED, PV_FETCH_UNREACHABLE,
		    pv_xasprintf("the proxy answered %ld", proxied));
		return;
	}
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
		say(r, PV_REPLY_FAILED, PV_FETCH_UNREACHABLE, why);
		return;
	case CURLE_OPERATION_TIMEDOUT:
		say(r, x->wanted ? PV_REPLY_PASSING : PV_REPLY_FAILED,
		    x->wanted ? PV_FETCH_BROKEN : PV_FETCH_UNREACHABLE, why);
		return;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		say(r, PV_REPLY_PASSING, PV_FETCH_BROKEN, why);
		return;
	case CURLE_ABORTED_BY_CALLBACK:
		free(why);
		say(r, PV_REPLY_FAILED, PV_FETCH_LOCAL, pv_xstrdup("interrupted"));
		return;
	default:
		say(r, PV_REPLY_FAILED, PV_FETCH_BROKEN, why);
	}
}

void pv_http_get(struct pv_http *h, const char *url, const char *origin, struct pv_part *part,
		 struct pv_reply *ret)
{
	struct exchange x = { .http = h, .part = part, .origin = origin, .reply = ret };
	struct curl_slist *headers;
	CURLcode code;

	if (!h->curl) {
		say(ret, PV_REPLY_FAILED, PV_FETCH_LOCAL, pv_xstrdup("libcurl cannot start"));
		return;
	}
	h->error[0] = '\0';
	set_request(&x, url);
	headers = set_range(&x);
	code = curl_easy_perform(h->curl);
	if (!x.decided && (code == CURLE_OK || (code == CURLE_WRITE_ERROR && !x.wanted)))
		read_status(&x);
	else if (!x.decided)
		read_failure(&x, url, code);
	curl_easy_reset(h->curl); /* nothing points to this frame any more */
	curl_slist_free_all(headers);
	drop_headers(&x);
}

struct pv_http *pv_http_new(const struct pv_fetch_config *config)
{
	struct pv_http *h = pv_xcalloc(1, sizeof(*h));

	h->config = config;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		h->curl = curl_easy_init();
	return h;
}

void pv_http_free(struct pv_http *h)
{
	if (!h)
		return;
	curl_easy_cleanup(h->curl);
	curl_global_cleanup();
	free(h);
}
