/* The program pyver-install: what needs the network, archives or sums. It is
 * the command `install' of pyver, and `python-build' when called by that name. */
#include "base/path.h"
#include "cmd/dirs.h"
#include "effects/run.h"
#include "effects/unpack.h"
#include "install/command.h"
#include "install/pythonbuild.h"

#include <sys/stat.h>

extern char **environ;

/* --unpack-wheel WHEEL DEST: for the environments plugin, which is not linked
 * with anything that reads archives. */
static int unpack_wheel(PV_UNUSED struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	struct pv_unpack what = { .strip_top = false };

	if (argc != 2)
		return pv_fail_status(err, PV_EXIT_USAGE,
				      "usage: pyver-install --unpack-wheel WHEEL DEST");
	what.archive = argv[0];
	what.dest = argv[1];
	pv_run_catch_signals();
	return pv_unpack(&what, err);
}

static int dispatch(struct pv_app *app, const char *name, int argc, char **argv,
		    struct pv_err **err)
{
	if (strcmp(name, "python-build") == 0)
		return pv_python_build(app, argc, argv, err);
	if (argc > 0 && strcmp(argv[0], "--unpack-wheel") == 0)
		return unpack_wheel(app, argc - 1, argv + 1, err);
	return pv_install_command(app, argc, argv, err);
}

static int run(struct pv_app *app, const char *name, int argc, char **argv, struct pv_err **err)
{
	const char *home = getenv("HOME");
	int status;

	if (pv_dirs_find(&app->dirs, err) < 0 ||
	    pv_context_init(&app->ctx, environ, home && *home ? NULL : app->dirs.prefix, err) < 0)
		return -1;
	status = dispatch(app, name, argc, argv, err);
	if (status >= 0 && (fflush(app->out) != 0 || ferror(app->out)))
		return pv_fail(err, "cannot write to standard output");
	return status;
}

/* The one place that prints errors. */
static int report(const char *name, struct pv_err *err)
{
	int sig = pv_run_interrupted();
	int status = err->status;

	fflush(stdout);
	if (sig) {
		fprintf(stderr,
			"%s: interrupted: nothing unfinished is left; what was downloaded is "
			"kept, and used when the same command is run again\n",
			name);
		status = 128 + sig;
	} else if (err->msg[0]) {
		fprintf(stderr, "%s: %s\n", name, err->msg);
	}
	pv_err_free(&err);
	return status;
}

int main(int argc, char **argv)
{
	struct pv_app app = { .out = stdout, .err = stderr };
	const char *name = argc > 0 ? pv_path_base(argv[0]) : "";
	struct pv_err *err = NULL;
	int status;

	if (strcmp(name, "python-build") != 0)
		name = "pyver";
	/* What is installed is for its owner to change. */
	umask(umask(0) | 022);
	status = run(&app, name, argc > 0 ? argc - 1 : 0, argv + 1, &err);
	if (status < 0)
		status = err ? report(name, err) : PV_EXIT_FAILURE;
	pv_context_release(&app.ctx);
	pv_dirs_release(&app.dirs);
	return status;
}
