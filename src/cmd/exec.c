#include "base/env.h"
#include "cmd/childenv.h"
#include "cmd/commandlist.h"
#include "cmd/hooked_program.h"
#include "cmd/hooked_select.h"
#include "cmd/launch.h"
#include "cmd/notfound.h"
#include "cmd/selected.h"
#include "core/installer.h"

static int launch(struct pv_app *app, const struct pv_found *found, struct pv_program *program,
                  struct pv_err **err)
{
	const struct pv_strv *argv = &program->argv;

	pv_program_add_path(&app->ctx, program);
	fflush(app->err);
	if (pv_is_installer(argv->v[0], (int)argv->n - 1, argv->v + 1) &&
	    strcmp(found->version, "system") != 0)
		return pv_launch_installer(app, program->path, argv->v, program->env.v, err);
	return pv_launch_exec(program->path, argv->v, program->env.v, err);
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
	pv_cleanup_program struct pv_program program = PV_PROGRAM_INIT;
	pv_cleanup_free char *versions = NULL, *command = NULL;

	if (argc == 0 || !argv[0][0])
		return pv_usage_error(app, &pv_cmd_exec, err);
	command = pv_xstrdup(argv[0]);
	if (pv_hooked_select(app, "exec", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0 ||
	    pv_hooked_which(app, &sel, true, 0, NULL, &command, &found, err) < 0)
		return -1;
	pv_selected_warn_rejected(app, &sel);
	if (!found.path)
		return pv_not_found(app, &sel, &found, command, true, err);
	pv_tell_fallback(app, &sel, &found);
	/* It is decided: who watches need not hear the names settled once more. */
	app->ctx.trace = NULL;
	/* Children are pinned to what is selected here. */
	versions = pv_selected_pinned(&app->ctx, &sel);
	pv_program_init(&program, found.path, argv);
	pv_command_env(app, &program.env);
	pv_env_set(&program.env, "PYVER_VERSION", versions);
	if (pv_hooked_exec(app, &sel, &program, err) < 0)
		return -1;
	return launch(app, &found, &program, err);
}

const struct pv_command pv_cmd_exec = {
	.name = "exec",
	.usage = "pyver exec <command> [<arg> ...]",
	.summary = "Run a program of the selected Python version",
	.help = "The program sees PYVER_VERSION set to the selected versions and its own\n"
	        "folder first on PATH, so that everything it starts uses them too.",
	.complete = "@shims",
	.run = run,
};
