#include "install/fixup.h"

#include "install/carry.h"
#include "install/fixtext.h"

#include "suitemain.h"
#include "tmproot.h"

static const struct {
	const char *text, *fixed; /* fixed NULL: stays */
	enum pv_quoting quoting;
} prefixes[] = {
	{ "prefix=/install\n", "prefix=/new\n", PV_QUOTE_NONE },
	{ "'/install/lib:/install/bin'", "'/new/lib:/new/bin'", PV_QUOTE_NONE },
	{ "-I/install/include -L/install/lib", "-I/new/include -L/new/lib", PV_QUOTE_NONE },
	{ "-Wl,-rpath,/install/lib", "-Wl,-rpath,/new/lib", PV_QUOTE_NONE },
	{ "/install", "/new", PV_QUOTE_NONE },
	{ "#!/install/bin/python3.13\n", "#!/new/bin/python3.13\n", PV_QUOTE_NONE },
	{ "/usr/install /build/install/x", NULL, PV_QUOTE_NONE },
	{ "/installed /install-sh /install_only", NULL, PV_QUOTE_NONE },
	{ "./install $(srcdir)/install-sh x/install", NULL, PV_QUOTE_NONE },
	{ "/instal", NULL, PV_QUOTE_NONE },
	{ "", NULL, PV_QUOTE_NONE },
};

START_TEST(prefix)
{
	const char *expected = prefixes[_i].fixed ? prefixes[_i].fixed : prefixes[_i].text;
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;

	pv_buf_clear(&out);
	pv_fixtext_prefix(pv_slice_of(prefixes[_i].text), "/new", prefixes[_i].quoting, &out);
	pv_buf_adds(&out, "");
	ck_assert_str_eq(out.p, expected);
}
END_TEST

START_TEST(quoting)
{
	pv_cleanup_buf struct pv_buf plain = PV_BUF_INIT, string = PV_BUF_INIT;

	ck_assert_uint_eq(pv_fixtext_prefix(pv_slice_of("\"/install\""), "/a\"b\\c",
					    PV_QUOTE_STRING, &string),
			  1);
	ck_assert_str_eq(string.p, "\"/a\\\"b\\\\c\"");
	pv_fixtext_prefix(pv_slice_of("/install"), "/a\"b", PV_QUOTE_NONE, &plain);
	ck_assert_str_eq(plain.p, "/a\"b");
}
END_TEST

static const struct {
	const char *text, *fixed; /* fixed NULL: stays */
} tools[] = {
	{ "'CC': 'clang -pthread',", "'CC': 'cc -pthread'," },
	{ "\"CXX\": \"clang++ -pthread\"", "\"CXX\": \"c++ -pthread\"" },
	{ "CC=\t\tclang -pthread\n", "CC=\t\tcc -pthread\n" },
	{ "'AR': '/tools/llvm/bin/llvm-ar'", "'AR': 'ar'" },
	{ "'CC': '/tools/clang-linux64/bin/clang'", "'CC': 'cc'" },
	{ "'CC': '/usr/bin/aarch64-linux-gnu-gcc -x'", "'CC': 'cc -x'" },
	{ "'LDCXXSHARED': '/usr/bin/aarch64-linux-gnu-g++ -shared'",
	  "'LDCXXSHARED': 'c++ -shared'" },
	{ "'CC': 'musl-clang'", "'CC': 'cc'" },
	{ "'CONFIG_ARGS': \"'CC=clang' '--x'\"", "'CONFIG_ARGS': \"'CC=cc' '--x'\"" },
	{ "LLVM_PROF_MERGER=\t/tools/llvm/bin/llvm-profdata merge",
	  "LLVM_PROF_MERGER=\tllvm-profdata merge" },
	{ "'CFLAGS': '-isysroot /Library/SDKs/X.sdk -O3'", "'CFLAGS': '-O3'" },
	{ "'CFLAGS': '-O3 -isysroot /X'", "'CFLAGS': '-O3 '" },
	{ "'CPPFLAGS': '-I/tools/deps/include -DX'", "'CPPFLAGS': ' -DX'" },
	{ "# made with clang, not with gcc", NULL },
	{ "'LDSHARED': '$(CC) -shared'", NULL },
	{ "", NULL },
};

