#include "install/buildenv.h"

#include "base/path.h"
#include "core/layout.h"
#include "core/version.h"

#include <ctype.h>

#define BYTES_PER_JOB (1024LL * 1024 * 1024)
/* Written for make and for the shell that make starts: what the linker gets is
 * $ORIGIN/../lib, so that the tree runs in the staging, and wherever it is moved. */
#define ORIGIN_RPATH "-Wl,-rpath,'$$ORIGIN/../lib'"

static const char *env(const struct pv_buildenv *b, const char *name)
{
	return pv_context_env_nonempty(b->ctx, name);
}

/* --- the environment --- */

/* Variables that must not reach the build. */
static bool is_poison(const char *entry)
{
	static const char *const names[] = {
		"LD_RUN_PATH=",  "MAKEFLAGS=",   "MFLAGS=",
		"MAKELEVEL=",    "DESTDIR=",     "VIRTUAL_ENV=",
		"CDPATH=",       "BASH_ENV=",    "__PYVENV_LAUNCHER__=",
		"GREP_OPTIONS=", "PYTHON_GIL=",  "PYTHON_JIT=",
		"PREFIX=",       "TESTSUBDIRS=", "ENV=",
		"prefix=",       "exec_prefix=", "libdir=",
	};

	/* PYTHONHOME and all that the interpreter reads; PYTHON_... is for us. */
	if (pv_starts_with(entry, "PYTHON") && isupper((unsigned char)entry[6]))
		return true;
	if (pv_starts_with(entry, "PIP_"))
		return true;
	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++)
		if (pv_starts_with(entry, names[i]))
			return true;
	return false;
}

/* Those that are written anew below. */
static bool is_ours(const char *entry)
{
	static const char *const names[] = { "CFLAGS=", "CPPFLAGS=", "LDFLAGS=", "LDFLAGS_NODIST=",
					     "PATH=" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++)
		if (pv_starts_with(entry, names[i]))
			return true;
	return false;
}

/* NAME=the parts that are not empty, joined by blanks; nothing when all are. */
static void add_flags(struct pv_strv *ret, const char *name, const char *a, const char *b,
		      const char *c)
{
	const char *const parts[] = { a, b, c };
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	for (size_t i = 0; i < PV_ARRAY_SIZE(parts); i++)
		if (parts[i] && parts[i][0])
			pv_buf_addf(&text, "%s%s", text.len > 0 ? " " : "", parts[i]);
	if (text.len > 0)
		pv_strv_addf(ret, "%s=%s", name, text.p);
}

/* A shim that answers for some other Python must not be found by configure. */
static void add_path(const struct pv_buildenv *b, struct pv_strv *ret)
{
	const char *path = pv_context_env(b->ctx, "PATH");
	pv_cleanup_free char *shims = pv_layout_shims(b->ctx);
	pv_cleanup_buf struct pv_buf kept = PV_BUF_INIT;
	struct pv_slice rest, dir;

	if (!path)
		return;
	rest = pv_slice_of(path);
	while (pv_slice_split(&rest, ':', &dir)) {
		if (pv_slice_eq(dir, shims))
			continue;
		if (kept.p)
			pv_buf_addc(&kept, ':');
		pv_buf_add(&kept, dir.p, dir.n);
	}
	pv_strv_addf(ret, "PATH=%s", kept.p ? kept.p : "");
}

/* Is a shared library built? */
static bool is_shared(const struct pv_buildenv *b)
{
	return !pv_buildenv_asked(b, "--disable-shared") &&
	       !pv_buildenv_asked(b, "--enable-framework") &&
	       !pv_buildenv_asked(b, "--enable-shared=no");
}

/* Nothing that make, the shell or the linker's comma would take for its own. */
static bool is_plain(const char *path)
{
	return strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			    "/._+@-") == strlen(path);
}

/* Where the program looks for its shared library; owned by the caller; NULL:
 * nowhere special. The tree's own lib first; then the final prefix, for copies
 * of the program in environments (`venv --copies'). */
static char *run_path(const struct pv_buildenv *b)
{
#ifdef __APPLE__
	(void)b;
	return NULL;
#else
	if (!is_shared(b))
		return NULL;
	if (!is_plain(b->prefix))
		return pv_xstrdup(ORIGIN_RPATH);
	return pv_xasprintf("%s -Wl,-rpath,%s/lib", ORIGIN_RPATH, b->prefix);
#endif
}

void pv_buildenv_env(const struct pv_buildenv *b, struct pv_strv *ret)
{
	const char *nodist = env(b, "LDFLAGS_NODIST");
	pv_cleanup_free char *rpath = run_path(b);

	for (char **e = b->ctx->env; *e; e++)
		if (!is_poison(*e) && !is_ours(*e))
			pv_strv_add(ret, *e);
	add_flags(ret, "CFLAGS", env(b, "CFLAGS"), b->debug ? "-O0" : NULL,
		  env(b, "PYTHON_CFLAGS"));
	add_flags(ret, "CPPFLAGS", env(b, "CPPFLAGS"), env(b, "PYTHON_CPPFLAGS"), NULL);
	if (b->has_nodist) {
		add_flags(ret, "LDFLAGS", env(b, "LDFLAGS"), env(b, "PYTHON_LDFLAGS"), NULL);
		add_flags(ret, "LDFLAGS_NODIST", rpath, nodist, NULL);
	} else {
		add_flags(ret, "LDFLAGS", rpath, env(b, "LDFLAGS"), env(b, "PYTHON_LDFLAGS"));
	}
	add_path(b, ret);
	pv_strv_add(ret, "PIP_DISABLE_PIP_VERSION_CHECK=1");
}

