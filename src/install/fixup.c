#include "install/fixup.h"

#include "base/fs.h"
#include "base/path.h"
#include "install/fixtext.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>

#define TEXT_LIMIT (16 * 1024 * 1024)

enum fix {
	FIX_PREFIX = 1,  /* paths */
	FIX_TOOLS = 2,   /* compilers */
	FIX_SHEBANG = 4, /* only a first line "#!/install/bin/PROGRAM" */
	FIX_STRINGS = 8, /* the text's paths stand in quoted strings */
};

struct tree {
	const char *dir, *prefix;
};

/* --- one file --- */

/* Replaces "#!/install/bin/PROGRAM ARGS" by what starts the same program below
 * the new prefix; *text is what follows then. False when there is none. */
static bool fix_shebang(struct pv_slice *text, const char *prefix, struct pv_buf *ret)
{
	static const char begin[] = "#!" PV_BUILD_PREFIX "/bin/";
	struct pv_slice rest = *text, line;
	pv_cleanup_free char *program = NULL;

	if (text->n < strlen(begin) || memcmp(text->p, begin, strlen(begin)) != 0 ||
	    !pv_slice_split(&rest, '\n', &line))
		return false;
	line.p += strlen(begin);
	line.n -= strlen(begin);
	line = pv_slice_trim(line);
	program = pv_slice_dup(line);
	pv_fixtext_shebang(prefix, program, ret);
	*text = rest.p ? rest : (struct pv_slice){ "", 0 };
	return true;
}

/* Reads `path`, corrects it, and writes it when that changed anything. What is
 * no regular file, or no text of that kind, is left alone. */
static int fix_file(const struct tree *t, const char *path, unsigned fixes, struct pv_err **err)
{
	enum pv_quoting quoting = fixes & FIX_STRINGS ? PV_QUOTE_STRING : PV_QUOTE_NONE;
	pv_cleanup_buf struct pv_buf old = PV_BUF_INIT, paths = PV_BUF_INIT, text = PV_BUF_INIT;
	struct pv_slice rest;

	if (pv_fs_is_link(path))
		return 0;
	if (pv_fs_read(AT_FDCWD, path, TEXT_LIMIT, &old) < 0) {
		if (errno == EISDIR || errno == EFBIG || !pv_fs_is_regular(path))
			return 0;
		return pv_fail_errno(err, "cannot read `%s'", path);
	}
	rest = (struct pv_slice){ old.p ? old.p : "", old.len };
	if (rest.n == 0)
		return 0;
	if (fixes & FIX_SHEBANG)
		fix_shebang(&rest, t->prefix, &paths);
	if (fixes & FIX_PREFIX)
		pv_fixtext_prefix(rest, t->prefix, quoting, &paths);
	else
		pv_buf_add(&paths, rest.p, rest.n);
	if (fixes & FIX_TOOLS)
		pv_fixtext_tools((struct pv_slice){ paths.p, paths.len }, &text);
	else
		pv_buf_add(&text, paths.p, paths.len);
	if (text.len == old.len && memcmp(text.p, old.p, old.len) == 0)
		return 0;
	return pv_fs_write_atomic(path, text.p, text.len, 0644, err);
}

/* Every file in DIR/`folder` whose name begins with `first` and ends with `last`. */
static int fix_files(const struct tree *t, const char *folder, const char *first, const char *last,
		     unsigned fixes, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_join(t->dir, folder);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_fs_list(dir, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, names.v[i]);

		if (pv_starts_with(names.v[i], first) && pv_ends_with(names.v[i], last) &&
		    fix_file(t, path, fixes, err) < 0)
			return -1;
	}
	return 0;
}

/* --- the tree --- */

/* config-3.13-x86_64-linux-gnu: the Makefile that sysconfig and distutils read. */
static int fix_config_folder(const struct tree *t, const char *stdlib, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_join(t->dir, stdlib);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_fs_list(dir, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *folder = pv_path_join(stdlib, names.v[i]);
		pv_cleanup_free char *path = pv_path_join(t->dir, folder);

		if (!pv_starts_with(names.v[i], "config") || !pv_fs_is_dir(path))
			continue;
		if (fix_files(t, folder, "Makefile", "", FIX_PREFIX | FIX_TOOLS, err) < 0 ||
		    fix_files(t, folder, "python-config", ".py", FIX_SHEBANG | FIX_PREFIX, err) < 0)
			return -1;
	}
	return 0;
}

