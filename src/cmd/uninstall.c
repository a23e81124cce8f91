#include "base/fs.h"
#include "base/path.h"
#include "cmd/ask.h"
#include "cmd/commandlist.h"
#include "cmd/external.h"
#include "cmd/hooked.h"
#include "cmd/shimsync.h"
#include "core/dependants.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/version.h"
#include "effects/lock.h"
#include "effects/run.h"
#include "effects/stage.h"

#include <errno.h>

/* "3.12.4", an alias, an environment's short name, or BASE/envs/ENV. */
static bool acceptable(const char *name)
{
	const char *envs = strstr(name, "/envs/");
	pv_cleanup_free char *base = NULL;

	if (!envs)
		return pv_version_name_valid(name);
	base = pv_xstrndup(name, (size_t)(envs - name));
	return pv_version_name_valid(base) && pv_version_name_valid(envs + 6);
}

static bool is_environment(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *path = pv_layout_version(ctx, name);
	pv_cleanup_free char *target = pv_fs_readlink(path);
	pv_cleanup_free char *config = pv_path_join(path, "pyvenv.cfg");

	if (strchr(name, '/'))
		return true;
	if (target)
		return strstr(target, "/envs/") != NULL && pv_inventory_is_env(ctx, name);
	/* A conda installation, which is a version, has a bin/activate, too. */
	return pv_fs_exists(config);
}

/* Environments belong to the plugin: it knows what goes with them. */
static int remove_environment(struct pv_app *app, const char *name, struct pv_err **err)
{
	pv_cleanup_free char *program = pv_external_find(app, "virtualenv-delete");
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	const char *argv[] = { program, "-f", name, NULL };
	struct pv_run child = { .argv = argv, .out_fd = -1 };
	int status;

	if (!program)
		return pv_fail(err, "`%s' is an environment, and the plugin that removes it is missing",
		               name);
	pv_external_env(app, &env);
	child.env = env.v;
	fflush(app->out);
	if (pv_run(&child, &status, err) < 0)
		return -1;
	return status == 0 ? 0 : pv_fail_silent(err, status);
}

/* Environments made from the version but kept elsewhere; those below it go
 * with its tree, in the same rename. */
static int remove_dependants(struct pv_app *app, const char *name, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv envs = PV_STRV_INIT;
	pv_cleanup_free char *below = pv_xasprintf("%s/envs/", name);

	if (pv_dependants(&app->ctx, name, &envs, err) < 0)
		return -1;
	for (size_t i = 0; i < envs.n; i++)
		if (!pv_starts_with(envs.v[i], below) && remove_environment(app, envs.v[i], err) < 0)
			return -1;
	return 0;
}

/* Refuses while environments need the version. */
static int check_dependants(struct pv_app *app, const char *name, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv envs = PV_STRV_INIT;
	pv_cleanup_free char *list = NULL;

	if (pv_dependants(&app->ctx, name, &envs, err) < 0)
		return -1;
	if (!envs.n)
		return 0;
	list = pv_strv_join(&envs, ", ");
	return pv_fail(err,
	               "version `%s' is not removed: these environments need it: %s\n"
	               "Delete them with `pyver virtualenv-delete NAME', or run "
	               "`pyver uninstall --force %s' to remove them all.",
	               name, list, name);
}

static int unlink_short_names(struct pv_app *app, const char *name, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv links = PV_STRV_INIT;

	if (pv_short_names(&app->ctx, name, &links, err) < 0)
		return -1;
	for (size_t i = 0; i < links.n; i++) {
		pv_cleanup_free char *path = pv_layout_version(&app->ctx, links.v[i]);

		if (unlink(path) < 0 && errno != ENOENT)
			return pv_fail_errno(err, "cannot remove %s", path);
	}
	return 0;
}

