/* Environments for interpreters that cannot be served natively (Python 2.7,
 * PyPy): the interpreter's own tool writes them. */
#pragma once

#include "cmd/cmd.h"
#include "venv.h"

struct pv_tool {
	const char *module; /* "venv" or "virtualenv" */
	char *version;      /* of virtualenv; NULL for venv */
};
#define PV_TOOL_INIT { NULL, NULL }
void pv_tool_release(struct pv_tool *tool);
#define pv_cleanup_tool __attribute__((cleanup(pv_tool_release)))

/* Which tool this interpreter has; fails when none, with the command that
 * installs one. */
int pv_tool_find(struct pv_app *app, const struct pv_base *base, struct pv_tool *ret,
                 struct pv_err **err);
/* Makes the environment in venv->tree and turns its paths into venv->path. */
int pv_tool_make(struct pv_app *app, const struct pv_tool *tool, const struct pv_venv *venv,
                 bool quiet, struct pv_err **err);
