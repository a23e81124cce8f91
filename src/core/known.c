#include "core/known.h"

#include "core/layout.h"

int pv_known_read(const struct pv_context *ctx, const char *shipped, const char *triple,
                  struct pv_catalogue *ret, struct pv_err **err)
{
	pv_cleanup_free char *fresh = pv_layout_catalogue(ctx);
	const char *const dirs[] = { fresh, shipped, NULL };

	return pv_catalogue_read(dirs, triple, ret, err);
}
