/* From a selection to a folder, from a command's name to an executable. */
#pragma once

#include "core/onpath.h"
#include "core/select.h"

/* Settles one name as written ("3.12", "python-3.12.4", "system"): the
 * installed version's name (or "system"), owned by the caller; NULL when no
 * installed version fits. */
char *pv_resolve_name(const struct pv_context *ctx, const char *name);

enum pv_find_flags {
	PV_FIND_NO_SYSTEM = 1, /* only in the selected versions */
};
struct pv_found {
	char *path;             /* absolute; NULL when there is no such program */
	char *version;          /* where it was found: an installed name, or "system" */
	bool implied_system;    /* found in system, which the selection does not name */
	struct pv_strv missing; /* selected names that are not installed, as written */
};
#define PV_FOUND_INIT { NULL, NULL, false, PV_STRV_INIT }
/* `skip_dirs` (may be NULL): further folders to leave out of PATH, see core/onpath.h. */
void pv_find_command(const struct pv_context *ctx, const struct pv_selection *sel,
                     const char *command, unsigned flags, const struct pv_strv *skip_dirs,
                     struct pv_found *ret);
void pv_found_release(struct pv_found *found);
#define pv_cleanup_found __attribute__((cleanup(pv_found_release)))

/* The folder of a resolved version name ("system": the folder above the bin
 * that holds the system's python, python3 or python2). Owned by the caller. */
int pv_resolve_prefix(const struct pv_context *ctx, const char *name, char **ret,
                      struct pv_err **err);
