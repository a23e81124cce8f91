/* What sort of thing a name that is installed stands for. */
#pragma once

#include "core/context.h"

/* "system", "environment" (also under its short name), "alias" (a link to
 * something else) or "version". */
const char *pv_kind_of(const struct pv_context *ctx, const char *name);
/* Its folder; of "system" the one above the bin with its python. Owned by the caller; NULL
 * when there is none. */
char *pv_folder_of(const struct pv_context *ctx, const char *name);
/* The target of the link ROOT/versions/NAME, as stored; owned by the caller; NULL: no link. */
char *pv_link_of(const struct pv_context *ctx, const char *name);