START_TEST(tool)
{
	const char *expected = tools[_i].fixed ? tools[_i].fixed : tools[_i].text;
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;

	pv_buf_clear(&out);
	pv_fixtext_tools(pv_slice_of(tools[_i].text), &out);
	pv_buf_adds(&out, "");
	ck_assert_str_eq(out.p, expected);
}
END_TEST

START_TEST(shebang)
{
	pv_cleanup_buf struct pv_buf plain = PV_BUF_INIT, blank = PV_BUF_INIT, deep = PV_BUF_INIT;
	char long_one[200];

	pv_fixtext_shebang("/new", "python3.13", &plain);
	ck_assert_str_eq(plain.p, "#!/new/bin/python3.13\n");
	pv_fixtext_shebang("/my new", "python3", &blank);
	ck_assert_str_eq(blank.p,
			 "#!/bin/sh\n'''exec' \"/my new/bin/python3\" \"$0\" \"$@\"\n' '''\n");
	memset(long_one, 'x', sizeof(long_one));
	long_one[0] = '/';
	long_one[sizeof(long_one) - 1] = '\0';
	pv_fixtext_shebang(long_one, "python3", &deep);
	ck_assert(pv_starts_with(deep.p, "#!/bin/sh\n"));
}
END_TEST

static void make(const char *dir, const char *name)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_fs_mkdirs(path, 0755, &err), err);
}

static void make_program(const char *dir, const char *name, const char *text)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);

	tmproot_write(dir, name, text);
	ck_assert_int_eq(chmod(path, 0755), 0);
}

static void assert_text(const char *dir, const char *name, const char *expected)
{
	pv_cleanup_free char *text = tmproot_read(dir, name);

	ck_assert_pstr_eq(text, expected);
}

START_TEST(tree)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *pip = pv_path_join(dir, "bin/pip3");
	pv_cleanup_err struct pv_err *err = NULL;
	struct stat st;

	make(dir, "bin");
	make(dir, "lib/pkgconfig");
	make(dir, "lib/python3.13/config-3.13-x");
	make_program(dir, "bin/python3.13", "\177ELF /install \377");
	make_program(dir, "bin/pip3", "#!/install/bin/python3.13 -E\nx = '/install'\n");
	make_program(dir, "bin/2to3", "#!/bin/sh\n'''exec' \"$(dirname \"$0\")/python3.13\"\n");
	make_program(dir, "bin/python3.13-config", "#!/bin/sh\nprefix=\"/install\"\n");
	tmproot_write(dir, "lib/pkgconfig/python3.pc", "prefix=/install\n");
	tmproot_write(dir, "lib/python3.13/_sysconfigdata__x.py",
		      "{'P': '/install', 'CC': 'clang'}");
	tmproot_write(dir, "lib/python3.13/_sysconfig_vars__x.json", "{\"P\": \"/install\"}");
	tmproot_write(dir, "lib/python3.13/config-3.13-x/Makefile", "prefix=\t/install\n");
	tmproot_write(dir, "lib/python3.13/other.py", "'/install'");
	tmproot_write(dir, "lib/python3.13/configparser.py", "");
	tmproot_ok(pv_fixup_tree(dir, "/r/3.13.5", &err), err);
	assert_text(dir, "bin/python3.13", "\177ELF /install \377");
	assert_text(dir, "bin/pip3", "#!/r/3.13.5/bin/python3.13 -E\nx = '/install'\n");
	assert_text(dir, "bin/2to3", "#!/bin/sh\n'''exec' \"$(dirname \"$0\")/python3.13\"\n");
	assert_text(dir, "bin/python3.13-config", "#!/bin/sh\nprefix=\"/r/3.13.5\"\n");
	assert_text(dir, "lib/pkgconfig/python3.pc", "prefix=/r/3.13.5\n");
	assert_text(dir, "lib/python3.13/_sysconfigdata__x.py", "{'P': '/r/3.13.5', 'CC': 'cc'}");
	assert_text(dir, "lib/python3.13/_sysconfig_vars__x.json", "{\"P\": \"/r/3.13.5\"}");
	assert_text(dir, "lib/python3.13/config-3.13-x/Makefile", "prefix=\t/r/3.13.5\n");
	assert_text(dir, "lib/python3.13/other.py", "'/install'");
	ck_assert_int_eq(stat(pip, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0755);
}
END_TEST

