#include "cmd/notfound.h"

#include "base/fs.h"
#include "cmd/selected.h"
#include "core/inventory.h"
#include "core/layout.h"

int pv_whence(struct pv_app *app, const char *command, bool paths, struct pv_strv *ret,
              struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;

	if (pv_inventory_read(&app->ctx, 0, &inv, err) < 0)
		return -1;
	for (size_t i = 0; i < inv.n; i++) {
		pv_cleanup_free char *dir = pv_layout_version(&app->ctx, inv.v[i].name);
		pv_cleanup_free char *path = pv_xasprintf("%s/bin/%s", dir, command);

		if (pv_fs_is_program(path))
			pv_strv_add(ret, paths ? path : inv.v[i].name);
	}
	return 0;
}

int pv_not_found(struct pv_app *app, const struct pv_selection *sel, const struct pv_found *found,
                 const char *command, bool advice, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv holders = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	for (size_t i = 0; i < found->missing.n; i++)
		pv_selected_warn_missing(app, sel, found->missing.v[i]);
	fprintf(app->err, "pyver: %s: command not found\n", command);
	/* Without the list the verdict is the same. */
	if (advice)
		(void)pv_whence(app, command, false, &holders, &unreadable);
	if (holders.n) {
		fprintf(app->err, "\nThe `%s' command exists in these Python versions:\n", command);
		for (size_t i = 0; i < holders.n; i++)
			fprintf(app->err, "  %s\n", holders.v[i]);
		fputs("\nNote: See 'pyver help global' for tips on allowing multiple\n"
		      "      Python versions to be found at the same time.\n", app->err);
	}
	return pv_fail_silent(err, PV_EXIT_NOT_FOUND);
}

void pv_tell_fallback(struct pv_app *app, const struct pv_selection *sel,
                      const struct pv_found *found)
{
	if (!found->implied_system || !found->missing.n)
		return;
	for (size_t i = 0; i < found->missing.n; i++)
		pv_selected_warn_missing(app, sel, found->missing.v[i]);
	fprintf(app->err, "pyver: using %s\n", found->path);
}
