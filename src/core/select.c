#include "core/select.h"

#include "base/fs.h"
#include "core/layout.h"
#include "core/trace.h"
#include "core/versionfile.h"

#include <errno.h>

static char *global_file(const struct pv_context *ctx)
{
	char *file = pv_layout_global(ctx);

	if (ctx->trace)
		pv_trace(ctx, &(struct pv_trace_event){
			.kind = PV_TRACE_FILE, .text = file,
			.place = pv_fs_is_regular(file) ? PV_PLACE_TAKEN : pv_trace_place_of(file) });
	return file;
}

char *pv_select_file(const struct pv_context *ctx)
{
	char *file = pv_versionfile_find(ctx, ctx->dir);

	if (!file && strcmp(ctx->dir, ctx->cwd) != 0)
		file = pv_versionfile_find(ctx, ctx->cwd);
	return file ? file : global_file(ctx);
}

/* PYVER_VERSION is held to the same grammar as the files. One without any
 * name (":") decides nothing. */
static bool select_from_env(const struct pv_context *ctx, struct pv_selection *sel)
{
	const char *value = pv_context_env_nonempty(ctx, "PYVER_VERSION");

	pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_ENV, .text = value });
	if (!value)
		return false;
	pv_versionfile_add(ctx, pv_slice_of(value), 0, &sel->names, &sel->rejected);
	if (!sel->names.n && !sel->rejected.n)
		return false;
	sel->from_env = true;
	sel->origin = pv_xstrdup(PV_ORIGIN_ENV);
	return true;
}

void pv_select(const struct pv_context *ctx, struct pv_selection *ret)
{
	if (!select_from_env(ctx, ret)) {
		ret->origin = pv_select_file(ctx);
		if (pv_versionfile_read(ctx, ret->origin, &ret->names, &ret->rejected) < 0 &&
		    errno != ENOENT) {
			ret->unreadable = errno;
			pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_UNREADABLE,
			                                        .text = ret->origin,
			                                        .result = strerror(ret->unreadable) });
		}
	}
	if (!ret->names.n) {
		pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_DEFAULT, .text = "system" });
		pv_strv_add(&ret->names, "system");
	}
}

void pv_selection_release(struct pv_selection *sel)
{
	pv_strv_release(&sel->names);
	pv_strv_release(&sel->rejected);
	free(sel->origin);
	sel->origin = NULL;
}
