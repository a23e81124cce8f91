#include "cmd/hooked_select.h"

#include "cmd/hooked.h"
#include "core/resolve.h"
#include "core/versionfile.h"

#define NAME_POINT "version-name"
#define NAME_VARIABLE "PYVER_VERSION"
#define ORIGIN_POINT "version-origin"
#define ORIGIN_VARIABLE "PYVER_VERSION_ORIGIN"

/* PYVER_VERSION as hooks see it: its value, else the names in the file; ""
 * when nothing is configured. Owned by the caller. */
static char *configured(const struct pv_context *ctx, const struct pv_selection *sel)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (sel->from_env)
		return pv_xstrdup(pv_context_env(ctx, NAME_VARIABLE));
	/* "system" may be what the file says, or what is left without one. */
	if (pv_versionfile_read(ctx, sel->origin, &names, NULL) < 0)
		return pv_xstrdup("");
	return pv_strv_join(&names, ":");
}

static void replace_names(const struct pv_context *ctx, const char *value,
                          struct pv_selection *sel)
{
	pv_strv_release(&sel->names);
	pv_strv_release(&sel->rejected);
	pv_versionfile_add(ctx, pv_slice_of(value), 0, &sel->names, &sel->rejected);
	if (!sel->names.n)
		pv_strv_add(&sel->names, "system");
}

static int run_name_hooks(struct pv_app *app, const char *command, struct pv_selection *sel,
                          struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;
	pv_cleanup_free char *before = NULL;
	const char *after;

	if (!pv_hooked_find(app, NAME_POINT, &h))
		return 0;
	before = configured(&app->ctx, sel);
	pv_hook_open(&h.vars, NAME_VARIABLE, before);
	if (pv_hooked_once(app, &h, strcmp(command, NAME_POINT) != 0, NULL, err) < 0)
		return -1;
	after = pv_hook_text(&h.vars, NAME_VARIABLE);
	if (strcmp(before, after) != 0)
		replace_names(&app->ctx, after, sel);
	return 0;
}

static bool is_missing_some(const struct pv_context *ctx, const struct pv_selection *sel)
{
	for (size_t i = 0; i < sel->names.n; i++) {
		pv_cleanup_free char *version = pv_resolve_name(ctx, sel->names.v[i]);

		if (!version)
			return true;
	}
	return false;
}

static int run_origin_hooks(struct pv_app *app, const char *command, enum pv_origin_use use,
                            struct pv_selection *sel, struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;

	if (use == PV_ORIGIN_NEVER || !pv_hooked_find(app, ORIGIN_POINT, &h) ||
	    (use == PV_ORIGIN_WHEN_MISSING && !is_missing_some(&app->ctx, sel)))
		return 0;
	pv_hook_open(&h.vars, ORIGIN_VARIABLE, NULL);
	if (pv_hooked_once(app, &h, strcmp(command, ORIGIN_POINT) != 0, NULL, err) < 0)
		return -1;
	if (*pv_hook_text(&h.vars, ORIGIN_VARIABLE)) {
		free(sel->origin);
		sel->origin = pv_xstrdup(pv_hook_text(&h.vars, ORIGIN_VARIABLE));
	}
	return 0;
}

int pv_hooked_select(struct pv_app *app, const char *command, enum pv_origin_use use,
                     struct pv_selection *ret, struct pv_err **err)
{
	pv_select(&app->ctx, ret);
	/* version-origin says what selects, not what is selected. */
	if (strcmp(command, ORIGIN_POINT) != 0 && run_name_hooks(app, command, ret, err) < 0)
		return -1;
	return run_origin_hooks(app, command, use, ret, err);
}
