#include "base.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/onpath.h"
#include "probe.h"

#include <fcntl.h>

#define PATCHLEVEL_LIMIT (64 * 1024)

void pv_base_release(struct pv_base *base)
{
	free(base->name);
	free(base->python);
	free(base->home);
	free(base->real);
	free(base->stdlib);
	free(base->tag);
	free(base->version);
	*base = (struct pv_base)PV_BASE_INIT;
}

bool pv_base_is_native(const struct pv_base *base)
{
	return base->stdlib && (base->major > 3 || (base->major == 3 && base->minor >= 3));
}

bool pv_base_parse_tag(const char *name, int *ret_major, int *ret_minor, bool *ret_threaded)
{
	char *end;
	unsigned long major, minor;

	if (!pv_starts_with(name, "python"))
		return false;
	name += strlen("python");
	if (*name < '0' || *name > '9')
		return false;
	major = strtoul(name, &end, 10);
	if (*end != '.' || end[1] < '0' || end[1] > '9' || major > 99)
		return false;
	minor = strtoul(end + 1, &end, 10);
	/* What may follow are the letters of builds: t, d, m, u. */
	if (minor > 999 || end[strspn(end, "tdmu")] != '\0')
		return false;
	*ret_major = (int)major;
	*ret_minor = (int)minor;
	*ret_threaded = strchr(end, 't') != NULL;
	return true;
}

char *pv_base_parse_patchlevel(const char *text)
{
	const char *at = strstr(text, "#define PY_VERSION ");
	size_t n, dots = 0;

	if (!at || !(at = strchr(at, '"')))
		return NULL;
	at++;
	for (n = 0; (at[n] >= '0' && at[n] <= '9') || (at[n] == '.' && dots < 2); n++)
		dots += at[n] == '.';
	return n > 0 && dots == 2 && at[n - 1] != '.' ? pv_xstrndup(at, n) : NULL;
}

/* DIR/../lib/TAG (or lib64) if that is a standard library. */
static char *stdlib_beside(const char *bin, const char *tag)
{
	static const char *const places[] = { "lib", "lib64" };
	pv_cleanup_free char *prefix = pv_path_dir(bin);

	for (size_t i = 0; i < PV_ARRAY_SIZE(places); i++) {
		pv_cleanup_free char *dir = pv_path_join(prefix, places[i]);
		char *stdlib = pv_path_join(dir, tag);
		pv_cleanup_free char *landmark = pv_path_join(stdlib, "os.py");

		if (pv_fs_is_regular(landmark))
			return stdlib;
		free(stdlib);
	}
	return NULL;
}

/* The only pythonX.Y below DIR/../lib; NULL when there are none or several. */
static char *only_tag_beside(const char *bin)
{
	pv_cleanup_free char *prefix = pv_path_dir(bin);
	pv_cleanup_free char *lib = pv_path_join(prefix, "lib");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;
	char *found = NULL;
	int major, minor;
	bool threaded;

	if (pv_fs_list(lib, &names, NULL, &unreadable) < 0)
		return NULL;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *stdlib = NULL;

		if (!pv_base_parse_tag(names.v[i], &major, &minor, &threaded) ||
		    !(stdlib = stdlib_beside(bin, names.v[i])))
			continue;
		if (found) {
			free(found);
			return NULL;
		}
		found = pv_xstrdup(names.v[i]);
	}
	return found;
}

/* The folder that holds the library of the interpreter in `bin`: its name
 * comes from the interpreter's own file, python3.13, or from being alone. */
static char *find_stdlib(const char *bin, const char *real)
{
	const char *program = pv_path_base(real);
	pv_cleanup_free char *tag = NULL;
	int major, minor;
	bool threaded;

	if (pv_base_parse_tag(program, &major, &minor, &threaded))
		tag = pv_xasprintf("python%d.%d%s", major, minor, threaded ? "t" : "");
	else if (pv_starts_with(program, "python"))
		tag = only_tag_beside(bin);
	return tag ? stdlib_beside(bin, tag) : NULL;
}

/* X.Y.Z from include/pythonX.Y*, the letters being those older builds add. */
static char *version_from_headers(const char *stdlib)
{
	static const char *const letters[] = { "", "m", "d", "dm" };
	pv_cleanup_free char *lib = pv_path_dir(stdlib);
	pv_cleanup_free char *prefix = pv_path_dir(lib);

	for (size_t i = 0; i < PV_ARRAY_SIZE(letters); i++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/include/%s%s/patchlevel.h", prefix,
		                                          pv_path_base(stdlib), letters[i]);
		pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

		if (pv_fs_read(AT_FDCWD, path, PATCHLEVEL_LIMIT, &text) == 0 && text.p)
			return pv_base_parse_patchlevel(text.p);
	}
	return NULL;
}

