/* From the words after `pyver` to the command that runs. */
#pragma once

#include "cmd/cmd.h"

/* argv[0] is the first word after the program's name. Returns the exit status, or -1 with *err. */
int pv_dispatch(struct pv_app *app, int argc, char **argv, struct pv_err **err);
