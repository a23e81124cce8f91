/* Brings ROOT/shims up to date with what is installed. libc only. */
#pragma once

#include "core/context.h"

/* Somebody who has a say in which names there are: changes `names`. Called
 * under the lock. */
struct pv_shimdir_adjust {
	int (*run)(void *arg, struct pv_strv *names, struct pv_err **err);
	void *arg;
};

/* `program`: the installed pyver-shim. `conda_tools`: the table for
 * pv_shimset_drop_general. `adjust` may be NULL; its failure, with nothing
 * changed, is this one's. Takes the lock "shims" (waits at most
 * `timeout` seconds) only when something has to change. Each change is a link
 * made aside and renamed: a shim is there or not, never half. */
int pv_shimdir_sync(const struct pv_context *ctx, const char *program, const char *conda_tools,
                    int timeout, const struct pv_shimdir_adjust *adjust, struct pv_err **err);