/* "3.13.0", "3.13.0t" and "3.14.0rc1" name their version themselves. */
static char *version_from_name(const struct pv_base *base)
{
	pv_cleanup_free char *start = pv_xasprintf("%d.%d.", base->major, base->minor);
	size_t n = strlen(start), digits;

	if (!base->name || !pv_starts_with(base->name, start))
		return NULL;
	digits = strspn(base->name + n, "0123456789");
	return digits ? pv_xstrndup(base->name, n + digits) : NULL;
}

static bool elf_is_64bit(const char *path)
{
	unsigned char head[5];
	pv_cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd >= 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head &&
		memcmp(head, "\177ELF", 4) == 0 && head[4] == 2;
}

static void use_stdlib(struct pv_base *base, char *stdlib)
{
	bool threaded;

	free(base->stdlib);
	free(base->tag);
	base->stdlib = stdlib;
	base->tag = pv_xstrdup(pv_path_base(stdlib));
	pv_base_parse_tag(base->tag, &base->major, &base->minor, &threaded);
}

/* The interpreter itself says where it is and what it is. */
static int ask(const struct pv_context *ctx, struct pv_base *base, struct pv_err **err)
{
	pv_cleanup_probe struct pv_probe said = PV_PROBE_INIT;

	if (pv_probe_python(base->python, ctx->env, &said, err) < 0)
		return -1;
	free(base->python);
	base->python = pv_steal(&said.python);
	free(base->home);
	base->home = pv_path_dir(base->python);
	free(base->real);
	base->real = realpath(base->python, NULL);
	if (!base->real)
		return pv_fail_errno(err, "cannot find `%s'", base->python);
	free(base->version);
	base->version = pv_steal(&said.version);
	base->major = said.major;
	base->minor = said.minor;
	base->is_64bit = said.is_64bit;
	if (said.is_cpython) {
		char *stdlib = pv_steal(&said.stdlib);
		int major, minor;
		bool threaded;

		if (pv_base_parse_tag(pv_path_base(stdlib), &major, &minor, &threaded))
			use_stdlib(base, stdlib);
		else
			free(stdlib);
	}
	return 0;
}

/* Fills in what the files tell about base->python. */
static void look(struct pv_base *base)
{
	pv_cleanup_free char *real_bin = pv_path_dir(base->real);
	char *stdlib = find_stdlib(base->home, base->real);

	/* A link from elsewhere (~/bin/python3, another environment's bin):
	 * what it leads to is the base. */
	if (!stdlib && strcmp(real_bin, base->home) != 0) {
		stdlib = find_stdlib(real_bin, base->real);
		if (stdlib) {
			free(base->python);
			free(base->home);
			base->python = pv_xstrdup(base->real);
			base->home = pv_steal(&real_bin);
		}
	}
	if (!stdlib)
		return;
	use_stdlib(base, stdlib);
	base->version = version_from_headers(stdlib);
	if (!base->version)
		base->version = version_from_name(base);
	base->is_64bit = elf_is_64bit(base->real);
}

int pv_base_of_python(const struct pv_context *ctx, const char *name, const char *python,
                      struct pv_base *ret, struct pv_err **err)
{
	pv_cleanup_base struct pv_base base = PV_BASE_INIT;

	base.name = pv_xstrdup(name);
	base.python = pv_xstrdup(python);
	base.home = pv_path_dir(python);
	base.real = realpath(python, NULL);
	if (!base.real)
		return pv_fail_errno(err, "cannot use the interpreter `%s'", python);
	look(&base);
	/* Python 2 needs no more: its environments are not written natively. */
	if (!base.version && !(base.stdlib && base.major < 3) && ask(ctx, &base, err) < 0)
		return pv_wrap(err, "cannot tell what `%s' is", python);
	if (!base.tag)
		base.tag = pv_xstrdup("");
	if (!base.version)
		base.version = pv_xstrdup("");
	*ret = base;
	base = (struct pv_base)PV_BASE_INIT;
	return 0;
}

int pv_base_of_version(const struct pv_context *ctx, const char *name, struct pv_base *ret,
                       struct pv_err **err)
{
	/* Where a version has them, `python' is what its makers mean; on a
	 * system it may still be Python 2. */
	static const char *const own[] = { "python", "python3", "python2" };
	static const char *const systems[] = { "python3", "python", "python2" };
	bool is_system = strcmp(name, "system") == 0;
	pv_cleanup_free char *dir = is_system ? NULL : pv_layout_version(ctx, name);
	pv_cleanup_free char *python = NULL;

	for (size_t i = 0; i < PV_ARRAY_SIZE(own) && !python; i++) {
		if (is_system) {
			python = pv_find_on_path(ctx, systems[i], NULL);
			continue;
		}
		python = pv_xasprintf("%s/bin/%s", dir, own[i]);
		if (!pv_fs_is_program(python)) {
			free(python);
			python = NULL;
		}
	}
	if (!python && is_system)
		return pv_fail(err, "pyver: system version not found in PATH");
	if (!python)
		return pv_fail(err, "`python' not found in version `%s'", name);
	return pv_base_of_python(ctx, name, python, ret, err);
}
