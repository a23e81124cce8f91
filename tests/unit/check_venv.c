/* Environments: what the plugin reads from an interpreter's files and from
 * those of an environment, and the tree it writes. */
#include "../../plugins/virtualenv/base.h"
#include "../../plugins/virtualenv/envs.h"
#include "../../plugins/virtualenv/probe.h"
#include "../../plugins/virtualenv/pyvenvcfg.h"
#include "../../plugins/virtualenv/venv.h"

#include "envroot.h"
#include "suitemain.h"

/* A version as far as its files tell: 64-bit CPython X.Y.Z. */
static void fake_version(const char *name, const char *tag, const char *version)
{
	pv_cleanup_free char *program = pv_xasprintf("versions/%s/bin/%s", name, tag);
	pv_cleanup_free char *python = pv_xasprintf("versions/%s/bin/python", name);
	pv_cleanup_free char *config = pv_xasprintf("versions/%s/bin/python3-config", name);
	pv_cleanup_free char *os = pv_xasprintf("versions/%s/lib/%s/os.py", name, tag);
	pv_cleanup_free char *header = pv_xasprintf("versions/%s/include/%s/patchlevel.h", name,
	                                            tag);
	pv_cleanup_free char *text = pv_xasprintf("#define PY_VERSION      \t\"%s\"\n", version);

	put(program, "\177ELF\2");
	link_to(tag, python);
	put(config, "#!/bin/sh\n");
	put(os, "");
	put(header, text);
}

/* ---- reading */
START_TEST(tags)
{
	static const struct { const char *name; int major, minor; bool threaded, ok; } rows[] = {
		{ "python3.13", 3, 13, false, true },  { "python3.13t", 3, 13, true, true },
		{ "python3.6m", 3, 6, false, true },   { "python2.7", 2, 7, false, true },
		{ "python3.14td", 3, 14, true, true }, { "python3", 0, 0, false, false },
		{ "python", 0, 0, false, false },      { "python3.", 0, 0, false, false },
		{ "pypy3.10", 0, 0, false, false },    { "python3.13-config", 0, 0, false, false },
		{ "python3.13.1", 0, 0, false, false }, { "python-3.1", 0, 0, false, false },
	};
	int major = 0, minor = 0;
	bool threaded = false;

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		bool ok = pv_base_parse_tag(rows[i].name, &major, &minor, &threaded);

		ck_assert_msg(ok == rows[i].ok, "%s", rows[i].name);
		if (ok)
			ck_assert_msg(major == rows[i].major && minor == rows[i].minor &&
			              threaded == rows[i].threaded, "%s", rows[i].name);
	}
}
END_TEST

