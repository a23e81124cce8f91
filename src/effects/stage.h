/* Private staging folders below ROOT/staging, and the one rename that makes
 * their content visible. A staging folder belongs to the process that holds
 * the lock on its .lock file: those of dead processes are swept. */
#pragma once

#include "core/context.h"

struct pv_stage {
	char *dir;   /* ROOT/staging/NAME.XXXXXX, mode 0700 */
	int lock_fd; /* held while alive */
};
#define PV_STAGE_INIT { NULL, -1 }

/* Makes a fresh one; sweeps those of dead processes first. */
int pv_stage_open(const struct pv_context *ctx, const char *name, struct pv_stage *ret,
                  struct pv_err **err);
/* The same in a private folder `path` that exists, outside the root: all that
 * is in it is ours. */
int pv_stage_open_in(const struct pv_context *ctx, const char *path, const char *name,
                     struct pv_stage *ret, struct pv_err **err);
/* Flushes TREE (absolute, inside the staging), then renames it to DEST (same
 * file system; DEST's folder is made when missing). An existing DEST fails
 * unless `replace`: then the two are exchanged in one step (renameat2
 * RENAME_EXCHANGE; where there is none, DEST is renamed aside into the staging
 * first) and the old tree is removed with the staging. */
int pv_stage_publish(struct pv_stage *stage, const char *tree, const char *dest, bool replace,
                     struct pv_err **err);
/* Removes the folder and all in it. NULL-safe, idempotent, never fails loudly. */
void pv_stage_release(struct pv_stage *stage);
#define pv_cleanup_stage __attribute__((cleanup(pv_stage_release)))

/* Removes DEST (below ROOT/versions; a link itself, not its target) so that it vanishes in one
 * rename: moved into a staging folder, then deleted there. Fails when there is none. */
int pv_stage_discard(const struct pv_context *ctx, const char *dest, struct pv_err **err);
