/* The one rule that says which versions are selected:
 * PYVER_VERSION > .python-version (from PYVER_DIR upwards, then from the
 * working directory upwards) > ROOT/version > system. */
#pragma once

#include "core/context.h"

struct pv_selection {
	struct pv_strv names;    /* as written; { "system" } when nothing is configured */
	char *origin;            /* for messages: the file's path, or PV_ORIGIN_ENV */
	bool from_env;           /* PYVER_VERSION decided */
	struct pv_strv rejected; /* unsafe names that were left out, printable */
	int unreadable;          /* errno when the file is there but cannot be read, else 0 */
};
#define PV_SELECTION_INIT { PV_STRV_INIT, NULL, false, PV_STRV_INIT, 0 }
#define PV_ORIGIN_ENV "PYVER_VERSION environment variable"

/* The file that decides when PYVER_VERSION does not; ROOT/version even when
 * that does not exist. Owned by the caller. */
char *pv_select_file(const struct pv_context *ctx);
void pv_select(const struct pv_context *ctx, struct pv_selection *ret);
void pv_selection_release(struct pv_selection *sel);
#define pv_cleanup_selection __attribute__((cleanup(pv_selection_release)))
