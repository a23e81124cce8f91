/* Removing trees through folder descriptors: a name swapped for a link
 * meanwhile leads nowhere, and other file systems are never entered. */
#include "base/fs.h"

#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

static int remove_entry(int dirfd, const char *name, dev_t dev, struct pv_err **err);

/* Empties the open folder `fd`, which this function closes. */
static int empty_dir(int fd, dev_t dev, struct pv_err **err)
{
	DIR *dir = fdopendir(fd);
	struct dirent *e;
	int result = 0;

	if (!dir) {
		close(fd);
		return pv_fail_errno(err, "cannot list a folder");
	}
	while (result == 0 && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			result = remove_entry(fd, e->d_name, dev, err);
	closedir(dir);
	return result;
}

static int remove_folder(int dirfd, const char *name, dev_t dev, struct pv_err **err)
{
	struct stat st;
	int fd;

	/* A folder without w or x bits (a read-only tree) can be opened up by its owner. */
	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && (st.st_mode & 0700) != 0700 &&
	    fchmodat(dirfd, name, (st.st_mode & 07777) | 0700, 0) < 0)
		return pv_fail_errno(err, "cannot change the permissions of %s", name);
	fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return pv_fail_errno(err, "cannot open %s", name);
	if (fstat(fd, &st) < 0 || st.st_dev != dev) {
		close(fd);
		return pv_fail(err, "%s is another file system: not entered", name);
	}
	if (empty_dir(fd, dev, err) < 0)
		return pv_wrap(err, "%s", name);
	if (unlinkat(dirfd, name, AT_REMOVEDIR) < 0)
		return pv_fail_errno(err, "cannot remove %s", name);
	return 0;
}

static int remove_entry(int dirfd, const char *name, dev_t dev, struct pv_err **err)
{
	struct stat st;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		if (errno == ENOENT)
			return 0;
		return pv_fail_errno(err, "cannot look at %s", name);
	}
	if (S_ISDIR(st.st_mode))
		return remove_folder(dirfd, name, dev, err);
	if (unlinkat(dirfd, name, 0) < 0 && errno != ENOENT)
		return pv_fail_errno(err, "cannot remove %s", name);
	return 0;
}

int pv_fs_remove_tree(int dirfd, const char *name, struct pv_err **err)
{
	struct stat st;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
		return 0;
	return remove_entry(dirfd, name, st.st_dev, err);
}

int pv_fs_remove(const char *path, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_dir(path);
	pv_cleanup_close int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return pv_fail_errno(err, "cannot open %s", dir);
	if (pv_fs_remove_tree(fd, pv_path_base(path), err) < 0)
		return pv_wrap(err, "%s", dir);
	return 0;
}