START_TEST(patchlevels)
{
	static const struct { const char *text, *version; } rows[] = {
		{ "#define PY_VERSION \"3.13.0\"\n", "3.13.0" },
		{ "/* */\n#define PY_VERSION      \t\"3.14.0rc2+\"\n", "3.14.0" },
		{ "#define PY_VERSION_HEX 1\n#define PY_VERSION \"3.8.18\"\n", "3.8.18" },
		{ "#define PY_VERSION \"3.13\"\n", NULL },
		{ "#define PY_VERSION \"3.13.\"\n", NULL },
		{ "#define PY_VERSION 3\n", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *version = pv_base_parse_patchlevel(rows[i].text);

		ck_assert_pstr_eq(version, rows[i].version);
	}
}
END_TEST

START_TEST(bases)
{
	pv_cleanup_base struct pv_base base = PV_BASE_INIT, linked = PV_BASE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *home = pv_path_join(root, "versions/3.13.0/bin");
	pv_cleanup_free char *elsewhere = pv_path_join(root, "elsewhere/python3");
	pv_cleanup_free char *real = pv_path_join(home, "python3.13");

	fake_version("3.13.0", "python3.13", "3.13.0");
	tmproot_ok(pv_base_of_version(&ctx, "3.13.0", &base, &err), err);
	ck_assert_str_eq(base.home, home);
	ck_assert_str_eq(base.real, real);
	ck_assert_str_eq(base.tag, "python3.13");
	ck_assert_str_eq(base.version, "3.13.0");
	ck_assert_int_eq(base.minor, 13);
	ck_assert(pv_base_is_native(&base));
#ifdef __linux__
	ck_assert(base.is_64bit);
#endif
	/* A link from elsewhere stands for what it leads to. */
	put("elsewhere/x", "");
	link_to(real, "elsewhere/python3");
	tmproot_ok(pv_base_of_python(&ctx, "python3", elsewhere, &linked, &err), err);
	ck_assert_str_eq(linked.home, home);
	ck_assert_str_eq(linked.python, real);
}
END_TEST

START_TEST(other_bases)
{
	pv_cleanup_base struct pv_base old = PV_BASE_INIT, threaded = PV_BASE_INIT;
	pv_cleanup_base struct pv_base broken = PV_BASE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	fake_version("2.7.18", "python2.7", "2.7.18");
	fake_version("3.14.0t", "python3.14t", "3.14.0");
	tmproot_ok(pv_base_of_version(&ctx, "2.7.18", &old, &err), err);
	ck_assert(!pv_base_is_native(&old));
	tmproot_ok(pv_base_of_version(&ctx, "3.14.0t", &threaded, &err), err);
	ck_assert_str_eq(threaded.tag, "python3.14t");
	/* Nothing tells what this one is, and it cannot be asked. */
	put("versions/odd/bin/python", "#!/bin/sh\nexit 1\n");
	ck_assert_int_lt(pv_base_of_version(&ctx, "odd", &broken, &err), 0);
	pv_err_free(&err);
	ck_assert_int_lt(pv_base_of_version(&ctx, "none", &broken, &err), 0);
	ck_assert_str_eq(err->msg, "`python' not found in version `none'");
}
END_TEST

START_TEST(probes)
{
	pv_cleanup_probe struct pv_probe probe = PV_PROBE_INIT, bad = PV_PROBE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_probe_parse("/b/python\n/b/lib/python3.9\nCPython\n3.9.2\n64\n", &probe,
	                          &err), err);
	ck_assert_str_eq(probe.python, "/b/python");
	ck_assert_str_eq(probe.stdlib, "/b/lib/python3.9");
	ck_assert_int_eq(probe.major, 3);
	ck_assert_int_eq(probe.minor, 9);
	ck_assert(probe.is_cpython && probe.is_64bit);
	ck_assert_int_lt(pv_probe_parse("python\n/b/lib\nCPython\n3.9.2\n64\n", &bad, &err), 0);
	pv_err_free(&err);
	ck_assert_int_lt(pv_probe_parse("/b/python\n/b/lib\n", &bad, &err), 0);
}
END_TEST

START_TEST(config_values)
{
	static const char text[] =
		"home = /a b/bin \r\nVersion=3.13.0\nnothing\n = x\nprompt = 'a=b'\nempty =\n";
	static const struct { const char *key, *value; } rows[] = {
		{ "home", "/a b/bin" }, { "version", "3.13.0" }, { "prompt", "'a=b'" },
		{ "empty", "" },
		{ "nothing", NULL }, { "hom", NULL },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *value = pv_pyvenvcfg_get(text, rows[i].key);

		ck_assert_pstr_eq(value, rows[i].value);
	}
}
END_TEST

START_TEST(config_text)
{
	const struct pv_pyvenvcfg cfg = { .home = "/b/bin", .version = "3.13.0",
		.prompt = "it's \\", .executable = "/b\n", .command = "\xff", .system_site = true };
	const struct pv_pyvenvcfg bad = { .home = "/b\n/bin", .version = "3.13.0" };
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_pyvenvcfg_format(&cfg, &out, &err), err);
	ck_assert_str_eq(out.p, "home = /b/bin\ninclude-system-site-packages = true\n"
	                 "version = 3.13.0\nprompt = \"it's \\\\\"\n");
	ck_assert_int_lt(pv_pyvenvcfg_format(&bad, &out, &err), 0);
}
END_TEST

