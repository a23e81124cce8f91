/* The hooks of the point that a command has reached: found, run with what they
 * may see and change, and their remarks told. Without a hook for the point a
 * command asks once and does nothing else. */
#pragma once

#include "cmd/cmd.h"
#include "effects/hookrun.h"

struct pv_hooked {
	struct pv_hookset set;
	struct pv_hook_vars vars;
	struct pv_strv env; /* that the hooks run in: the command's own, until it adds to it */
	struct pv_hook_call call;
	struct pv_hooks *hooks;
	char *bash, *driver;
	size_t told; /* how many notes are printed already */
};
#define PV_HOOKED_INIT \
	{ .set = PV_HOOKSET_INIT, .vars = PV_HOOK_VARS_INIT, .env = PV_STRV_INIT }

/* There is a folder for hooks somewhere. */
bool pv_hooked_any(struct pv_app *app);
/* True when there are hooks for `point`: *ret is then prepared, to be filled
 * with variables (effects/hookvars.h). False: nothing is to be done. Hooks of
 * a point do not run inside themselves. */
bool pv_hooked_find(struct pv_app *app, const char *point, struct pv_hooked *ret);
/* Loads them. `aside`: what scripts print goes to the error stream, because
 * the command's output is for something else. `argv` (NULL: none) is borrowed until
 * the release. Fails when a hook ends the command: with the status it asks for, and mostly
 * without a message. */
int pv_hooked_load(struct pv_app *app, struct pv_hooked *h, bool aside, char *const *argv,
                   struct pv_err **err);
/* Runs a phase of what is loaded: "before" or "after"; NULL when the point has but one. */
int pv_hooked_run(struct pv_app *app, struct pv_hooked *h, const char *phase,
                  struct pv_err **err);
/* Both, for points with one phase. */
int pv_hooked_once(struct pv_app *app, struct pv_hooked *h, bool aside, char *const *argv,
                   struct pv_err **err);
/* Applies to `env` what scripts changed in their environment. */
void pv_hooked_apply_env(const struct pv_hooked *h, struct pv_strv *env);
void pv_hooked_release(struct pv_hooked *h);
#define pv_cleanup_hooked __attribute__((cleanup(pv_hooked_release)))
