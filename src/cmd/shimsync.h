/* Bringing the shims up to date, with what the hooks of rehash add. */
#pragma once

#include "cmd/cmd.h"

/* Waits for another process's changes for PYVER_REHASH_TIMEOUT seconds (60). */
int pv_shims_sync(struct pv_app *app, struct pv_err **err);
