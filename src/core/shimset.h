/* Which names the shims folder must hold. */
#pragma once

#include "core/context.h"

/* The base names of all entries in versions/NAME/bin and versions/NAME/envs/ENV/bin, sorted,
 * unique (dot names included, folders left out). */
int pv_shimset_wanted(const struct pv_context *ctx, struct pv_strv *ret, struct pv_err **err);
/* Where a conda is among `names` (sorted), takes those out that the table `file` lists: general
 * tools which conda environments contain, and which are not to hide the machine's own. The table is
 * read only then. */
int pv_shimset_drop_general(struct pv_strv *names, const char *file, struct pv_err **err);
/* Shims of this name have to be sourced by a shell, so they are text. */
bool pv_shimset_is_sourced(const char *name);
