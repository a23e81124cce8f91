#include "cmd/external.h"

#include "base/env.h"
#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"

#include <dirent.h>

#define PREFIX "pyver-"
#define DEPTH "_PYVER_EXTERNAL_DEPTH" /* external commands between the user and us */
#define MAX_DEPTH 20

/* The program behind every shim sits beside the commands without being one. */
static bool is_command_name(const char *name)
{
	return *name != '\0' && strcmp(name, "shim") != 0 && strchr(name, '/') == NULL;
}

/* DIR/<plugin>/bin for each plugin that has it, the alphabetically last one first. */
static void add_plugin_dirs(const char *dir, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_fs_list(dir, &names, NULL, &unreadable) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = names.n; i-- > 0;) {
		const char *name = names.v[i];
		pv_cleanup_free char *path = pv_xasprintf("%s/%s/bin", dir, name);

		if (name[0] != '.' && pv_fs_is_dir(path))
			pv_strv_take(ret, pv_steal(&path));
	}
}

static void add_own_dirs(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_free char *users = pv_layout_plugins(&app->ctx);
	pv_cleanup_free char *bundled = pv_path_join(app->dirs.libexec, "plugins");

	pv_strv_add(ret, app->dirs.libexec);
	add_plugin_dirs(users, ret);
	if (strcmp(users, bundled) != 0)
		add_plugin_dirs(bundled, ret);
}

void pv_external_dirs(const struct pv_app *app, struct pv_strv *ret)
{
	const char *path = pv_context_env(&app->ctx, "PATH");
	struct pv_slice rest, part;

	add_own_dirs(app, ret);
	rest = pv_slice_of(path == NULL ? "" : path);
	while (pv_slice_split(&rest, ':', &part))
		if (part.n > 0 && part.p[0] == '/')
			pv_strv_addn(ret, part.p, part.n);
}

/* A link to pyver is pyver again: running it would look for the same command
 * for ever. */
static bool is_ourselves(const struct pv_app *app, const char *path)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(app->dirs.program, &b) == 0 && a.st_dev == b.st_dev &&
	       a.st_ino == b.st_ino;
}

static char *find(const struct pv_app *app, const char *name, bool (*fits)(const char *path))
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;

	if (!is_command_name(name))
		return NULL;
	pv_external_dirs(app, &dirs);
	for (size_t i = 0; i < dirs.n; i++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/" PREFIX "%s", dirs.v[i], name);

		if (fits(path) && !is_ourselves(app, path))
			return pv_steal(&path);
	}
	return NULL;
}

static int depth(const struct pv_app *app)
{
	const char *value = pv_context_env_nonempty(&app->ctx, DEPTH);

	if (!value || !pv_all_digits(value) || strlen(value) > 4)
		return 0;
	return (int)strtol(value, NULL, 10);
}

char *pv_external_find(const struct pv_app *app, const char *name)
{
	if (depth(app) >= MAX_DEPTH)
		return NULL;
	return find(app, name, pv_fs_is_program);
}

char *pv_external_find_file(const struct pv_app *app, const char *name)
{
	char *path = find(app, name, pv_fs_is_program);

	return path != NULL ? path : find(app, name, pv_fs_is_regular);
}

/* Straight through readdir: folders on PATH hold thousands of names, of which
 * a handful are wanted. */
static void add_commands_of(const char *dir, struct pv_strv *ret)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL)
		if (pv_starts_with(e->d_name, PREFIX) &&
		    is_command_name(e->d_name + strlen(PREFIX)))
			pv_strv_add(ret, e->d_name + strlen(PREFIX));
	closedir(d);
}

void pv_external_list(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;

	pv_external_dirs(app, &dirs);
	for (size_t i = 0; i < dirs.n; i++)
		add_commands_of(dirs.v[i], ret);
	pv_strv_sort(ret);
	pv_strv_uniq(ret);
}

char *pv_external_path(const struct pv_app *app)
{
	pv_cleanup_strv struct pv_strv dirs = PV_STRV_INIT;
	pv_cleanup_free char *own = NULL;
	const char *path = pv_context_env_nonempty(&app->ctx, "PATH");
	size_t n;

	add_own_dirs(app, &dirs);
	own = pv_strv_join(&dirs, ":");
	if (path == NULL)
		return pv_steal(&own);
	n = strlen(own);
	if (strncmp(path, own, n) == 0 && (path[n] == ':' || path[n] == '\0'))
		return pv_xstrdup(path);
	return pv_xasprintf("%s:%s", own, path);
}

void pv_external_env(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_free char *path = pv_external_path(app);
	pv_cleanup_free char *calls = pv_xasprintf("%d", depth(app) + 1);

	pv_command_env(app, ret);
	pv_env_set(ret, "PATH", path);
	pv_env_set(ret, DEPTH, calls);
}
