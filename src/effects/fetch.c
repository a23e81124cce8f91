#include "effects/fetch.h"

#include "effects/fetch_http.h"
#include "effects/fetch_part.h"
#include "effects/fetch_url.h"
#include "effects/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#define REDIRECTS_MAX 10
#define REQUESTS_MAX 60 /* in all for one file, however much each of them brought */
#define RESTARTS_MAX 2  /* from the first byte, after a continuation led nowhere */
#define BACKOFF_MAX_MS 8000
#define PAUSE_STEP_MS 100 /* how long a signal may go unnoticed while waiting */
#define COPY_SIZE (1024 * 1024)

struct pv_fetcher {
	struct pv_fetch_config config; /* limits filled in */
	struct pv_http *http;          /* NULL until it is needed */
	struct pv_strv dead;           /* "host:port" ... */
	struct pv_strv dead_why;       /* ... and what was wrong with it, at the same index */
};

struct pv_fetcher *pv_fetcher_new(const struct pv_fetch_config *config)
{
	static const struct pv_fetch_limits defaults = {
		.connect_ms = 10000,
		.stall_s = 30,
		.tries = 4,
		.backoff_ms = 500,
		.wait_s = 30,
	};
	struct pv_fetcher *f = pv_xcalloc(1, sizeof(*f));
	struct pv_fetch_limits *l = &f->config.limits;

	f->config = *config;
	l->connect_ms = l->connect_ms ? l->connect_ms : defaults.connect_ms;
	l->stall_s = l->stall_s ? l->stall_s : defaults.stall_s;
	l->tries = l->tries ? l->tries : defaults.tries;
	l->backoff_ms = l->backoff_ms ? l->backoff_ms : defaults.backoff_ms;
	l->wait_s = l->wait_s ? l->wait_s : defaults.wait_s;
	return f;
}

void pv_fetcher_free(struct pv_fetcher *f)
{
	if (!f)
		return;
	pv_http_free(f->http);
	pv_strv_release(&f->dead);
	pv_strv_release(&f->dead_why);
	free(f);
}

/* The exit status that goes with an outcome. */
static int status_for(enum pv_fetch_outcome outcome)
{
	int sig;

	switch (outcome) {
	case PV_FETCH_MISMATCH:
		return PV_EXIT_SUM;
	case PV_FETCH_LOCAL:
		sig = pv_run_interrupted();
		return sig ? 128 + sig : PV_EXIT_FAILURE;
	default:
		return PV_EXIT_UNREACHABLE;
	}
}

/* Fills *err; returns `outcome`. `at` is the address that was asked in the end. */
static enum pv_fetch_outcome failed(const struct pv_fetch *what, const char *at,
				    enum pv_fetch_outcome outcome, struct pv_err **err,
				    const char *why)
{
	pv_cleanup_free char *from = pv_url_printable(what->url), *to = pv_url_printable(at);

	if (strcmp(from, to) == 0)
		pv_fail_status(err, status_for(outcome), "cannot fetch `%s': %s", from, why);
	else
		pv_fail_status(err, status_for(outcome),
			       "cannot fetch `%s' (which leads to `%s'): %s", from, to, why);
	return outcome;
}

/* Why the host of `url` is not to be asked again, borrowed; NULL when it may be. */
static const char *dead_why(const struct pv_fetcher *f, const char *url)
{
	pv_cleanup_free char *host = pv_url_host(url);

	for (size_t i = 0; host && i < f->dead.n; i++)
		if (strcmp(f->dead.v[i], host) == 0)
			return f->dead_why.v[i];
	return NULL;
}

static void mark_dead(struct pv_fetcher *f, const char *url, const char *why)
{
	pv_cleanup_free char *host = pv_url_host(url);

	if (!host || dead_why(f, url))
		return;
	pv_strv_add(&f->dead, host);
	pv_strv_add(&f->dead_why, why);
}

