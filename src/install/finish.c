#include "install/finish.h"

#include "base/fs.h"
#include "base/path.h"
#include "install/fixup.h"

/* Removes DIR/NAME if it is there. */
static int drop(const char *dir, const char *name, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);

	return pv_fs_exists(path) ? pv_fs_remove(path, err) : 0;
}

/* lib/pythonX.Y/test, and the folders of single packages' tests. */
static int drop_tests(const char *stdlib, struct pv_err **err)
{
	static const char *const names[] = { "test",         "idlelib/idle_test", "lib2to3/tests",
					     "tkinter/test", "ctypes/test",       "distutils/tests",
					     "sqlite3/test", "unittest/test",     "bsddb/test",
					     "email/test" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++)
		if (drop(stdlib, names[i], err) < 0)
			return -1;
	return 0;
}

/* config-3.13-x86_64-linux-gnu/libpython3.13.a; the shared one stays. */
static int drop_static_libraries(const char *stdlib, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv folders = PV_STRV_INIT;

	if (pv_fs_list(stdlib, &folders, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < folders.n; i++) {
		pv_cleanup_free char *dir = pv_path_join(stdlib, folders.v[i]);
		pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

		if (!pv_starts_with(folders.v[i], "config"))
			continue;
		if (!pv_fs_is_dir(dir))
			continue;
		if (pv_fs_list(dir, &names, NULL, err) < 0)
			return -1;
		for (size_t k = 0; k < names.n; k++)
			if (pv_starts_with(names.v[k], "libpython") &&
			    pv_ends_with(names.v[k], ".a") && drop(dir, names.v[k], err) < 0)
				return -1;
	}
	return 0;
}

static bool has_shared_library(const char *lib)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *ignored = NULL;

	if (pv_fs_list(lib, &names, NULL, &ignored) < 0)
		return false;
	for (size_t i = 0; i < names.n; i++)
		if (pv_starts_with(names.v[i], "libpython") &&
		    (strstr(names.v[i], ".so") || pv_ends_with(names.v[i], ".dylib")))
			return true;
	return false;
}

/* gdb loads python3.13-gdb.py when it finds it beside the program. */
static int copy_gdb_helper(const char *tree, const char *source, struct pv_err **err)
{
	pv_cleanup_free char *from = pv_path_join(source, "Tools/gdb/libpython.py");
	pv_cleanup_free char *python = pv_fixup_interpreter(tree);
	pv_cleanup_free char *to = NULL;

	if (!python || !pv_fs_is_regular(from))
		return 0;
	to = pv_xasprintf("%s/bin/%s-gdb.py", tree, python);
	return pv_fs_exists(to) ? 0 : pv_fs_copy_file(from, to, err);
}

int pv_finish_build(const char *tree, const char *source, struct pv_err **err)
{
	pv_cleanup_free char *lib = pv_path_join(tree, "lib");
	pv_cleanup_free char *below = pv_fixup_stdlib(tree);
	pv_cleanup_free char *stdlib = below ? pv_path_join(tree, below) : NULL;

	if (stdlib && drop_tests(stdlib, err) < 0)
		return -1;
	if (stdlib && has_shared_library(lib) && drop_static_libraries(stdlib, err) < 0)
		return -1;
	if (copy_gdb_helper(tree, source, err) < 0)
		return -1;
	return pv_fixup_links(tree, err);
}
