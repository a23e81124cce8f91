#include "cmd/commandlist.h"
#include "cmd/notfound.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv found = PV_STRV_INIT;
	bool paths = argc > 0 && strcmp(argv[0], "--path") == 0;

	if (argc <= paths || !argv[paths][0])
		return pv_usage_error(app, &pv_cmd_whence, err);
	if (pv_whence(app, argv[paths], paths, &found, err) < 0)
		return -1;
	for (size_t i = 0; i < found.n; i++)
		fprintf(app->out, "%s\n", found.v[i]);
	return found.n ? 0 : PV_EXIT_FAILURE;
}

const struct pv_command pv_cmd_whence = {
	.name = "whence",
	.usage = "pyver whence [--path] <command>",
	.summary = "List the installed versions that have a command",
	.help = "  --path  the programs' full paths instead of the versions' names",
	.complete = "--path @shims",
	.run = run,
};
