/* Lines of an HTTP response's head. libc only. */
#pragma once

#include "base/defs.h"

/* Keeps the value of the header line "NAME: VALUE" (`n` bytes, its end of line
 * included) in *to, freeing what was there, when its name is `name` in any case. */
void pv_header_keep(const char *line, size_t n, const char *name, char **to);
/* The value of Content-Range (RFC 9110, 14.4), NULL when there was none: where
 * the piece begins and how long the whole is; -1 for what is not said. */
void pv_header_range(const char *value, long long *ret_from, long long *ret_total);
