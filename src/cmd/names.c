#include "cmd/names.h"

#include "cmd/external.h"

#define SH "sh-"

void pv_command_names(const struct pv_app *app, enum pv_names_which which, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv all = PV_STRV_INIT;

	pv_external_list(app, &all);
	for (const struct pv_command *const *c = pv_commands; *c; c++)
		pv_strv_add(&all, (*c)->name);
	for (size_t i = 0; i < all.n; i++) {
		bool sh = pv_starts_with(all.v[i], SH) && all.v[i][strlen(SH)];

		if (which == PV_NAMES_ALL || sh == (which == PV_NAMES_SH))
			pv_strv_add(ret, all.v[i] + (sh ? strlen(SH) : 0));
	}
	pv_strv_sort(ret);
	pv_strv_uniq(ret);
}
