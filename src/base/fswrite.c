/* Changing files: atomic replacement, folders, copies, removal. */
#include "base/fs.h"

#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

static int write_all(int fd, const char *data, size_t n)
{
	while (n) {
		ssize_t done = write(fd, data, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		data += done;
		n -= (size_t)done;
	}
	return 0;
}

/* The file a chain of links ends at: that is what gets replaced, so that a
 * linked configuration file stays a link. A link that leads nowhere is itself
 * replaced: no file is made in a place that somebody else chose. */
static char *final_target(const char *path)
{
	pv_cleanup_free char *at = pv_xstrdup(path);
	struct stat st;

	if (stat(path, &st) < 0)
		return pv_steal(&at);
	for (int hops = 0; hops < 40; hops++) {
		pv_cleanup_free char *target = pv_fs_readlink(at);
		pv_cleanup_free char *dir = NULL;
		char *next;

		if (!target)
			break;
		dir = pv_path_dir(at);
		next = target[0] == '/' ? pv_steal(&target) : pv_path_join(dir, target);
		free(at);
		at = next;
	}
	return pv_steal(&at);
}

/* A fresh temporary sibling of `path`; its name (owned by the caller) in *ret_name. */
static int open_sibling(const char *path, mode_t mode, char **ret_name)
{
	pv_cleanup_free char *dir = pv_path_dir(path);

	for (unsigned tries = 0; tries < 100; tries++) {
		pv_cleanup_free char *name = pv_xasprintf("%s/.%.200s.%ld.%u.tmp", dir, pv_path_base(path),
		                                          (long)getpid(), tries);
		int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

		if (fd >= 0) {
			*ret_name = pv_steal(&name);
			return fd;
		}
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* The file keeps its permission bits. Failing to is no reason not to write. */
static void keep_mode(int fd, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && fchmod(fd, st.st_mode & 07777) < 0)
		errno = 0;
}

int pv_fs_write_atomic(const char *path, const void *data, size_t n, mode_t mode,
                       struct pv_err **err)
{
	pv_cleanup_free char *target = final_target(path);
	pv_cleanup_free char *temp = NULL;
	pv_cleanup_free char *dir = NULL;
	pv_cleanup_close int fd = open_sibling(target, mode, &temp);

	if (fd < 0)
		return pv_fail_errno(err, "cannot write %s", path);
	keep_mode(fd, target);
	if (write_all(fd, data, n) < 0 || fsync(fd) < 0 || rename(temp, target) < 0) {
		pv_fail_errno(err, "cannot write %s", path);
		unlink(temp);
		return -1;
	}
	dir = pv_path_dir(target);
	return pv_fs_sync_dir(dir, err);
}

int pv_fs_mkdirs(const char *path, mode_t mode, struct pv_err **err)
{
	pv_cleanup_free char *copy = NULL;

	if (pv_fs_is_dir(path))
		return 0;
	copy = pv_xstrdup(path);
	for (char *p = copy + 1;; p++) {
		char kept = *p;

		if (kept && kept != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, mode) < 0 && !pv_fs_is_dir(copy))
			return pv_fail_errno(err, "cannot make the folder %s", copy);
		*p = kept;
		if (!kept)
			return 0;
	}
}

int pv_fs_sync_dir(const char *path, struct pv_err **err)
{
	pv_cleanup_close int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* Some file systems cannot flush a folder (EINVAL): nothing more can be done there. */
	if (fd < 0 || (fsync(fd) < 0 && errno != EINVAL && errno != ENOTSUP))
		return pv_fail_errno(err, "cannot flush %s", path);
	return 0;
}

int pv_fs_sync_all(const char *path, struct pv_err **err)
{
	pv_cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return pv_fail_errno(err, "cannot flush %s", path);
#ifdef __linux__
	if (syncfs(fd) < 0)
		return pv_fail_errno(err, "cannot flush the file system of %s", path);
#else
	sync();
#endif
	return 0;
}

int pv_fs_copy_file(const char *from, const char *to, struct pv_err **err)
{
	pv_cleanup_close int in = open(from, O_RDONLY | O_CLOEXEC);
	pv_cleanup_close int out = -1;
	pv_cleanup_free char *block = pv_xmalloc(128 * 1024);
	struct timespec times[2];
	struct stat st;
	ssize_t n;

	if (in < 0 || fstat(in, &st) < 0)
		return pv_fail_errno(err, "cannot read %s", from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, st.st_mode & 0777);
	if (out < 0)
		return pv_fail_errno(err, "cannot write %s", to);
	while ((n = read(in, block, 128 * 1024)) > 0)
		if (write_all(out, block, (size_t)n) < 0)
			return pv_fail_errno(err, "cannot write %s", to);
	if (n < 0)
		return pv_fail_errno(err, "cannot read %s", from);
#ifdef __APPLE__
	times[0] = st.st_atimespec;
	times[1] = st.st_mtimespec;
#else
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
#endif
	if (fchmod(out, st.st_mode & 0777) < 0 || futimens(out, times) < 0)
		return pv_fail_errno(err, "cannot write %s", to);
	return 0;
}
