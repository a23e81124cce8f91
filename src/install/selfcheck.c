#include "install/selfcheck.h"

#include "base/path.h"
#include "core/version.h"
#include "effects/run.h"

#include <stdlib.h>

#define OUTPUT_LIMIT 65536 /* bytes kept of what the interpreter says */

static const struct module {
	const char *name;
	const char *library;
	bool fatal; /* without it there is no pip */
} modules[] = {
	{ "zlib", "zlib", true },
	{ "ssl", "OpenSSL", true },
	{ "bz2", "bzip2", false },
	{ "lzma", "lzma", false },
	{ "ctypes", "libffi", false },
	{ "sqlite3", "SQLite3", false },
	{ "readline", "GNU readline", false },
	{ "curses", "ncurses", false },
	{ "pip", "pip", false },
};

const char *pv_selfcheck_library(const char *module)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(modules); i++)
		if (strcmp(modules[i].name, module) == 0)
			return modules[i].library;
	return module;
}

/* Fits Python 2.7 and all later ones. Every line begins with a word of its
 * own, so that what a module prints while it is imported disturbs nothing. */
static char *program(void)
{
	struct pv_buf text = PV_BUF_INIT;

	pv_buf_adds(&text, "import sys\n"
			   "sys.stdout.write('pyver-version %s %s\\n' % (sys.version.split()[0], "
			   "getattr(sys, 'abiflags', '')))\n"
			   "for name in '");
	for (size_t i = 0; i < PV_ARRAY_SIZE(modules); i++)
		pv_buf_addf(&text, "%s%s", i ? " " : "", modules[i].name);
	pv_buf_adds(&text, "'.split():\n"
			   "    try:\n"
			   "        __import__(name)\n"
			   "    except Exception:\n"
			   "        sys.stdout.write('pyver-missing %s\\n' % name)\n"
			   "sys.stdout.write('pyver-done\\n')\n");
	return pv_buf_detach(&text);
}

static void keep_output(void *arg, const char *data, size_t n)
{
	struct pv_buf *out = arg;

	if (out->len + n <= OUTPUT_LIMIT)
		pv_buf_add(out, data, n);
}

/* The environment less what changes how Python starts. */
static void clean_env(const struct pv_selfcheck *what, struct pv_strv *ret)
{
	for (char *const *e = what->env; *e; e++)
		if (!pv_starts_with(*e, "PYTHON") && !pv_starts_with(*e, "__PYVENV_LAUNCHER__="))
			pv_strv_add(ret, *e);
#ifdef __APPLE__
	/* The library's recorded place is the final prefix. */
	pv_strv_addf(ret, "DYLD_LIBRARY_PATH=%s/lib", what->tree);
#endif
}

static bool is_fatal(struct pv_slice name)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(modules); i++)
		if (pv_slice_eq(name, modules[i].name))
			return modules[i].fatal;
	return false;
}

/* The text behind `word` and a blank, if the line begins so. */
static bool behind(struct pv_slice line, const char *word, struct pv_slice *ret)
{
	size_t n = strlen(word);

	if (line.n < n || memcmp(line.p, word, n) != 0)
		return false;
	*ret = pv_slice_trim((struct pv_slice){ line.p + n, line.n - n });
	return true;
}

/* `said` is "VERSION ABIFLAGS". */
static int check_version(const struct pv_selfcheck *what, struct pv_slice said, struct pv_err **err)
{
	struct pv_slice version = { NULL, 0 };
	pv_cleanup_free char *expected = pv_xstrdup(what->version);
	pv_cleanup_free char *found = NULL;
	bool freethreaded = pv_version_is_freethreaded(what->version);

	pv_slice_split(&said, ' ', &version);
	if (freethreaded)
		expected[strlen(expected) - 1] = '\0';
	found = pv_slice_dup(version);
	if (strcmp(found, expected) != 0)
		return pv_fail(err, "it calls itself Python %s instead of %s", found, expected);
	if (freethreaded && (!said.p || !memchr(said.p, 't', said.n)))
		return pv_fail(err, "it is not a free-threaded build");
	return 0;
}

static int judge(const struct pv_selfcheck *what, const struct pv_buf *out,
		 struct pv_selfcheck_result *ret, struct pv_err **err)
{
	struct pv_slice rest = { out->p ? out->p : "", out->len }, line, value;
	bool versioned = false, done = false;

	while (pv_slice_split(&rest, '\n', &line)) {
		if (behind(line, "pyver-version ", &value)) {
			versioned = true;
			if (check_version(what, value, err) < 0)
				return -1;
		} else if (behind(line, "pyver-missing ", &value)) {
			pv_strv_addn(is_fatal(value) ? &ret->fatal : &ret->missing, value.p,
				     value.n);
		} else if (behind(line, "pyver-done", &value)) {
			done = true;
		}
	}
	if (!versioned)
		return pv_fail(err, "it does not say its version");
	if (!done)
		return pv_fail(err, "it ended while its modules were imported");
	return 0;
}

/* The last line of what it printed, for the message. */
static char *last_line(const struct pv_buf *out)
{
	struct pv_slice rest = { out->p ? out->p : "", out->len }, line, last = { "", 0 };

	while (pv_slice_split(&rest, '\n', &line)) {
		line = pv_slice_trim(line);
		if (line.n > 0)
			last = line;
	}
	return pv_slice_dup(last);
}

int pv_selfcheck_run(const struct pv_selfcheck *what, struct pv_selfcheck_result *ret,
		     struct pv_err **err)
{
	pv_cleanup_free char *python = pv_path_join(what->tree, "bin/python");
	pv_cleanup_free char *script = program();
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;
	int major = 0, minor = 0, status = 0;
	bool old = pv_version_minor(what->version, &major, &minor) &&
		   (major < 3 || (major == 3 && minor < 4));
	const char *const isolated[] = { python, "-I", "-B", "-c", script, NULL };
	const char *const isolated_old[] = { python, "-E", "-s", "-B", "-c", script, NULL };
	const struct pv_run run = {
		.argv = old ? isolated_old : isolated,
		.cwd = what->tree,
		.out_fd = -1,
		.own_group = true,
		.on_output = keep_output,
		.arg = &out,
	};
	struct pv_run with_env = run;

	clean_env(what, &env);
	with_env.env = env.v;
	if (pv_run(&with_env, &status, err) < 0)
		return pv_wrap(err, "the new Python does not run");
	if (status != 0) {
		pv_cleanup_free char *said = last_line(&out);

		return pv_fail(err, "the new Python does not run: status %d%s%s", status,
			       said[0] ? ": " : "", said);
	}
	if (judge(what, &out, ret, err) < 0)
		return pv_wrap(err, "the new Python does not pass its check");
	return 0;
}

void pv_selfcheck_release(struct pv_selfcheck_result *r)
{
	pv_strv_release(&r->missing);
	pv_strv_release(&r->fatal);
}
