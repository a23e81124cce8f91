/* pyver-virtualenv and its other names: environments. The only exit and the
 * only print of an error are here. */
#include "base/path.h"
#include "cmd/dirs.h"
#include "effects/run.h"
#include "plugin.h"

static const struct {
	const char *name;
	int (*run)(struct pv_app *app, int argc, char **argv, struct pv_err **err);
} commands[] = {
	{ "pyver-activate", pv_activate },
	{ "pyver-deactivate", pv_deactivate },
	{ "pyver-sh-activate", pv_sh_activate },
	{ "pyver-sh-deactivate", pv_sh_deactivate },
	{ "pyver-virtualenv", pv_virtualenv },
	{ "pyver-virtualenvs", pv_virtualenvs },
	{ "pyver-virtualenv-delete", pv_virtualenv_delete },
	{ "pyver-virtualenv-init", pv_virtualenv_init },
	{ "pyver-virtualenv-prefix", pv_virtualenv_prefix },
};

static int run(struct pv_app *app, char **env, int argc, char **argv, struct pv_err **err)
{
	const char *name = argc > 0 ? pv_path_base(argv[0]) : "";

	for (size_t i = 0; i < PV_ARRAY_SIZE(commands); i++) {
		int status;

		if (strcmp(name, commands[i].name) != 0)
			continue;
		if (pv_context_init(&app->ctx, env, NULL, err) < 0 ||
		    pv_dirs_find(&app->dirs, err) < 0)
			return -1;
		status = commands[i].run(app, argc - 1, argv + 1, err);
		if (status >= 0 && (fflush(app->out) != 0 || ferror(app->out)))
			return pv_fail_errno(err, "cannot write the output");
		return status;
	}
	return pv_fail(err, "`%s' is not a name of this program", name);
}

int main(int argc, char **argv)
{
	extern char **environ;
	struct pv_app app = { .out = stdout, .err = stderr };
	struct pv_err *err = NULL;
	int status;

	status = run(&app, environ, argc, argv, &err);
	if (status < 0) {
		fflush(stdout);
		/* Messages about versions are those of `pyver' itself. */
		if (err->msg[0])
			fprintf(stderr, "%s%s\n", pv_starts_with(err->msg, "pyver: ") ? "" :
			        "pyver-virtualenv: ", err->msg);
		status = err->status;
		pv_err_free(&err);
	}
	pv_dirs_release(&app.dirs);
	pv_context_release(&app.ctx);
	return status;
}