START_TEST(long_names)
{
	static const struct { const char *name, *version, *env; } rows[] = {
		{ "3.13.0/envs/a", "3.13.0", "a" }, { "a/envs/..", NULL, NULL },
		{ "../envs/a", NULL, NULL },
		{ "a/envs/b/c", NULL, NULL }, { "x/y/envs/a", NULL, NULL }, { "a", NULL, NULL },
		{ "/envs/a", NULL, NULL }, { "a/envs/", NULL, NULL },
		{ "system/envs/a", NULL, NULL },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *version = NULL, *env = NULL;

		ck_assert_msg(pv_env_split(rows[i].name, &version, &env) == (rows[i].env != NULL),
		              "%s", rows[i].name);
		ck_assert_pstr_eq(version, rows[i].version);
		ck_assert_pstr_eq(env, rows[i].env);
	}
}
END_TEST

/* ---- writing */
/* The templates of the source tree. */
static char *templates(void)
{
	const char *fixtures = getenv("FIXTURES");

	return pv_xasprintf("%s/../../plugins/virtualenv/activate", fixtures ? fixtures : ".");
}

static void write_env(const char *version, bool copies)
{
	pv_cleanup_base struct pv_base base = PV_BASE_INIT;
	pv_cleanup_free char *tree = pv_path_join(root, "tree");
	pv_cleanup_free char *texts = templates();
	const struct pv_venv venv = { .base = &base, .tree = tree, .path = "/final/e", .name = "e",
		.templates = texts, .copies = copies };
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_base_of_version(&ctx, version, &base, &err), err);
	tmproot_ok(pv_fs_mkdirs(tree, 0777, &err), err);
	tmproot_ok(pv_venv_write(&venv, &err), err);
}

START_TEST(an_environment)
{
	pv_cleanup_free char *home = pv_path_join(root, "versions/3.13.0/bin");
	pv_cleanup_free char *python = pv_path_join(home, "python");
	pv_cleanup_free char *config = pv_path_join(home, "python3-config");
	pv_cleanup_free char *cfg = pv_xasprintf("home = %s\ninclude-system-site-packages = false\n"
	                                         "version = 3.13.0\nexecutable = %s3.13\n"
	                                         "command = %s -m venv /final/e\n", home, python,
	                                         python);
	pv_cleanup_free char *site = pv_path_join(root, "tree/lib/python3.13/site-packages");

	fake_version("3.13.0", "python3.13", "3.13.0");
	write_env("3.13.0", false);
	assert_text("tree/pyvenv.cfg", cfg);
	assert_link("tree/bin/python", python);
	assert_link("tree/bin/python3", "python");
	assert_link("tree/bin/python3.13", "python");
	assert_link("tree/bin/python3-config", config);
	ck_assert(pv_fs_is_dir(site));
#ifdef __linux__
	assert_link("tree/lib64", "lib");
#endif
	assert_text("tree/bin/pydoc",
	            "#!/final/e/bin/python\nimport sys\n\nfrom pydoc import cli\n\n"
	            "if __name__ == \"__main__\":\n    sys.exit(cli())\n");
}
END_TEST

START_TEST(an_old_environment_with_copies)
{
	pv_cleanup_free char *cfg = pv_xasprintf("home = %s/versions/3.8.1/bin\n"
	                                         "include-system-site-packages = false\n"
	                                         "version = 3.8.1\n", root);
	pv_cleanup_free char *ignore = pv_path_join(root, "tree/.gitignore");
	pv_cleanup_free char *python = pv_path_join(root, "tree/bin/python3.8");

	fake_version("3.8.1", "python3.8", "3.8.1");
	write_env("3.8.1", true);
	assert_text("tree/pyvenv.cfg", cfg);
	assert_text("tree/bin/python", "\177ELF\2");
	ck_assert(pv_fs_is_program(python) && !pv_fs_is_link(python));
	ck_assert(!pv_fs_exists(ignore));
}
END_TEST

