/* Which environments would stop working without a version. */
#pragma once

#include "core/context.h"

/* The environments made from `version` (an installed name): those below its
 * envs folder and any other whose pyvenv.cfg (PEP 405) names its bin as home. Long names,
 * appended to *ret. */
int pv_dependants(const struct pv_context *ctx, const char *version, struct pv_strv *ret,
                  struct pv_err **err);

/* The links directly below versions/ that lead to BASE/envs/ENV of `version`:
 * short names of its environments. Appended to *ret. */
int pv_short_names(const struct pv_context *ctx, const char *version, struct pv_strv *ret,
                   struct pv_err **err);
