/* Where hooks lie: programs and scripts that users and plugins put beside
 * pyver to watch a command or to change what it does. Running them is an
 * effect (effects/hookrun.h). */
#pragma once

#include "core/context.h"

/* Points of this name are going on already, joined by ':': their hooks do not
 * run again inside themselves. */
#define PV_HOOKS_RUNNING "_PYVER_HOOKS_RUNNING"

/* The folders of hooks, joined by ':', each once, whether they exist or not:
 * the caller's PYVER_HOOK_PATH, then ROOT/pyver.d, PREFIX/pyver.d, the
 * system's, and the plugins' etc/pyver.d. Owned by the caller. */
char *pv_hooks_path(const struct pv_context *ctx, const char *prefix);

/* Those of the folders in `path` that exist; "" when none does: then there is
 * no hook of any kind. Owned by the caller. */
char *pv_hooks_existing(const char *path);

struct pv_hookset {
	struct pv_strv scripts;  /* FOLDER/POINT/<name>.bash, links resolved: sourced by a bash */
	struct pv_strv programs; /* FOLDER/POINT/<any other name> with the execute bit */
};
#define PV_HOOKSET_INIT { PV_STRV_INIT, PV_STRV_INIT }

/* The hooks for a point ("exec") in the folders of `path`, in the order of the
 * folders, then by name; hidden files are none. Relative folders are taken
 * from the working folder. */
void pv_hooks_find(const struct pv_context *ctx, const char *path, const char *point,
                   struct pv_hookset *ret);
bool pv_hookset_empty(const struct pv_hookset *set);
void pv_hookset_release(struct pv_hookset *set);
#define pv_cleanup_hookset __attribute__((cleanup(pv_hookset_release)))

/* For shims, on whose way every look-up counts: there may be hooks that have a
 * say in what they do. Without PYVER_HOOK_PATH, ROOT/pyver.d and ROOT/plugins
 * the answer is no, after two look-ups: the first of these folders has to be
 * there for hooks of the system's to be seen. */
bool pv_hooks_for_shims(const struct pv_context *ctx, const char *prefix);
/* The folder that has to be made for that; owned by the caller; NULL when the
 * system has no such hooks, or when it is there. */
char *pv_hooks_mark_for_shims(const struct pv_context *ctx, const char *prefix);
