#include "effects/treewrite.h"

#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#define OPEN_DIR (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

int pv_treewrite_open(struct pv_treewrite *t, const char *dest, long long max_inodes,
                      struct pv_err **err)
{
	int root = open(dest, OPEN_DIR);

	if (root < 0)
		return pv_fail_errno(err, "cannot open the folder `%s'", dest);
	*t = (struct pv_treewrite){
		.root = root, .parent = -1, .max_inodes = max_inodes, .dirs = PV_STRV_INIT,
	};
	return 0;
}

void pv_treewrite_release(struct pv_treewrite *t)
{
	pv_closep(&t->parent);
	pv_closep(&t->root);
	free(t->parent_path);
	free(t->dir_times);
	pv_strv_release(&t->dirs);
	*t = (struct pv_treewrite){ .root = -1, .parent = -1 };
}

static int count_inode(struct pv_treewrite *t, struct pv_err **err)
{
	if (++t->inodes > t->max_inodes)
		return pv_fail(err, "it holds more than %lld files and folders", t->max_inodes);
	return 0;
}

/* Opens the folder NAME in `dir`, making it if it is missing. */
static int enter(struct pv_treewrite *t, int dir, const char *name, bool make, struct pv_err **err)
{
	int fd = openat(dir, name, OPEN_DIR);

	if (fd < 0 && errno == ENOENT && make) {
		if (count_inode(t, err) < 0)
			return -1;
		if (mkdirat(dir, name, 0755) < 0 && errno != EEXIST)
			return pv_fail_errno(err, "cannot make the folder `%s'", name);
		fd = openat(dir, name, OPEN_DIR);
	}
	if (fd >= 0)
		return fd;
	if (errno == ENOTDIR || errno == ELOOP || errno == EMLINK)
		return pv_fail(err, "`%s' is not a folder", name);
	return pv_fail_errno(err, "cannot open the folder `%s'", name);
}

/* A descriptor of the folder `path` ("" is the root), owned by the caller. */
static int walk(struct pv_treewrite *t, const char *path, bool make, struct pv_err **err)
{
	struct pv_slice rest = pv_slice_of(path), part;
	pv_cleanup_close int dir = openat(t->root, ".", OPEN_DIR);
	int ret;

	if (dir < 0)
		return pv_fail_errno(err, "cannot open the folder to unpack into");
	while (*path && pv_slice_split(&rest, '/', &part)) {
		pv_cleanup_free char *name = pv_slice_dup(part);
		int next = enter(t, dir, name, make, err);

		if (next < 0)
			return -1;
		close(dir);
		dir = next;
	}
	ret = dir;
	dir = -1;
	return ret;
}

/* The folder that holds `path`, borrowed: archives list a folder's files one
 * after the other, so the last one is kept. */
static int open_parent(struct pv_treewrite *t, const char *path, struct pv_err **err)
{
	const char *slash = strrchr(path, '/');
	pv_cleanup_free char *dir = slash ? pv_xstrndup(path, (size_t)(slash - path))
	                                  : pv_xstrdup("");
	int fd;

	if (t->parent >= 0 && strcmp(t->parent_path, dir) == 0)
		return t->parent;
	fd = walk(t, dir, true, err);
	if (fd < 0)
		return -1;
	pv_closep(&t->parent);
	free(t->parent_path);
	t->parent = fd;
	t->parent_path = pv_steal(&dir);
	return fd;
}

/* After EEXIST: removes NAME if it is of the type `type` (S_IF...). */
static int make_room(int dir, const char *name, mode_t type, struct pv_err **err)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return pv_fail_errno(err, "cannot look at it");
	if ((st.st_mode & S_IFMT) != type)
		return pv_fail(err, "it was there before, as something else");
	if (unlinkat(dir, name, 0) < 0)
		return pv_fail_errno(err, "cannot replace it");
	return 0;
}

static void remember_time(struct pv_treewrite *t, const char *path, const struct timespec *mtime)
{
	if (!mtime)
		return;
	if (t->dirs.n >= t->dir_times_cap) {
		t->dir_times_cap = t->dir_times_cap ? t->dir_times_cap * 2 : 64;
		t->dir_times = pv_xrealloc(t->dir_times, t->dir_times_cap * sizeof(*mtime));
	}
	t->dir_times[t->dirs.n] = *mtime;
	pv_strv_add(&t->dirs, path);
}

