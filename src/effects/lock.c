/* flock() first; where a file system has none (some NFS servers), fcntl()
 * locks: per open file on Linux, per process elsewhere. All are freed by the
 * kernel when the holder ends, however it ends. */
#include "effects/lock.h"

#include "base/fs.h"
#include "core/layout.h"
#include "effects/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>

#define PAUSE_MAX_MS 100

static int lock_by_fcntl(int fd)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int rc;

#ifdef F_OFD_SETLK
	rc = fcntl(fd, F_OFD_SETLK, &whole);
	if (rc < 0 && errno == EINVAL)
		rc = fcntl(fd, F_SETLK, &whole);
#else
	rc = fcntl(fd, F_SETLK, &whole);
#endif
	if (rc < 0 && errno == EACCES)
		errno = EWOULDBLOCK; /* POSIX allows both for "held by another" */
	return rc;
}

int pv_lock_fd(int fd)
{
	int rc;

	do
		rc = flock(fd, LOCK_EX | LOCK_NB);
	while (rc < 0 && errno == EINTR);
	if (rc < 0 &&
	    (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL))
		return lock_by_fcntl(fd);
	return rc;
}

static int fail_to_make(const struct pv_context *ctx, const char *what, struct pv_err **err)
{
	if (errno == EROFS || errno == EACCES || errno == EPERM)
		return pv_fail(err, "cannot write `%s': the root `%s' is read-only to you", what,
		               ctx->root);
	return pv_fail_errno(err, "cannot make `%s'", what);
}

int pv_lock_private_dir(const struct pv_context *ctx, const char *dir, struct pv_err **err)
{
	struct stat st;

	if (mkdir(dir, 0700) == 0)
		return 0;
	if (errno == ENOENT) {
		/* The root itself is the user's to share: as open as the umask says. */
		if (pv_fs_mkdirs(ctx->root, 0777, err) < 0)
			return -1;
		if (mkdir(dir, 0700) == 0)
			return 0;
	}
	if (errno == EEXIST || errno == EROFS) { /* some systems look at the second first */
		if (stat(dir, &st) == 0 && S_ISDIR(st.st_mode))
			return 0;
	}
	return fail_to_make(ctx, dir, err);
}

static int open_file(const struct pv_context *ctx, const char *name, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_layout_locks(ctx);
	/* Very long names may share a lock: one waits for the other, no more. */
	pv_cleanup_free char *path = pv_xasprintf("%s/%.240s", dir, name);
	pv_cleanup_close int fd = -1;
	struct stat st;
	int ret;

	for (char *p = path + strlen(dir) + 1; *p; p++)
		if (*p == '/')
			*p = '%';
	if (pv_lock_private_dir(ctx, dir, err) < 0)
		return -1;
	/* O_NONBLOCK: should somebody have put a fifo there, do not hang on it. */
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	if (fd < 0)
		return fail_to_make(ctx, path, err);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return pv_fail(err, "cannot lock `%s': it is not a regular file", path);
	ret = fd;
	fd = -1;
	return ret;
}

/* For the waiting message only: never a reason to take or to break a lock. */
static void note_holder(int fd)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	if (ftruncate(fd, 0) < 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return; /* a full disk costs the waiting message its number, no more */
}

static long read_holder(int fd)
{
	char text[32];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
	long pid = 0;

	for (ssize_t i = 0; i < n && text[i] >= '0' && text[i] <= '9' && pid < 100000000; i++)
		pid = pid * 10 + (text[i] - '0');
	/* The last holder's number may still be there: say only what can be true. */
	if (pid > 0 && kill((pid_t)pid, 0) < 0 && errno == ESRCH)
		return 0;
	return pid;
}

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static int fail_waiting(const char *name, int fd, int timeout, struct pv_err **err)
{
	long pid = read_holder(fd);

	if (pid > 0)
		return pv_fail(err, "cannot lock `%s' within %d seconds: process %ld holds it",
		               name, timeout, pid);
	return pv_fail(err, "cannot lock `%s' within %d seconds: another process holds it", name,
	               timeout);
}

/* Asks again and again, less and less often: a lock that is waited for inside
 * the kernel can be given neither a time limit nor, on NFS, up. */
static int wait_for(int fd, const char *name, int timeout, struct pv_err **err)
{
	double end = seconds() + timeout;
	long pause_ms = 1;

	for (;;) {
		struct timespec ts = { .tv_nsec = pause_ms * 1000000 };

		if (pv_run_interrupted())
			return pv_fail_status(err, 128 + pv_run_interrupted(),
			                      "interrupted while waiting for the lock `%s'", name);
		if (pv_lock_fd(fd) == 0)
			return 0;
		if (errno != EWOULDBLOCK)
			return pv_fail_errno(err, "cannot lock `%s'", name);
		if (timeout >= 0 && seconds() >= end)
			return fail_waiting(name, fd, timeout, err);
		nanosleep(&ts, NULL);
		pause_ms = pause_ms * 2 < PAUSE_MAX_MS ? pause_ms * 2 : PAUSE_MAX_MS;
	}
}

int pv_lock_take(const struct pv_context *ctx, const char *name, int timeout,
                 void (*waiting)(void *arg, long pid), void *arg, struct pv_err **err)
{
	pv_cleanup_close int fd = open_file(ctx, name, err);
	int ret;

	if (fd < 0)
		return -1;
	if (pv_lock_fd(fd) < 0) {
		if (errno != EWOULDBLOCK)
			return pv_fail_errno(err, "cannot lock `%s' in `%s'", name, ctx->root);
		if (waiting && timeout != 0)
			waiting(arg, read_holder(fd));
		if (wait_for(fd, name, timeout, err) < 0)
			return -1;
	}
	note_holder(fd);
	ret = fd;
	fd = -1;
	return ret;
}

int pv_lock_try(const struct pv_context *ctx, const char *name, struct pv_err **err)
{
	pv_cleanup_close int fd = open_file(ctx, name, err);
	int ret;

	if (fd < 0) {
		errno = EIO; /* an error was made: not "held by another" */
		return -1;
	}
	if (pv_lock_fd(fd) < 0) {
		if (errno == EWOULDBLOCK) {
			close(fd);
			fd = -1;
			errno = EWOULDBLOCK;
			return -1;
		}
		return pv_fail_errno(err, "cannot lock `%s' in `%s/locks'", name, ctx->root);
	}
	note_holder(fd);
	ret = fd;
	fd = -1;
	return ret;
}