/* May this address be asked at all? `from` is the one that redirected there, or NULL. */
static enum pv_fetch_outcome permit(const struct pv_fetcher *f, const struct pv_fetch *what,
				    const char *from, const char *url, struct pv_err **err)
{
	enum pv_scheme scheme = pv_url_scheme(url);
	pv_cleanup_free char *host = pv_url_host(url), *why = NULL;
	const char *dead = dead_why(f, url);

	if (!host)
		why = pv_xstrdup("not an https, http or file address");
	else if (scheme == PV_SCHEME_HTTP && from && pv_url_scheme(from) == PV_SCHEME_HTTPS)
		why = pv_xstrdup("the redirect from https to http is refused");
	else if (scheme == PV_SCHEME_HTTP && !what->http_allowed)
		why = pv_xstrdup("only https is allowed here");
	if (why)
		return failed(what, url, PV_FETCH_BROKEN, err, why);
	if (f->config.offline)
		return failed(what, url, PV_FETCH_UNREACHABLE, err, "not tried: working offline");
	if (!dead)
		return PV_FETCHED;
	why = pv_xasprintf("not tried: %s was found unreachable before (%s)", host, dead);
	return failed(what, url, PV_FETCH_UNREACHABLE, err, why);
}

/* Asks for the file, through redirects. The reply is never a redirect; on
 * PV_REPLY_FAILED *err is filled. `*ret_at` is the last address asked, owned by the caller. */
static void follow(struct pv_fetcher *f, const struct pv_fetch *what, struct pv_part *part,
		   struct pv_reply *reply, char **ret_at, struct pv_err **err)
{
	pv_cleanup_free char *origin = pv_url_printable(what->url);
	pv_cleanup_free char *at = pv_xstrdup(what->url);

	if (!f->http)
		f->http = pv_http_new(&f->config);
	for (int hops = 0;; hops++) {
		pv_http_get(f->http, at, origin, part, reply);
		if (reply->kind == PV_REPLY_FAILED && reply->outcome == PV_FETCH_UNREACHABLE)
			mark_dead(f, at, reply->why);
		if (reply->kind != PV_REPLY_REDIRECT)
			break;
		reply->kind = PV_REPLY_FAILED;
		if (hops == REDIRECTS_MAX) {
			reply->outcome =
				failed(what, at, PV_FETCH_BROKEN, err, "too many redirects");
			break;
		}
		reply->outcome = permit(f, what, at, reply->location, err);
		if (reply->outcome != PV_FETCHED)
			break;
		free(at);
		at = pv_steal(&reply->location);
	}
	if (reply->kind == PV_REPLY_FAILED && !*err)
		failed(what, at, reply->outcome, err, reply->why);
	*ret_at = pv_steal(&at);
}

/* Sleeps; -1 when a signal came. */
static int pause_ms(long ms)
{
	for (; ms > 0 && !pv_run_interrupted(); ms -= PAUSE_STEP_MS) {
		long step = ms < PAUSE_STEP_MS ? ms : PAUSE_STEP_MS;
		const struct timespec t = { 0, step * 1000000 };

		nanosleep(&t, NULL);
	}
	return pv_run_interrupted() ? -1 : 0;
}

/* Doubles with each try, and differs between clients that failed together. */
static long backoff_ms(const struct pv_fetch_limits *l, int tries)
{
	struct timespec t;
	long ms = l->backoff_ms;

	for (int i = 1; i < tries && ms < BACKOFF_MAX_MS; i++)
		ms *= 2;
	if (ms > BACKOFF_MAX_MS)
		ms = BACKOFF_MAX_MS;
	clock_gettime(CLOCK_REALTIME, &t);
	return ms - ms / 4 + (t.tv_nsec / 1000 + getpid()) % (ms / 2 + 1);
}

/* Something passing went wrong `tries` times in a row: waits before the next
 * try, or gives up. */
static enum pv_fetch_outcome wait_for_retry(struct pv_fetcher *f, const struct pv_fetch *what,
					    const char *at, const struct pv_reply *reply, int tries,
					    struct pv_err **err)
{
	const struct pv_fetch_limits *l = &f->config.limits;
	pv_cleanup_free char *why = NULL;
	long ms = backoff_ms(l, tries);

