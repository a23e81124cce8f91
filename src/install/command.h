/* The modes of pyver-install that make up `pyver install'. */
#pragma once

#include "cmd/cmd.h"

/* Arguments without the command's name. The exit status, or -1 with *err. */
int pv_install_command(struct pv_app *app, int argc, char **argv, struct pv_err **err);
