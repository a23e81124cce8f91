/* Builds CPython from its source tarball. */
#pragma once

#include "core/context.h"
#include "effects/progress.h"
#include "install/buildlog.h"

struct pv_build {
	const struct pv_context *ctx;
	struct pv_progress *progress;
	struct pv_buildlog *log;
	const char *version; /* "3.13.5t" is built free-threaded */
	const char *prefix;  /* where the version will be */
	const char *archive; /* verified */
	const char *source;  /* a folder for the source tree; made, and emptied when it exists */
	const char *destdir; /* a folder of the staging; the result is DESTDIR/PREFIX */
	bool debug;
	struct pv_slice patch; /* empty: none */
};
/* Unpacks, patches, configures, compiles, installs into DESTDIR, and finishes
 * the result: names without a version, no test suite, no static library, gdb's
 * helper beside the interpreter. A step that fails says so with the log's name
 * and last lines in the message. *ret_tree (DESTDIR/PREFIX) is owned by the
 * caller. */
int pv_build_run(const struct pv_build *b, char **ret_tree, struct pv_err **err);
