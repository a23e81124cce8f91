/* Running the hooks of one point: first the scripts written for pyenv, all in
 * one bash, then the programs, one after the other. libc only. */
#pragma once

#include "core/hooks.h"
#include "effects/hookvars.h"

/* What stays the same while the hooks of a point run; all borrowed. */
struct pv_hook_call {
	const char *point; /* "exec" */
	const struct pv_hookset *set;
	const char *bash;   /* the shell for scripts; NULL: there is none */
	const char *driver; /* the file with the text for it (share/hookdriver.bash) */
	const char *pyver;  /* what `pyver-X' in a script means */
	char *const *argv;  /* the hooks' arguments, NULL-ended; NULL: none */
	char *const *env;
	int out_fd;     /* where the scripts' stdout goes; -1: the caller's own */
	bool takes_env; /* what scripts change in the environment counts, too */
};
struct pv_hooks; /* hooks that are loaded */

/* Loads the scripts: whatever they do at their top level happens now, and
 * changes `vars`. The caller ends it with pv_hooks_unload. Fails when there is
 * no bash, when a script calls `exit' or fails (with its status, which may be
 * 0, and nothing more to say), and on a stop signal. */
int pv_hooks_load(const struct pv_hook_call *call, struct pv_hook_vars *vars,
                  struct pv_hooks **ret, struct pv_err **err);
/* Runs the code that scripts have registered for `phase` ("before", "after";
 * NULL: they register none here) and then the programs. Fails as above, and,
 * with its status and a message, when a program does. */
int pv_hooks_run(struct pv_hooks *hooks, const char *phase, struct pv_hook_vars *vars,
                 struct pv_err **err);
/* What scripts changed in the environment so far: NAME=value, or NAME when it is
 * to be unset. Borrowed. */
const struct pv_strv *pv_hooks_changes(const struct pv_hooks *hooks);
/* Lines for the user about what programs printed in vain. Borrowed. */
const struct pv_strv *pv_hooks_notes(const struct pv_hooks *hooks);
/* NULL-safe. */
void pv_hooks_unload(struct pv_hooks *hooks);
