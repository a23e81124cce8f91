/* Shims that a shell sources (`activate`, `gettext.sh`, ...) cannot be
 * programs: short texts that find the real file and source it. */
#pragma once

#include "base/err.h"

/* SHIMS/NAME holds what pv_shimtext_write would write. `program`: the installed pyver-shim. */
bool pv_shimtext_is_current(const char *program, const char *shims, const char *name);
int pv_shimtext_write(const char *program, const char *shims, const char *name,
                      struct pv_err **err);