/* --- the arguments --- */

/* The user's options for configure, in the order they are given to it. */
static void users_options(const struct pv_buildenv *b, struct pv_strv *ret)
{
	const char *general = env(b, "CONFIGURE_OPTS");
	const char *python = env(b, "PYTHON_CONFIGURE_OPTS");

	if (general)
		pv_strv_add_words(ret, general);
	if (python)
		pv_strv_add_words(ret, python);
}

bool pv_buildenv_asked(const struct pv_buildenv *b, const char *option)
{
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;
	size_t n = strlen(option);

	users_options(b, &words);
	for (size_t i = 0; i < words.n; i++)
		if (strncmp(words.v[i], option, n) == 0 &&
		    (words.v[i][n] == '\0' || words.v[i][n] == '='))
			return true;
	return false;
}

/* Profile-guided optimisation trains with the test suite. */
static bool wants_tests(const struct pv_buildenv *b)
{
	return pv_buildenv_asked(b, "--enable-optimizations") ||
	       pv_buildenv_asked(b, "--enable-test-modules") ||
	       pv_buildenv_asked(b, "--enable-bolt");
}

/* Python 2 and 3.0 to 3.2 need to be told to use wide characters. */
static void add_old_options(const struct pv_buildenv *b, struct pv_strv *ret)
{
	int major, minor;

	if (!pv_version_minor(b->version, &major, &minor))
		return;
#ifdef __linux__
	if ((major == 2 || (major == 3 && minor <= 2)) && !pv_buildenv_asked(b, "--enable-unicode"))
		pv_strv_add(ret, "--enable-unicode=ucs4");
#endif
	if (major == 2 && minor == 7 && !pv_buildenv_asked(b, "--with-ensurepip") &&
	    !pv_buildenv_asked(b, "--without-ensurepip"))
		pv_strv_add(ret, "--with-ensurepip=install");
}

void pv_buildenv_configure(const struct pv_buildenv *b, struct pv_strv *ret)
{
	const char *configure = env(b, "PYTHON_CONFIGURE");

	if (configure) {
		pv_strv_add_words(ret, configure);
	} else {
		pv_strv_add(ret, "/bin/sh");
		pv_strv_add(ret, "./configure");
	}
	pv_strv_addf(ret, "--prefix=%s", b->prefix);
	pv_strv_addf(ret, "--libdir=%s/lib", b->prefix);
	if (is_shared(b)) {
		pv_strv_add(ret, "--enable-shared");
		/* Nobody links to the static one: it would cost 60 MB and its time. */
		if (b->has_static_switch && !pv_buildenv_asked(b, "--with-static-libpython"))
			pv_strv_add(ret, "--without-static-libpython");
	}
	if (b->has_test_switch && !wants_tests(b))
		pv_strv_add(ret, "--disable-test-modules");
	if (b->debug)
		pv_strv_add(ret, "--with-pydebug");
	if (pv_version_is_freethreaded(b->version))
		pv_strv_add(ret, "--disable-gil");
	add_old_options(b, ret);
	users_options(b, ret);
}

static void add_make(const struct pv_buildenv *b, struct pv_strv *ret)
{
	pv_strv_add(ret, env(b, "MAKE") ? env(b, "MAKE") : "make");
}

void pv_buildenv_make(const struct pv_buildenv *b, int jobs, struct pv_strv *ret)
{
	const char *opts = pv_context_env(b->ctx, "MAKEOPTS");
	const char *more = env(b, "PYTHON_MAKE_OPTS");

	add_make(b, ret);
	if (!opts)
		opts = pv_context_env(b->ctx, "MAKE_OPTS");
	if (opts)
		pv_strv_add_words(ret, opts);
	else
		pv_strv_addf(ret, "-j%d", jobs);
	if (more)
		pv_strv_add_words(ret, more);
}

void pv_buildenv_install(const struct pv_buildenv *b, const char *destdir, struct pv_strv *ret)
{
	const char *target = env(b, "PYTHON_MAKE_INSTALL_TARGET");
	const char *general = env(b, "MAKE_INSTALL_OPTS"),
		   *python = env(b, "PYTHON_MAKE_INSTALL_OPTS");

	add_make(b, ret);
	pv_strv_add(ret, target ? target : "install");
	pv_strv_addf(ret, "DESTDIR=%s", destdir);
	pv_strv_add(ret, "TESTSUBDIRS=");
	if (general)
		pv_strv_add_words(ret, general);
	if (python)
		pv_strv_add_words(ret, python);
}

int pv_buildenv_jobs(long processors, long long memory)
{
	long long jobs = processors > 0 ? processors : 2;

	if (memory > 0 && memory / BYTES_PER_JOB < jobs)
		jobs = memory / BYTES_PER_JOB;
	if (jobs > 256)
		jobs = 256;
	return jobs < 1 ? 1 : (int)jobs;
}
