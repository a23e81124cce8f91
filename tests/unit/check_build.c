#include "install/buildenv.h"
#include "install/buildlog.h"
#include "install/preflight.h"
#include "install/selfcheck.h"

#include "suitemain.h"
#include "tmproot.h"

/* --- what a build is told --- */

static char *environment[32];

static struct pv_context context(void)
{
	static char root[] = "/r", cwd[] = "/";

	return (struct pv_context){ .root = root, .cwd = cwd, .env = environment };
}

/* Sets the environment: NAME=value, NULL-ended. */
static void set_environment(const char *const *entries)
{
	size_t n = 0;

	for (; entries[n]; n++)
		environment[n] = (char *)(uintptr_t)entries[n];
	environment[n] = NULL;
}

START_TEST(environment_is_cleaned)
{
	static const char *const entries[] = { "HOME=/h",
					       "PATH=/r/shims:/usr/bin:/r/shims",
					       "PYTHONPATH=/x",
					       "PYTHONHOME=/x",
					       "PYTHON_CFLAGS=-b",
					       "CFLAGS=-a",
					       "PIP_USER=1",
					       "LD_RUN_PATH=/x",
					       "MAKEFLAGS=j",
					       "VIRTUAL_ENV=/x",
					       "DESTDIR=/x",
					       "CC=gcc",
					       NULL };
	const struct pv_context ctx = context();
	struct pv_buildenv b = {
		.ctx = &ctx, .version = "3.13.5", .prefix = "/p", .debug = true, .has_nodist = true
	};
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;

	set_environment(entries);
	pv_buildenv_env(&b, &env);
	ck_assert(pv_strv_has(&env, "HOME=/h"));
	ck_assert(pv_strv_has(&env, "PATH=/usr/bin"));
	ck_assert(pv_strv_has(&env, "CC=gcc"));
	ck_assert(pv_strv_has(&env, "CFLAGS=-a -O0 -b"));
#ifdef __linux__
	ck_assert(pv_strv_has(&env, "LDFLAGS_NODIST=-Wl,-rpath,'$$ORIGIN/../lib' -Wl,-rpath,/p/lib"));
#endif
	for (size_t i = 0; i < env.n; i++)
		ck_assert_msg(!pv_starts_with(env.v[i], "PYTHONPATH=") &&
				      !pv_starts_with(env.v[i], "PYTHONHOME=") &&
				      !pv_starts_with(env.v[i], "PIP_USER=") &&
				      !pv_starts_with(env.v[i], "LD_RUN_PATH=") &&
				      !pv_starts_with(env.v[i], "MAKEFLAGS=") &&
				      !pv_starts_with(env.v[i], "VIRTUAL_ENV=") &&
				      !pv_starts_with(env.v[i], "LDFLAGS=") &&
				      !pv_starts_with(env.v[i], "DESTDIR="),
			      "%s", env.v[i]);
}
END_TEST

static const struct {
	const char *version, *opts, *configure;
	bool debug;
} configures[] = {
	{ "3.13.5", NULL, "--enable-shared --without-static-libpython --disable-test-modules",
	  false },
	{ "3.13.5t", NULL,
	  "--enable-shared --without-static-libpython --disable-test-modules --disable-gil",
	  false },
	{ "3.13.5", NULL,
	  "--enable-shared --without-static-libpython --disable-test-modules --with-pydebug",
	  true },
	{ "3.13.5", "--disable-shared -x", "--disable-test-modules --disable-shared -x", false },
	{ "3.13.5", "--enable-optimizations",
	  "--enable-shared --without-static-libpython --enable-optimizations", false },
	{ "3.13.5", "--with-static-libpython",
	  "--enable-shared --disable-test-modules "
	  "--with-static-libpython",
	  false },
#ifdef __linux__
	{ "2.7.18", "--enable-unicode=ucs2",
	  "--enable-shared --without-static-libpython --disable-test-modules "
	  "--with-ensurepip=install --enable-unicode=ucs2",
	  false },
#endif
};

