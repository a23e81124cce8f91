/* The command `pyver`: context from argv and environment, dispatch, the one
 * place that prints errors. */
#include "base/path.h"
#include "cmd/cmd.h"
#include "cmd/dirs.h"
#include "cmd/dispatch.h"
#include "cmd/runshim.h"
#include "cmd/tracetext.h"

extern char **environ;

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	const char *home = getenv("HOME");
	const char *root = NULL;
	struct pv_trace trace = { pv_trace_tell, app };
	int status;

	if (argc > 0 && strcmp(argv[0], "--debug") == 0) {
		if (setenv("PYVER_DEBUG", "1", 1) < 0)
			return pv_fail_errno(err, "cannot set PYVER_DEBUG");
		argc--;
		argv++;
	}
	if (pv_dirs_find(&app->dirs, err) < 0)
		return -1;
	/* A shim says which root it serves; without HOME (cron, env -i) the
	 * installation itself is the best guess. */
	if (argc > 1 && strcmp(argv[0], PV_RUN_SHIM) == 0)
		root = argv[1];
	else if (!home || !*home)
		root = app->dirs.prefix;
	if (pv_context_init(&app->ctx, environ, root, err) < 0)
		return -1;
	app->ctx.trace = pv_trace_wanted(&app->ctx) ? &trace : NULL;
	status = pv_dispatch(app, argc, argv, err);
	app->ctx.trace = NULL;
	if (status >= 0 && pv_app_flush(app, err) < 0)
		return -1;
	return status;
}

/* Plugins and scripts call commands by links to this program, `pyver-versions'
 * for `pyver versions'. The command's name is then the first word: it takes
 * the place of argv[0]. */
static bool is_called_by_link(char **argv)
{
	static const char prefix[] = "pyver-";
	const char *name = pv_path_base(argv[0]);

	if (!pv_starts_with(name, prefix) || !pv_command_find(name + strlen(prefix)))
		return false;
	argv[0] = (char *)name + strlen(prefix);
	return true;
}

int main(int argc, char **argv)
{
	struct pv_app app = { .out = stdout, .err = stderr };
	struct pv_err *err = NULL;
	int skip = argc > 0 && !is_called_by_link(argv);
	int status = run(&app, argc - skip, argv + skip, &err);

	if (err) {
		fflush(stdout);
		if (err->msg[0])
			fprintf(stderr, "pyver: %s\n", err->msg);
		status = err->status;
		pv_err_free(&err);
	}
	pv_context_release(&app.ctx);
	pv_dirs_release(&app.dirs);
	return status;
}
