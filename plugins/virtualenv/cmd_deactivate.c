/* `pyver deactivate' and the code behind it, `pyver sh-deactivate' */
#include "base/path.h"
#include "core/layout.h"
#include "plugin.h"
#include "session.h"

#define VERBOSE "PYVER_VIRTUALENV_VERBOSE_ACTIVATE"

int pv_deactivate(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	if (argc > 0 && strcmp(argv[0], "--complete") == 0)
		return 0;
	return pv_plugin_not_loaded(app, "deactivate", err);
}

/* How an active environment is called: "3.13.5/envs/proj" below the root. */
static const char *name_of(const char *active, const char *versions)
{
	if (pv_path_below(active, versions) && strstr(active + strlen(versions), "/envs/"))
		return active + strlen(versions) + 1;
	return pv_path_base(active);
}

int pv_session_print_leave(struct pv_app *app, bool verbose, struct pv_err **err)
{
	struct pv_code code = { pv_dialect_of(pv_code_shell(&app->ctx)), PV_BUF_INIT };
	pv_cleanup_free char *versions = pv_layout_versions(&app->ctx);
	const char *active = pv_session_active(&app->ctx);
	const char *name = active ? name_of(active, versions) : "";
	int status;

	if (active && (verbose || pv_context_env_nonempty(&app->ctx, VERBOSE)))
		fprintf(app->err, "pyver-virtualenv: deactivate %s\n", name);
	pv_session_leave(&app->ctx, &code);
	status = pv_session_print(app, "deactivate", name, active, &code, err);
	pv_buf_release(&code.text);
	return status;
}

int pv_sh_deactivate(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	bool force = false, quiet = false, verbose = false;

	for (int i = 0; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--complete") == 0)
			return 0;
		if (strcmp(argv[i], "-f") == 0 || strcmp(argv[i], "--force") == 0)
			force = true;
		else if (strcmp(argv[i], "-q") == 0 || strcmp(argv[i], "--quiet") == 0)
			quiet = true;
		else if (strcmp(argv[i], "-v") == 0 || strcmp(argv[i], "--verbose") == 0)
			verbose = true;
		else
			return pv_session_refuse(app, quiet, err, "unknown option `%s'", argv[i]);
	}
	if (!pv_session_active(&app->ctx) && !force)
		return pv_session_refuse(app, quiet && !verbose, err,
		                         "no virtualenv has been activated.");
	return pv_session_print_leave(app, verbose, err);
}
