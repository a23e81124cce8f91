/* Taking along what a user keeps inside a version that is installed again. */
#pragma once

#include "base/err.h"

/* From the installed tree `old` into the finished, not yet published `tree`:
 * its environments, the packages in site-packages that `tree` does not have
 * itself, and the scripts of packages in bin. Files are linked, not moved: `old`
 * stays whole until it is replaced. *ret_something tells whether there was anything. */
int pv_carry_over(const char *old, const char *tree, bool *ret_something, struct pv_err **err);
