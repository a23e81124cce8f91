/* `pyver virtualenv-prefix [NAME...]' */
#include "cmd/hooked_select.h"
#include "cmd/selected.h"
#include "envs.h"
#include "plugin.h"

int pv_virtualenv_prefix(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, bases = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;

	if (argc > 0 && (strcmp(argv[0], "-h") == 0 || strcmp(argv[0], "--help") == 0))
		return pv_plugin_help(app, "virtualenv-prefix", err);
	for (int i = 0; i < argc; i++)
		pv_strv_add(&names, argv[i]);
	if (argc == 0) {
		if (pv_hooked_select(app, "virtualenv-prefix", PV_ORIGIN_WHEN_MISSING, &sel,
		                     err) < 0)
			return -1;
		if (pv_selected_names(app, &sel, false, &names) > 0)
			return pv_fail_silent(err, PV_EXIT_FAILURE);
	}
	for (size_t i = 0; i < names.n; i++) {
		char *base = NULL;

		if (pv_env_base(&app->ctx, names.v[i], &base, err) < 0)
			return -1;
		pv_strv_take(&bases, base);
	}
	joined = pv_strv_join(&bases, ":");
	fprintf(app->out, "%s\n", joined);
	return 0;
}
