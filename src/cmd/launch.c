#include "cmd/launch.h"

#include "cmd/shimsync.h"
#include "effects/run.h"

#include <errno.h>

/* execve(2) knows no text without `#!'; the shells' rule is to give it to sh. */
static void exec_script(const char *path, char **argv, char *const *env)
{
	size_t n = 0;
	char **args;

	while (argv[n])
		n++;
	args = pv_xcalloc(n + 2, sizeof *args);
	args[0] = pv_xstrdup("/bin/sh");
	args[1] = pv_xstrdup(path);
	for (size_t i = 1; i < n; i++)
		args[i + 1] = argv[i];
	execve("/bin/sh", args, env);
	free(args[0]);
	free(args[1]);
	free(args);
}

int pv_launch_exec(const char *path, char **argv, char *const *env, struct pv_err **err)
{
	char *name = argv[0];

	argv[0] = pv_xstrdup(path);
	execve(path, argv, env);
	if (errno == ENOEXEC)
		exec_script(path, argv, env);
	free(argv[0]);
	argv[0] = name;
	pv_fail_errno(err, "cannot run %s", path);
	(*err)->status = PV_EXIT_NOT_RUNNABLE;
	return -1;
}

int pv_launch_installer(struct pv_app *app, const char *path, char **argv, char *const *env,
                        struct pv_err **err)
{
	char *name = argv[0];
	struct pv_run child = { .argv = (const char *const *)argv, .env = env, .out_fd = -1 };
	int status, result;

	pv_run_catch_signals();
	argv[0] = pv_xstrdup(path);
	result = pv_run(&child, &status, err);
	free(argv[0]);
	argv[0] = name;
	if (result < 0)
		return -1;
	if (status == 0 && pv_shims_sync(app, err) < 0)
		return -1;
	return status;
}
