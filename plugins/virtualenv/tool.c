#include "tool.h"

#include "activate.h"
#include "base/env.h"
#include "base/fs.h"
#include "base/path.h"
#include "effects/run.h"
#include "relocate.h"

void pv_tool_release(struct pv_tool *tool)
{
	free(tool->version);
	*tool = (struct pv_tool)PV_TOOL_INIT;
}

/* Settings that would make the tool, or the pip it calls, refuse or look elsewhere. */
static void tool_env(const struct pv_app *app, struct pv_strv *ret)
{
	static const char *const unwanted[] = {
		"PIP_REQUIRE_VENV", "PIP_REQUIRE_VIRTUALENV", "PYTHONHOME", "VIRTUALENV_VERSION",
	};

	pv_env_copy(ret, app->ctx.env);
	for (size_t i = 0; i < PV_ARRAY_SIZE(unwanted); i++)
		pv_env_unset(ret, unwanted[i]);
}

int pv_tool_find(struct pv_app *app, const struct pv_base *base, struct pv_tool *ret,
                 struct pv_err **err)
{
	const char *const venv[] = { base->python, "-m", "venv", "--help", NULL };
	const char *const virtualenv[] = {
		base->python, "-c", "import virtualenv; print(virtualenv.__version__)", NULL,
	};
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *no_venv = NULL, *no_virtualenv = NULL;
	pv_cleanup_free char *said = NULL;

	tool_env(app, &env);
	if (pv_run_capture(venv, env.v, &said, &no_venv) == 0) {
		*ret = (struct pv_tool){ .module = "venv" };
		return 0;
	}
	if (pv_run_capture(virtualenv, env.v, &said, &no_virtualenv) == 0) {
		struct pv_slice rest = pv_slice_of(said), line = { "", 0 };

		pv_slice_split(&rest, '\n', &line);
		ret->module = "virtualenv";
		ret->version = pv_slice_dup(pv_slice_trim(line));
		return 0;
	}
	return pv_fail(err, "`%s' has neither `venv' nor `virtualenv'.\n"
	               "Run `%s -m pip install virtualenv' and try again.", base->name,
	               base->python);
}

static void add_options(const struct pv_tool *tool, const struct pv_venv *venv, bool quiet,
                        struct pv_strv *argv)
{
	bool is_venv = strcmp(tool->module, "venv") == 0;

	if (venv->system_site)
		pv_strv_add(argv, "--system-site-packages");
	if (venv->copies)
		pv_strv_add(argv, is_venv ? "--copies" : "--always-copy");
	if (venv->without_pip)
		pv_strv_add(argv, is_venv ? "--without-pip" : "--no-pip");
	if (venv->prompt)
		pv_strv_addf(argv, "--prompt=%s", venv->prompt);
	if (quiet && !is_venv)
		pv_strv_add(argv, "--quiet");
	pv_strv_add(argv, venv->tree);
}

int pv_tool_make(struct pv_app *app, const struct pv_tool *tool, const struct pv_venv *venv,
                 bool quiet, struct pv_err **err)
{
	static const char *const ours[] = {
		"activate", "activate.fish", "activate.csh", "activate.nu", "Activate.ps1",
	};
	pv_cleanup_free char *bin = pv_path_join(venv->tree, "bin");
	pv_cleanup_strv struct pv_strv argv = PV_STRV_INIT, env = PV_STRV_INIT;
	struct pv_run run = { .out_fd = 2 };
	int status = 0;

	tool_env(app, &env);
	pv_strv_add(&argv, venv->base->python);
	pv_strv_add(&argv, "-m");
	pv_strv_add(&argv, tool->module);
	add_options(tool, venv, quiet, &argv);
	run.argv = (const char *const *)argv.v;
	run.env = env.v;
	if (pv_run(&run, &status, err) < 0)
		return -1;
	if (status != 0)
		return pv_fail(err, "`%s -m %s' ended with status %d", venv->base->python,
		               tool->module, status);
	/* Theirs say where the tree was made, in quotes we do not know. */
	for (size_t i = 0; i < PV_ARRAY_SIZE(ours); i++) {
		pv_cleanup_free char *path = pv_path_join(bin, ours[i]);

		unlink(path);
	}
	if (pv_relocate_tree(venv->tree, venv->tree, venv->path, err) < 0)
		return -1;
	return pv_activate_write(venv->templates, bin, venv->path,
	                         venv->prompt ? venv->prompt : venv->name, err);
}
