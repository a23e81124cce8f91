/* The hooks of `install': loaded once, their code run before and after each version. */
#pragma once

#include "cmd/hooked.h"
#include "install/options.h"

struct pv_install_hooks {
	struct pv_app *app; /* NULL: there are no hooks; borrowed */
	struct pv_hooked hooked;
	char **callers_env; /* borrowed */
	struct pv_strv env; /* with what scripts changed in it: builds run in that */
};
#define PV_INSTALL_HOOKS_INIT { .hooked = PV_HOOKED_INIT, .env = PV_STRV_INIT }

/* Loads them, if there are any; they may change what is asked for in `opts`,
 * and the environment: app->ctx has it until the release. Fails when one ends the command. */
int pv_install_hooks_load(struct pv_app *app, struct pv_install_options *opts,
                          struct pv_install_hooks *ret, struct pv_err **err);
/* What they see of the version that is about to be installed. Fails likewise. */
int pv_install_hooks_before(struct pv_install_hooks *hooks, const char *version,
                            const char *name, const char *prefix, struct pv_err **err);
/* `status`: 0 when it is installed. Fails likewise. */
int pv_install_hooks_after(struct pv_install_hooks *hooks, int status, struct pv_err **err);
void pv_install_hooks_release(struct pv_install_hooks *hooks);
#define pv_cleanup_install_hooks __attribute__((cleanup(pv_install_hooks_release)))
