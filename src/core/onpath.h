/* Looking a program up on PATH as if pyver's shims were not there: what the
 * version called "system" means. */
#pragma once

#include "core/context.h"

/* First executable COMMAND on PATH, leaving out:
 *  - ROOT/shims and the folders in `skip_dirs` (may be NULL);
 *  - empty and relative entries: the working directory is no place for programs;
 *  - any file that is one of our own shims (the same inode), wherever a link to it lies;
 *  - folders `.../shims` beside a `.../versions`: the shims of another root or of another
 *    version manager. Were they `system`, two that both say so would call each other for ever.
 * A leading `~` in an entry is $HOME. A COMMAND with '/' is taken as a path.
 * Owned by the caller; NULL when there is none. */
char *pv_find_on_path(const struct pv_context *ctx, const char *command,
                      const struct pv_strv *skip_dirs);
