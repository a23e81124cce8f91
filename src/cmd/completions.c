/* pyver completions */
#include "cmd/extdoc.h"
#include "cmd/external.h"
#include "cmd/commandlist.h"
#include "cmd/words.h"

#include "base/fs.h"
#include "effects/run.h"

/* Commands of the shell function are asked under the name that the user types. */
static char *find_external(const struct pv_app *app, const char *name)
{
	pv_cleanup_free char *sh = pv_xasprintf("sh-%s", name);
	char *path = pv_external_find_file(app, name);

	return path ? path : pv_external_find_file(app, sh);
}

static int ask_external(struct pv_app *app, const char *path, int argc, char **argv,
                        struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv command = PV_STRV_INIT, env = PV_STRV_INIT;
	struct pv_run what = { .out_fd = -1 };
	int status = 0;

	if (!pv_fs_is_program(path) || !pv_doc_has_completions(path))
		return 0;
	if (pv_app_flush(app, err) < 0)
		return -1;
	pv_strv_add(&command, path);
	pv_strv_add(&command, "--complete");
	for (int i = 0; i < argc; i++)
		pv_strv_add(&command, argv[i]);
	pv_external_env(app, &env);
	what.argv = (const char *const *)command.v;
	what.env = env.v;
	return pv_run(&what, &status, err) < 0 ? -1 : status;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *sh = NULL, *path = NULL;
	const struct pv_command *cmd;

	if (argc < 1 || !argv[0][0])
		return pv_usage_error(app, &pv_cmd_completions, err);
	cmd = pv_command_find(argv[0]);
	if (!cmd) {
		sh = pv_xasprintf("sh-%s", argv[0]);
		cmd = pv_command_find(sh);
	}
	if (!cmd)
		path = find_external(app, argv[0]);
	if (!cmd && !path)
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	fputs("--help\n", app->out);
	if (!cmd)
		return ask_external(app, path, argc - 1, argv + 1, err);
	pv_words_print(app, cmd->complete);
	return 0;
}

const struct pv_command pv_cmd_completions = {
	.name = "completions",
	.usage = "pyver completions <command> [<args>]",
	.summary = "List what may follow a command on the command line",
	.help = "Prints one word a line: the options and names that COMMAND takes next.\n"
	        "A `pyver-NAME' program takes part if a line of it says\n"
	        "`# provide pyver completions': it is run with `--complete ARGS...'.",
	.complete = "@commands",
	.run = run,
};
