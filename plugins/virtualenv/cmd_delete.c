/* `pyver virtualenv-delete [-f|--force] NAME' */
#include "base/fs.h"
#include "base/path.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/version.h"
#include "effects/stage.h"
#include "envs.h"
#include "place.h"
#include "plugin.h"

/* What goes: the tree, and the short name's link when it leads to it. */
struct doomed {
	char *tree; /* NULL: nothing, and that is fine (-f) */
	char *link;
};

static int find_long(const struct pv_context *ctx, const char *version, const char *env,
                     struct doomed *ret)
{
	pv_cleanup_free char *link = pv_layout_version(ctx, env);
	pv_cleanup_free char *target = pv_env_link_target(ctx, link);

	ret->tree = pv_xasprintf("%s/versions/%s/envs/%s", ctx->root, version, env);
	if (target && strcmp(target, ret->tree) == 0)
		ret->link = pv_steal(&link);
	return 0;
}

static int find_short(const struct pv_context *ctx, const char *name, bool force,
                      struct doomed *ret, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_version(ctx, name);

	if (pv_fs_is_link(path)) {
		ret->tree = pv_env_link_target(ctx, path);
		if (!ret->tree)
			return pv_fail(err, "`%s' is a symlink for unknown location.", path);
		ret->link = pv_steal(&path);
		return 0;
	}
	if (pv_place_is_env(ctx, name)) {
		ret->tree = pv_steal(&path);
		return 0;
	}
	return force ? 0 : pv_fail(err, "`%s' is not a virtualenv.", name);
}

static int find(const struct pv_context *ctx, const char *name, bool force, struct doomed *ret,
                struct pv_err **err)
{
	pv_cleanup_free char *version = NULL, *env = NULL;

	if (pv_env_split(name, &version, &env))
		return find_long(ctx, version, env, ret);
	if (!pv_version_name_valid(name))
		return pv_fail(err, "`%s' is not a virtualenv.", name);
	return find_short(ctx, name, force, ret, err);
}

/* The tree goes first, in one rename: a link without one is not seen. */
static int delete(struct pv_app *app, const struct doomed *doomed, bool force,
                  struct pv_err **err)
{
	pv_cleanup_free char *question = pv_xasprintf("pyver-virtualenv: remove %s? (y/N) ",
	                                              doomed->tree);

	if (!pv_fs_is_dir(doomed->tree)) {
		if (doomed->link)
			unlink(doomed->link);
		return force ? 0 : pv_fail(err, "virtualenv `%s' not installed",
		                           pv_path_base(doomed->tree));
	}
	if (!force && !pv_plugin_confirm(app, question))
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	if (pv_stage_discard(&app->ctx, doomed->tree, err) < 0)
		return -1;
	if (doomed->link && unlink(doomed->link) < 0)
		return pv_fail_errno(err, "cannot remove the link `%s'", doomed->link);
	return pv_plugin_rehash(app, err);
}

static int complete(struct pv_app *app, struct pv_err **err)
{
	char bare[] = "--bare";
	char *argv[] = { bare, NULL };

	return pv_virtualenvs(app, 1, argv, err);
}

int pv_virtualenv_delete(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	struct doomed doomed = { NULL, NULL };
	bool force = false;
	int rc;

	if (argc > 0 && strcmp(argv[0], "--complete") == 0)
		return complete(app, err);
	if (argc > 0 && (strcmp(argv[0], "-h") == 0 || strcmp(argv[0], "--help") == 0))
		return pv_plugin_help(app, "virtualenv-delete", err);
	if (argc > 0 && (strcmp(argv[0], "-f") == 0 || strcmp(argv[0], "--force") == 0)) {
		force = true;
		argc--;
		argv++;
	}
	if (argc != 1 || !argv[0][0] || argv[0][0] == '-')
		return pv_plugin_usage(app, "virtualenv-delete", false, err);
	rc = find(&app->ctx, argv[0], force, &doomed, err);
	if (rc == 0 && doomed.tree)
		rc = delete(app, &doomed, force, err);
	free(doomed.tree);
	free(doomed.link);
	return rc;
}
