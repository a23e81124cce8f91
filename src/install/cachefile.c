#include "install/cachefile.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "effects/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

/* The user's own cache folder, if it exists; owned by the caller. */
static char *users_dir(const struct pv_context *ctx)
{
	const char *value = pv_context_env_nonempty(ctx, "PYTHON_BUILD_CACHE_PATH");
	char *dir = value ? pv_path_absolute(ctx->cwd, value) : NULL;

	if (dir && !pv_fs_is_dir(dir)) {
		free(dir);
		return NULL;
	}
	return dir;
}

void pv_cachefile_dirs(const struct pv_context *ctx, struct pv_strv *ret)
{
	char *dir = users_dir(ctx);

	if (dir)
		pv_strv_take(ret, dir);
	pv_strv_take(ret, pv_layout_cache(ctx));
}

/* Puts a file that is not what it should be out of the way. */
static int refuse(const char *path, const struct pv_artifact *artifact, const char *found,
		  long long size, struct pv_err **err)
{
	pv_cleanup_free char *bad = pv_xasprintf("%s.bad", path);
	bool moved = rename(path, bad) == 0;

	if (artifact->size >= 0 && size != artifact->size)
		return pv_fail_status(
			err, PV_EXIT_SUM,
			"`%s' is not %s: expected %lld bytes with SHA-256 %s, found %lld bytes "
			"with %s; %s%s",
			path, artifact->file, artifact->size, artifact->sha256, size, found,
			moved ? "moved to " : "remove it and try again", moved ? bad : "");
	return pv_fail_status(err, PV_EXIT_SUM,
			      "`%s' is not %s: expected SHA-256 %s, found %s; %s%s", path,
			      artifact->file, artifact->sha256, found,
			      moved ? "moved to " : "remove it and try again", moved ? bad : "");
}

/* 1: there and whole; 0: not there; -1. */
static int check(const char *path, const struct pv_artifact *artifact, struct pv_err **err)
{
	pv_cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char hex[PV_SHA256_HEX];
	long long size;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0)
		return pv_fail_errno(err, "cannot read `%s'", path);
	if (pv_digest_fd(fd, path, hex, &size, err) < 0)
		return -1;
	if (!pv_digest_equal(hex, artifact->sha256) ||
	    (artifact->size >= 0 && size != artifact->size))
		return refuse(path, artifact, hex, size, err);
	return 1;
}

int pv_cachefile_find(const struct pv_context *ctx, const struct pv_artifact *artifact, char **ret,
		      struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;
	const char *const names[] = { artifact->sha256, artifact->file };
	int found;

	pv_cachefile_dirs(ctx, &dirs);
	for (size_t i = 0; i < dirs.n; i++) {
		for (size_t k = 0; k < PV_ARRAY_SIZE(names); k++) {
			pv_cleanup_free char *path = pv_path_join(dirs.v[i], names[k]);

			if ((found = check(path, artifact, err)) < 0)
				return -1;
			if (found) {
				*ret = pv_steal(&path);
				return 1;
			}
		}
	}
	return 0;
}

int pv_cachefile_path(const struct pv_context *ctx, const struct pv_artifact *artifact, char **ret,
		      struct pv_err **err)
{
	pv_cleanup_free char *users = users_dir(ctx);
	pv_cleanup_free char *dir = pv_layout_cache(ctx);

	if (users && access(users, W_OK) == 0) {
		*ret = pv_path_join(users, artifact->file);
		return 0;
	}
	if (pv_fs_mkdirs(dir, 0777, err) < 0)
		return -1;
	*ret = pv_path_join(dir, artifact->sha256);
	return 0;
}
