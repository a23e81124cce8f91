/* What `make install' leaves to be done. */
#pragma once

#include "base/err.h"

/* In `tree`: removes the test suite and the static library (they are most of
 * the size and nobody installed them to use them), puts gdb's helper from
 * `source` beside the interpreter, and makes the names without a version. */
int pv_finish_build(const char *tree, const char *source, struct pv_err **err);
