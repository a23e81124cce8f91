#include "core/layout.h"

#include "base/path.h"

static char *below_root(const struct pv_context *ctx, const char *name)
{
	return pv_path_join(ctx->root, name);
}

char *pv_layout_versions(const struct pv_context *ctx)
{
	return below_root(ctx, "versions");
}

char *pv_layout_version(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *path = pv_xasprintf("%s/versions/%s", ctx->root, name);

	return strchr(name, '/') ? pv_path_normalize(path) : pv_steal(&path);
}

char *pv_layout_global(const struct pv_context *ctx)
{
	return below_root(ctx, "version");
}

char *pv_layout_shims(const struct pv_context *ctx)
{
	return below_root(ctx, "shims");
}

char *pv_layout_shim_copy(const struct pv_context *ctx)
{
	return below_root(ctx, "libexec/pyver/pyver-shim");
}

char *pv_layout_cache(const struct pv_context *ctx)
{
	return below_root(ctx, "cache");
}

char *pv_layout_staging(const struct pv_context *ctx)
{
	return below_root(ctx, "staging");
}

char *pv_layout_locks(const struct pv_context *ctx)
{
	return below_root(ctx, "locks");
}

char *pv_layout_catalogue(const struct pv_context *ctx)
{
	return below_root(ctx, "catalogue");
}

char *pv_layout_logs(const struct pv_context *ctx)
{
	return below_root(ctx, "logs");
}

char *pv_layout_sources(const struct pv_context *ctx)
{
	return below_root(ctx, "sources");
}

char *pv_layout_plugins(const struct pv_context *ctx)
{
	return below_root(ctx, "plugins");
}

char *pv_layout_hooks(const struct pv_context *ctx)
{
	return below_root(ctx, "pyver.d");
}

char *pv_layout_receipt(const char *version_dir)
{
	return pv_path_join(version_dir, ".pyver/receipt");
}
