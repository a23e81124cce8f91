/* `pyver install'. */
#pragma once

#include "cmd/cmd.h"
#include "core/catalogue.h"
#include "install/hooks.h"
#include "install/options.h"

/* Arguments without the command's name. The exit status, or -1 with *err. */
int pv_install_command(struct pv_app *app, int argc, char **argv, struct pv_err **err);

/* What it shares with python-build. Adds to the options what the environment says: */
void pv_install_add_environment(const struct pv_context *ctx, struct pv_install_options *opts);
/* and installs all of opts->requests. The exit status, or -1 with *err. */
int pv_install_with(struct pv_app *app, const struct pv_install_options *opts,
		    const struct pv_catalogue *cat, const char *triple,
		    struct pv_install_hooks *hooks, struct pv_err **err);
