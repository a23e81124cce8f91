/* Writes files, folders and links below one folder, through descriptors: no
 * step follows a link, so nothing lands outside whatever is asked for. Paths
 * are relative, without "", "." and ".." (see effects/entry_policy.h). What is there
 * already may be replaced by its like (a file by a file, a link by a link), never by
 * another type. Modes are less the umask. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <time.h>

struct pv_treewrite {
	int root;
	int parent;          /* the folder last written into, kept open; -1: none */
	char *parent_path;   /* its path below the root */
	long long inodes, max_inodes; /* made so far, folders in between included */
	struct pv_strv dirs; /* whose times are set at the end: */
	struct timespec *dir_times;
	size_t dir_times_cap;
};

/* `dest`: an existing folder. */
int pv_treewrite_open(struct pv_treewrite *t, const char *dest, long long max_inodes,
                      struct pv_err **err);
/* NULL for `mtime` in all of these: now. Missing parents are made (0755). */
int pv_treewrite_dir(struct pv_treewrite *t, const char *path, const struct timespec *mtime,
                     struct pv_err **err);
/* A descriptor, open for writing, of the new and empty file. */
int pv_treewrite_file(struct pv_treewrite *t, const char *path, mode_t mode, struct pv_err **err);
int pv_treewrite_symlink(struct pv_treewrite *t, const char *path, const char *target,
                         const struct timespec *mtime, struct pv_err **err);
/* `target`: the path of a regular file written before. */
int pv_treewrite_hardlink(struct pv_treewrite *t, const char *path, const char *target,
                          struct pv_err **err);
/* Sets the folders' times: the last thing to do. */
int pv_treewrite_finish(struct pv_treewrite *t, struct pv_err **err);
void pv_treewrite_release(struct pv_treewrite *t);
#define pv_cleanup_treewrite __attribute__((cleanup(pv_treewrite_release)))
