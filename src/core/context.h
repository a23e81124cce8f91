/* What every decision needs to know about the world, handed in by main() (or
 * by a test): nothing below cmd/ reads the process's own environment, working
 * directory or standard streams. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_trace; /* core/trace.h */

struct pv_context {
	char *root; /* $PYVER_ROOT, absolute, no trailing '/' */
	char *cwd;  /* the logical working directory */
	char *dir;  /* $PYVER_DIR, absolute, or equal to cwd */
	char **env; /* NAME=value, NULL-ended; borrowed */
	const struct pv_trace *trace; /* told each step of a decision; NULL: nobody; borrowed */
};

/* The value of NAME, borrowed; NULL when unset. */
const char *pv_context_env(const struct pv_context *ctx, const char *name);
/* The same, but an empty value counts as unset. */
const char *pv_context_env_nonempty(const struct pv_context *ctx, const char *name);

/* Fills cwd, root and dir from `env`: PWD if it names the working directory,
 * else getcwd; PYVER_ROOT if not empty, else `default_root` if not NULL, else
 * $HOME/.pyver; PYVER_DIR. Fails when PYVER_DIR is no folder, or when neither
 * root nor HOME is known. */
int pv_context_init(struct pv_context *ctx, char **env, const char *default_root,
                    struct pv_err **err);
void pv_context_release(struct pv_context *ctx);
