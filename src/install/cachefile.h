/* Downloads that are kept: files whose sum is checked each time they are used. */
#pragma once

#include "core/catalogue.h"
#include "core/context.h"

/* The folders that may hold `artifact`: what PYTHON_BUILD_CACHE_PATH names, if
 * it exists, then ROOT/cache. Appended to *ret. */
void pv_cachefile_dirs(const struct pv_context *ctx, struct pv_strv *ret);

/* Looks for the archive in those folders, under its sum and under upstream's
 * name. 1 with its path in *ret (owned by the caller) when it is there and
 * whole; 0 when it is not there; -1 when its bytes are not the expected ones
 * (PV_EXIT_SUM; the file is renamed to FILE.bad, so that the next run fetches
 * it anew) or cannot be read. */
int pv_cachefile_find(const struct pv_context *ctx, const struct pv_artifact *artifact, char **ret,
		      struct pv_err **err);

/* Where a download of `artifact` is to be kept: ROOT/cache/SUM, or by its name
 * in PYTHON_BUILD_CACHE_PATH if that can be written. Makes the folder. */
int pv_cachefile_path(const struct pv_context *ctx, const struct pv_artifact *artifact, char **ret,
		      struct pv_err **err);
