#include "cmd/commandlist.h"
#include "cmd/hooked_select.h"
#include "cmd/selected.h"
#include "core/resolve.h"

/* The names asked for: the arguments (each perhaps several joined by ':'), else the selection. */
static int wanted(struct pv_app *app, int argc, char **argv, struct pv_strv *ret,
                  struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	struct pv_slice part;

	for (int i = 0; i < argc; i++) {
		struct pv_slice rest = pv_slice_of(argv[i]);

		while (pv_slice_split(&rest, ':', &part))
			if (part.n)
				pv_strv_addn(ret, part.p, part.n);
	}
	if (ret->n)
		return 0;
	if (pv_hooked_select(app, "prefix", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0)
		return -1;
	if (!sel.from_env && pv_selected_names(app, &sel, false, ret) > 0)
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	for (size_t i = 0; sel.from_env && i < sel.names.n; i++)
		pv_strv_add(ret, sel.names.v[i]);
	return 0;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;

	if (wanted(app, argc, argv, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		char *dir;

		if (pv_resolve_prefix(&app->ctx, names.v[i], &dir, err) < 0)
			return -1;
		pv_strv_take(&dirs, dir);
	}
	joined = pv_strv_join(&dirs, ":");
	fprintf(app->out, "%s\n", joined);
	return 0;
}

const struct pv_command pv_cmd_prefix = {
	.name = "prefix",
	.usage = "pyver prefix [<version> ...]",
	.summary = "Print the folders that Python versions are installed in",
	.help = "Without arguments, those of the selected versions.",
	.complete = "@system @versions",
	.run = run,
};
