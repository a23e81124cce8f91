/* The hooks of `virtualenv': loaded once, their code run before and after. */
#pragma once

#include "options.h"
#include "place.h"

/* Runs `create` between them, with what scripts changed in the environment;
 * without hooks it does nothing else. Fails when `create` does, or when a hook
 * ends the command. */
int pv_between_hooks(struct pv_app *app, const struct pv_venv_options *opt,
                     const struct pv_place *place,
                     int (*create)(void *arg, struct pv_err **err), void *arg,
                     struct pv_err **err);
