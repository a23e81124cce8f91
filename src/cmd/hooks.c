/* pyver hooks */
#include "cmd/commandlist.h"

#include "core/hooks.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_hookset struct pv_hookset hooks = PV_HOOKSET_INIT;
	pv_cleanup_free char *path = NULL;

	if (argc < 1 || !argv[0][0])
		return pv_usage_error(app, &pv_cmd_hooks, err);
	path = pv_hooks_path(&app->ctx, app->dirs.prefix);
	pv_hooks_find(&app->ctx, path, argv[0], &hooks);
	for (size_t i = 0; i < hooks.scripts.n; i++)
		fprintf(app->out, "%s\n", hooks.scripts.v[i]);
	for (size_t i = 0; i < hooks.programs.n; i++)
		fprintf(app->out, "%s\n", hooks.programs.v[i]);
	return 0;
}

const struct pv_command pv_cmd_hooks = {
	.name = "hooks",
	.usage = "pyver hooks <command>",
	.summary = "List hook scripts for a given command",
	.help = "In the order in which they run: the scripts DIR/COMMAND/*.bash, which a bash\n"
	        "sources, then the executables DIR/COMMAND/<any other name>. DIR is each folder of\n"
	        "PYVER_HOOK_PATH, the root's pyver.d, the system's, and the plugins' etc/pyver.d.\n"
	        "\n"
	        "version-name, version-origin, which, exec, rehash, install, uninstall and\n"
	        "virtualenv have hooks. A script sets pyenv's variables (PYVER_VERSION,\n"
	        "PYVER_VERSION_ORIGIN, PYVER_COMMAND_PATH, ...) or registers code with before_install,\n"
	        "after_install and the like. An executable finds the variables in its environment,\n"
	        "changes one by printing NAME=value, and ends the command by failing; around a\n"
	        "change it runs twice, with PYVER_HOOK_PHASE set to before and after.",
	.complete = "exec rehash version-name version-origin which",
	.run = run,
};
