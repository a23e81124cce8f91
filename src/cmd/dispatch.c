#include "cmd/dispatch.h"

#include "cmd/external.h"
#include "cmd/launch.h"
#include "cmd/runshim.h"
#include "cmd/words.h"

static int run_named(struct pv_app *app, const char *name, int argc, char **argv,
                     struct pv_err **err)
{
	const struct pv_command *cmd = pv_command_find(name);

	return cmd->run(app, argc, argv, err);
}

/* Nothing asked for: version and help, on stderr, and a failure. */
static int show_help(struct pv_app *app, struct pv_err **err)
{
	FILE *out = app->out;
	int status;

	app->out = app->err;
	status = run_named(app, "--version", 0, NULL, err);
	if (status == 0)
		status = run_named(app, "help", 0, NULL, err);
	app->out = out;
	return status < 0 ? -1 : PV_EXIT_FAILURE;
}

/* `pyver CMD --help'. What an integrated shell would evaluate has to be a command. */
static int command_help(struct pv_app *app, char *name, struct pv_err **err)
{
	char *words[] = { name, NULL };

	if (pv_starts_with(name, "sh-")) {
		fprintf(app->out, "pyver help \"%s\"\n", name);
		return 0;
	}
	return run_named(app, "help", 1, words, err);
}

static int run_external(struct pv_app *app, const char *path, char **argv, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;

	pv_external_env(app, &env);
	if (pv_app_flush(app, err) < 0)
		return -1;
	return pv_launch_exec(path, argv, env.v, err);
}

static int no_such_command(const char *name, struct pv_err **err)
{
	pv_cleanup_free char *shell_form = pv_xasprintf("sh-%s", name);

	if (pv_command_find(shell_form))
		return pv_fail(err, "shell integration not enabled. Run `pyver init' for instructions.");
	return pv_fail(err, "no such command `%s'", name);
}

/* Old spellings of the two things one asks any program for. */
static const char *canonical(const char *word)
{
	if (strcmp(word, "-v") == 0)
		return "--version";
	return strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0 ? "help" : word;
}

/* PYVER_DEBUG: each command that runs, and what it starts from. */
static void trace(struct pv_app *app, int argc, char **argv)
{
	if (!pv_context_env_nonempty(&app->ctx, "PYVER_DEBUG"))
		return;
	fprintf(app->err, "pyver: debug: in %s, root %s:", app->ctx.dir, app->ctx.root);
	for (int i = 0; i < argc; i++)
		fprintf(app->err, " %s", argv[i]);
	fputc('\n', app->err);
}

int pv_dispatch(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *external = NULL;
	const struct pv_command *cmd;
	const char *name;

	if (argc > 0 && strcmp(argv[0], PV_RUN_SHIM) == 0)
		return pv_run_shim(app, argc - 1, argv + 1, err);
	trace(app, argc, argv);
	if (argc == 0)
		return show_help(app, err);
	name = canonical(argv[0]);
	cmd = pv_command_find(name);
	if (!cmd)
		external = pv_external_find(app, name);
	if (!cmd && !external)
		return no_such_command(name, err);
	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return command_help(app, argv[0], err);
	if (!cmd)
		return run_external(app, external, argv, err);
	if (argc > 1 && strcmp(argv[1], "--complete") == 0) {
		pv_words_print(app, cmd->complete);
		return 0;
	}
	return cmd->run(app, argc - 1, argv + 1, err);
}
