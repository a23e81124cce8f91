/* What environments are filled with: scripts, wheels, activation files; trees
 * that move; and the options of `pyver virtualenv'. */
#include "../../plugins/virtualenv/activate.h"
#include "../../plugins/virtualenv/options.h"
#include "../../plugins/virtualenv/relocate.h"
#include "../../plugins/virtualenv/script.h"
#include "../../plugins/virtualenv/wheel.h"

#include "envroot.h"
#include "suitemain.h"

START_TEST(options)
{
	char *good[] = { (char[]){ "-fv" }, (char[]){ "3.13" }, (char[]){ "--prompt=p q" },
		(char[]){ "-p" }, (char[]){ "/x/python" }, (char[]){ "--copies" },
		(char[]){ "proj" }, (char[]){ "--symlinks" }, NULL };
	static const char *const bad[] = { "--no-such", "-x", "--prompt", "-p" };
	struct pv_venv_options opt;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_venv_options_parse(8, good, &opt, &err), err);
	ck_assert(opt.force && opt.verbose && !opt.quiet && !opt.copies);
	ck_assert_str_eq(opt.prompt, "p q");
	ck_assert_str_eq(opt.python, "/x/python");
	ck_assert_uint_eq(opt.n_words, 2);
	ck_assert_str_eq(opt.words[1], "proj");
	for (size_t i = 0; i < PV_ARRAY_SIZE(bad); i++) {
		pv_cleanup_err struct pv_err *why = NULL;
		pv_cleanup_free char *word = pv_xstrdup(bad[i]);
		char *argv[] = { word, NULL };

		ck_assert_msg(pv_venv_options_parse(1, argv, &opt, &why) < 0, "%s", bad[i]);
		ck_assert_ptr_nonnull(strstr(why->msg, bad[i]));
	}
}
END_TEST

START_TEST(script_heads)
{
	pv_cleanup_free char *deep = pv_xasprintf("/%0130d", 7);
	const struct { const char *bin, *first, *second; } rows[] = {
		{ "/e/bin", "#!/e/bin/python", "import sys" },
		{ "/a b/bin", "#!/bin/sh", "'''exec' \"/a b/bin/python\" \"$0\" \"$@\"" },
		{ deep, "#!/bin/sh", NULL },
		{ "/a b$c/bin", "#!/bin/sh",
		  "'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")/python\" \"$0\" \"$@\"" },
		{ "/a\nb/bin", "#!/bin/sh",
		  "'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")/python\" \"$0\" \"$@\"" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;
		struct pv_slice rest, line;

		pv_script_text(&out, rows[i].bin, "m.n", "A.main");
		rest = pv_slice_of(out.p);
		ck_assert(pv_slice_split(&rest, '\n', &line));
		ck_assert_msg(pv_slice_eq(line, rows[i].first), "%s: %.*s", rows[i].bin,
		              (int)line.n, line.p);
		ck_assert(pv_slice_split(&rest, '\n', &line));
		ck_assert(!rows[i].second || pv_slice_eq(line, rows[i].second));
		ck_assert_ptr_nonnull(strstr(out.p, "from m.n import A\n"));
		ck_assert_ptr_nonnull(strstr(out.p, "sys.exit(A.main())\n"));
	}
}
END_TEST

static int collect(void *arg, const char *name, const char *module, const char *attr)
{
	pv_buf_addf(arg, "%s|%s|%s\n", name, module, attr);
	return 0;
}

START_TEST(entry_points)
{
	static const char text[] =
		"[other]\nx = a:b\n\n[console_scripts]\n# no\npip = pip._internal.cli.main:main\r\n"
		"e = a.b:C.d [extra]\n../up = a:b\nbad = os;x:main\nalso = a:b c\n = a:b\n"
		"noattr = a\n[z]\ny = a:b\n";
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;

	pv_buf_clear(&out);
	ck_assert_int_eq(pv_wheel_console_scripts(text, collect, &out), 0);
	ck_assert_str_eq(out.p, "pip|pip._internal.cli.main|main\ne|a.b|C.d\n");
}
END_TEST