START_TEST(no_place_on_path)
{
	pv_cleanup_base struct pv_base base = PV_BASE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	const struct pv_venv venv = { .base = &base, .tree = root, .path = "/a:b", .name = "e",
		.templates = root };

	fake_version("3.13.0", "python3.13", "3.13.0");
	tmproot_ok(pv_base_of_version(&ctx, "3.13.0", &base, &err), err);
	ck_assert_int_lt(pv_venv_write(&venv, &err), 0);
	ck_assert_ptr_nonnull(strstr(err->msg, "/a:b"));
}
END_TEST

START_TEST(bases_of_environments)
{
	static const struct { const char *name, *error; } rows[] = {
		{ "venv", NULL }, { "old", NULL },
		{ "plain", "version `plain' is not a virtualenv" },
		{ "gone", "version `gone' is not a virtualenv" },
		{ "nopython", "`python' not found in version `nopython'" },
		{ "system", "version `system' is not a virtualenv" },
		{ "missing", "pyver: version `missing' not installed" },
	};
	pv_cleanup_free char *base = pv_path_join(root, "base");
	pv_cleanup_free char *cfg = pv_xasprintf("home = %s/bin\n", base);

	put("base/bin/python", "");
	put("versions/venv/bin/python", "");
	put("versions/venv/bin/activate", "");
	put("versions/venv/pyvenv.cfg", cfg);
	put("versions/old/bin/python", "");
	put("versions/old/bin/activate", "");
	put("versions/old/lib/python2.7/orig-prefix.txt", base);
	put("versions/plain/bin/python", "");
	put("versions/gone/bin/python", "");
	put("versions/gone/bin/activate", "");
	put("versions/gone/pyvenv.cfg", "home = /no/such/bin\n");
	put("versions/nopython/bin/activate", "");
	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *found = NULL;
		pv_cleanup_err struct pv_err *err = NULL;
		int rc = pv_env_base(&ctx, rows[i].name, &found, &err);

		ck_assert_msg((rc == 0) == !rows[i].error, "%s", rows[i].name);
		ck_assert_pstr_eq(found, rc == 0 ? base : NULL);
		ck_assert_pstr_eq(err ? err->msg : NULL, rows[i].error);
	}
}
END_TEST

START_TEST(links)
{
	pv_cleanup_free char *target = pv_path_join(root, "versions/1/envs/e");
	pv_cleanup_free char *link = pv_path_join(root, "versions/e");
	pv_cleanup_free char *up = pv_path_join(root, "versions/up");
	pv_cleanup_free char *found = NULL, *none = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	put("versions/1/envs/e/x", "");
	tmproot_ok(pv_env_link(target, link, NULL, &err), err);
	found = pv_env_link_target(&ctx, link);
	ck_assert_pstr_eq(found, target);
	ck_assert_int_lt(pv_env_link("/elsewhere", link, NULL, &err), 0);
	pv_err_free(&err);
	tmproot_ok(pv_env_link("/elsewhere", link, root, &err), err);
	ck_assert_ptr_null(pv_env_link_target(&ctx, link));
	link_to("../versions/1/envs/../x", "versions/up");
	none = pv_env_link_target(&ctx, up);
	ck_assert_ptr_null(none);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("venv");
	TCase *pure = tcase_create("pure");
	TCase *files = tcase_create("files");

	tcase_add_test(pure, tags);
	tcase_add_test(pure, patchlevels);
	tcase_add_test(pure, probes);
	tcase_add_test(pure, config_values);
	tcase_add_test(pure, config_text);
	tcase_add_test(pure, long_names);
	suite_add_tcase(s, pure);
	tcase_add_unchecked_fixture(files, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(files, set_up, tear_down);
	tcase_add_test(files, bases);
	tcase_add_test(files, other_bases);
	tcase_add_test(files, an_environment);
	tcase_add_test(files, an_old_environment_with_copies);
	tcase_add_test(files, no_place_on_path);
	tcase_add_test(files, bases_of_environments);
	tcase_add_test(files, links);
	suite_add_tcase(s, files);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
