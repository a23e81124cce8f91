#include "core/shimset.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/folders.h"
#include "core/layout.h"

#include <dirent.h>

#define TABLE_LIMIT (256 * 1024)

/* Names of the entries of DIR/bin that are no folders. A bin that is missing,
 * is no folder or is closed to this user has none, and spoils nobody else's. */
static void add_programs(const char *dir, struct pv_strv *ret)
{
	pv_cleanup_free char *bin = pv_path_join(dir, "bin");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf types = PV_BUF_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_fs_list(bin, &names, &types, &unreadable) < 0)
		return;
	for (size_t i = 0; i < names.n; i++) {
		if (types.p[i] == DT_DIR)
			continue;
		pv_strv_take(ret, names.v[i]);
		names.v[i] = NULL;
	}
}

/* An alias of something below versions/ adds no names of its own. */
static bool is_alias(const char *path, const char *versions)
{
	pv_cleanup_free char *target = pv_fs_readlink(path);

	return target && pv_path_below(target, versions);
}

static void add_envs(const char *version_dir, struct pv_strv *ret)
{
	pv_cleanup_free char *dir = pv_path_join(version_dir, "envs");
	pv_cleanup_folders struct pv_folders envs = PV_FOLDERS_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_folders_list(dir, &envs, &unreadable) < 0)
		return;
	for (size_t i = 0; i < envs.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, envs.v[i].name);

		add_programs(path, ret);
	}
}

int pv_shimset_wanted(const struct pv_context *ctx, struct pv_strv *ret, struct pv_err **err)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_folders struct pv_folders folders = PV_FOLDERS_INIT;

	if (pv_folders_list(versions, &folders, err) < 0)
		return -1;
	for (size_t i = 0; i < folders.n; i++) {
		pv_cleanup_free char *path = pv_path_join(versions, folders.v[i].name);

		if (folders.v[i].link && is_alias(path, versions))
			continue;
		add_programs(path, ret);
		add_envs(path, ret);
	}
	pv_strv_sort(ret);
	pv_strv_uniq(ret);
	return 0;
}

/* Words of the table: "PACKAGE: PROGRAM PROGRAM ...", "#" begins a comment. */
static void read_table(struct pv_slice text, struct pv_strv *ret)
{
	struct pv_slice line;

	while (pv_slice_split(&text, '\n', &line)) {
		pv_cleanup_free char *words = NULL;
		const char *colon = line.n ? memchr(line.p, ':', line.n) : NULL;

		if (!colon || line.p[0] == '#')
			continue;
		words = pv_xstrndup(colon + 1, (size_t)(line.p + line.n - colon - 1));
		pv_strv_add_words(ret, words);
	}
	pv_strv_sort(ret);
}

int pv_shimset_drop_general(struct pv_strv *names, const char *file, struct pv_err **err)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	pv_cleanup_strv struct pv_strv general = PV_STRV_INIT;
	size_t kept = 0, g = 0;

	if (!pv_strv_has(names, "conda"))
		return 0;
	if (pv_fs_read_file(file, TABLE_LIMIT, &text, err) < 0)
		return -1;
	read_table((struct pv_slice){ text.p, text.len }, &general);
	for (size_t i = 0; i < names->n; i++) {
		while (g < general.n && strcmp(general.v[g], names->v[i]) < 0)
			g++;
		if (g < general.n && strcmp(general.v[g], names->v[i]) == 0)
			free(names->v[i]);
		else
			names->v[kept++] = names->v[i];
	}
	for (size_t i = kept; i < names->n; i++)
		names->v[i] = NULL;
	names->n = kept;
	return 0;
}

bool pv_shimset_is_sourced(const char *name)
{
	static const char *const sourced[] = {
		"activate", "activate.csh", "activate.fish", "activate.nu", "gettext.sh",
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(sourced); i++)
		if (strcmp(name, sourced[i]) == 0)
			return true;
	return false;
}