int pv_fixup_tree(const char *tree, const char *prefix, struct pv_err **err)
{
	const struct tree t = { tree, prefix };
	const unsigned settings = FIX_PREFIX | FIX_TOOLS | FIX_STRINGS;
	pv_cleanup_free char *stdlib = pv_fixup_stdlib(tree);

	if (stdlib && (fix_files(&t, stdlib, "_sysconfigdata", ".py", settings, err) < 0 ||
		       fix_files(&t, stdlib, "_sysconfig_vars", ".json", settings, err) < 0 ||
		       fix_files(&t, stdlib, "build-details", ".json", settings, err) < 0 ||
		       fix_config_folder(&t, stdlib, err) < 0))
		return -1;
	if (fix_files(&t, "bin", "python", "-config", FIX_SHEBANG | FIX_PREFIX | FIX_TOOLS, err) <
		    0 ||
	    fix_files(&t, "bin", "", "", FIX_SHEBANG, err) < 0 ||
	    fix_files(&t, "lib/pkgconfig", "", ".pc", FIX_PREFIX, err) < 0)
		return -1;
	return 0;
}

/* --- names --- */

/* "python3.13", with the letters of a build's kind ("t", "d") behind it or not. */
static bool is_interpreter_name(const char *name)
{
	const char *p = name + strlen("python");

	if (!pv_starts_with(name, "python") || !isdigit((unsigned char)*p))
		return false;
	while (isdigit((unsigned char)*p))
		p++;
	if (*p++ != '.' || !isdigit((unsigned char)*p))
		return false;
	while (isdigit((unsigned char)*p))
		p++;
	return p[strspn(p, "tdmu")] == '\0';
}

/* The shortest name in `dir` that looks like an interpreter's and is one. */
static char *find_named(const char *dir, bool (*is)(const char *path))
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *ignored = NULL;
	const char *best = NULL;

	if (pv_fs_list(dir, &names, NULL, &ignored) < 0)
		return NULL;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, names.v[i]);

		if (is_interpreter_name(names.v[i]) && !pv_fs_is_link(path) && is(path) &&
		    (!best || strlen(names.v[i]) < strlen(best)))
			best = names.v[i];
	}
	return best ? pv_xstrdup(best) : NULL;
}

char *pv_fixup_interpreter(const char *tree)
{
	pv_cleanup_free char *bin = pv_path_join(tree, "bin");

	return find_named(bin, pv_fs_is_program);
}

char *pv_fixup_stdlib(const char *tree)
{
	pv_cleanup_free char *lib = pv_path_join(tree, "lib");
	pv_cleanup_free char *name = find_named(lib, pv_fs_is_dir);

	return name ? pv_path_join("lib", name) : NULL;
}

/* --- links --- */

/* bin/NAME -> TARGET unless NAME is there or TARGET is not. */
static int add_link(const char *bin, const char *name, const char *target, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(bin, name);
	pv_cleanup_free char *to = pv_path_join(bin, target);

	if (pv_fs_exists(path) || !pv_fs_exists(to))
		return 0;
	if (symlink(target, path) < 0)
		return pv_fail_errno(err, "cannot make the link `%s'", path);
	return 0;
}

int pv_fixup_links(const char *tree, struct pv_err **err)
{
	static const struct {
		const char *stem, *tail;
	} programs[] = { { "python", "" }, { "pip", "" },  { "idle", "" },
			 { "pydoc", "" },  { "2to3", "" }, { "python", "-config" } };
	pv_cleanup_free char *bin = pv_path_join(tree, "bin");
	pv_cleanup_free char *full = pv_fixup_interpreter(tree);
	const char *version;
	int major;

	if (!full)
		return pv_fail(err, "there is no interpreter in it (no bin/pythonX.Y)");
	version = full + strlen("python");
	major = (int)strspn(version, "0123456789");
	for (size_t i = 0; i < PV_ARRAY_SIZE(programs); i++) {
		const char *stem = programs[i].stem, *tail = programs[i].tail;
		pv_cleanup_free char *plain = pv_xasprintf("%s%s", stem, tail);
		pv_cleanup_free char *one = pv_xasprintf("%s%.*s%s", stem, major, version, tail);
		pv_cleanup_free char *two = pv_xasprintf("%s%s%s", stem, version, tail);
		pv_cleanup_free char *dashed = pv_xasprintf("%s-%s%s", stem, version, tail);

		if (add_link(bin, one, two, err) < 0 || add_link(bin, plain, one, err) < 0 ||
		    add_link(bin, plain, dashed, err) < 0)
			return -1;
	}
	return 0;
}
