#include "core/resolve.h"

#include "base/dirscan.h"
#include "base/fs.h"
#include "base/path.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/request.h"
#include "core/trace.h"
#include "core/version.h"
#include "core/versionfile.h"

#include <dirent.h>

/* Two names of one thing: `python-3.12` is 3.12, unless that very name is installed. */
#define PYTHON_DASH "python-"

static void tell_version(const struct pv_context *ctx, const char *name, const char *version,
                         enum pv_trace_rule rule, const char *via)
{
	pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_VERSION, .text = name,
	                                        .result = version, .rule = rule, .via = via });
}

/* Names that begin like a request: with hundreds installed, only those that
 * may fit are copied. */
struct gathering {
	struct pv_strv names;
	const char *start; /* the first `n` bytes of it */
	size_t n;
};

static void gather(void *arg, const char *name, char type, unsigned long long ino)
{
	struct gathering *g = arg;

	(void)ino;
	if (type != DT_REG && strncmp(name, g->start, g->n) == 0)
		pv_strv_add(&g->names, name);
}

/* The best of the gathered names that `request` stands for and that is a
 * folder; links are followed only here, for names that fit. */
static char *best_gathered(const struct pv_context *ctx, const struct gathering *g,
                           const char *request, const char *name)
{
	pv_cleanup_free const char **matches = NULL;
	pv_cleanup_free char *via = NULL;
	enum pv_trace_rule rule;

	pv_request_matches_by(request, g->names.v, g->names.n, &matches, &rule, &via);
	for (size_t i = 0; matches[i]; i++) {
		if (!pv_inventory_has(ctx, matches[i]))
			continue;
		tell_version(ctx, name, matches[i], rule, via ? via : request != name ? request : NULL);
		return pv_xstrdup(matches[i]);
	}
	return NULL;
}

/* `name` is what `request` was written as. */
static char *newest_installed(const struct pv_context *ctx, const char *request, const char *name)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	struct gathering g = { PV_STRV_INIT, request, strlen(request) };
	char *newest = NULL;

	if (pv_version_is_freethreaded(request))
		g.n--;
	/* An unreadable versions folder holds nothing that could be run. */
	if (pv_dirscan(versions, gather, &g) == 0)
		newest = best_gathered(ctx, &g, request, name);
	if (!newest && pv_request_is_foreign(request)) {
		pv_strv_release(&g.names);
		g.n = 0;
		if (pv_dirscan(versions, gather, &g) == 0)
			newest = best_gathered(ctx, &g, request, name);
	}
	pv_strv_release(&g.names);
	return newest;
}

/* A version, environment or alias of the very name `version`. */
static char *installed_as(const struct pv_context *ctx, const char *version, const char *name)
{
	if (!pv_inventory_has(ctx, version))
		return NULL;
	tell_version(ctx, name, version, PV_RULE_EXACT, version != name ? version : NULL);
	return pv_xstrdup(version);
}

char *pv_resolve_name(const struct pv_context *ctx, const char *name)
{
	const char *plain = name;
	char *version = NULL;

	if (strcmp(name, "system") == 0) {
		tell_version(ctx, name, name, PV_RULE_SYSTEM, NULL);
		return pv_xstrdup(name);
	}
	if (!pv_versionfile_name_safe(ctx, name)) {
		tell_version(ctx, name, NULL, PV_RULE_NONE, NULL);
		return NULL;
	}
	if (pv_starts_with(name, PYTHON_DASH) && name[sizeof PYTHON_DASH - 1])
		plain = name + sizeof PYTHON_DASH - 1;
	version = installed_as(ctx, plain, name);
	if (!version && plain != name)
		version = installed_as(ctx, name, name);
	if (!version)
		version = newest_installed(ctx, plain, name);
	if (!version && plain != name)
		version = newest_installed(ctx, name, name);
	if (!version)
		tell_version(ctx, name, NULL, PV_RULE_NONE, plain != name ? plain : NULL);
	return version;
}

static void tell_program(const struct pv_context *ctx, const char *path, const char *version,
                         bool taken)
{
	if (ctx->trace)
		pv_trace(ctx, &(struct pv_trace_event){
			.kind = PV_TRACE_PROGRAM, .text = path, .result = version,
			.place = taken ? PV_PLACE_TAKEN : pv_trace_place_of(path) });
}

