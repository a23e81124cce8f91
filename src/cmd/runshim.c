#include "cmd/runshim.h"

#include "base/env.h"
#include "cmd/hooked_program.h"
#include "cmd/hooked_select.h"
#include "cmd/launch.h"
#include "cmd/notfound.h"
#include "cmd/selected.h"
#include "core/installer.h"

/* The shim serves its own root, whatever the environment says. */
static void adopt_root(struct pv_app *app, const char *root)
{
	free(app->ctx.root);
	app->ctx.root = pv_xstrdup(root);
}

/* The program's environment and PATH stay as they are, but for what hooks change. */
static int launch(struct pv_app *app, const struct pv_selection *sel, const struct pv_found *found,
                  char **argv, struct pv_err **err)
{
	pv_cleanup_program struct pv_program program = PV_PROGRAM_INIT;
	pv_cleanup_free char *bin = NULL;

	pv_program_init(&program, found->path, argv);
	pv_env_copy(&program.env, app->ctx.env);
	bin = pv_xstrdup(program.bin);
	if (pv_hooked_exec(app, sel, &program, err) < 0)
		return -1;
	if (strcmp(bin, program.bin) != 0)
		pv_program_add_path(&app->ctx, &program);
	argv = program.argv.v;
	if (pv_is_installer(argv[0], (int)program.argv.n - 1, argv + 1) &&
	    strcmp(found->version, "system") != 0)
		return pv_launch_installer(app, program.path, argv, program.env.v, err);
	return pv_launch_exec(program.path, argv, program.env.v, err);
}

int pv_run_shim(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
	pv_cleanup_strv struct pv_strv skip = PV_STRV_INIT;
	pv_cleanup_free char *command = NULL;

	if (argc < 3)
		return pv_fail(err, "%s: for shims only", PV_RUN_SHIM);
	adopt_root(app, argv[0]);
	if (argv[1][0])
		pv_strv_add(&skip, argv[1]);
	command = pv_xstrdup(argv[2]);
	if (pv_hooked_select(app, "exec", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0)
		return -1;
	pv_selected_warn_rejected(app, &sel);
	if (pv_hooked_which(app, &sel, true, 0, &skip, &command, &found, err) < 0)
		return -1;
	if (!found.path)
		return pv_not_found(app, &sel, &found, command, true, err);
	pv_tell_fallback(app, &sel, &found);
	fflush(app->err);
	return launch(app, &sel, &found, argv + 2, err);
}
