#include "cmd/selected.h"

#include "core/resolve.h"

void pv_warn_rejected(struct pv_app *app, const struct pv_strv *rejected, const char *file)
{
	for (size_t i = 0; i < rejected->n; i++)
		fprintf(app->err, "pyver: invalid version `%s' ignored in `%s'\n", rejected->v[i], file);
}

void pv_selected_warn_rejected(struct pv_app *app, const struct pv_selection *sel)
{
	pv_warn_rejected(app, &sel->rejected, sel->origin);
	if (sel->unreadable)
		fprintf(app->err, "pyver: cannot read %s: %s\n", sel->origin,
		        strerror(sel->unreadable));
}

void pv_selected_warn_missing(struct pv_app *app, const struct pv_selection *sel, const char *name)
{
	fprintf(app->err, "pyver: version `%s' is not installed (set by %s)\n", name, sel->origin);
}

static const char *plain(const char *name)
{
	return pv_starts_with(name, "python-") ? name + 7 : name;
}

char *pv_selected_pinned(const struct pv_context *ctx, const struct pv_selection *sel)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	for (size_t i = 0; i < sel->names.n; i++) {
		char *version = pv_resolve_name(ctx, sel->names.v[i]);

		pv_strv_take(&names, version ? version : pv_xstrdup(plain(sel->names.v[i])));
	}
	return pv_strv_join(&names, ":");
}

size_t pv_selected_names(struct pv_app *app, const struct pv_selection *sel, bool force,
                         struct pv_strv *ret)
{
	size_t missing = sel->from_env ? sel->rejected.n : 0;

	pv_selected_warn_rejected(app, sel);
	for (size_t i = 0; i < sel->names.n; i++) {
		const char *name = sel->names.v[i];
		char *version = pv_resolve_name(&app->ctx, name);

		if (version) {
			pv_strv_take(ret, version);
		} else if (force) {
			pv_strv_add(ret, plain(name));
		} else {
			pv_selected_warn_missing(app, sel, name);
			missing++;
		}
	}
	return missing;
}