	if (reply->wait_s > l->wait_s) {
		why = pv_xasprintf("%s and asks to wait %lld seconds", reply->why, reply->wait_s);
		return failed(what, at, PV_FETCH_BROKEN, err, why);
	}
	if (tries >= l->tries) {
		why = pv_xasprintf("%s (tried %d times)", reply->why, tries);
		return failed(what, at, PV_FETCH_BROKEN, err, why);
	}
	if (reply->wait_s * 1000 > ms)
		ms = (long)reply->wait_s * 1000;
	if (f->config.progress)
		pv_progress_say(f->config.progress, "%s: %s; trying again in %.1f s", what->label,
				reply->why, (double)ms / 1000);
	if (pause_ms(ms) < 0)
		return failed(what, at, PV_FETCH_LOCAL, err, "interrupted");
	return PV_FETCHED;
}

/* The body came to an end: is it the file? PV_FETCHED with reply->kind
 * PV_REPLY_PASSING or PV_REPLY_RESTART asks for another try. */
static enum pv_fetch_outcome check(struct pv_part *part, const char *at, struct pv_reply *reply,
				   bool may_restart, struct pv_err **err)
{
	const struct pv_fetch *what = part->what;
	pv_cleanup_free char *why = NULL;
	char hex[PV_SHA256_HEX];

	if (pv_part_complete(part))
		return PV_FETCHED;
	if (what->size >= 0 && part->have < what->size) {
		free(reply->why);
		reply->why = pv_xasprintf("the transfer ended after %lld of %lld bytes", part->have,
					  what->size);
		reply->kind = PV_REPLY_PASSING;
		return PV_FETCHED;
	}
	if (part->kept &&
	    may_restart) { /* pieces of different files, perhaps: only a whole one tells */
		free(reply->why);
		reply->why = pv_xstrdup("what was continued does not match its SHA-256");
		reply->kind = PV_REPLY_RESTART;
		return PV_FETCHED;
	}
	pv_digest_peek(part->sum, hex);
	why = pv_xasprintf("wrong SHA-256: expected %s, found %s (%lld bytes)", what->sha256, hex,
			   part->have);
	pv_part_discard(part);
	return failed(what, at, PV_FETCH_MISMATCH, err, why);
}

struct effort {
	int tries; /* in a row that brought nothing */
	int restarts;
	bool again; /* it is not over yet */
};

/* One request and what follows from it. */
static enum pv_fetch_outcome attempt(struct pv_fetcher *f, struct pv_part *part,
				     struct effort *effort, struct pv_err **err)
{
	pv_cleanup_reply struct pv_reply reply = PV_REPLY_INIT;
	const struct pv_fetch *what = part->what;
	pv_cleanup_free char *at = NULL;
	enum pv_fetch_outcome outcome;
	long long before = part->have;

	effort->again = false;
	follow(f, what, part, &reply, &at, err);
	if (reply.kind == PV_REPLY_FAILED) {
		if (reply.outcome == PV_FETCH_MISMATCH && part->have != before)
			pv_part_discard(part);
		return reply.outcome;
	}
	if (reply.kind == PV_REPLY_ALL) {
		outcome = check(part, at, &reply, effort->restarts < RESTARTS_MAX, err);
		if (outcome != PV_FETCHED || reply.kind == PV_REPLY_ALL)
			return outcome;
	}
	effort->again = true;
	if (reply.kind == PV_REPLY_RESTART) {
		if (++effort->restarts > RESTARTS_MAX)
			return failed(what, at, PV_FETCH_BROKEN, err, reply.why);
		if (f->config.progress)
			pv_progress_say(f->config.progress,
					"%s: %s; starting again from its beginning", what->label,
					reply.why);
		return pv_part_restart(part, err) < 0 ? PV_FETCH_LOCAL : PV_FETCHED;
	}
	effort->tries = part->have > before ? 1 : effort->tries + 1;
	return wait_for_retry(f, what, at, &reply, effort->tries, err);
}

static enum pv_fetch_outcome fetch_http(struct pv_fetcher *f, struct pv_part *part,
					struct pv_err **err)
{
	struct effort effort = { .again = !pv_part_complete(part) };
	enum pv_fetch_outcome outcome = PV_FETCHED;

	if (part->have > 0 && effort.again && f->config.progress)
		pv_progress_say(f->config.progress, "%s: continuing after %lld bytes",
				part->what->label, part->have);
	for (int requests = 0; effort.again && outcome == PV_FETCHED; requests++) {
		if (requests == REQUESTS_MAX)
			return failed(part->what, part->what->url, PV_FETCH_BROKEN, err,
				      "the transfer was cut too often");
		outcome = attempt(f, part, &effort, err);
	}
	return outcome;
}

