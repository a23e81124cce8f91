#include "plugin.h"

#include "cmd/shimsync.h"
#include "effects/run.h"

static int show_help(struct pv_app *app, const char *command, bool usage_only, int out_fd,
                     struct pv_err **err)
{
	const char *argv[] = { app->dirs.program, "help", command, NULL, NULL };
	struct pv_run run = { .argv = argv, .env = app->ctx.env, .out_fd = out_fd };
	int status = 0;

	if (usage_only) {
		argv[2] = "--usage";
		argv[3] = command;
	}
	return pv_run(&run, &status, err);
}

int pv_plugin_usage(struct pv_app *app, const char *command, bool usage_only, struct pv_err **err)
{
	fflush(app->err);
	if (show_help(app, command, usage_only, fileno(app->err), err) < 0)
		return -1;
	return pv_fail_silent(err, PV_EXIT_USAGE);
}

int pv_plugin_help(struct pv_app *app, const char *command, struct pv_err **err)
{
	fflush(app->out);
	return show_help(app, command, false, -1, err);
}

bool pv_plugin_confirm(struct pv_app *app, const char *question)
{
	char first = '\0';
	char c;

	fputs(question, app->err);
	fflush(app->err);
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		if (first == '\0')
			first = c;
	return first == 'y' || first == 'Y';
}

int pv_plugin_rehash(struct pv_app *app, struct pv_err **err)
{
	if (pv_shims_sync(app, err) < 0)
		return pv_wrap(err, "the shims could not be brought up to date");
	return 0;
}

int pv_plugin_not_loaded(struct pv_app *app, const char *command, struct pv_err **err)
{
	fprintf(app->err,
	        "\033[31;1m\n"
	        "`pyver %s' requires Pyver and Pyver-Virtualenv to be loaded into your shell.\n"
	        "`pyver init' and `pyver virtualenv-init' say what belongs in its start-up files.\n"
	        "\n\033[0m",
	        command);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}
