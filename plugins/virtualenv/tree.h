/* Writing files and links of an environment while it is still private:
 * nothing is flushed here, publishing does that once for the whole tree. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <sys/types.h>

/* Creates DIR/NAME with this content; `mode` less the umask. Fails when it is there. */
int pv_tree_file(const char *dir, const char *name, const char *data, size_t n, mode_t mode,
                 struct pv_err **err);
/* Appends to DIR/NAME, which may be missing. */
int pv_tree_append(const char *dir, const char *name, const char *data, size_t n,
                   struct pv_err **err);
/* Makes the symbolic link DIR/NAME -> TARGET. Fails when it is there. */
int pv_tree_link(const char *target, const char *dir, const char *name, struct pv_err **err);