int pv_treewrite_dir(struct pv_treewrite *t, const char *path, const struct timespec *mtime,
                     struct pv_err **err)
{
	int dir, fd;

	if (*path) {
		dir = open_parent(t, path, err);
		if (dir < 0)
			return -1;
		fd = enter(t, dir, pv_path_base(path), true, err);
		if (fd < 0)
			return -1;
		close(fd);
	}
	remember_time(t, path, mtime);
	return 0;
}

int pv_treewrite_file(struct pv_treewrite *t, const char *path, mode_t mode, struct pv_err **err)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	const char *name = pv_path_base(path);
	int dir = open_parent(t, path, err);
	int fd;

	if (dir < 0 || count_inode(t, err) < 0)
		return -1;
	fd = openat(dir, name, flags, mode);
	if (fd < 0 && errno == EEXIST) {
		if (make_room(dir, name, S_IFREG, err) < 0)
			return -1;
		fd = openat(dir, name, flags, mode);
	}
	if (fd < 0)
		return pv_fail_errno(err, "cannot make the file");
	return fd;
}

int pv_treewrite_symlink(struct pv_treewrite *t, const char *path, const char *target,
                         const struct timespec *mtime, struct pv_err **err)
{
	const char *name = pv_path_base(path);
	int dir = open_parent(t, path, err);
	int rc;

	if (dir < 0 || count_inode(t, err) < 0)
		return -1;
	rc = symlinkat(target, dir, name);
	if (rc < 0 && errno == EEXIST) {
		if (make_room(dir, name, S_IFLNK, err) < 0)
			return -1;
		rc = symlinkat(target, dir, name);
	}
	if (rc < 0)
		return pv_fail_errno(err, "cannot make the link");
	if (mtime) {
		struct timespec times[2] = { *mtime, *mtime };

		/* Some file systems keep no time for links: no loss. */
		(void)utimensat(dir, name, times, AT_SYMLINK_NOFOLLOW);
	}
	return 0;
}

/* Checks the target and makes the link; `from` is the folder that holds it. */
static int link_file(int from, const char *target, int dir, const char *name, struct pv_err **err)
{
	struct stat st;
	int rc;

	if (fstatat(from, target, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return pv_fail_errno(err, "cannot find what it links to, `%s'", target);
	if (!S_ISREG(st.st_mode))
		return pv_fail(err, "what it links to, `%s', is not a file", target);
	rc = linkat(from, target, dir, name, 0);
	if (rc < 0 && errno == EEXIST) {
		if (make_room(dir, name, S_IFREG, err) < 0)
			return -1;
		rc = linkat(from, target, dir, name, 0);
	}
	if (rc < 0)
		return pv_fail_errno(err, "cannot make the hard link");
	return 0;
}

int pv_treewrite_hardlink(struct pv_treewrite *t, const char *path, const char *target,
                          struct pv_err **err)
{
	pv_cleanup_free char *target_dir = strchr(target, '/') ? pv_path_dir(target)
	                                                       : pv_xstrdup("");
	pv_cleanup_close int from = walk(t, target_dir, false, err);
	int dir;

	if (from < 0)
		return -1;
	dir = open_parent(t, path, err);
	if (dir < 0 || count_inode(t, err) < 0)
		return -1;
	return link_file(from, pv_path_base(target), dir, pv_path_base(path), err);
}

int pv_treewrite_finish(struct pv_treewrite *t, struct pv_err **err)
{
	for (size_t i = 0; i < t->dirs.n; i++) {
		struct timespec times[2] = { t->dir_times[i], t->dir_times[i] };
		pv_cleanup_close int fd = walk(t, t->dirs.v[i], false, err);

		if (fd < 0)
			return -1;
		if (futimens(fd, times) < 0)
			return pv_fail_errno(err, "cannot set the time of `%s'", t->dirs.v[i]);
	}
	return 0;
}