static void assert_link(const char *dir, const char *name, const char *target)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_free char *to = pv_fs_readlink(path);

	ck_assert_pstr_eq(to, target);
}

START_TEST(links)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *name = NULL, *stdlib = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(pv_fixup_links(dir, &err), -1);
	pv_err_free(&err);
	make(dir, "bin");
	make(dir, "lib/python3.13t");
	make_program(dir, "bin/python3.13t", "");
	make_program(dir, "bin/python3.13t-config", "");
	make_program(dir, "bin/pip3", "");
	make_program(dir, "bin/2to3-3.13t", "");
	make_program(dir, "bin/idle", "mine");
	tmproot_ok(pv_fixup_links(dir, &err), err);
	tmproot_ok(pv_fixup_links(dir, &err), err);
	assert_link(dir, "bin/python3", "python3.13t");
	assert_link(dir, "bin/python", "python3");
	assert_link(dir, "bin/python-config", "python3-config");
	assert_link(dir, "bin/pip", "pip3");
	assert_link(dir, "bin/2to3", "2to3-3.13t");
	assert_link(dir, "bin/idle", NULL);
	assert_link(dir, "bin/pydoc", NULL);
	name = pv_fixup_interpreter(dir);
	ck_assert_pstr_eq(name, "python3.13t");
	stdlib = pv_fixup_stdlib(dir);
	ck_assert_pstr_eq(stdlib, "lib/python3.13t");
}
END_TEST

START_TEST(carried)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *old = pv_path_join(dir, "old"), *new = pv_path_join(dir, "new");
	pv_cleanup_free char *link = pv_path_join(dir, "old/envs/e/link");
	pv_cleanup_err struct pv_err *err = NULL;
	bool something = true;

	make(old, "lib/python3.13/site-packages");
	make(new, "lib/python3.13/site-packages/pip");
	make(new, "lib/python3.13/site-packages/pip-2.dist-info");
	tmproot_ok(pv_carry_over(old, new, &something, &err), err);
	ck_assert(!something);
	make(old, "lib/python3.13/site-packages/pip");
	make(old, "lib/python3.13/site-packages/pip-1.dist-info");
	make(old, "lib/python3.13/site-packages/thing/deep");
	make(old, "lib/python3.13/site-packages/thing-1.dist-info");
	make(old, "envs/e");
	tmproot_write(old, "lib/python3.13/site-packages/thing/deep/x", "x");
	tmproot_write(old, "lib/python3.13/site-packages/pip/old", "old");
	ck_assert_int_eq(symlink("/nowhere", link), 0);
	tmproot_ok(pv_carry_over(old, new, &something, &err), err);
	ck_assert(something);
	assert_text(new, "lib/python3.13/site-packages/thing/deep/x", "x");
	assert_text(old, "lib/python3.13/site-packages/thing/deep/x", "x");
	assert_text(new, "lib/python3.13/site-packages/pip/old", NULL);
	assert_link(new, "envs/e/link", "/nowhere");
	free(link);
	link = pv_path_join(new, "lib/python3.13/site-packages/pip-1.dist-info");
	ck_assert(!pv_fs_exists(link));
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("fixup");
	TCase *tc = tcase_create("fixup");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_loop_test(tc, prefix, 0, PV_ARRAY_SIZE(prefixes));
	tcase_add_test(tc, quoting);
	tcase_add_loop_test(tc, tool, 0, PV_ARRAY_SIZE(tools));
	tcase_add_test(tc, shebang);
	tcase_add_test(tc, tree);
	tcase_add_test(tc, links);
	tcase_add_test(tc, carried);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
