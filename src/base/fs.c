/* Looking at files and reading small ones. */
#include "base/fs.h"

#include "base/dirscan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

/* How much to ask for next: all that stat() promised and a byte to notice
 * growth; blocks when it promised too little (as for files below /proc). */
static size_t next_read(size_t have, off_t promised, size_t limit)
{
	size_t want = promised >= 0 && have < (size_t)promised ? (size_t)promised - have + 1 : 512;

	return want > limit + 1 - have ? limit + 1 - have : want;
}

/* Appends the rest of `fd`; -1 with errno (EFBIG beyond `limit`). */
static int read_all(int fd, off_t promised, size_t limit, struct pv_buf *text)
{
	while (text->len <= limit) {
		size_t want = next_read(text->len, promised, limit);
		ssize_t n = read(fd, pv_buf_reserve(text, want), want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text->len += (size_t)n;
		text->p[text->len] = '\0';
		/* A regular file that gave all its size is at its end: no second read. */
		if (n == 0 || (text->len == (size_t)promised && text->len <= limit))
			return 0;
	}
	errno = EFBIG;
	return -1;
}

int pv_fs_read(int dirfd, const char *path, size_t limit, struct pv_buf *ret)
{
	pv_cleanup_close int fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		return -1;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return -1;
	}
	if (read_all(fd, st.st_size, limit, &text) < 0)
		return -1;
	pv_buf_add(&text, "", 0);
	pv_buf_release(ret);
	*ret = text;
	text = (struct pv_buf)PV_BUF_INIT;
	return 0;
}

int pv_fs_read_file(const char *path, size_t limit, struct pv_buf *ret, struct pv_err **err)
{
	if (pv_fs_read(AT_FDCWD, path, limit, ret) < 0)
		return pv_fail_errno(err, "cannot read %s", path);
	return 0;
}

bool pv_fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool pv_fs_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool pv_fs_is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

bool pv_fs_is_regular(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool pv_fs_is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

char *pv_fs_readlink(const char *path)
{
	size_t cap = 256;

	for (;;) {
		char *target = pv_xmalloc(cap);
		ssize_t n = readlink(path, target, cap);

		if (n >= 0 && (size_t)n < cap) {
			target[n] = '\0';
			return target;
		}
		free(target);
		if (n < 0)
			return NULL;
		cap *= 2;
	}
}

struct listing {
	struct pv_strv *names;
	struct pv_buf *types; /* or NULL */
};

static void list_entry(void *arg, const char *name, char type, unsigned long long ino)
{
	const struct listing *listing = arg;

	(void)ino;
	pv_strv_add(listing->names, name);
	if (listing->types)
		pv_buf_addc(listing->types, type);
}

int pv_fs_list(const char *path, struct pv_strv *ret_names, struct pv_buf *types,
               struct pv_err **err)
{
	struct listing listing = { ret_names, types };

	if (pv_dirscan(path, list_entry, &listing) == 0 || errno == ENOENT || errno == ENOTDIR)
		return 0;
	return pv_fail_errno(err, "cannot list %s", path);
}

static long long size_below(int dirfd, const char *name)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	long long total = 0;
	struct dirent *e;
	struct stat st;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	while ((e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		total += S_ISDIR(st.st_mode) ? size_below(fd, e->d_name)
		       : S_ISREG(st.st_mode) ? (long long)st.st_size : 0;
	}
	closedir(dir);
	return total;
}

long long pv_fs_tree_size(const char *path)
{
	return size_below(AT_FDCWD, path);
}
