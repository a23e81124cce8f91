#include "core/hooks.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"

#define MAX_LINKS 40

/* The folders of other packages that ship hooks for everybody. */
static const char *const shared_dirs[] = {
	"/usr/etc/pyver.d",
	"/usr/local/etc/pyver.d",
	"/etc/pyver.d",
	"/usr/lib/pyver/hooks",
};

/* ROOT/plugins/<plugin>/etc/pyver.d, by name. */
static void add_plugins(const struct pv_context *ctx, struct pv_strv *ret)
{
	pv_cleanup_free char *plugins = pv_layout_plugins(ctx);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (access(plugins, F_OK) < 0 || pv_fs_list(plugins, &names, NULL, &unreadable) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/%s/etc/pyver.d", plugins, names.v[i]);

		if (names.v[i][0] != '.' && pv_fs_is_dir(path))
			pv_strv_take(ret, pv_steal(&path));
	}
}

static void add_once(struct pv_strv *ret, const char *dir)
{
	if (!pv_strv_has(ret, dir))
		pv_strv_add(ret, dir);
}

static void add_all(const struct pv_context *ctx, const char *prefix, struct pv_strv *ret)
{
	const char *given = pv_context_env_nonempty(ctx, "PYVER_HOOK_PATH");
	struct pv_slice rest = pv_slice_of(given ? given : ""), part;
	pv_cleanup_strv struct pv_strv plugins = PV_STRV_INIT;
	pv_cleanup_free char *of_root = pv_layout_hooks(ctx);
	pv_cleanup_free char *of_prefix = pv_path_join(prefix, "pyver.d");

	while (pv_slice_split(&rest, ':', &part))
		if (part.n)
			pv_strv_addn(ret, part.p, part.n);
	add_once(ret, of_root);
	add_once(ret, of_prefix);
	for (size_t i = 0; i < PV_ARRAY_SIZE(shared_dirs); i++)
		add_once(ret, shared_dirs[i]);
	add_plugins(ctx, &plugins);
	for (size_t i = 0; i < plugins.n; i++)
		add_once(ret, plugins.v[i]);
}

char *pv_hooks_path(const struct pv_context *ctx, const char *prefix)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;

	add_all(ctx, prefix, &dirs);
	return pv_strv_join(&dirs, ":");
}

char *pv_hooks_existing(const char *path)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;
	struct pv_slice rest = pv_slice_of(path), part;

	while (pv_slice_split(&rest, ':', &part)) {
		pv_cleanup_free char *dir = pv_slice_dup(part);

		if (dir[0] && access(dir, F_OK) == 0)
			pv_strv_take(&dirs, pv_steal(&dir));
	}
	return pv_strv_join(&dirs, ":");
}

/* The file that PATH leads to when its last component is a link, as often as
 * needed; ".." resolved as text. Owned by the caller. */
static char *follow(const struct pv_context *ctx, const char *path)
{
	pv_cleanup_free char *absolute = pv_path_absolute(ctx->cwd, path);
	char *at = pv_path_normalize(absolute);

	for (int i = 0; i < MAX_LINKS; i++) {
		pv_cleanup_free char *target = pv_fs_readlink(at);
		pv_cleanup_free char *dir = NULL, *next = NULL;

		if (!target)
			break;
		dir = pv_path_dir(at);
		next = pv_path_absolute(dir, target);
		free(at);
		at = pv_path_normalize(next);
	}
	return at;
}

/* The hooks in the folder `dir`. */
static void add_hooks_in(const struct pv_context *ctx, const char *dir, struct pv_hookset *ret)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_fs_list(dir, &names, NULL, &unreadable) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, names.v[i]);

		if (names.v[i][0] == '.')
			continue;
		if (pv_ends_with(names.v[i], ".bash"))
			pv_strv_take(&ret->scripts, follow(ctx, path));
		else if (pv_fs_is_program(path))
			pv_strv_take(&ret->programs, follow(ctx, path));
	}
}

void pv_hooks_find(const struct pv_context *ctx, const char *path, const char *point,
                   struct pv_hookset *ret)
{
	struct pv_slice rest = pv_slice_of(path), part;

	while (pv_slice_split(&rest, ':', &part)) {
		pv_cleanup_free char *dir = pv_xasprintf("%.*s/%s", (int)part.n, part.p, point);

		if (part.n)
			add_hooks_in(ctx, dir, ret);
	}
}

bool pv_hookset_empty(const struct pv_hookset *set)
{
	return !set->scripts.n && !set->programs.n;
}

void pv_hookset_release(struct pv_hookset *set)
{
	pv_strv_release(&set->scripts);
	pv_strv_release(&set->programs);
}

/* DIR has hooks, or at least a folder for them, that have a say in what a shim does. */
static bool concerns_shims(const char *dir)
{
	static const char *const points[] = { "version-name", "which", "exec" };

	if (access(dir, F_OK) < 0)
		return false;
	for (size_t i = 0; i < PV_ARRAY_SIZE(points); i++) {
		pv_cleanup_free char *path = pv_path_join(dir, points[i]);

		if (access(path, F_OK) == 0)
			return true;
	}
	return false;
}

static bool exists(const struct pv_context *ctx, char *(*layout)(const struct pv_context *ctx))
{
	pv_cleanup_free char *path = layout(ctx);

	return access(path, F_OK) == 0;
}

bool pv_hooks_for_shims(const struct pv_context *ctx, const char *prefix)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;

	if (!exists(ctx, pv_layout_hooks) && !exists(ctx, pv_layout_plugins) &&
	    !pv_context_env_nonempty(ctx, "PYVER_HOOK_PATH"))
		return false;
	add_all(ctx, prefix, &dirs);
	for (size_t i = 0; i < dirs.n; i++)
		if (concerns_shims(dirs.v[i]))
			return true;
	return false;
}

char *pv_hooks_mark_for_shims(const struct pv_context *ctx, const char *prefix)
{
	pv_cleanup_free char *of_prefix = pv_path_join(prefix, "pyver.d");
	bool there = concerns_shims(of_prefix);

	for (size_t i = 0; i < PV_ARRAY_SIZE(shared_dirs); i++)
		there = there || concerns_shims(shared_dirs[i]);
	return there && !exists(ctx, pv_layout_hooks) ? pv_layout_hooks(ctx) : NULL;
}
