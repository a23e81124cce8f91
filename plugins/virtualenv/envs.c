#include "envs.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/resolve.h"
#include "core/version.h"
#include "pyvenvcfg.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>

#define SMALL_FILE (64 * 1024)

/* pyvenv.cfg's home without its /bin; NULL when there is no such file or key. */
static char *base_from_config(const char *dir)
{
	pv_cleanup_free char *path = pv_path_join(dir, "pyvenv.cfg");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	char *home;

	if (pv_fs_read(AT_FDCWD, path, SMALL_FILE, &text) < 0 || !text.p)
		return NULL;
	home = pv_pyvenvcfg_get(text.p, "home");
	if (home && pv_ends_with(home, "/bin") && strlen(home) > strlen("/bin"))
		home[strlen(home) - strlen("/bin")] = '\0';
	return home;
}

static char *read_first_line(const char *path)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_read(AT_FDCWD, path, SMALL_FILE, &text) < 0 || !text.p)
		return NULL;
	return pv_xstrndup(text.p, strcspn(text.p, "\r\n"));
}

/* What old versions of virtualenv left: orig-prefix.txt in their library
 * (Jython: Lib, PyPy: lib-python), or in a folder of it. */
static char *base_from_orig_prefix(const char *dir)
{
	static const char *const places[] = { "Lib", "lib-python", "lib" };
	pv_cleanup_free char *lib = NULL;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;
	char *found;

	for (size_t i = 0; i < PV_ARRAY_SIZE(places); i++) {
		free(lib);
		lib = pv_path_join(dir, places[i]);
		if (pv_fs_is_dir(lib))
			break;
	}
	pv_strv_add(&names, ".");
	if (pv_fs_list(lib, &names, NULL, &unreadable) < 0)
		return NULL;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/%s/orig-prefix.txt", lib, names.v[i]);

		found = read_first_line(path);
		if (found)
			return found;
	}
	return NULL;
}

static bool has(const char *dir, const char *name, bool (*test)(const char *path))
{
	pv_cleanup_free char *path = pv_path_join(dir, name);

	return test(path);
}

/* Conda keeps no note: CONDA/envs/ENV is two folders below its base. */
static char *base_of(const char *dir)
{
	pv_cleanup_free char *envs = NULL;
	char *base;

	if (!has(dir, "bin/activate", pv_fs_is_regular)) {
		if (!has(dir, "conda-meta", pv_fs_is_dir))
			return NULL;
		envs = pv_path_dir(dir);
		return pv_path_dir(envs);
	}
	if (has(dir, "bin/conda", pv_fs_is_regular))
		return pv_xstrdup(dir);
	base = base_from_config(dir);
	return base ? base : base_from_orig_prefix(dir);
}

int pv_env_base(const struct pv_context *ctx, const char *name, char **ret, struct pv_err **err)
{
	pv_cleanup_free char *version = pv_resolve_name(ctx, name);
	pv_cleanup_free char *dir = NULL, *base = NULL;

	if (version && strcmp(version, "system") == 0)
		return pv_fail(err, "version `%s' is not a virtualenv", name);
	if (!version)
		return pv_fail(err, "pyver: version `%s' not installed", name);
	dir = pv_layout_version(ctx, version);
	if (!has(dir, "bin/python", pv_fs_is_program))
		return pv_fail(err, "`python' not found in version `%s'", name);
	base = base_of(dir);
	if (!base || !pv_fs_is_dir(base))
		return pv_fail(err, "version `%s' is not a virtualenv", name);
	*ret = pv_steal(&base);
	return 0;
}

bool pv_env_split(const char *name, char **ret_version, char **ret_env)
{
	const char *envs = strstr(name, "/envs/");
	pv_cleanup_free char *version = NULL;

	if (!envs)
		return false;
	version = pv_xstrndup(name, (size_t)(envs - name));
	if (!pv_version_name_valid(version) || !pv_version_name_valid(envs + strlen("/envs/")))
		return false;
	*ret_version = pv_steal(&version);
	*ret_env = pv_xstrdup(envs + strlen("/envs/"));
	return true;
}

char *pv_env_link_target(const struct pv_context *ctx, const char *link)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_free char *stored = pv_fs_readlink(link);
	pv_cleanup_free char *absolute = NULL, *target = NULL, *version = NULL, *env = NULL;

	if (!stored)
		return NULL;
	absolute = pv_path_absolute(versions, stored);
	target = pv_path_normalize(absolute);
	if (!pv_path_below(target, versions) ||
	    !pv_env_split(target + strlen(versions) + 1, &version, &env))
		return NULL;
	return pv_steal(&target);
}

int pv_env_link(const char *target, const char *link, const char *scratch, struct pv_err **err)
{
	pv_cleanup_free char *aside = scratch ? pv_path_join(scratch, "link") : pv_xstrdup(link);

	if (symlink(target, aside) < 0)
		return pv_fail_errno(err, "cannot make the link `%s'", aside);
	if (scratch && rename(aside, link) < 0)
		return pv_fail_errno(err, "cannot replace the link `%s'", link);
	return 0;
}
