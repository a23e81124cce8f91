#include "cmd/commandlist.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	(void)argc;
	(void)argv;
	(void)err;
	fprintf(app->out, "pyver %s\n", PACKAGE_VERSION);
	return 0;
}

const struct pv_command pv_cmd_dash_version = {
	.name = "--version",
	.usage = "pyver --version",
	.summary = "Print the version of pyver itself",
	.run = run,
};
