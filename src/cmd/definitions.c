#include "cmd/definitions.h"

#include "base/path.h"
#include "core/known.h"
#include "core/platform.h"

int pv_definitions(const struct pv_app *app, struct pv_strv *ret, struct pv_err **err)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_free char *shipped = pv_path_join(app->dirs.share, "catalogue");
	pv_cleanup_free char *triple = pv_platform_triple();

	if (pv_known_read(&app->ctx, shipped, triple, &cat, err) < 0)
		return -1;
	pv_catalogue_names(&cat, ret);
	return 0;
}
