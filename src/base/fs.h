/* Files through descriptors: reading small ones, replacing atomically,
 * listing, making and removing trees. Every descriptor is O_CLOEXEC. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <sys/stat.h>
#include <sys/types.h>

/* Reads a regular file of at most `limit` bytes into *ret (fresh buffer,
 * owned by the caller). Fails on anything else than a regular file, and when
 * it is longer. errno tells which on -1 (ENOENT, EISDIR, EFBIG, ...). */
int pv_fs_read(int dirfd, const char *path, size_t limit, struct pv_buf *ret);
/* The same, with an error message that names the path. */
int pv_fs_read_file(const char *path, size_t limit, struct pv_buf *ret, struct pv_err **err);

/* Writes a temporary sibling, flushes it, renames it over `path` (through a
 * symbolic link: its target is replaced, if there is one), flushes the folder. An existing
 * file keeps its permission bits, else `mode` less the umask. Old or new
 * content, never a mixture, whatever kills the process. */
int pv_fs_write_atomic(const char *path, const void *data, size_t n, mode_t mode,
                       struct pv_err **err);

bool pv_fs_is_dir(const char *path);
bool pv_fs_exists(const char *path);     /* lstat: dangling links exist */
bool pv_fs_is_link(const char *path);
bool pv_fs_is_regular(const char *path); /* through links */
/* A regular file (through links) that this user may execute. */
bool pv_fs_is_program(const char *path);
/* The target of a link as stored; owned by the caller; NULL when it is none. */
char *pv_fs_readlink(const char *path);

/* Makes `path` and its missing parents, each with `mode` less the umask. */
int pv_fs_mkdirs(const char *path, mode_t mode, struct pv_err **err);

/* Names in a folder without "." and ".."; unsorted; a missing folder is an
 * empty one, and so is what is no folder. `types`, when not NULL, gets one DT_* letter per name, links
 * not followed (DT_UNKNOWN already resolved). */
int pv_fs_list(const char *path, struct pv_strv *ret_names, struct pv_buf *types,
               struct pv_err **err);

/* Removes the tree `name` inside the open folder `dirfd`: never follows a
 * link, never crosses into another file system, makes folders writable as
 * needed. A missing tree is success. Fails on the first thing that cannot be
 * removed, naming it. */
int pv_fs_remove_tree(int dirfd, const char *name, struct pv_err **err);
/* Splits `path` and calls the above. */
int pv_fs_remove(const char *path, struct pv_err **err);

/* Flushes a folder's entries to disk. */
int pv_fs_sync_dir(const char *path, struct pv_err **err);
/* Flushes everything written on the file system that holds `path`. */
int pv_fs_sync_all(const char *path, struct pv_err **err);

/* Copies the content of one regular file; mode and mtime kept. Fails when
 * `to` exists. */
int pv_fs_copy_file(const char *from, const char *to, struct pv_err **err);

/* Total size in bytes of the regular files below `path` (no links followed). */
long long pv_fs_tree_size(const char *path);
