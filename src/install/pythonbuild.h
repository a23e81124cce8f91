/* `python-build': the pipeline of `pyver install' for any folder. */
#pragma once

#include "cmd/cmd.h"

/* Arguments without the program's name. The exit status, or -1 with *err. */
int pv_python_build(struct pv_app *app, int argc, char **argv, struct pv_err **err);
