/* What a shim hands over because it is rare: messages, installers. */
#pragma once

#include "cmd/cmd.h"

/* The hidden first word: `pyver --run-shim ROOT SHIM-FOLDER NAME [ARG...]`. */
#define PV_RUN_SHIM "--run-shim"

/* argv: ROOT (the shim's own), the folder the shim was called from ("" if not
 * known), NAME, arguments. The environment goes on untouched. */
int pv_run_shim(struct pv_app *app, int argc, char **argv, struct pv_err **err);
