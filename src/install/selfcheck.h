/* Does a finished tree work, before anybody sees it? */
#pragma once

#include "core/context.h"

struct pv_selfcheck {
	const char *tree;    /* where it is now */
	const char *version; /* what it must call itself: "3.13.5", "3.13.5t" */
	char *const *env;
};
struct pv_selfcheck_result {
	struct pv_strv missing; /* modules that cannot be imported, not fatal */
	struct pv_strv fatal;   /* the same for those nobody can do without */
};
#define PV_SELFCHECK_INIT                                                                          \
	{                                                                                          \
		PV_STRV_INIT, PV_STRV_INIT                                                         \
	}

/* Runs tree/bin/python: its version must be the expected one, and the modules
 * that need something of the machine are imported. Fails when it does not run
 * or is another version; what is missing is reported in *ret, and the caller
 * decides. */
int pv_selfcheck_run(const struct pv_selfcheck *what, struct pv_selfcheck_result *ret,
		     struct pv_err **err);
void pv_selfcheck_release(struct pv_selfcheck_result *r);
#define pv_cleanup_selfcheck __attribute__((cleanup(pv_selfcheck_release)))

/* The usual name of the library that a module needs, for messages:
 * "ssl" -> "OpenSSL". */
const char *pv_selfcheck_library(const char *module);
