#include "install/prebuilt.h"

#include "base/fs.h"
#include "base/path.h"
#include "effects/unpack.h"
#include "install/bytecode.h"
#include "install/fixup.h"

/* The folder of the tree itself: DEST, or DEST/install of a full archive. */
static char *find_tree(const char *dest)
{
	pv_cleanup_free char *bin = pv_path_join(dest, "bin");
	pv_cleanup_free char *inner = pv_path_join(dest, "install");

	if (!pv_fs_is_dir(bin) && pv_fs_is_dir(inner))
		return pv_steal(&inner);
	return pv_xstrdup(dest);
}

static int compile_library(const struct pv_prebuilt *p, const char *tree, struct pv_err **err)
{
	pv_cleanup_free char *stdlib = pv_fixup_stdlib(tree);
	const struct pv_bytecode b = {
		.ctx = p->ctx,
		.progress = p->progress,
		.tree = tree,
		.prefix = p->prefix,
		.folder = stdlib,
	};

	return stdlib ? pv_bytecode_compile(&b, err) : 0;
}

int pv_prebuilt_install(const struct pv_prebuilt *p, char **ret_tree, struct pv_err **err)
{
	const struct pv_unpack what = {
		.archive = p->archive,
		.dest = p->dest,
		.strip_top = true,
		.progress = p->progress,
	};
	pv_cleanup_free char *tree = NULL;

	if (pv_fs_mkdirs(p->dest, 0755, err) < 0 || pv_unpack(&what, err) < 0)
		return -1;
	tree = find_tree(p->dest);
	if (pv_fixup_links(tree, err) < 0)
		return pv_wrap(err, "`%s' is no installed Python", p->archive);
	if (pv_fixup_tree(tree, p->prefix, err) < 0 || compile_library(p, tree, err) < 0)
		return -1;
	*ret_tree = pv_steal(&tree);
	return 0;
}