START_TEST(script_names)
{
	static const struct { const char *name, *as; } rows[] = {
		{ "pip", "pip" }, { "pip3", "pip3" }, { "pip3.9", NULL }, { "wheel", "wheel" },
		{ "easy_install", "easy_install" }, { "easy_install-3.8", "easy_install-3.13" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *as = pv_wheel_script_name(rows[i].name, 3, 13);

		ck_assert_pstr_eq(as, rows[i].as);
	}
}
END_TEST

START_TEST(wheels)
{
	pv_cleanup_free char *bin = pv_path_join(root, "bin"), *site = pv_path_join(root, "site");
	pv_cleanup_free char *dir = pv_path_join(root, "wheel");
	const struct pv_wheel_target target = { .bin = bin, .final_bin = "/e/bin", .site = site,
		.major = 3, .minor = 13 };
	pv_cleanup_err struct pv_err *err = NULL;

	put("bin/x", "");
	put("site/x", "");
	put("wheel/pip/__init__.py", "");
	put("wheel/pip-1.dist-info/entry_points.txt",
	    "[console_scripts]\npip = pip.m:main\npip3 = pip.m:main\npip3.9 = pip.m:main\n");
	put("wheel/pip-1.dist-info/RECORD", "pip/__init__.py,,\n");
	tmproot_ok(pv_wheel_install(dir, &target, &err), err);
	assert_text("site/pip/__init__.py", "");
	assert_text("site/pip-1.dist-info/INSTALLER", "pip\n");
	assert_text("site/pip-1.dist-info/RECORD",
	            "pip/__init__.py,,\n../../../bin/pip,,\n../../../bin/pip3.13,,\n"
	            "../../../bin/pip3,,\n"
	            "pip-1.dist-info/INSTALLER,,\npip-1.dist-info/REQUESTED,,\n");
	assert_text("bin/pip3.13", "#!/e/bin/python\nimport sys\n\nfrom pip.m import main\n\n"
	            "if __name__ == \"__main__\":\n    sys.exit(main())\n");
	/* No wheel, and one that wants more than packages. */
	put("empty/x", "");
	free(dir);
	dir = pv_path_join(root, "empty");
	ck_assert_int_lt(pv_wheel_install(dir, &target, &err), 0);
	pv_err_free(&err);
	put("empty/a-1.data/scripts/x", "");
	ck_assert_int_lt(pv_wheel_install(dir, &target, &err), 0);
}
END_TEST

START_TEST(activation)
{
	pv_cleanup_free char *templates = pv_path_join(root, "t"), *bin = pv_path_join(root, "bin");
	pv_cleanup_err struct pv_err *err = NULL;

	put("bin/x", "");
	put("t/activate", "d=@VENV_DIR@ p=@VENV_PROMPT@ s=@VENV_PS1@ @ @other@\n");
	put("t/activate.fish", "@VENV_DIR@\n");
	put("t/activate.csh", "@VENV_DIR@\n");
	put("t/activate.nu", "@VENV_DIR@\n");
	put("t/Activate.ps1", "@VENV_DIR@\n");
	tmproot_ok(pv_activate_write(templates, bin, "/a'b\xff", "p$", &err), err);
	assert_text("bin/activate", "d='/a'\\''b\xff' p='p$' s='(p_) ' @ @other@\n");
	assert_text("bin/activate.fish", "'/a\\'b'\\Xff''\n");
	assert_text("bin/activate.csh", "'/a'\\''b\xff'\n");
	assert_text("bin/activate.nu",
	            "error make {msg: \"the path of this environment is not UTF-8\"}\n");
	ck_assert_int_lt(pv_activate_write(root, bin, "/a", "p", &err), 0);
}
END_TEST

START_TEST(moved_trees)
{
	pv_cleanup_free char *tree = pv_path_join(root, "env");
	pv_cleanup_err struct pv_err *err = NULL;

	put("env/bin/pip", "#!/stage/env/bin/python\n# /stage/env2 /x/stage/env /stage/env\n");
	put("env/lib/a/x.pth", "/stage/env/src\n");
	put("env/lib/a/x.py", "'/stage/env'\n");
	put("env/pyvenv.cfg", "command = /stage/env\n");
	link_to("/stage/env/lib", "env/lib/abs");
	link_to("lib", "env/lib64");
	tmproot_ok(pv_relocate_tree(tree, "/stage/env", "/final", &err), err);
	assert_text("env/bin/pip", "#!/final/bin/python\n# /stage/env2 /x/stage/env /final\n");
	assert_text("env/lib/a/x.pth", "/final/src\n");
	assert_text("env/lib/a/x.py", "'/stage/env'\n");
	assert_text("env/pyvenv.cfg", "command = /final\n");
	assert_link("env/lib/abs", "/final/lib");
	assert_link("env/lib64", "lib");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("venv files");
	TCase *pure = tcase_create("pure");
	TCase *files = tcase_create("files");

	tcase_add_test(pure, options);
	tcase_add_test(pure, script_heads);
	tcase_add_test(pure, entry_points);
	tcase_add_test(pure, script_names);
	suite_add_tcase(s, pure);
	tcase_add_unchecked_fixture(files, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(files, set_up, tear_down);
	tcase_add_test(files, wheels);
	tcase_add_test(files, activation);
	tcase_add_test(files, moved_trees);
	suite_add_tcase(s, files);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
