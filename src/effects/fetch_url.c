#include "effects/fetch_url.h"

#include "base/str.h"

#include <ctype.h>
#include <strings.h>

static const struct {
	const char *prefix;
	enum pv_scheme scheme;
	const char *port;
} schemes[] = {
	{ "file://", PV_SCHEME_FILE, NULL },
	{ "http://", PV_SCHEME_HTTP, "80" },
	{ "https://", PV_SCHEME_HTTPS, "443" },
};

/* The row of `url`'s scheme, or -1. */
static int scheme_row(const char *url)
{
	for (const unsigned char *c = (const unsigned char *)url; *c; c++)
		if (*c <= ' ' || *c == 0x7F)
			return -1;
	for (size_t i = 0; i < PV_ARRAY_SIZE(schemes); i++)
		if (strncasecmp(url, schemes[i].prefix, strlen(schemes[i].prefix)) == 0)
			return (int)i;
	return -1;
}

enum pv_scheme pv_url_scheme(const char *url)
{
	int row = scheme_row(url);

	return row < 0 ? PV_SCHEME_OTHER : schemes[row].scheme;
}

/* The authority (user, host and port) behind "scheme://". */
static struct pv_slice authority(const char *url)
{
	const char *p = strstr(url, "://");

	if (!p)
		return (struct pv_slice){ url, 0 };
	p += 3;
	return (struct pv_slice){ p, strcspn(p, "/?#\\") };
}

/* Takes "user:password@" off the front. */
static struct pv_slice without_user(struct pv_slice a)
{
	for (size_t i = a.n; i > 0; i--)
		if (a.p[i - 1] == '@')
			return (struct pv_slice){ a.p + i, a.n - i };
	return a;
}

char *pv_url_host(const char *url)
{
	int row = scheme_row(url);
	struct pv_slice host;
	struct pv_buf b = PV_BUF_INIT;
	const char *colon;

	if (row < 0 || !schemes[row].port)
		return NULL;
	host = without_user(authority(url));
	if (host.n == 0 || host.p[0] == ':')
		return NULL;
	for (size_t i = 0; i < host.n; i++)
		pv_buf_addc(&b, (char)tolower((unsigned char)host.p[i]));
	colon = strrchr(b.p, ':');
	if (!colon || strchr(colon, ']'))
		pv_buf_addf(&b, ":%s", schemes[row].port);
	else if (!colon[1])
		pv_buf_adds(&b, schemes[row].port);
	return pv_buf_detach(&b);
}

char *pv_url_printable(const char *url)
{
	struct pv_slice whole = authority(url), host = without_user(whole);
	pv_cleanup_buf struct pv_buf b = PV_BUF_INIT;
	size_t rest;

	pv_buf_add(&b, url, (size_t)(whole.p - url));
	pv_buf_adds(&b, host.p);
	for (char *c = b.p; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = '?';
	rest = strcspn(b.p, "?");
	if (!b.p[rest])
		return pv_buf_detach(&b);
	return pv_xasprintf("%.*s?...", (int)rest, b.p);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *pv_url_file(const char *url)
{
	pv_cleanup_buf struct pv_buf b = PV_BUF_INIT;
	struct pv_slice host = authority(url);
	const char *p = host.p + host.n;

	if (pv_url_scheme(url) != PV_SCHEME_FILE || *p != '/')
		return NULL;
	if (host.n && !(host.n == 9 && strncasecmp(host.p, "localhost", 9) == 0))
		return NULL;
	for (; *p && *p != '?' && *p != '#'; p++) {
		int high, low;

		if (*p != '%') {
			pv_buf_addc(&b, *p);
			continue;
		}
		high = hex_digit(p[1]);
		low = high < 0 ? -1 : hex_digit(p[2]);
		if (low < 0 || high * 16 + low == 0)
			return NULL;
		pv_buf_addc(&b, (char)(high * 16 + low));
		p += 2;
	}
	return pv_buf_detach(&b);
}
