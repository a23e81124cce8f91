#include "core/dependants.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/inventory.h"
#include "core/layout.h"

#include <fcntl.h>

#define CONFIG_LIMIT (64 * 1024)

/* The `home` key of DIR/pyvenv.cfg; owned by the caller; NULL without one. */
static char *read_home(const char *dir)
{
	pv_cleanup_free char *file = pv_path_join(dir, "pyvenv.cfg");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct pv_slice rest, line, key;

	if (pv_fs_read(AT_FDCWD, file, CONFIG_LIMIT, &text) < 0)
		return NULL;
	rest = (struct pv_slice){ text.p, text.len };
	while (pv_slice_split(&rest, '\n', &line)) {
		if (pv_slice_split(&line, '=', &key) && line.p &&
		    pv_slice_eq(pv_slice_trim(key), "home"))
			return pv_slice_dup(pv_slice_trim(line));
	}
	return NULL;
}

static bool made_from(const struct pv_context *ctx, const char *name, const char *bin)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, name);
	pv_cleanup_free char *home = read_home(dir);

	return home && strcmp(home, bin) == 0;
}

int pv_dependants(const struct pv_context *ctx, const char *version, struct pv_strv *ret,
                  struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	pv_cleanup_free char *below = pv_xasprintf("%s/envs/", version);
	pv_cleanup_free char *dir = pv_layout_version(ctx, version);
	pv_cleanup_free char *bin = pv_path_join(dir, "bin");

	if (pv_inventory_read(ctx, PV_SKIP_ALIASES, &inv, err) < 0)
		return -1;
	for (size_t i = 0; i < inv.n; i++)
		if (pv_starts_with(inv.v[i].name, below) || made_from(ctx, inv.v[i].name, bin))
			pv_strv_add(ret, inv.v[i].name);
	return 0;
}

int pv_short_names(const struct pv_context *ctx, const char *version, struct pv_strv *ret,
                   struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	pv_cleanup_free char *dir = pv_layout_version(ctx, version);
	pv_cleanup_free char *envs = pv_path_join(dir, "envs");

	if (pv_inventory_read(ctx, PV_SKIP_ENVS, &inv, err) < 0)
		return -1;
	for (size_t i = 0; i < inv.n; i++)
		if (inv.v[i].target && pv_path_below(inv.v[i].target, envs))
			pv_strv_add(ret, inv.v[i].name);
	return 0;
}
