/* Asked before anything is downloaded: can this machine build Python at all? */
#pragma once

#include "core/context.h"

struct pv_preflight {
	const struct pv_context *ctx;
	const char *share;  /* PREFIX/share/pyver: build-deps.txt */
	const char *prefix; /* where the version will be */
	bool patch;         /* patch(1) is needed */
};
/* Looks for the compiler (CC, else cc, gcc or clang), make (MAKE, else make)
 * and patch; whether the prefix can be written into a Makefile, and at TMPDIR. Fails with
 * PV_EXIT_PREFLIGHT, naming everything that is missing and the command that
 * installs it. */
int pv_preflight_check(const struct pv_preflight *p, struct pv_err **err);

/* Can TMPDIR, if it is set, hold the programs that configure runs? */
int pv_preflight_tmpdir(const struct pv_context *ctx, struct pv_err **err);

/* The command that installs what `group` ("cpython") needs with this machine's
 * package manager; owned by the caller; NULL when that is not known. */
char *pv_preflight_command(const struct pv_context *ctx, const char *share, const char *group);

/* The same from the table's text and a manager's name ("apt"): its packages,
 * joined by blanks; owned by the caller; NULL when there is no such line. */
char *pv_preflight_packages(struct pv_slice table, const char *group, const char *manager);
