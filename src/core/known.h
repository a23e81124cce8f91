/* What can be installed: the catalogue that came with pyver, each of its
 * tables replaced by the fresher one below the root where there is one. */
#pragma once

#include "core/catalogue.h"
#include "core/context.h"

/* `shipped` is the folder that came with pyver; `triple` may be NULL: then
 * there are no prebuilt archives. */
int pv_known_read(const struct pv_context *ctx, const char *shipped, const char *triple,
                  struct pv_catalogue *ret, struct pv_err **err);
