/* The error object. A function that can fail takes `struct pv_err **err` as
 * its last parameter and returns -1 (or NULL) on failure with *err filled;
 * on success *err is untouched. Callers add context with pv_wrap() on the
 * way up. Only main() prints it, once. */
#pragma once

#include "base/defs.h"

#include <stdarg.h>

/* Exit statuses, as in the manual. */
enum pv_status {
	PV_EXIT_FAILURE = 1,      /* every failure not named below */
	PV_EXIT_USAGE = 1,        /* pyenv's scripts expect 1 for usage errors */
	PV_EXIT_UNKNOWN = 2,      /* install: no such version is known */
	PV_EXIT_SUM = 3,          /* a download's size or sum is not the expected one */
	PV_EXIT_PREFLIGHT = 4,    /* the machine lacks something a build needs */
	PV_EXIT_UNREACHABLE = 5,  /* nothing could be fetched from any source */
	PV_EXIT_NOT_RUNNABLE = 126,
	PV_EXIT_NOT_FOUND = 127,  /* which, exec, shims: no such program */
};

struct pv_err {
	int status; /* the exit status this error asks for */
	char *msg;  /* without the program's name, without a final newline;
	             * "" means that everything was said already */
};

/* Fills *err (which must be NULL) and returns -1. */
int pv_fail(struct pv_err **err, const char *fmt, ...) PV_PRINTF(2, 3);
/* The same with an exit status other than PV_EXIT_FAILURE. */
int pv_fail_status(struct pv_err **err, int status, const char *fmt, ...) PV_PRINTF(3, 4);
/* The same, followed by ": " and the text of errno. */
int pv_fail_errno(struct pv_err **err, const char *fmt, ...) PV_PRINTF(2, 3);
/* Fails with `status` and nothing more to print: the message is out already. */
int pv_fail_silent(struct pv_err **err, int status);
/* Puts "context: " in front of the message of *err, unless all was said; returns -1. */
int pv_wrap(struct pv_err **err, const char *fmt, ...) PV_PRINTF(2, 3);
/* NULL-safe; sets *err to NULL. */
void pv_err_free(struct pv_err **err);
#define pv_cleanup_err __attribute__((cleanup(pv_err_free)))
