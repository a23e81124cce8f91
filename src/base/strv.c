#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

void pv_strv_take(struct pv_strv *s, char *text)
{
	if (s->n + 2 > s->cap) {
		s->cap = s->cap ? 2 * s->cap : 8;
		s->v = pv_xrealloc(s->v, s->cap * sizeof *s->v);
	}
	s->v[s->n++] = text;
	s->v[s->n] = NULL;
}

void pv_strv_add(struct pv_strv *s, const char *text)
{
	pv_strv_take(s, pv_xstrdup(text));
}

void pv_strv_addn(struct pv_strv *s, const char *p, size_t n)
{
	pv_strv_take(s, pv_xstrndup(p, n));
}

void pv_strv_addf(struct pv_strv *s, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = pv_xstrdup(fmt);
	va_end(ap);
	pv_strv_take(s, text);
}

bool pv_strv_has(const struct pv_strv *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i], text) == 0)
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void pv_strv_sort(struct pv_strv *s)
{
	if (s->n > 1)
		qsort(s->v, s->n, sizeof *s->v, by_bytes);
}

void pv_strv_uniq(struct pv_strv *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (kept && strcmp(s->v[kept - 1], s->v[i]) == 0)
			free(s->v[i]);
		else
			s->v[kept++] = s->v[i];
	}
	s->n = kept;
	if (s->v)
		s->v[kept] = NULL;
}

char *pv_strv_join(const struct pv_strv *s, const char *sep)
{
	struct pv_buf text = PV_BUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		if (i)
			pv_buf_adds(&text, sep);
		pv_buf_adds(&text, s->v[i]);
	}
	return pv_buf_detach(&text);
}

void pv_strv_add_words(struct pv_strv *s, const char *text)
{
	static const char blanks[] = " \t\r\n";

	for (;;) {
		size_t n;

		text += strspn(text, blanks);
		n = strcspn(text, blanks);
		if (!n)
			return;
		pv_strv_addn(s, text, n);
		text += n;
	}
}

void pv_strv_release(struct pv_strv *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i]);
	free(s->v);
	*s = (struct pv_strv)PV_STRV_INIT;
}
