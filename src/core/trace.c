#include "core/trace.h"

#include "base/fs.h"

enum pv_trace_place pv_trace_place_of(const char *path)
{
	if (pv_fs_is_regular(path))
		return PV_PLACE_NOT_RUNNABLE;
	return pv_fs_exists(path) ? PV_PLACE_NO_FILE : PV_PLACE_ABSENT;
}

bool pv_trace_wanted(const struct pv_context *ctx)
{
	const char *value = pv_context_env_nonempty(ctx, "PYVER_TRACE");

	return value && strcmp(value, "0") != 0;
}
