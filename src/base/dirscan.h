/* Reading a folder's entries in few system calls and without copying them. */
#pragma once

#include "base/defs.h"

/* Called with each entry but "." and "..": `name` is valid during the call
 * only; `type` is a DT_* letter, links not followed, never DT_UNKNOWN for
 * what can be looked at; `ino` is the inode, as told by the folder. */
typedef void pv_dirscan_visit(void *arg, const char *name, char type, unsigned long long ino);

/* 0, or -1 with errno when `path` cannot be read. */
int pv_dirscan(const char *path, pv_dirscan_visit *visit, void *arg);
