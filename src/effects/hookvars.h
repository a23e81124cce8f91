/* The variables that a hook sees, and those it may change. libc only. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_hook_var {
	char *name;
	bool open; /* hooks may change it */
	bool is_list;
	char *text; /* NULL: unset */
	struct pv_strv list;
	const char *item; /* a program adds to the list by printing ITEM=value; NULL: it cannot; borrowed */
};
struct pv_hook_vars {
	struct pv_hook_var *v;
	size_t n;
};
#define PV_HOOK_VARS_INIT { NULL, 0 }

/* Sets a text that hooks only see; NULL: the variable is unset for them. */
void pv_hook_set(struct pv_hook_vars *vars, const char *name, const char *text);
/* Sets one that they may change. */
void pv_hook_open(struct pv_hook_vars *vars, const char *name, const char *text);
/* Adds a list, an array for scripts; it is empty, to be filled by the caller
 * at once (the pointer does not outlive the next call). "@" stands for the
 * scripts' arguments, "registered_shims" for the keys of that array. */
struct pv_strv *pv_hook_add_list(struct pv_hook_vars *vars, const char *name, const char *item,
                                 bool open);

/* The present text, "" when unset; borrowed. */
const char *pv_hook_text(const struct pv_hook_vars *vars, const char *name);
/* The present list; borrowed. */
const struct pv_strv *pv_hook_items(const struct pv_hook_vars *vars, const char *name);
void pv_hook_vars_release(struct pv_hook_vars *vars);
#define pv_cleanup_hook_vars __attribute__((cleanup(pv_hook_vars_release)))

/* ---- for effects/hookrun.c */

/* One message to the driver (see share/hookdriver.bash) with both: the hooks'
 * variables and those of the driver's `own`. */
void pv_hook_vars_tell(const struct pv_hook_vars *vars, const struct pv_hook_vars *own,
                       struct pv_buf *ret);
/* The names of what may be changed, for the driver to hand back. */
void pv_hook_vars_wanted(const struct pv_hook_vars *vars, struct pv_strv *ret);
/* Before the driver hands back: open lists become empty. */
void pv_hook_vars_expect(struct pv_hook_vars *vars);
/* One item handed back (NAME=text or +NAME=text). */
void pv_hook_vars_take(struct pv_hook_vars *vars, const char *item);

/* Adds NAME=text for each that is set, a list joined by ':', to the environment of a program. */
void pv_hook_vars_export(const struct pv_hook_vars *vars, struct pv_strv *env);
/* One line that a program printed. False when it changes nothing: no NAME=value, or
 * of a variable that is not open. */
bool pv_hook_vars_line(struct pv_hook_vars *vars, const char *line);
