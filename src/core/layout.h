/* Every path below the root is named here and nowhere else. The returned
 * strings are absolute and owned by the caller. */
#pragma once

#include "core/context.h"


char *pv_layout_versions(const struct pv_context *ctx);            /* ROOT/versions */
char *pv_layout_version(const struct pv_context *ctx, const char *name); /* ROOT/versions/NAME;
                                      NAME may be BASE/envs/ENV; ".." is resolved as text */
char *pv_layout_global(const struct pv_context *ctx);              /* ROOT/version */
char *pv_layout_shims(const struct pv_context *ctx);               /* ROOT/shims */
char *pv_layout_shim_copy(const struct pv_context *ctx);           /* ROOT/libexec/pyver/pyver-shim:
                                      what shims link to when the program itself cannot be linked */
char *pv_layout_cache(const struct pv_context *ctx);               /* ROOT/cache */
char *pv_layout_staging(const struct pv_context *ctx);             /* ROOT/staging */
char *pv_layout_locks(const struct pv_context *ctx);               /* ROOT/locks */
char *pv_layout_catalogue(const struct pv_context *ctx);           /* ROOT/catalogue */
char *pv_layout_logs(const struct pv_context *ctx);                /* ROOT/logs */
char *pv_layout_sources(const struct pv_context *ctx);             /* ROOT/sources */
char *pv_layout_plugins(const struct pv_context *ctx);             /* ROOT/plugins */
char *pv_layout_hooks(const struct pv_context *ctx);               /* ROOT/pyver.d */
/* VERSION_DIR/.pyver/receipt */
char *pv_layout_receipt(const char *version_dir);
