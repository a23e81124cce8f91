#include "cmd/commandlist.h"
#include "cmd/hooked_select.h"
#include "cmd/selected.h"
#include "cmd/writeversions.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;
	bool force = pv_take_force(&argc, &argv);
	size_t missing;

	if (pv_hooked_select(app, "version-name", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0)
		return -1;
	missing = pv_selected_names(app, &sel, force, &names);
	joined = pv_strv_join(&names, ":");
	fprintf(app->out, "%s\n", joined);
	return missing ? PV_EXIT_FAILURE : 0;
}

const struct pv_command pv_cmd_version_name = {
	.name = "version-name",
	.usage = "pyver version-name [-f|--force]",
	.summary = "Print the selected Python versions, resolved",
	.help = "  -f, --force  print names that are not installed, too",
	.run = run,
};
