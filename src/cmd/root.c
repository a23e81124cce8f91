#include "cmd/commandlist.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	(void)argc;
	(void)argv;
	(void)err;
	fprintf(app->out, "%s\n", app->ctx.root);
	return 0;
}

const struct pv_command pv_cmd_root = {
	.name = "root",
	.usage = "pyver root",
	.summary = "Print the folder that versions and shims are kept in",
	.run = run,
};
