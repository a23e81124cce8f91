/* What a build from source is told: the arguments of configure and make, and
 * the environment they run in. Decides only; nothing is run. */
#pragma once

#include "core/context.h"

struct pv_buildenv {
	const struct pv_context *ctx;
	const char *version; /* "3.13.5t" asks for a free-threaded build */
	const char *prefix;  /* where the version will be */
	bool debug;          /* --with-pydebug, -O0 */
	/* What the source itself offers, read off its configure and Makefile.pre.in. */
	bool has_nodist; /* LDFLAGS_NODIST: flags that extension modules of others do not inherit */
	bool has_test_switch;   /* --disable-test-modules */
	bool has_static_switch; /* --without-static-libpython */
};

/* The environment of configure and make: the caller's, less what would reach
 * into the build (PYTHONPATH, PIP_*, LD_RUN_PATH, a make above us, ...), with
 * CFLAGS, CPPFLAGS and LDFLAGS joined from the general variables and those
 * that begin with PYTHON_, with a run path that is relative to the program, and without the
 * shims on PATH. Appended to *ret, whose v ends with NULL. */
void pv_buildenv_env(const struct pv_buildenv *b, struct pv_strv *ret);

/* ./configure (PYTHON_CONFIGURE) and its arguments. */
void pv_buildenv_configure(const struct pv_buildenv *b, struct pv_strv *ret);
/* make (MAKE) with MAKEOPTS, else MAKE_OPTS, else -j `jobs`; then PYTHON_MAKE_OPTS. */
void pv_buildenv_make(const struct pv_buildenv *b, int jobs, struct pv_strv *ret);
/* make install (PYTHON_MAKE_INSTALL_TARGET) into `destdir`, without the test suite. */
void pv_buildenv_install(const struct pv_buildenv *b, const char *destdir, struct pv_strv *ret);

/* True when the user's own options contain `option`, by itself or with "=...". */
bool pv_buildenv_asked(const struct pv_buildenv *b, const char *option);

/* Compilers at once for so many processors and so many bytes of free memory
 * (<= 0: not known): a gibibyte each, at least one. */
int pv_buildenv_jobs(long processors, long long memory);
