/* Environments for child processes: NULL-ended vectors of NAME=value. */
#pragma once

#include "base/str.h"

/* Appends a copy of every entry of `from`. */
void pv_env_copy(struct pv_strv *env, char *const *from);
/* Replaces NAME's value, or appends it. */
void pv_env_set(struct pv_strv *env, const char *name, const char *value);
void pv_env_unset(struct pv_strv *env, const char *name);
