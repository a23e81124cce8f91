#include "cmd/commandlist.h"
#include "cmd/hooked_select.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;

	(void)argc;
	(void)argv;
	if (pv_hooked_select(app, "version-origin", PV_ORIGIN_ALWAYS, &sel, err) < 0)
		return -1;
	fprintf(app->out, "%s\n", sel.origin);
	return 0;
}

const struct pv_command pv_cmd_version_origin = {
	.name = "version-origin",
	.usage = "pyver version-origin",
	.summary = "Print what selects the Python version: a file or PYVER_VERSION",
	.run = run,
};
