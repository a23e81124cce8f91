#include "install/sources.h"

#include "base/path.h"
#include "effects/fetch.h"
#include "install/aptarchive.h"
#include "install/cachefile.h"

struct pv_sources {
	const struct pv_context *ctx;
	struct pv_progress *progress;
	struct pv_fetcher *fetcher;
	const char *apt_dir;
	bool offline;
	struct pv_strv mirrors; /* addresses, each without a final '/' */
	struct pv_strv apt;     /* the same; read when first needed */
	bool apt_read;
};

/* One archive on its way. */
struct errand {
	struct pv_sources *s;
	const struct pv_artifact *artifact;
	char *dest; /* the file in the cache */
	struct pv_archive *ret;
	struct pv_reasons *why;
	struct pv_err **err;
};

/* Letters of a file's path that may stand in an address as they are. */
static void add_escaped(struct pv_buf *url, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    "/-._~!$&'()*,;=:@";

	for (const char *p = path; *p; p++) {
		if (strchr(plain, *p))
			pv_buf_addc(url, *p);
		else
			pv_buf_addf(url, "%%%02X", (unsigned)(unsigned char)*p);
	}
}

/* Mirrors are written as addresses or as absolute paths, several of them
 * divided by blanks or commas. */
static void add_mirrors(const char *value, struct pv_strv *ret)
{
	pv_cleanup_free char *text = pv_xstrdup(value ? value : "");
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

	for (char *p = text; *p; p++)
		if (*p == ',' || *p == '\n')
			*p = ' ';
	pv_strv_add_words(&words, text);
	for (size_t i = 0; i < words.n; i++) {
		pv_cleanup_buf struct pv_buf url = PV_BUF_INIT;

		if (words.v[i][0] == '/') {
			pv_buf_adds(&url, "file://");
			add_escaped(&url, words.v[i]);
		} else {
			pv_buf_adds(&url, words.v[i]);
		}
		while (url.len > 0 && url.p[url.len - 1] == '/')
			url.p[--url.len] = '\0';
		if (url.len > 0 && !pv_strv_has(ret, url.p))
			pv_strv_add(ret, url.p);
	}
}

struct pv_sources *pv_sources_new(const struct pv_sources_config *config)
{
	struct pv_sources *s = pv_xcalloc(1, sizeof(*s));
	const struct pv_fetch_config fetch = {
		.env = config->ctx->env,
		.agent = "pyver/" PACKAGE_VERSION,
		.progress = config->progress,
		.offline = config->offline,
		.ip_version = config->ip_version,
	};

	s->ctx = config->ctx;
	s->progress = config->progress;
	s->apt_dir = config->apt_dir;
	s->offline = config->offline;
	s->fetcher = pv_fetcher_new(&fetch);
	add_mirrors(pv_context_env(s->ctx, "PYVER_MIRROR"), &s->mirrors);
	if (!pv_context_env_nonempty(s->ctx, "PYTHON_BUILD_SKIP_MIRROR"))
		add_mirrors(pv_context_env(s->ctx, "PYTHON_BUILD_MIRROR_URL"), &s->mirrors);
	return s;
}

void pv_sources_free(struct pv_sources *s)
{
	if (!s)
		return;
	pv_fetcher_free(s->fetcher);
	pv_strv_release(&s->mirrors);
	pv_strv_release(&s->apt);
	free(s);
}

void pv_archive_release(struct pv_archive *a)
{
	free(a->path);
	free(a->url);
	free(a->place);
	*a = (struct pv_archive)PV_ARCHIVE_INIT;
}

/* An address without scheme, user name and password, for people to read. */
static char *short_name(const char *url)
{
	const char *rest = strstr(url, "://");
	const char *slash, *at;

	if (pv_starts_with(url, "file://"))
		return pv_xstrdup(url + strlen("file://"));
	rest = rest ? rest + 3 : url;
	slash = strchr(rest, '/');
	at = strchr(rest, '@');
	return pv_xstrdup(at && (!slash || at < slash) ? at + 1 : rest);
}

/* The host of an address alone. */
static char *host_of(const char *url)
{
	char *name = short_name(url);

	name[strcspn(name, "/")] = '\0';
	return name;
}

/* Asks one address. `place` names the source in messages. */
static enum pv_got try_url(struct errand *e, const char *url, const char *place, bool http_allowed)
{
	pv_cleanup_err struct pv_err *why = NULL;
	pv_cleanup_free char *label = pv_xasprintf("Downloading %s", e->artifact->file);
	const struct pv_fetch what = {
		.url = url,
		.sha256 = e->artifact->sha256,
		.size = e->artifact->size,
		.path = e->dest,
		.http_allowed = http_allowed,
		.label = label,
	};

