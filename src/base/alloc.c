#include "base/defs.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Running out of memory for a few kilobytes of names cannot be handled in any
 * useful way, so it ends the process; write(2) needs no memory. */
static void PV_NORETURN out_of_memory(void)
{
	static const char text[] = "pyver: out of memory\n";

	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(2);
	_exit(1);
}

void *pv_xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *pv_xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *pv_xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory();
	return p;
}

char *pv_xstrdup(const char *s)
{
	return pv_xstrndup(s, strlen(s));
}

char *pv_xstrndup(const char *s, size_t n)
{
	char *copy = pv_xmalloc(n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

/* Most texts are short: one run of printf is enough for those. */
char *pv_xasprintf(const char *fmt, ...)
{
	char small[512], *text;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	if ((size_t)n < sizeof small)
		return pv_xstrndup(small, (size_t)n);
	text = pv_xmalloc((size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}
