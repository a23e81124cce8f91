/* Installs the tree of a prebuilt archive into the staging. */
#pragma once

#include "core/context.h"
#include "effects/progress.h"

struct pv_prebuilt {
	const struct pv_context *ctx;
	struct pv_progress *progress;
	const char *archive; /* verified */
	const char *dest;    /* a folder of the staging; made */
	const char *prefix;  /* where the version will be */
};
/* Unpacks, takes the `install' folder where the archive has one (a full
 * archive has the build beside it), corrects what names the build machine,
 * makes the names without a version, and compiles the standard library, so
 * that a read-only installation starts as fast as any. *ret_tree is owned by
 * the caller. */
int pv_prebuilt_install(const struct pv_prebuilt *p, char **ret_tree, struct pv_err **err);