	if (e->s->offline && !pv_starts_with(url, "file://")) {
		pv_reasons_add(e->why, place, "not asked (offline)", NULL);
		return PV_GOT_NONE;
	}
	switch (pv_fetch(e->s->fetcher, &what, &why)) {
	case PV_FETCHED:
		e->ret->artifact = e->artifact;
		e->ret->path = pv_steal(&e->dest);
		e->ret->url = pv_xstrdup(url);
		e->ret->place = pv_xstrdup(place);
		return PV_GOT;
	case PV_FETCH_ABSENT:
		pv_reasons_add(e->why, place, "has no such file", NULL);
		return PV_GOT_NONE;
	case PV_FETCH_UNREACHABLE:
		pv_reasons_add(e->why, place, "cannot be reached", why->msg);
		return PV_GOT_NONE;
	case PV_FETCH_BROKEN:
		pv_reasons_add(e->why, place, "does not deliver", why->msg);
		return PV_GOT_NONE;
	default:
		*e->err = pv_steal(&why);
		return PV_GOT_FAIL;
	}
}

/* A mirror may keep files by sum, by upstream's name, or in upstream's folders. */
static enum pv_got try_mirrors(struct errand *e)
{
	const char *const names[] = { e->artifact->sha256, e->artifact->file, e->artifact->path };

	for (size_t i = 0; i < e->s->mirrors.n; i++) {
		pv_cleanup_free char *place = short_name(e->s->mirrors.v[i]);

		for (size_t k = 0; k < PV_ARRAY_SIZE(names); k++) {
			pv_cleanup_buf struct pv_buf url = PV_BUF_INIT;
			enum pv_got got;

			pv_buf_addf(&url, "%s/", e->s->mirrors.v[i]);
			add_escaped(&url, names[k]);
			got = try_url(e, url.p, place, true);
			if (got != PV_GOT_NONE)
				return got;
		}
	}
	return PV_GOT_NONE;
}

static enum pv_got try_origin(struct errand *e)
{
	pv_cleanup_free char *place = host_of(e->artifact->url);

	return try_url(e, e->artifact->url, place, false);
}

static enum pv_got try_apt(struct errand *e)
{
	struct pv_sources *s = e->s;
	pv_cleanup_free char *path = pv_apt_pool_path(e->artifact);

	if (!path || !s->apt_dir || s->apt_dir[0] == '\0')
		return PV_GOT_NONE;
	if (!s->apt_read)
		pv_apt_bases(s->apt_dir, &s->apt);
	s->apt_read = true;
	for (size_t i = 0; i < s->apt.n; i++) {
		pv_cleanup_free char *base = short_name(s->apt.v[i]);
		pv_cleanup_free char *place = pv_xasprintf("the package archive %s", base);
		pv_cleanup_free char *url = pv_xasprintf("%s/%s", s->apt.v[i], path);
		enum pv_got got = try_url(e, url, place, true);

		if (got != PV_GOT_NONE)
			return got;
	}
	return PV_GOT_NONE;
}

/* PV_GOT_NONE when the archive is not in the cache. */
static enum pv_got try_cache(struct errand *e)
{
	pv_cleanup_free char *path = NULL;
	int found = pv_cachefile_find(e->s->ctx, e->artifact, &path, e->err);

	if (found < 0)
		return PV_GOT_FAIL;
	if (found == 0)
		return PV_GOT_NONE;
	pv_progress_say(e->s->progress, "Using %s from the cache", e->artifact->file);
	e->ret->artifact = e->artifact;
	e->ret->url = pv_xasprintf("file://%s", path);
	e->ret->path = pv_steal(&path);
	e->ret->place = pv_xstrdup("the cache");
	return PV_GOT;
}

/* The network, one archive. Two processes that want the same file fetch it
 * once: pv_fetch() sees to that. */
static enum pv_got fetch_one(struct errand *e)
{
	static enum pv_got (*const places[])(struct errand * e) = { try_mirrors, try_origin,
								    try_apt };

	if (pv_cachefile_path(e->s->ctx, e->artifact, &e->dest, e->err) < 0)
		return PV_GOT_FAIL;
	for (size_t i = 0; i < PV_ARRAY_SIZE(places); i++) {
		enum pv_got got = places[i](e);

		if (got != PV_GOT_NONE)
			return got;
	}
	return PV_GOT_NONE;
}

enum pv_got pv_sources_get(struct pv_sources *s, const struct pv_artifact *const *artifacts,
			   struct pv_archive *ret, struct pv_reasons *why, struct pv_err **err)
{
	struct errand e = { .s = s, .ret = ret, .why = why, .err = err };
	enum pv_got got = PV_GOT_NONE;

	/* An archive of the second choice at hand is better than one to fetch. */
	for (size_t i = 0; artifacts[i] && got == PV_GOT_NONE; i++) {
		e.artifact = artifacts[i];
		got = try_cache(&e);
	}
	for (size_t i = 0; artifacts[i] && got == PV_GOT_NONE; i++) {
		e.artifact = artifacts[i];
		got = fetch_one(&e);
		free(e.dest);
		e.dest = NULL;
	}
	return got;
}
