#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

bool pv_slice_eq(struct pv_slice s, const char *text)
{
	return strlen(text) == s.n && memcmp(s.p, text, s.n) == 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

struct pv_slice pv_slice_trim(struct pv_slice s)
{
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool pv_slice_split(struct pv_slice *rest, char sep, struct pv_slice *ret_part)
{
	const char *end;

	if (!rest->p)
		return false;
	end = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!end) {
		*ret_part = *rest;
		*rest = (struct pv_slice){ NULL, 0 };
		return true;
	}
	*ret_part = (struct pv_slice){ rest->p, (size_t)(end - rest->p) };
	rest->n -= ret_part->n + 1;
	rest->p = end + 1;
	return true;
}

char *pv_slice_dup(struct pv_slice s)
{
	return pv_xstrndup(s.p, s.n);
}

char *pv_buf_reserve(struct pv_buf *b, size_t n)
{
	size_t need = b->len + n + 1;

	if (need > b->cap) {
		b->cap = need > 2 * b->cap ? need + 32 : 2 * b->cap;
		b->p = pv_xrealloc(b->p, b->cap);
	}
	return b->p + b->len;
}

void pv_buf_add(struct pv_buf *b, const void *data, size_t n)
{
	char *at = pv_buf_reserve(b, n);

	if (n)
		memcpy(at, data, n);
	b->len += n;
	b->p[b->len] = '\0';
}

void pv_buf_adds(struct pv_buf *b, const char *s)
{
	pv_buf_add(b, s, strlen(s));
}

void pv_buf_addc(struct pv_buf *b, char c)
{
	pv_buf_add(b, &c, 1);
}

void pv_buf_addf(struct pv_buf *b, const char *fmt, ...)
{
	pv_cleanup_free char *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n > 0)
		pv_buf_add(b, text, (size_t)n);
}

void pv_buf_clear(struct pv_buf *b)
{
	b->len = 0;
	pv_buf_add(b, "", 0);
}

void pv_buf_release(struct pv_buf *b)
{
	free(b->p);
	*b = (struct pv_buf)PV_BUF_INIT;
}

char *pv_buf_detach(struct pv_buf *b)
{
	char *text = b->p ? b->p : pv_xstrdup("");

	*b = (struct pv_buf)PV_BUF_INIT;
	return text;
}

bool pv_starts_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool pv_ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool pv_all_digits(const char *s)
{
	if (!*s)
		return false;
	for (; *s; s++)
		if (*s < '0' || *s > '9')
			return false;
	return true;
}
