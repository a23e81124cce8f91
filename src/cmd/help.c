/* pyver help */
#include "cmd/extdoc.h"
#include "cmd/external.h"
#include "cmd/names.h"
#include "cmd/commandlist.h"

#include <stdlib.h>

/* What NAME does, or its `sh-' form when only that exists. False: no such command. */
static bool find_doc(const struct pv_app *app, const char *name, struct pv_doc *ret)
{
	pv_cleanup_free char *sh = pv_xasprintf("sh-%s", name);
	const char *const forms[] = { name, sh };

	for (size_t i = 0; i < PV_ARRAY_SIZE(forms); i++) {
		const struct pv_command *cmd = pv_command_find(forms[i]);
		pv_cleanup_free char *path = NULL;

		if (cmd) {
			pv_doc_of_command(cmd, ret);
			return true;
		}
		path = pv_external_find_file(app, forms[i]);
		if (path) {
			pv_doc_of_file(path, ret);
			return true;
		}
	}
	return false;
}

static void print_overview(struct pv_app *app)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	fputs("Usage: pyver <command> [<args>]\n\nSome useful pyver commands are:\n", app->out);
	pv_command_names(app, PV_NAMES_ALL, &names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_doc struct pv_doc doc = PV_DOC_INIT;

		if (find_doc(app, names.v[i], &doc) && doc.summary)
			fprintf(app->out, "   %-9s   %s\n", names.v[i], doc.summary);
	}
	fputs("\nSee `pyver help <command>' for information on a specific command.\n"
	      "For full documentation, see: man pyver\n", app->out);
}

static int print_command(struct pv_app *app, const char *name, bool usage_only, struct pv_err **err)
{
	pv_cleanup_doc struct pv_doc doc = PV_DOC_INIT;
	const char *text;

	if (!find_doc(app, name, &doc))
		return pv_fail(err, "no such command `%s'", name);
	if (!doc.usage && !doc.summary) {
		fputs("Sorry, this command isn't documented yet.\n", app->err);
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	}
	if (doc.usage)
		fprintf(app->out, "%s\n", doc.usage);
	else
		fprintf(app->out, "Usage: pyver %s\n", name);
	text = doc.help ? doc.help : doc.summary;
	if (text && !usage_only)
		fprintf(app->out, "\n%s\n\n", text);
	return 0;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	bool usage_only = argc > 0 && strcmp(argv[0], "--usage") == 0;
	const char *name;

	if (usage_only)
		argc--, argv++;
	name = argc > 0 ? argv[0] : "";
	if (*name && strcmp(name, "pyver") != 0)
		return print_command(app, name, usage_only, err);
	if (usage_only)
		fputs("Usage: pyver <command> [<args>]\n", app->out);
	else
		print_overview(app);
	return 0;
}

const struct pv_command pv_cmd_help = {
	.name = "help",
	.usage = "pyver help [--usage] [COMMAND]",
	.summary = "Display help for a command",
	.help = "Without COMMAND: the commands that are useful day by day.\n"
	        "\n"
	        "   --usage  only the lines that say how COMMAND is called\n"
	        "\n"
	        "A `pyver-NAME' program is documented by the comment it begins with: lines\n"
	        "`# Summary: ...', `# Usage: ...' (continued by indented lines) and any text.",
	.complete = "--usage @commands",
	.run = run,
};
