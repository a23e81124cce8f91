/* The one program behind every name in ROOT/shims: finds the selected
 * version's program of that name and becomes it. No child process, no
 * write, no change to environment, arguments, descriptors or signals.
 *
 * Whatever is rare (nothing found, a missing version, an installer after
 * which the shims change, PYVER_TRACE, hooks) is handed over to `pyver --run-shim`. */
#include "base/fs.h"
#include "base/path.h"
#include "core/hooks.h"
#include "core/installer.h"
#include "core/layout.h"
#include "core/resolve.h"
#include "core/trace.h"

#include <errno.h>

#ifdef __linux__
#include <sys/auxv.h>
#endif
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#ifndef PYVER_BINDIR
#define PYVER_BINDIR "/usr/local/bin"
#endif
#ifndef PYVER_PREFIX
#define PYVER_PREFIX "/usr/local"
#endif
#define RUN_SHIM "--run-shim" /* see cmd/runshim.h */

extern char **environ;

/* The file as it was given to execve(2), links not resolved; NULL when the
 * system does not tell. For `#!SHIM` scripts Linux names the script here. */
static const char *executed_file(void)
{
#ifdef __linux__
	return (const char *)getauxval(AT_EXECFN);
#elif defined(__APPLE__)
	static char path[4096];
	uint32_t size = sizeof path;

	return _NSGetExecutablePath(path, &size) == 0 ? path : NULL;
#else
	return NULL;
#endif
}

/* ".../shims/NAME" -> "..."; NULL when `path` does not look like that. */
static char *root_of_shim(const char *path, const char *name)
{
	pv_cleanup_free char *shims = NULL;

	if (path[0] != '/' || strcmp(pv_path_base(path), name) != 0)
		return NULL;
	shims = pv_path_dir(path);
	return strcmp(pv_path_base(shims), "shims") == 0 ? pv_path_dir(shims) : NULL;
}

/* Follows a link from elsewhere (~/bin/python -> ROOT/shims/python) a step at a time. */
static char *root_by_links(const char *path)
{
	pv_cleanup_free char *at = pv_xstrdup(path);

	for (int hops = 0; hops < 40; hops++) {
		pv_cleanup_free char *root = root_of_shim(at, pv_path_base(at));
		pv_cleanup_free char *target = NULL;
		pv_cleanup_free char *dir = NULL;
		pv_cleanup_free char *next = NULL;

		if (root)
			return pv_steal(&root);
		target = pv_fs_readlink(at);
		if (!target)
			return NULL;
		dir = pv_path_dir(at);
		next = pv_path_absolute(dir, target);
		free(at);
		at = next[0] == '/' ? pv_path_normalize(next) : pv_xstrdup(next);
	}
	return NULL;
}

/* The root this shim serves, told by where it was called from; NULL when that does not tell. */
static char *own_root(const char *argv0, const char *name)
{
	const char *file = executed_file();
	char *root = file ? root_of_shim(file, name) : NULL;

	if (!root)
		root = root_of_shim(argv0, name);
	if (!root && file)
		root = root_by_links(file);
	return root;
}

/* The folder the shim was called from when that is not ROOT/shims: `system`
 * must not be searched there, or two links could call each other. */
static char *called_from(const struct pv_context *ctx, const char *name)
{
	const char *file = executed_file();
	pv_cleanup_free char *dir = NULL;
	pv_cleanup_free char *shims = pv_layout_shims(ctx);

	if (!file || file[0] != '/' || strcmp(pv_path_base(file), name) != 0)
		return NULL;
	dir = pv_path_dir(file);
	return strcmp(dir, shims) == 0 ? NULL : pv_steal(&dir);
}

/* Lets `pyver` do it; returns only when there is no such program. */
static void hand_over(const struct pv_context *ctx, const char *from, const char *name, int argc,
                      char **argv)
{
	pv_cleanup_free char *beside = pv_path_join(ctx->root, "bin/pyver");
	pv_cleanup_free char **args = pv_xcalloc((size_t)argc + 6, sizeof *args);
	pv_cleanup_free char *from_arg = pv_xstrdup(from ? from : "");
	pv_cleanup_free char *name_arg = pv_xstrdup(name);
	char program[] = "pyver", mode[] = RUN_SHIM;

	args[0] = program;
	args[1] = mode;
	args[2] = ctx->root;
	args[3] = from_arg;
	args[4] = name_arg;
	for (int i = 1; i < argc; i++)
		args[i + 4] = argv[i];
	execv(beside, args);
	execv(PYVER_BINDIR "/pyver", args);
}

static int say(const char *name, const char *what, int status)
{
	pv_cleanup_free char *line = pv_xasprintf("pyver: %s: %s\n", name, what);

	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		return status;
	return status;
}

int main(int argc, char **argv)
{
	const char *argv0 = argc > 0 ? argv[0] : "";
	const char *name = pv_path_base(argv0);
	pv_cleanup_free char *root = own_root(argv0, name);
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
	pv_cleanup_strv struct pv_strv skip = PV_STRV_INIT;
	__attribute__((cleanup(pv_context_release))) struct pv_context ctx = { .env = environ };
	pv_cleanup_err struct pv_err *err = NULL;
	char *from;

	if (pv_context_init(&ctx, environ, root, &err) < 0)
		return say(name, err->msg, PV_EXIT_FAILURE);
	if (root) {
		free(ctx.root);
		ctx.root = pv_steal(&root);
	}
	from = called_from(&ctx, name);
	if (from)
		pv_strv_take(&skip, from);
	if (pv_trace_wanted(&ctx) || pv_hooks_for_shims(&ctx, PYVER_PREFIX))
		hand_over(&ctx, from, name, argc, argv);
	pv_select(&ctx, &sel);
	pv_find_command(&ctx, &sel, name, 0, &skip, &found);
	if (!found.path || sel.rejected.n || sel.unreadable ||
	    (found.missing.n && found.implied_system) ||
	    pv_is_installer(name, argc - 1, argv + 1)) {
		hand_over(&ctx, from, name, argc, argv);
		if (!found.path)
			return say(name, "command not found", PV_EXIT_NOT_FOUND);
	}
	argv[0] = found.path;
	execv(found.path, argv);
	/* A text without `#!` is no program for the kernel, but for a shell it is. */
	if (errno == ENOEXEC)
		hand_over(&ctx, from, name, argc, argv);
	return say(name, strerror(errno), PV_EXIT_NOT_RUNNABLE);
}
