#include "tree.h"

#include "base/path.h"

#include <errno.h>
#include <fcntl.h>

static int write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
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

static int put(const char *dir, const char *name, int flags, mode_t mode, const char *data,
               size_t n, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_close int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode);

	if (fd < 0)
		return pv_fail_errno(err, "cannot create `%s'", path);
	if (write_all(fd, data, n) < 0)
		return pv_fail_errno(err, "cannot write `%s'", path);
	return 0;
}

int pv_tree_file(const char *dir, const char *name, const char *data, size_t n, mode_t mode,
                 struct pv_err **err)
{
	return put(dir, name, O_EXCL, mode, data, n, err);
}

int pv_tree_append(const char *dir, const char *name, const char *data, size_t n,
                   struct pv_err **err)
{
	return put(dir, name, O_APPEND, 0666, data, n, err);
}

int pv_tree_link(const char *target, const char *dir, const char *name, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);

	if (symlink(target, path) < 0)
		return pv_fail_errno(err, "cannot make the link `%s'", path);
	return 0;
}
