#include "core/context.h"

#include "base/fs.h"
#include "base/path.h"

#include <errno.h>

static const char *env_get(char *const *env, const char *name)
{
	size_t n = strlen(name);

	for (; env && *env; env++)
		if (strncmp(*env, name, n) == 0 && (*env)[n] == '=')
			return *env + n + 1;
	return NULL;
}

const char *pv_context_env(const struct pv_context *ctx, const char *name)
{
	return env_get(ctx->env, name);
}

const char *pv_context_env_nonempty(const struct pv_context *ctx, const char *name)
{
	const char *value = env_get(ctx->env, name);

	return value && *value ? value : NULL;
}

/* PWD keeps the path as the user walked it (through links); it counts only
 * when it really names the working directory, also with its dots resolved as text. */
static char *working_dir(char *const *env)
{
	const char *pwd = env_get(env, "PWD");
	pv_cleanup_free char *walked = pwd && pwd[0] == '/' ? pv_path_normalize(pwd) : NULL;
	struct stat named, actual;
	size_t cap = 512;

	if (walked && stat(walked, &named) == 0 && stat(".", &actual) == 0 &&
	    named.st_dev == actual.st_dev && named.st_ino == actual.st_ino)
		return pv_steal(&walked);
	for (;;) {
		char *path = pv_xmalloc(cap);

		if (getcwd(path, cap))
			return path;
		free(path);
		if (errno != ERANGE)
			/* The folder is gone or closed to us: no project file can apply. */
			return pv_xstrdup("/");
		cap *= 2;
	}
}

static int find_root(struct pv_context *ctx, const char *default_root, struct pv_err **err)
{
	const char *given = pv_context_env_nonempty(ctx, "PYVER_ROOT");
	const char *home = pv_context_env_nonempty(ctx, "HOME");
	pv_cleanup_free char *path = NULL;

	if (given)
		path = pv_path_absolute(ctx->cwd, given);
	else if (default_root)
		path = pv_path_absolute(ctx->cwd, default_root);
	else if (home)
		path = pv_path_join(home, ".pyver");
	else
		return pv_fail(err, "neither PYVER_ROOT nor HOME is set: no place for versions is known");
	for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0';
	ctx->root = pv_steal(&path);
	return 0;
}

static int find_dir(struct pv_context *ctx, struct pv_err **err)
{
	const char *given = pv_context_env_nonempty(ctx, "PYVER_DIR");
	pv_cleanup_free char *path = NULL;
	pv_cleanup_free char *dir = NULL;

	if (!given) {
		ctx->dir = pv_xstrdup(ctx->cwd);
		return 0;
	}
	path = pv_path_absolute(ctx->cwd, given);
	dir = pv_path_normalize(path);
	if (!pv_fs_is_dir(dir) || access(dir, X_OK) < 0)
		return pv_fail(err, "cannot change working directory to `%s'", given);
	ctx->dir = pv_steal(&dir);
	return 0;
}

int pv_context_init(struct pv_context *ctx, char **env, const char *default_root,
                    struct pv_err **err)
{
	struct pv_context fresh = { .env = env };

	fresh.cwd = working_dir(env);
	if (find_root(&fresh, default_root, err) < 0 || find_dir(&fresh, err) < 0) {
		pv_context_release(&fresh);
		return -1;
	}
	*ctx = fresh;
	return 0;
}

void pv_context_release(struct pv_context *ctx)
{
	free(ctx->root);
	free(ctx->cwd);
	free(ctx->dir);
	*ctx = (struct pv_context){ .root = NULL };
}
