/* The installer is a program of its own: what it links would cost every
 * other command several milliseconds of start-up. */
#include "base/path.h"
#include "cmd/commandlist.h"
#include "cmd/external.h"
#include "cmd/launch.h"
#include "install/usage.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *program = pv_path_join(app->dirs.libexec, "pyver-install");
	pv_cleanup_free char **args = pv_xcalloc((size_t)argc + 2, sizeof *args);
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;

	pv_external_env(app, &env);
	args[0] = program;
	for (int i = 0; i < argc; i++)
		args[i + 1] = argv[i];
	return pv_launch_exec(program, args, env.v, err);
}

const struct pv_command pv_cmd_install = {
	.name = "install",
	.usage = PV_INSTALL_USAGE,
	.summary = PV_INSTALL_SUMMARY,
	.help = PV_INSTALL_HELP,
	.complete = "--list --force --skip-existing --prebuilt --build --offline --keep --verbose "
	            "--quiet --patch --debug --version @definitions",
	.run = run,
};
