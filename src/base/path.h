/* Paths as text; nothing here touches the file system. */
#pragma once

#include "base/defs.h"

/* The part after the last '/'; points into `path`. */
const char *pv_path_base(const char *path);
/* Everything before the last '/' ("/" for top-level, "." without one); owned by the caller. */
char *pv_path_dir(const char *path);
/* "a/b"; no doubled '/'; owned by the caller. */
char *pv_path_join(const char *dir, const char *name);
/* `path` if absolute, else cwd/path; owned by the caller. */
char *pv_path_absolute(const char *cwd, const char *path);
/* Removes ".", "" and resolves ".." textually, as the shell's `cd -L` does.
 * `path` must be absolute; owned by the caller. */
char *pv_path_normalize(const char *path);
/* `path` is strictly below `dir` (both normalized, absolute). */
bool pv_path_below(const char *path, const char *dir);
