#include "cmd/shimsync.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked.h"
#include "core/hooks.h"
#include "core/layout.h"
#include "effects/shimdir.h"

#define DEFAULT_TIMEOUT 60 /* seconds */

static int timeout_of(const struct pv_context *ctx)
{
	const char *given = pv_context_env_nonempty(ctx, "PYVER_REHASH_TIMEOUT");

	return given && pv_all_digits(given) && strlen(given) < 6 ? (int)strtol(given, NULL, 10)
	                                                          : DEFAULT_TIMEOUT;
}

struct adjusting {
	struct pv_app *app;
	struct pv_hooked *hooks;
	const char *program;
};

static bool is_file_name(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Lets the hooks have their way with the names. */
static int adjust(void *arg, struct pv_strv *names, struct pv_err **err)
{
	struct adjusting *a = arg;
	pv_cleanup_free char *shims = pv_layout_shims(&a->app->ctx);
	struct pv_strv *list;
	const struct pv_strv *result;

	pv_hook_set(&a->hooks->vars, "SHIM_PATH", shims);
	pv_hook_set(&a->hooks->vars, "PROTOTYPE_SHIM_PATH", a->program);
	list = pv_hook_add_list(&a->hooks->vars, "registered_shims", "register_shim", true);
	for (size_t i = 0; i < names->n; i++)
		pv_strv_add(list, names->v[i]);
	if (pv_hooked_once(a->app, a->hooks, false, NULL, err) < 0)
		return -1;
	result = pv_hook_items(&a->hooks->vars, "registered_shims");
	pv_strv_release(names);
	for (size_t i = 0; i < result->n; i++)
		if (is_file_name(result->v[i]))
			pv_strv_add(names, result->v[i]);
	return 0;
}

/* Shims look for hooks of the system's only where the root shows that there are
 * some. Without that they are seen by commands alone: no reason to fail. */
static void show_hooks_to_shims(struct pv_app *app)
{
	pv_cleanup_err struct pv_err *unwritable = NULL;
	pv_cleanup_free char *mark = NULL;

	if (pv_hooked_any(app))
		mark = pv_hooks_mark_for_shims(&app->ctx, app->dirs.prefix);
	if (mark)
		(void)pv_fs_mkdirs(mark, 0777, &unwritable);
}

int pv_shims_sync(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_free char *program = pv_path_join(app->dirs.libexec, "pyver-shim");
	pv_cleanup_free char *conda_tools = pv_path_join(app->dirs.share, "conda-tools.txt");
	pv_cleanup_hooked struct pv_hooked hooks = PV_HOOKED_INIT;
	struct adjusting arg = { app, &hooks, program };
	const struct pv_shimdir_adjust adjusts = { adjust, &arg };
	bool hooked = pv_hooked_find(app, "rehash", &hooks);

	show_hooks_to_shims(app);
	return pv_shimdir_sync(&app->ctx, program, conda_tools, timeout_of(&app->ctx),
	                       hooked ? &adjusts : NULL, err);
}
