/* Environments that exist: what they are made from, and where new ones go. */
#pragma once

#include "core/context.h"

/* The folder of the base of environment NAME; owned by the caller. Fails when
 * NAME is not installed, is no environment, or its base is gone. */
int pv_env_base(const struct pv_context *ctx, const char *name, char **ret, struct pv_err **err);

/* "3.13.5/envs/proj" -> "3.13.5" and "proj", both usable as names (owned by
 * the caller). False for anything of another form. */
bool pv_env_split(const char *name, char **ret_version, char **ret_env);

/* LINK leads, as text, to ROOT/versions/VERSION/envs/ENV: that path, owned by
 * the caller; NULL when it is no link, or leads elsewhere. */
char *pv_env_link_target(const struct pv_context *ctx, const char *link);

/* Makes the link LINK -> TARGET. Fails (errno EEXIST) when LINK is there,
 * unless `scratch`, a private folder on the same file system, is given: the
 * link is made there and renamed over LINK. */
int pv_env_link(const char *target, const char *link, const char *scratch, struct pv_err **err);