/* Copies an open file into the part. */
static enum pv_fetch_outcome copy(struct pv_fetcher *f, struct pv_part *part, int fd,
				  struct pv_err **err)
{
	const struct pv_fetch *what = part->what;
	pv_cleanup_free char *data = pv_xmalloc(COPY_SIZE), *why = NULL;

	if (part->have > 0 && pv_part_restart(part, err) < 0)
		return PV_FETCH_LOCAL;
	for (;;) {
		ssize_t n = read(fd, data, COPY_SIZE);

		if (pv_run_interrupted())
			return failed(what, what->url, PV_FETCH_LOCAL, err, "interrupted");
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(what, what->url, PV_FETCH_BROKEN, err, strerror(errno));
		if (n == 0)
			return PV_FETCHED;
		if (n > pv_part_limit(part) - part->have) {
			why = pv_xasprintf("wrong size: expected %lld bytes, found more",
					   pv_part_limit(part));
			return failed(what, what->url, PV_FETCH_MISMATCH, err, why);
		}
		if (pv_part_append(part, data, (size_t)n, err) < 0)
			return PV_FETCH_LOCAL;
		if (f->config.progress)
			pv_progress_at(f->config.progress, part->have);
	}
}

static enum pv_fetch_outcome fetch_file(struct pv_fetcher *f, struct pv_part *part, int fd,
					struct pv_err **err)
{
	pv_cleanup_reply struct pv_reply reply = PV_REPLY_INIT;
	const struct pv_fetch *what = part->what;
	enum pv_fetch_outcome outcome;

	if (f->config.progress)
		pv_progress_begin(f->config.progress, what->label, what->size, true);
	outcome = copy(f, part, fd, err);
	if (outcome == PV_FETCHED)
		outcome = check(part, what->url, &reply, false, err);
	if (outcome == PV_FETCHED && reply.kind == PV_REPLY_PASSING)
		outcome = failed(what, what->url, PV_FETCH_MISMATCH, err, reply.why);
	if (outcome != PV_FETCHED)
		pv_part_discard(part);
	return outcome;
}

/* Opens the file of a file:// address. */
static enum pv_fetch_outcome open_file(const struct pv_fetch *what, int *ret_fd,
				       struct pv_err **err)
{
	pv_cleanup_free char *path = pv_url_file(what->url), *why = NULL;
	pv_cleanup_close int fd = -1;
	struct stat st;

	if (!path)
		return failed(what, what->url, PV_FETCH_BROKEN, err,
			      "not an address of a local file");
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0)
		return failed(what, what->url,
			      errno == ENOENT || errno == ENOTDIR ? PV_FETCH_ABSENT
								  : PV_FETCH_BROKEN,
			      err, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return failed(what, what->url, PV_FETCH_BROKEN, err, "not a regular file");
	if (what->size >= 0 && st.st_size != what->size) {
		why = pv_xasprintf("wrong size: expected %lld bytes, found %lld", what->size,
				   (long long)st.st_size);
		return failed(what, what->url, PV_FETCH_MISMATCH, err, why);
	}
	*ret_fd = fd;
	fd = -1;
	return PV_FETCHED;
}

enum pv_fetch_outcome pv_fetch(struct pv_fetcher *f, const struct pv_fetch *what,
			       struct pv_err **err)
{
	bool local = pv_url_scheme(what->url) == PV_SCHEME_FILE, done = false;
	pv_cleanup_part struct pv_part part = PV_PART_INIT;
	pv_cleanup_close int fd = -1;
	enum pv_fetch_outcome outcome;

	outcome = local ? open_file(what, &fd, err) : permit(f, what, NULL, what->url, err);
	if (outcome != PV_FETCHED)
		return outcome;
	if (pv_part_open(&part, what, f->config.progress, &done, err) < 0)
		return PV_FETCH_LOCAL;
	if (done)
		return PV_FETCHED;
	outcome = local ? fetch_file(f, &part, fd, err) : fetch_http(f, &part, err);
	if (f->config.progress)
		pv_progress_end(f->config.progress);
	if (outcome == PV_FETCHED && pv_part_publish(&part, err) < 0)
		outcome = PV_FETCH_LOCAL;
	return outcome;
}
