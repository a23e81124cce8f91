/* The environment for programs that a command runs. */
#pragma once

#include "cmd/cmd.h"

/* The caller's with PYVER_ROOT, PYVER_DIR, PYVER_HOOK_PATH and
 * _PYVER_INSTALL_PREFIX set. ret->v is NULL-ended; appended to *ret. */
void pv_command_env(const struct pv_app *app, struct pv_strv *ret);
