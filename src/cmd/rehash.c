#include "cmd/commandlist.h"
#include "cmd/shimsync.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	(void)argc;
	(void)argv;
	return pv_shims_sync(app, err);
}

const struct pv_command pv_cmd_rehash = {
	.name = "rehash",
	.usage = "pyver rehash",
	.summary = "Bring the shims up to date with the installed programs",
	.help = "Runs by itself after install, uninstall, virtualenv and after pip. It is\n"
	        "only needed when something else has put a program into a version's bin.",
	.run = run,
};
