/* From the words of `pyver virtualenv' to a base and a place. */
#pragma once

#include "base.h"
#include "cmd/cmd.h"
#include "options.h"

struct pv_place {
	char *version; /* the settled base: an installed version's name, or "system" */
	char *name;    /* of the environment: "proj" */
	char *path;    /* ROOT/versions/VERSION/envs/NAME; of system: ROOT/versions/NAME */
	char *link;    /* ROOT/versions/NAME; NULL for system */
};
#define PV_PLACE_INIT { NULL, NULL, NULL, NULL }
void pv_place_release(struct pv_place *place);
#define pv_cleanup_place __attribute__((cleanup(pv_place_release)))

/* Settles [VERSION] NAME: VERSION defaults to the first selected one; an
 * environment stands for its base. Fails with the message for each name that
 * will not do. Looks at nothing but what is installed. */
int pv_place_find(struct pv_app *app, const struct pv_venv_options *opt, struct pv_place *ret,
                  struct pv_err **err);

/* Fails when something is in the way; asks when that is an environment. With
 * `force` an environment will be replaced; anything else never is. */
int pv_place_check(struct pv_app *app, const struct pv_place *place, bool force,
                   struct pv_err **err);

/* The interpreter for `-p PYTHON': a path as it is; a name is looked for in
 * VERSION, in system and in all versions; then it may be a version's name. */
int pv_place_python(struct pv_app *app, const char *version, const char *python,
                    struct pv_base *ret, struct pv_err **err);

/* The environment NAME is one that may be replaced or deleted: not the root
 * of a conda installation, not an interpreter. */
bool pv_place_is_env(const struct pv_context *ctx, const char *name);

/* Fails, saying that V is not installed and what to do about it. */
int pv_place_not_installed(const struct pv_app *app, const char *v, struct pv_err **err);
