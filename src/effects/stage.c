/* Staging folders: what is not finished lives here, where nobody looks. */
#include "effects/stage.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "effects/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#define LOCK_FILE ".lock"
#define OLD_TREE ".old" /* a replaced or discarded tree, inside the staging */
#define STAGING_TIMEOUT 60

enum rename_how {
	RENAME_FRESH, /* fails with EEXIST when the new name is taken */
	RENAME_SWAP_BOTH, /* exchanges the two */
};

/* The kernel's one-step renames; -1 with ENOSYS, EINVAL or ENOTSUP where the
 * kernel or the file system has none. By number: older musl has no wrapper. */
static int rename_in_one_step(const char *from, const char *to, enum rename_how how)
{
#if defined(__linux__) && defined(SYS_renameat2)
	unsigned flags = how == RENAME_FRESH ? 1u /* NOREPLACE */ : 2u /* EXCHANGE */;

	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
#elif defined(__APPLE__)
	return renamex_np(from, to, how == RENAME_FRESH ? RENAME_EXCL : RENAME_SWAP);
#else
	(void)from;
	(void)to;
	(void)how;
	errno = ENOSYS;
	return -1;
#endif
}

static bool is_unsupported(int e)
{
	return e == ENOSYS || e == EINVAL || e == ENOTSUP || e == EOPNOTSUPP;
}

