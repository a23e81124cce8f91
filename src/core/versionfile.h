/* .python-version files: data, never paths, options or commands. */
#pragma once

#include "core/context.h"

#define PV_VERSION_FILE ".python-version"
#define PV_VERSION_FILE_LIMIT (64 * 1024) /* bytes read of such a file */

/* The names in `joined`, separated by ':', each checked as below; empty ones do not count.
 * `line` is where they stand (0: in no file), for those who watch. */
void pv_versionfile_add(const struct pv_context *ctx, struct pv_slice joined, size_t line,
                        struct pv_strv *ret_names, struct pv_strv *rejected);

/* The names in `text` (n bytes of any kind), in order, each checked: a name
 * with '/' must lead to a folder below ROOT/versions, as text. Unsafe ones go
 * to *rejected (printable form) if that is not NULL, else are dropped. */
void pv_versionfile_parse(const struct pv_context *ctx, const char *text, size_t n,
                          struct pv_strv *ret_names, struct pv_strv *rejected);

/* Reads FILE. 0 with names (possibly none), -1 when it is no readable regular file (errno). */
int pv_versionfile_read(const struct pv_context *ctx, const char *file, struct pv_strv *ret_names,
                        struct pv_strv *rejected);

/* True when `name` may be used as a version: "system", one valid component,
 * or a path that stays below ROOT/versions and exists. */
bool pv_versionfile_name_safe(const struct pv_context *ctx, const char *name);
/* Why not ("leads out of the versions folder"); NULL: it may. */
const char *pv_versionfile_name_fault(const struct pv_context *ctx, const char *name);

/* The nearest regular .python-version in `dir` (absolute) or its parents;
 * owned by the caller; NULL when there is none. */
char *pv_versionfile_find(const struct pv_context *ctx, const char *dir);

/* Writes `names`, one a line, atomically. */
int pv_versionfile_write(const char *file, char *const *names, size_t n, struct pv_err **err);
