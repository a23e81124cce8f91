#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

PV_PRINTF(4, 0)
static int fail_v(struct pv_err **err, int status, const char *tail, const char *fmt, va_list ap)
{
	pv_cleanup_free char *head = NULL;

	if (vasprintf(&head, fmt, ap) < 0)
		head = pv_xstrdup(fmt);
	*err = pv_xcalloc(1, sizeof **err);
	(*err)->status = status;
	(*err)->msg = tail ? pv_xasprintf("%s: %s", head, tail) : pv_steal(&head);
	return -1;
}

int pv_fail(struct pv_err **err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail_v(err, PV_EXIT_FAILURE, NULL, fmt, ap);
	va_end(ap);
	return -1;
}

int pv_fail_status(struct pv_err **err, int status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail_v(err, status, NULL, fmt, ap);
	va_end(ap);
	return -1;
}

int pv_fail_errno(struct pv_err **err, const char *fmt, ...)
{
	const char *reason = strerror(errno);
	va_list ap;

	va_start(ap, fmt);
	fail_v(err, PV_EXIT_FAILURE, reason, fmt, ap);
	va_end(ap);
	return -1;
}

int pv_fail_silent(struct pv_err **err, int status)
{
	*err = pv_xcalloc(1, sizeof **err);
	(*err)->status = status;
	(*err)->msg = pv_xstrdup("");
	return -1;
}

int pv_wrap(struct pv_err **err, const char *fmt, ...)
{
	pv_cleanup_free char *context = NULL;
	char *inner = (*err)->msg;
	va_list ap;

	if (!*inner)
		return -1;
	va_start(ap, fmt);
	if (vasprintf(&context, fmt, ap) < 0)
		context = pv_xstrdup(fmt);
	va_end(ap);
	(*err)->msg = pv_xasprintf("%s: %s", context, inner);
	free(inner);
	return -1;
}

void pv_err_free(struct pv_err **err)
{
	if (!*err)
		return;
	free((*err)->msg);
	free(*err);
	*err = NULL;
}