static int rename_fresh(const char *from, const char *to)
{
	struct stat st;

	if (rename_in_one_step(from, to, RENAME_FRESH) == 0)
		return 0;
	if (!is_unsupported(errno))
		return -1;
	/* Look, then rename: writers of one version hold its lock meanwhile. */
	if (lstat(to, &st) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

/* `to` is at `aside` for a moment when there is no exchange: absent, never half. */
static int rename_swap(const char *from, const char *to, const char *aside)
{
	if (rename_in_one_step(from, to, RENAME_SWAP_BOTH) == 0)
		return 0;
	if (!is_unsupported(errno))
		return -1;
	if (rename(to, aside) < 0)
		return -1;
	if (rename(from, to) < 0) {
		int saved = errno;

		if (rename(aside, to) < 0)
			return -1;
		errno = saved;
		return -1;
	}
	return 0;
}

/* The descriptor of ENTRY's lock file, locked; -1 when a living process holds
 * it or when it is none of ours. Called with the lock "staging" held: an entry
 * without a lock file is one whose maker died, or that is being removed. */
static int claim(int staging, const char *entry)
{
	pv_cleanup_close int dir = openat(staging, entry,
	                                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int fd;

	if (dir < 0)
		return -1;
	fd = openat(dir, LOCK_FILE, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	if (fd >= 0 && pv_lock_fd(fd) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

struct dead {
	struct pv_strv names;
	int *locks; /* one per name */
};

/* Claims all that dead processes left: quick, so that it can be done under the
 * lock; removing them is not. */
static int claim_dead(const char *staging_path, int staging, struct dead *ret, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_fs_list(staging_path, &names, NULL, err) < 0)
		return -1;
	ret->locks = pv_xcalloc(names.n + 1, sizeof(int));
	for (size_t i = 0; i < names.n; i++) {
		int fd = claim(staging, names.v[i]);

		if (fd < 0)
			continue;
		ret->locks[ret->names.n] = fd;
		pv_strv_add(&ret->names, names.v[i]);
	}
	return 0;
}

/* What cannot be removed now is tried again by the next one. */
static void remove_dead(int staging, struct dead *dead)
{
	for (size_t i = 0; i < dead->names.n; i++) {
		pv_cleanup_err struct pv_err *ignored = NULL;

		pv_fs_remove_tree(staging, dead->names.v[i], &ignored);
		close(dead->locks[i]);
	}
	free(dead->locks);
	pv_strv_release(&dead->names);
}

/* Adds six random letters to `name`. */
static int add_random(struct pv_buf *name, struct pv_err **err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char bytes[6];

	if (getentropy(bytes, sizeof(bytes)) < 0)
		return pv_fail_errno(err, "cannot get random bytes");
	for (size_t i = 0; i < sizeof(bytes); i++)
		pv_buf_addc(name, letters[bytes[i] % 32]);
	return 0;
}

/* Makes NAME.XXXXXX in the folder `staging`; its name in *ret. */
static int make_folder(int staging, const char *path, const char *name, char **ret,
                       struct pv_err **err)
{
	for (int tries = 0; tries < 100; tries++) {
		pv_cleanup_buf struct pv_buf full = PV_BUF_INIT;

		/* A name of any length and kind has to fit beside the random part. */
		pv_buf_addf(&full, "%.200s.", name);
		for (char *p = full.p; *p; p++)
			if (*p == '/')
				*p = '%';
		if (add_random(&full, err) < 0)
			return -1;
		if (mkdirat(staging, full.p, 0700) == 0) {
			*ret = pv_buf_detach(&full);
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return pv_fail_errno(err, "cannot make a folder in `%s'", path);
}

/* With the lock "staging" held, so that nobody sees the new folder before it
 * is locked. */
static int make_locked(int staging, const char *path, const char *name, struct pv_stage *ret,
                       struct pv_err **err)
{
	pv_cleanup_free char *entry = NULL;
	int fd;

	if (make_folder(staging, path, name, &entry, err) < 0)
		return -1;
	fd = claim(staging, entry);
	if (fd < 0) {
		int saved = errno;

		unlinkat(staging, entry, AT_REMOVEDIR);
		errno = saved;
		return pv_fail_errno(err, "cannot lock `%s/%s/%s'", path, entry, LOCK_FILE);
	}
	ret->dir = pv_path_join(path, entry);
	ret->lock_fd = fd;
	return 0;
}

int pv_stage_open_in(const struct pv_context *ctx, const char *path, const char *name,
                     struct pv_stage *ret, struct pv_err **err)
{
	pv_cleanup_close int staging = -1, lock = -1;
	struct dead dead = { PV_STRV_INIT, NULL };
	int rc;

	staging = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (staging < 0)
		return pv_fail_errno(err, "cannot open the folder `%s'", path);
	lock = pv_lock_take(ctx, "staging", STAGING_TIMEOUT, NULL, NULL, err);
	if (lock < 0)
		return -1;
	rc = claim_dead(path, staging, &dead, err);
	if (rc == 0)
		rc = make_locked(staging, path, name, ret, err);
	close(lock);
	lock = -1;
	remove_dead(staging, &dead);
	return rc;
}

int pv_stage_open(const struct pv_context *ctx, const char *name, struct pv_stage *ret,
                  struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_staging(ctx);

	if (pv_lock_private_dir(ctx, path, err) < 0)
		return -1;
	return pv_stage_open_in(ctx, path, name, ret, err);
}

static int sync_parent(const char *path, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_dir(path);

	return pv_fs_sync_dir(dir, err);
}

int pv_stage_publish(struct pv_stage *stage, const char *tree, const char *dest, bool replace,
                     struct pv_err **err)
{
	pv_cleanup_free char *parent = pv_path_dir(dest);
	pv_cleanup_free char *aside = pv_path_join(stage->dir, OLD_TREE);
	int rc;

	if (!pv_path_below(tree, stage->dir))
		return pv_fail(err, "cannot publish `%s': it is not inside `%s'", tree, stage->dir);
	if (pv_fs_mkdirs(parent, 0777, err) < 0 || pv_fs_sync_all(tree, err) < 0)
		return -1;
	rc = rename_fresh(tree, dest);
	if (rc < 0 && errno == EEXIST && replace)
		rc = rename_swap(tree, dest, aside);
	if (rc < 0 && errno == EEXIST)
		return pv_fail(err, "cannot publish `%s': it exists already", dest);
	if (rc < 0)
		return pv_fail_errno(err, "cannot rename `%s' to `%s'", tree, dest);
	if (pv_fs_sync_dir(parent, err) < 0 || sync_parent(tree, err) < 0)
		return -1;
	return 0;
}

static int remove_folder(struct pv_stage *stage, struct pv_err **err)
{
	int rc = 0;

	/* Removed before it is unlocked: nobody else will want it. */
	if (stage->dir)
		rc = pv_fs_remove(stage->dir, err);
	free(stage->dir);
	stage->dir = NULL;
	if (stage->lock_fd >= 0)
		close(stage->lock_fd);
	stage->lock_fd = -1;
	return rc;
}

void pv_stage_release(struct pv_stage *stage)
{
	pv_cleanup_err struct pv_err *ignored = NULL;

	if (stage)
		remove_folder(stage, &ignored);
}

/* Moving a folder to another parent writes into it (its ".."): one that is
 * read-only, and ours, is made writable first. */
static int move_aside(const char *from, const char *to)
{
	struct stat st;

	if (rename(from, to) == 0)
		return 0;
	if (errno != EACCES || lstat(from, &st) < 0 || !S_ISDIR(st.st_mode) ||
	    chmod(from, st.st_mode | 0700) < 0) {
		return -1;
	}
	return rename(from, to);
}

int pv_stage_discard(const struct pv_context *ctx, const char *dest, struct pv_err **err)
{
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *aside = NULL;

	if (pv_stage_open(ctx, pv_path_base(dest), &stage, err) < 0)
		return -1;
	aside = pv_path_join(stage.dir, OLD_TREE);
	if (move_aside(dest, aside) < 0)
		return pv_fail_errno(err, "cannot move `%s' into `%s'", dest, stage.dir);
	if (sync_parent(dest, err) < 0)
		return -1;
	if (remove_folder(&stage, err) < 0)
		return pv_wrap(err, "`%s' is gone, but some of its files could not be deleted",
		               dest);
	return 0;
}