static int remove_version(struct pv_app *app, const char *name, bool force, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_version(&app->ctx, name);
	pv_cleanup_free char *lock_name = pv_xasprintf("install-%s", name);
	pv_cleanup_close int lock = pv_lock_take(&app->ctx, lock_name, -1, NULL, NULL, err);

	if (lock < 0)
		return -1;
	if (pv_fs_is_link(path)) {
		if (unlink(path) < 0)
			return pv_fail_errno(err, "cannot remove %s", path);
	} else if ((force ? remove_dependants : check_dependants)(app, name, err) < 0 ||
	           unlink_short_names(app, name, err) < 0 ||
	           pv_stage_discard(&app->ctx, path, err) < 0) {
		return -1;
	}
	if (pv_shims_sync(app, err) < 0)
		return -1;
	fprintf(app->out, "pyver: %s uninstalled\n", name);
	fflush(app->out);
	return 0;
}

static void set_hook_variables(struct pv_hook_vars *vars, const char *name, const char *path)
{
	pv_hook_set(vars, "DEFINITION", name);
	pv_hook_set(vars, "VERSION_NAME", pv_path_base(name));
	pv_hook_set(vars, "PREFIX", path);
}

/* NULL: there are no hooks. */
static int run_hooks(struct pv_app *app, struct pv_hooked *hooks, const char *phase,
                     struct pv_err **err)
{
	return hooks ? pv_hooked_run(app, hooks, phase, err) : 0;
}

static int uninstall(struct pv_app *app, const char *name, bool force, struct pv_hooked *hooks,
                     struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_version(&app->ctx, name);
	pv_cleanup_free char *question = pv_xasprintf("pyver: remove %s? (y/N) ", path);
	bool environment;

	if (!pv_fs_exists(path)) {
		if (force)
			return 0;
		return pv_fail(err, "version `%s' not installed", name);
	}
	environment = is_environment(&app->ctx, name);
	if (!force && !environment && !pv_fs_is_link(path) &&
	    check_dependants(app, name, err) < 0)
		return -1;
	if (!force && pv_ask(app->err, question) != PV_ANSWER_YES)
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	if (hooks)
		set_hook_variables(&hooks->vars, name, path);
	if (run_hooks(app, hooks, "before", err) < 0)
		return -1;
	if ((environment ? remove_environment(app, name, err)
	                 : remove_version(app, name, force, err)) < 0)
		return -1;
	return run_hooks(app, hooks, "after", err);
}

static int show_help(struct pv_app *app, struct pv_err **err)
{
	pv_usage_print(&pv_cmd_uninstall, app->err);
	fprintf(app->err, "\n%s\n", pv_cmd_uninstall.help);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked found = PV_HOOKED_INIT;
	struct pv_hooked *hooks = NULL;
	bool force = argc > 0 && (strcmp(argv[0], "-f") == 0 || strcmp(argv[0], "--force") == 0);

	if (argc > 0 && strcmp(argv[0], "-h") == 0) {
		char self[] = "uninstall", *words[] = { self, NULL };

		return pv_command_find("help")->run(app, 1, words, err);
	}
	argc -= force;
	argv += force;
	if (argc == 0)
		return show_help(app, err);
	/* All arguments are looked at before anything is removed. */
	for (int i = 0; i < argc; i++) {
		if (!argv[i][0] || argv[i][0] == '-')
			return show_help(app, err);
		if (!acceptable(argv[i]))
			return pv_fail(err, "`%s' is no name of a version: nothing was removed", argv[i]);
	}
	if (pv_hooked_find(app, "uninstall", &found)) {
		hooks = &found;
		pv_hook_set(&found.vars, "FORCE", force ? "true" : NULL);
		if (pv_hooked_load(app, hooks, false, NULL, err) < 0)
			return -1;
	}
	for (int i = 0; i < argc; i++)
		if (uninstall(app, argv[i], force, hooks, err) < 0)
			return -1;
	return 0;
}

const struct pv_command pv_cmd_uninstall = {
	.name = "uninstall",
	.usage = "pyver uninstall [-f|--force] <version> ...",
	.summary = "Remove installed Python versions",
	.help = "Asks before it removes anything. A version that environments were made from\n"
	        "is not removed: they are named instead.\n"
	        "\n"
	        "  -f, --force  do not ask, skip what is not installed, and remove the\n"
	        "               version's environments with it",
	.complete = "--force @versions",
	.run = run,
};
