/* Which shell called us. */
#pragma once

#include "core/context.h"

/* The name of the parent process as a shell is named ("-bash" and "bash-5.2"
 * are bash), else the base name of $SHELL, else "sh". Starts no process.
 * Owned by the caller. */
char *pv_parent_shell(const struct pv_context *ctx);
/* The rule by itself: "-/usr/bin/bash-5.2 -l" gives "bash"; NULL when nothing
 * is left. Owned by the caller. */
char *pv_shell_name_of(const char *command);
