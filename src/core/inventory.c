#include "core/inventory.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/folders.h"
#include "core/layout.h"
#include "core/version.h"

static void add(struct pv_inventory *inv, char *name, char *target)
{
	if (inv->n == inv->cap) {
		inv->cap = inv->cap ? 2 * inv->cap : 32;
		inv->v = pv_xrealloc(inv->v, inv->cap * sizeof *inv->v);
	}
	inv->v[inv->n++] = (struct pv_installed){ .name = name, .target = target };
}

/* The link leads to a version or to an environment below one. */
static bool is_alias(const char *path, const char *versions)
{
	pv_cleanup_free char *real_versions = realpath(versions, NULL);
	pv_cleanup_free char *real = realpath(path, NULL);
	const char *rest;
	size_t slashes = 0;

	if (!real || !real_versions || !pv_path_below(real, real_versions))
		return false;
	rest = real + strlen(real_versions) + 1;
	for (const char *c = rest; *c; c++)
		slashes += *c == '/';
	return slashes == 0 || (slashes == 2 && strstr(rest, "/envs/"));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct pv_folder *)a)->name, ((const struct pv_folder *)b)->name);
}

static int by_version(const void *a, const void *b)
{
	return pv_version_cmp(((const struct pv_folder *)a)->name,
	                      ((const struct pv_folder *)b)->name);
}

/* "envs" being missing, no folder, or closed to this user is that version's own business. */
static void add_envs(const char *version_dir, const char *name, struct pv_inventory *inv)
{
	pv_cleanup_free char *dir = pv_path_join(version_dir, "envs");
	pv_cleanup_folders struct pv_folders envs = PV_FOLDERS_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_folders_list(dir, &envs, &unreadable) < 0)
		return;
	if (envs.n > 1)
		qsort(envs.v, envs.n, sizeof *envs.v, by_name);
	for (size_t i = 0; i < envs.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, envs.v[i].name);

		if (!envs.v[i].link || pv_fs_is_dir(path))
			add(inv, pv_xasprintf("%s/envs/%s", name, envs.v[i].name), NULL);
	}
}

/* One entry of versions/, and its environments. */
static void add_version(const char *versions, const struct pv_folder *folder, unsigned flags,
                        struct pv_inventory *inv)
{
	pv_cleanup_free char *dir = pv_path_join(versions, folder->name);
	char *target = NULL;

	if (folder->link) {
		if (!pv_fs_is_dir(dir) || ((flags & PV_SKIP_ALIASES) && is_alias(dir, versions)))
			return;
		target = pv_fs_readlink(dir);
	}
	add(inv, pv_xstrdup(folder->name), target);
	if (!(flags & PV_SKIP_ENVS))
		add_envs(dir, folder->name, inv);
}

int pv_inventory_read(const struct pv_context *ctx, unsigned flags, struct pv_inventory *ret,
                      struct pv_err **err)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_folders struct pv_folders folders = PV_FOLDERS_INIT;
	struct pv_inventory inv = PV_INVENTORY_INIT;

	if (pv_folders_list(versions, &folders, err) < 0)
		return -1;
	if (folders.n > 1)
		qsort(folders.v, folders.n, sizeof *folders.v, by_version);
	for (size_t i = 0; i < folders.n; i++)
		add_version(versions, &folders.v[i], flags, &inv);
	*ret = inv;
	return 0;
}

void pv_inventory_release(struct pv_inventory *inv)
{
	for (size_t i = 0; i < inv->n; i++) {
		free(inv->v[i].name);
		free(inv->v[i].target);
	}
	free(inv->v);
	*inv = (struct pv_inventory)PV_INVENTORY_INIT;
}

int pv_inventory_names(const struct pv_context *ctx, struct pv_strv *ret, struct pv_err **err)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_folders struct pv_folders folders = PV_FOLDERS_INIT;

	if (pv_folders_list(versions, &folders, err) < 0)
		return -1;
	for (size_t i = 0; i < folders.n; i++) {
		pv_cleanup_free char *path = pv_path_join(versions, folders.v[i].name);

		if (!folders.v[i].link || pv_fs_is_dir(path))
			pv_strv_add(ret, folders.v[i].name);
	}
	return 0;
}

bool pv_inventory_has(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, name);

	return pv_fs_is_dir(dir);
}

bool pv_inventory_is_env(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, name);
	pv_cleanup_free char *config = pv_path_join(dir, "pyvenv.cfg");
	pv_cleanup_free char *activate = pv_path_join(dir, "bin/activate");

	return pv_fs_exists(config) || pv_fs_exists(activate);
}
