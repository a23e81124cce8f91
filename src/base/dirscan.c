#include "base/dirscan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

static char known_type(int dirfd, const char *name, unsigned char type)
{
	struct stat st;

	if (type != DT_UNKNOWN)
		return (char)type;
	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return DT_UNKNOWN;
	return S_ISDIR(st.st_mode) ? DT_DIR : S_ISLNK(st.st_mode) ? DT_LNK
	     : S_ISREG(st.st_mode) ? DT_REG : DT_UNKNOWN;
}

static bool is_self_or_parent(const char *name)
{
	return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

#if defined(__linux__) && defined(SYS_getdents64)
/* What the kernel writes; libc's readdir() takes it in pieces of 2 KiB in
 * musl, several calls for a folder of a few dozen entries. */
struct entry {
	uint64_t ino;
	int64_t offset;
	uint16_t length;
	uint8_t type;
	char name[];
};

int pv_dirscan(const char *path, pv_dirscan_visit *visit, void *arg)
{
	pv_cleanup_close int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	union {
		struct entry first; /* for alignment */
		char bytes[16 * 1024];
	} block;
	long n;

	if (fd < 0)
		return -1;
	while ((n = syscall(SYS_getdents64, fd, block.bytes, sizeof block.bytes)) > 0) {
		for (long at = 0; at < n;) {
			const struct entry *e = (const void *)(block.bytes + at);

			if (!is_self_or_parent(e->name))
				visit(arg, e->name, known_type(fd, e->name, e->type), e->ino);
			at += e->length;
		}
	}
	return n < 0 ? -1 : 0;
}
#else
int pv_dirscan(const char *path, pv_dirscan_visit *visit, void *arg)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	int error;

	if (!dir)
		return -1;
	errno = 0;
	while ((e = readdir(dir)))
		if (!is_self_or_parent(e->d_name))
			visit(arg, e->d_name, known_type(dirfd(dir), e->d_name, e->d_type), e->d_ino);
	error = errno;
	closedir(dir);
	errno = error;
	return error ? -1 : 0;
}
#endif
