/* pyver commands */
#include "cmd/names.h"
#include "cmd/commandlist.h"

static int run(struct pv_app *app, int argc, char **argv, PV_UNUSED struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	enum pv_names_which which = PV_NAMES_ALL;

	if (argc > 0 && strcmp(argv[0], "--sh") == 0)
		which = PV_NAMES_SH;
	else if (argc > 0 && strcmp(argv[0], "--no-sh") == 0)
		which = PV_NAMES_NO_SH;
	pv_command_names(app, which, &names);
	for (size_t i = 0; i < names.n; i++)
		fprintf(app->out, "%s\n", names.v[i]);
	return 0;
}

const struct pv_command pv_cmd_commands = {
	.name = "commands",
	.usage = "pyver commands [--sh|--no-sh]",
	.summary = "List all commands",
	.help = "Prints the name of every command, one a line: those of pyver itself, and\n"
	        "`pyver-NAME' programs of plugins and on PATH.\n"
	        "\n"
	        "   --sh     only commands that act on the calling shell\n"
	        "   --no-sh  leave out what works through the shell function alone",
	.complete = "--sh --no-sh",
	.run = run,
};