/* bin/COMMAND of an installed version, if it can be run. */
static char *program_in(const struct pv_context *ctx, const char *version, const char *command)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, version);
	char *path = pv_xasprintf("%s/bin/%s", dir, command);

	if (pv_fs_is_program(path)) {
		tell_program(ctx, path, version, true);
		return path;
	}
	tell_program(ctx, path, version, false);
	free(path);
	return NULL;
}

/* The common case, one look-up cheaper: the name is an installed version's own
 * name, which wins over anything else it could stand for, and has the program.
 * A watched search takes the long way, to the same end. */
static bool found_exactly(const struct pv_context *ctx, const char *name, const char *command,
                          struct pv_found *ret)
{
	if (ctx->trace || !pv_version_name_valid(name) || pv_starts_with(name, PYTHON_DASH))
		return false;
	ret->path = program_in(ctx, name, command);
	if (!ret->path)
		return false;
	ret->version = pv_xstrdup(name);
	return true;
}

static bool found_in_system(const struct pv_context *ctx, const char *command,
                            const struct pv_strv *skip_dirs, struct pv_found *ret)
{
	ret->path = pv_find_on_path(ctx, command, skip_dirs);
	if (!ret->path)
		return false;
	ret->version = pv_xstrdup("system");
	return true;
}

static void find_command(const struct pv_context *ctx, const struct pv_selection *sel,
                         const char *command, unsigned flags, const struct pv_strv *skip_dirs,
                         struct pv_found *ret)
{
	bool tried_system = false;

	for (size_t i = 0; i < sel->names.n; i++) {
		pv_cleanup_free char *version = NULL;

		if (found_exactly(ctx, sel->names.v[i], command, ret))
			return;
		version = pv_resolve_name(ctx, sel->names.v[i]);
		if (!version) {
			pv_strv_add(&ret->missing, sel->names.v[i]);
			continue;
		}
		if (strcmp(version, "system") == 0) {
			tried_system = true;
			if (!(flags & PV_FIND_NO_SYSTEM) && found_in_system(ctx, command, skip_dirs, ret))
				return;
			continue;
		}
		ret->path = program_in(ctx, version, command);
		if (ret->path) {
			ret->version = pv_steal(&version);
			return;
		}
	}
	if (tried_system || (flags & PV_FIND_NO_SYSTEM))
		return;
	pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_IMPLIED, .text = "system" });
	ret->implied_system = found_in_system(ctx, command, skip_dirs, ret);
}

void pv_find_command(const struct pv_context *ctx, const struct pv_selection *sel,
                     const char *command, unsigned flags, const struct pv_strv *skip_dirs,
                     struct pv_found *ret)
{
	find_command(ctx, sel, command, flags, skip_dirs, ret);
	pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_FOUND, .text = command,
	                                        .result = ret->path, .via = ret->version });
}

void pv_found_release(struct pv_found *found)
{
	free(found->path);
	free(found->version);
	pv_strv_release(&found->missing);
	*found = (struct pv_found)PV_FOUND_INIT;
}

/* "/usr/bin/python3" -> "/usr", "/bin/python" -> "/". */
static char *folder_above_bin(const char *program)
{
	pv_cleanup_free char *bin = pv_path_dir(program);

	return pv_path_dir(bin);
}

static int system_prefix(const struct pv_context *ctx, char **ret, struct pv_err **err)
{
	static const char *const names[] = { "python", "python3", "python2" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++) {
		pv_cleanup_free char *program = pv_find_on_path(ctx, names[i], NULL);

		if (program) {
			*ret = folder_above_bin(program);
			return 0;
		}
	}
	return pv_fail(err, "system version not found in PATH");
}

int pv_resolve_prefix(const struct pv_context *ctx, const char *name, char **ret,
                      struct pv_err **err)
{
	pv_cleanup_free char *version = pv_resolve_name(ctx, name);

	if (!version)
		return pv_fail(err, "version `%s' not installed", name);
	if (strcmp(version, "system") == 0)
		return system_prefix(ctx, ret, err);
	*ret = pv_layout_version(ctx, version);
	return 0;
}
