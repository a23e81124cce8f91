/* Asking an interpreter what it is, by running it once. */
#pragma once

#include "base/err.h"

struct pv_probe {
	char *python;  /* the base interpreter behind it */
	char *stdlib;  /* where its library is */
	char *version; /* "3.13.0" */
	int major, minor;
	bool is_cpython, is_64bit;
};
#define PV_PROBE_INIT { NULL, NULL, NULL, 0, 0, false, false }
void pv_probe_release(struct pv_probe *probe);
#define pv_cleanup_probe __attribute__((cleanup(pv_probe_release)))

/* Runs PYTHON isolated from the environment's and the user's settings. Fails
 * when it does not run, or gives no sensible answer. */
int pv_probe_python(const char *python, char *const *env, struct pv_probe *ret,
                    struct pv_err **err);
/* The answer's lines: program, library, implementation, version, bits. */
int pv_probe_parse(const char *answer, struct pv_probe *ret, struct pv_err **err);
