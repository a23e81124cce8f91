#include "core/onpath.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/trace.h"

struct search {
	const struct pv_context *ctx;
	const char *command;
	const struct pv_strv *skip_dirs;
	char *shims;         /* ROOT/shims; owned */
	struct stat shim;    /* of our shim of that name */
	bool has_shim;
};

static void tell(const struct search *s, const char *path, enum pv_trace_place place)
{
	pv_trace(s->ctx, &(struct pv_trace_event){ .kind = PV_TRACE_PROGRAM, .text = path,
	                                           .result = "system", .place = place });
}

/* One PATH entry as an absolute folder without trailing '/', or NULL when it does not count. */
static char *entry_folder(const struct pv_context *ctx, struct pv_slice entry)
{
	const char *home = pv_context_env_nonempty(ctx, "HOME");
	char *folder;

	if (entry.n && entry.p[0] == '~' && (entry.n == 1 || entry.p[1] == '/') && home)
		folder = pv_xasprintf("%s%.*s", home, (int)entry.n - 1, entry.p + 1);
	else
		folder = pv_slice_dup(entry);
	for (size_t n = strlen(folder); n > 1 && folder[n - 1] == '/'; n--)
		folder[n - 1] = '\0';
	if (folder[0] == '/')
		return folder;
	free(folder);
	return NULL;
}

/* `folder` holds the shims of another root or another version manager. Where
 * that says `system`, too, it would look on PATH as we do, and find us. */
static bool may_lead_back(const char *folder)
{
	pv_cleanup_free char *parent = NULL;
	pv_cleanup_free char *versions = NULL;

	if (strcmp(pv_path_base(folder), "shims") != 0)
		return false;
	parent = pv_path_dir(folder);
	versions = pv_path_join(parent, "versions");
	return pv_fs_is_dir(versions);
}

static enum pv_trace_place judge(const struct search *s, const char *folder, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return PV_PLACE_ABSENT;
	if (!S_ISREG(st.st_mode))
		return PV_PLACE_NO_FILE;
	if (access(path, X_OK) < 0)
		return PV_PLACE_NOT_RUNNABLE;
	if (s->has_shim && st.st_dev == s->shim.st_dev && st.st_ino == s->shim.st_ino)
		return PV_PLACE_OWN_SHIM;
	return may_lead_back(folder) ? PV_PLACE_OTHER_MANAGER : PV_PLACE_TAKEN;
}

static char *look_in(struct search *s, const char *folder)
{
	pv_cleanup_free char *path = NULL;
	enum pv_trace_place place;

	if (strcmp(folder, s->shims) == 0) {
		tell(s, folder, PV_PLACE_SHIMS);
		return NULL;
	}
	if (s->skip_dirs && pv_strv_has(s->skip_dirs, folder)) {
		tell(s, folder, PV_PLACE_LEFT_OUT);
		return NULL;
	}
	path = pv_path_join(folder, s->command);
	place = judge(s, folder, path);
	tell(s, path, place);
	return place == PV_PLACE_TAKEN ? pv_steal(&path) : NULL;
}

static char *on_path(struct search *s)
{
	const char *path = pv_context_env(s->ctx, "PATH");
	struct pv_slice rest = pv_slice_of(path ? path : "");
	struct pv_slice entry;

	while (pv_slice_split(&rest, ':', &entry)) {
		pv_cleanup_free char *folder = entry_folder(s->ctx, entry);
		pv_cleanup_free char *text = NULL;
		char *found = folder ? look_in(s, folder) : NULL;

		if (found)
			return found;
		if (!folder && s->ctx->trace) {
			text = pv_slice_dup(entry);
			tell(s, text, PV_PLACE_RELATIVE);
		}
	}
	return NULL;
}

static char *as_given(struct search *s)
{
	char *path = pv_path_absolute(s->ctx->cwd, s->command);

	if (pv_fs_is_program(s->command)) {
		tell(s, path, PV_PLACE_TAKEN);
		return path;
	}
	tell(s, path, s->ctx->trace ? pv_trace_place_of(path) : PV_PLACE_ABSENT);
	free(path);
	return NULL;
}

char *pv_find_on_path(const struct pv_context *ctx, const char *command,
                      const struct pv_strv *skip_dirs)
{
	pv_cleanup_free char *shims = pv_layout_shims(ctx);
	pv_cleanup_free char *own = pv_path_join(shims, command);
	struct search s = { .ctx = ctx, .command = command, .skip_dirs = skip_dirs, .shims = shims };

	if (strchr(command, '/'))
		return as_given(&s);
	if (!*command)
		return NULL;
	s.has_shim = stat(own, &s.shim) == 0;
	return on_path(&s);
}