START_TEST(configure)
{
	const struct pv_context ctx = context();
	struct pv_buildenv b = { .ctx = &ctx,
				 .version = configures[_i].version,
				 .prefix = "/p",
				 .debug = configures[_i].debug,
				 .has_test_switch = true,
				 .has_static_switch = true };
	pv_cleanup_free char *opts = pv_xasprintf("PYTHON_CONFIGURE_OPTS=%s",
						  configures[_i].opts ? configures[_i].opts : "");
	const char *const entries[] = { opts, NULL };
	pv_cleanup_strv struct pv_strv argv = PV_STRV_INIT;
	pv_cleanup_free char *line = NULL, *expected = NULL;

	set_environment(entries);
	pv_buildenv_configure(&b, &argv);
	line = pv_strv_join(&argv, " ");
	expected = pv_xasprintf("/bin/sh ./configure --prefix=/p --libdir=/p/lib %s",
				configures[_i].configure);
	ck_assert_str_eq(line, expected);
}
END_TEST

START_TEST(make_lines)
{
	static const char *const none[] = { NULL };
	static const char *const some[] = { "MAKE=gmake",
					    "MAKE_OPTS=-j9",
					    "PYTHON_MAKE_OPTS=V=1",
					    "PYTHON_MAKE_INSTALL_TARGET=altinstall",
					    "MAKE_INSTALL_OPTS=A=1",
					    NULL };
	static const char *const empty[] = { "MAKEOPTS=", "MAKE_OPTS=-j9", NULL };
	const struct pv_context ctx = context();
	const struct pv_buildenv b = { .ctx = &ctx, .version = "3.13.5", .prefix = "/p" };
	const struct {
		const char *const *env;
		const char *make, *install;
	} rows[] = {
		{ none, "make -j3", "make install DESTDIR=/d TESTSUBDIRS=" },
		{ some, "gmake -j9 V=1", "gmake altinstall DESTDIR=/d TESTSUBDIRS= A=1" },
		{ empty, "make", "make install DESTDIR=/d TESTSUBDIRS=" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_strv struct pv_strv make = PV_STRV_INIT, install = PV_STRV_INIT;
		pv_cleanup_free char *a = NULL, *c = NULL;

		set_environment(rows[i].env);
		pv_buildenv_make(&b, 3, &make);
		pv_buildenv_install(&b, "/d", &install);
		a = pv_strv_join(&make, " ");
		c = pv_strv_join(&install, " ");
		ck_assert_str_eq(a, rows[i].make);
		ck_assert_str_eq(c, rows[i].install);
	}
}
END_TEST

START_TEST(jobs)
{
	const long long gib = 1024LL * 1024 * 1024;

	ck_assert_int_eq(pv_buildenv_jobs(4, 16 * gib), 4);
	ck_assert_int_eq(pv_buildenv_jobs(64, 5 * gib + 1), 5);
	ck_assert_int_eq(pv_buildenv_jobs(8, 1000), 1);
	ck_assert_int_eq(pv_buildenv_jobs(8, -1), 8);
	ck_assert_int_eq(pv_buildenv_jobs(-1, -1), 2);
}
END_TEST

/* --- what its output says --- */

static const struct {
	const char *line, *note;
} notes[] = {
	{ "checking for gcc... gcc", "checking for gcc" },
	{ "gcc -c -Wall -o Objects/x.o ./Objects/x.c", "Objects/x.c" },
	{ "gcc -fPIC -c ./Modules/_ssl.c -o Modules/_ssl.o", "Modules/_ssl.c" },
	{ "Compiling '/x/lib/a b.py'...", "/x/lib/a b.py" },
	{ "gcc -shared -o x.so x.o", NULL },
	{ "", NULL },
	{ "whatever", NULL },
};

START_TEST(note)
{
	pv_cleanup_free char *text = pv_buildlog_note(pv_slice_of(notes[_i].line));

	ck_assert_pstr_eq(text, notes[_i].note);
}
END_TEST

START_TEST(log_tail)
{
	pv_cleanup_free char *root = tmproot_fresh();
	const struct pv_context ctx = { .root = root };
	pv_cleanup_buildlog struct pv_buildlog log = PV_BUILDLOG_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_buf struct pv_buf tail = PV_BUF_INIT, none = PV_BUF_INIT;
	pv_cleanup_free char *path = NULL;

	tmproot_ok(pv_buildlog_open(&ctx, "3.13.5", &log, &err), err);
	pv_buildlog_tail(&log, 10, &none);
	ck_assert_uint_eq(none.len, 0);
	for (int i = 1; i <= 12; i++)
		pv_buildlog_write(&log, "line %d", i);
	pv_buildlog_tail(&log, 2, &tail);
	ck_assert_str_eq(tail.p, "line 11\nline 12\n");
	path = pv_xstrdup(log.path);
	ck_assert(pv_fs_is_regular(path));
	pv_buildlog_close(&log, false);
	ck_assert(!pv_fs_exists(path));
}
END_TEST

START_TEST(packages)
{
	static const char table[] = "# x\npyver apt gcc\ncpython apt gcc libssl-dev\ncpython dnf\n";
	pv_cleanup_free char *apt = pv_preflight_packages(pv_slice_of(table), "cpython", "apt");
	pv_cleanup_free char *dnf = pv_preflight_packages(pv_slice_of(table), "cpython", "dnf");
	pv_cleanup_free char *apk = pv_preflight_packages(pv_slice_of(table), "cpython", "apk");

	ck_assert_pstr_eq(apt, "gcc libssl-dev");
	ck_assert_ptr_null(dnf);
	ck_assert_ptr_null(apk);
}
END_TEST

/* --- the check of what was made: shell scripts stand for the interpreter --- */

static const struct {
	const char *version, *script;
	const char *fails; /* NULL: it passes; else in the message */
	const char *missing, *fatal;
} checks[] = {
	{ "3.13.5", "echo 'pyver-version 3.13.5 '; echo pyver-done", NULL, "", "" },
	{ "3.13.5t", "echo 'pyver-version 3.13.5 t'; echo pyver-done", NULL, "", "" },
	{ "3.13.5",
	  "echo noise; echo 'pyver-version 3.13.5 '; echo pyver-missing readline; "
	  "echo pyver-missing ssl; echo pyver-missing curses; echo pyver-done",
	  NULL, "readline curses", "ssl" },
	{ "3.13.5t", "echo 'pyver-version 3.13.5 '; echo pyver-done", "not a free-threaded build",
	  "", "" },
	{ "3.13.5", "echo 'pyver-version 3.13.6 '; echo pyver-done", "3.13.6 instead of 3.13.5", "",
	  "" },
	{ "3.13.5", "echo 'pyver-version 3.13.5 '", "ended while", "", "" },
	{ "3.13.5", "echo", "does not say its version", "", "" },
	{ "3.13.5", "echo 'cannot load libx' >&2; exit 127", "status 127: cannot load libx", "",
	  "" },
	{ "3.13.5", "kill -9 $$", "status 137", "", "" },
};

START_TEST(selfcheck)
{
	static const char *const entries[] = { "PATH=/usr/bin:/bin", NULL };
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *bin = pv_path_join(dir, "bin"), *python = pv_path_join(bin, "python");
	pv_cleanup_free char *script = pv_xasprintf("#!/bin/sh\n%s\n", checks[_i].script);
	pv_cleanup_selfcheck struct pv_selfcheck_result result = PV_SELFCHECK_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *missing = NULL, *fatal = NULL;
	struct pv_selfcheck what = { .tree = dir,
				     .version = checks[_i].version,
				     .env = environment };

	set_environment(entries);
	ck_assert_int_eq(mkdir(bin, 0755), 0);
	tmproot_write(bin, "python", script);
	ck_assert_int_eq(chmod(python, 0755), 0);
	if (checks[_i].fails) {
		ck_assert_int_eq(pv_selfcheck_run(&what, &result, &err), -1);
		ck_assert_msg(strstr(err->msg, checks[_i].fails) != NULL, "%s", err->msg);
		return;
	}
	tmproot_ok(pv_selfcheck_run(&what, &result, &err), err);
	missing = pv_strv_join(&result.missing, " ");
	fatal = pv_strv_join(&result.fatal, " ");
	ck_assert_str_eq(missing, checks[_i].missing);
	ck_assert_str_eq(fatal, checks[_i].fatal);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("build");
	TCase *tc = tcase_create("build");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_test(tc, environment_is_cleaned);
	tcase_add_loop_test(tc, configure, 0, PV_ARRAY_SIZE(configures));
	tcase_add_test(tc, make_lines);
	tcase_add_test(tc, jobs);
	tcase_add_loop_test(tc, note, 0, PV_ARRAY_SIZE(notes));
	tcase_add_test(tc, log_tail);
	tcase_add_test(tc, packages);
	tcase_add_loop_test(tc, selfcheck, 0, PV_ARRAY_SIZE(checks));
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
