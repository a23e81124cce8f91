#include "cmd/kind.h"

#include "base/fs.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/resolve.h"

const char *pv_kind_of(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *target = NULL;

	if (strcmp(name, "system") == 0)
		return name;
	if (pv_inventory_is_env(ctx, name))
		return "environment";
	target = pv_link_of(ctx, name);
	return target ? "alias" : "version";
}

char *pv_folder_of(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_err struct pv_err *unknown = NULL;
	char *folder = NULL;

	if (strcmp(name, "system") != 0)
		return pv_layout_version(ctx, name);
	return pv_resolve_prefix(ctx, name, &folder, &unknown) < 0 ? NULL : folder;
}

char *pv_link_of(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *path = pv_layout_version(ctx, name);

	return pv_fs_readlink(path);
}
