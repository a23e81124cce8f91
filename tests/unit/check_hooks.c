#include "core/hooks.h"
#include "effects/hookrun.h"

#include "suitemain.h"
#include "tmproot.h"

#include <sys/stat.h>

static char *top;
static struct pv_context ctx;
static char *env[] = { (char *)"PATH=/usr/local/bin:/usr/bin:/bin", NULL, NULL };

static void set_up(void)
{
	top = tmproot_fresh();
	env[1] = NULL;
	ctx = (struct pv_context){ .root = pv_path_join(top, "root"), .cwd = top, .dir = top,
		                   .env = env };
}

static void tear_down(void)
{
	free(ctx.root);
	free(top);
}

static void make_file(const char *dir, const char *name, const char *text, mode_t mode)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *folder = pv_path_join(top, dir);
	pv_cleanup_free char *path = pv_path_join(folder, name);

	tmproot_ok(pv_fs_mkdirs(folder, 0755, &err), err);
	tmproot_write(folder, name, text);
	ck_assert_int_eq(chmod(path, mode), 0);
}

START_TEST(places)
{
	static const struct {
		const char *given, *text;
	} rows[] = {
		{ NULL, "R/pyver.d:/p/pyver.d:/usr/etc/pyver.d:/usr/local/etc/pyver.d:/etc/pyver.d:"
		        "/usr/lib/pyver/hooks:R/plugins/a/etc/pyver.d:R/plugins/b/etc/pyver.d" },
		{ "/mine::/etc/pyver.d:/mine", "/mine:/etc/pyver.d:/mine:R/pyver.d:/p/pyver.d:"
		  "/usr/etc/pyver.d:/usr/local/etc/pyver.d:/usr/lib/pyver/hooks:"
		  "R/plugins/a/etc/pyver.d:R/plugins/b/etc/pyver.d" },
	};
	make_file("root/plugins/b/etc/pyver.d", "x", "", 0644);
	make_file("root/plugins/a/etc/pyver.d", "x", "", 0644);
	make_file("root/plugins/c/bin", "x", "", 0644);
	make_file("root/plugins/.d/etc/pyver.d", "x", "", 0644);
	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *given = NULL, *path = NULL;
		pv_cleanup_buf struct pv_buf wanted = PV_BUF_INIT;

		if (rows[i].given)
			given = pv_xasprintf("PYVER_HOOK_PATH=%s", rows[i].given);
		env[1] = given;
		for (const char *p = rows[i].text; *p; p++) {
			if (*p == 'R')
				pv_buf_adds(&wanted, ctx.root);
			else
				pv_buf_addc(&wanted, *p);
		}
		path = pv_hooks_path(&ctx, "/p");
		ck_assert_str_eq(path, wanted.p);
	}
}
END_TEST

START_TEST(finding)
{
	pv_cleanup_hookset struct pv_hookset set = PV_HOOKSET_INIT, none = PV_HOOKSET_INIT;
	pv_cleanup_free char *path = pv_xasprintf("%s/h:%s/none", top, top);
	pv_cleanup_free char *existing = pv_hooks_existing(path);
	pv_cleanup_free char *nothing = NULL;
	pv_cleanup_free char *scripts = NULL, *programs = NULL;
	pv_cleanup_free char *wanted_scripts = pv_xasprintf("%s/h/exec/a.bash %s/h/exec/z.bash", top,
	                                                    top);
	pv_cleanup_free char *wanted_programs = pv_xasprintf("%s/h/exec/b.sh %s/h/exec/y", top, top);

	nothing = pv_hooks_existing(path);
	ck_assert_str_eq(nothing, "");
	ck_assert_str_eq(existing, "");
	make_file("h/exec", "z.bash", "", 0644);
	make_file("h/exec", "a.bash", "", 0755);
	make_file("h/exec", "y", "", 0755);
	make_file("h/exec", "b.sh", "", 0755);
	make_file("h/exec", "text", "", 0644);
	make_file("h/exec", ".hidden.bash", "", 0755);
	make_file("h/exec/folder", "x", "", 0755);
	free(existing);
	existing = pv_hooks_existing(path);
	ck_assert(pv_ends_with(existing, "/h"));
	pv_hooks_find(&ctx, path, "exec", &set);
	scripts = pv_strv_join(&set.scripts, " ");
	programs = pv_strv_join(&set.programs, " ");
	ck_assert_str_eq(scripts, wanted_scripts);
	ck_assert_str_eq(programs, wanted_programs);
	ck_assert(!pv_hookset_empty(&set));
	pv_hooks_find(&ctx, path, "which", &none);
	ck_assert(pv_hookset_empty(&none));
}
END_TEST

START_TEST(for_shims)
{
	pv_cleanup_free char *given = pv_xasprintf("PYVER_HOOK_PATH=%s/h", top);
	pv_cleanup_free char *prefix = pv_path_join(top, "prefix");

	env[1] = given;
	ck_assert(!pv_hooks_for_shims(&ctx, prefix));
	make_file("h/rehash", "a.bash", "", 0644);
	ck_assert(!pv_hooks_for_shims(&ctx, prefix));
	make_file("h/which", "a.bash", "", 0644);
	ck_assert(pv_hooks_for_shims(&ctx, prefix));
	env[1] = NULL;
	ck_assert(!pv_hooks_for_shims(&ctx, prefix));
	make_file("root/plugins/p/etc/pyver.d/exec", "a", "", 0755);
	ck_assert(pv_hooks_for_shims(&ctx, prefix));
}
END_TEST

START_TEST(mark_for_shims)
{
	pv_cleanup_free char *prefix = pv_path_join(top, "prefix");
	pv_cleanup_free char *wanted = pv_path_join(ctx.root, "pyver.d");
	pv_cleanup_free char *mark = NULL;

	ck_assert_ptr_null(pv_hooks_mark_for_shims(&ctx, prefix));
	make_file("prefix/pyver.d/rehash", "a.bash", "", 0644);
	ck_assert_ptr_null(pv_hooks_mark_for_shims(&ctx, prefix));
	make_file("prefix/pyver.d/version-name", "a.bash", "", 0644);
	ck_assert(!pv_hooks_for_shims(&ctx, prefix));
	mark = pv_hooks_mark_for_shims(&ctx, prefix);
	ck_assert_ptr_nonnull(mark);
	ck_assert_str_eq(mark, wanted);
	make_file("root/pyver.d", "README", "", 0644);
	ck_assert(pv_hooks_for_shims(&ctx, prefix));
	ck_assert_ptr_null(pv_hooks_mark_for_shims(&ctx, prefix));
}
END_TEST

START_TEST(lines)
{
	static const struct {
		const char *line;
		bool taken;
		const char *open, *list;
	} rows[] = {
		{ "OPEN=x", true, "x", "" },
		{ "OPEN=a=b c", true, "a=b c", "" },
		{ "OPEN=", true, "", "" },
		{ "OPEN", false, "old", "" },
		{ "=x", false, "old", "" },
		{ "", false, "old", "" },
		{ "OPE=x", false, "old", "" },
		{ "OPENX=x", false, "old", "" },
		{ " OPEN=x", false, "old", "" },
		{ "SEEN=x", false, "old", "" },
		{ "LIST=x", false, "old", "" },
		{ "item=x", true, "old", "x" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_hook_vars struct pv_hook_vars vars = PV_HOOK_VARS_INIT;
		pv_cleanup_free char *list = NULL;

		pv_hook_open(&vars, "OPEN", "old");
		pv_hook_set(&vars, "SEEN", "seen");
		pv_hook_add_list(&vars, "LIST", "item", true);
		ck_assert_msg(pv_hook_vars_line(&vars, rows[i].line) == rows[i].taken, "%s",
		              rows[i].line);
		list = pv_strv_join(pv_hook_items(&vars, "LIST"), ":");
		ck_assert_str_eq(pv_hook_text(&vars, "OPEN"), rows[i].open);
		ck_assert_str_eq(pv_hook_text(&vars, "SEEN"), "seen");
		ck_assert_str_eq(list, rows[i].list);
	}
}
END_TEST

START_TEST(messages)
{
	static const char wanted[] = "6\0own=1\0A=x\ny=z\0-GONE=\0-L=\0+L=one\0+L=\0";
	pv_cleanup_hook_vars struct pv_hook_vars vars = PV_HOOK_VARS_INIT, own = PV_HOOK_VARS_INIT;
	pv_cleanup_buf struct pv_buf message = PV_BUF_INIT;
	struct pv_strv *list;

	pv_hook_set(&own, "own", "1");
	pv_hook_open(&vars, "A", "x\ny=z");
	pv_hook_set(&vars, "GONE", NULL);
	list = pv_hook_add_list(&vars, "L", NULL, true);
	pv_strv_add(list, "one");
	pv_strv_add(list, "");
	pv_strv_add(pv_hook_add_list(&vars, "@", NULL, true), "argument");
	pv_hook_vars_tell(&vars, &own, &message);
	ck_assert_uint_eq(message.len, sizeof wanted - 1);
	ck_assert_mem_eq(message.p, wanted, sizeof wanted - 1);
	pv_hook_vars_expect(&vars);
	pv_hook_vars_take(&vars, "A=new=1");
	pv_hook_vars_take(&vars, "+L=two");
	pv_hook_vars_take(&vars, "L=no");
	pv_hook_vars_take(&vars, "GONE=no");
	pv_hook_vars_take(&vars, "nothing");
	pv_hook_vars_take(&vars, "+@=");
	ck_assert_str_eq(pv_hook_text(&vars, "A"), "new=1");
	ck_assert_str_eq(pv_hook_text(&vars, "GONE"), "");
	ck_assert_uint_eq(pv_hook_items(&vars, "L")->n, 1);
	ck_assert_str_eq(pv_hook_items(&vars, "L")->v[0], "two");
	ck_assert_uint_eq(pv_hook_items(&vars, "@")->n, 1);
}
END_TEST

/* Loading fails with exactly that. */
static void fails(struct pv_hook_call *call, int status, const char *text)
{
	pv_cleanup_hook_vars struct pv_hook_vars vars = PV_HOOK_VARS_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	struct pv_hooks *hooks = NULL;

	ck_assert_int_lt(pv_hooks_load(call, &vars, &hooks, &err), 0);
	ck_assert_ptr_null(hooks);
	ck_assert_msg(strstr(err->msg, text), "%s", err->msg);
	ck_assert_int_eq(err->status, status);
}

START_TEST(cannot_load)
{
	pv_cleanup_hookset struct pv_hookset set = PV_HOOKSET_INIT;
	pv_cleanup_free char *driver = pv_path_join(top, "driver");
	struct pv_hook_call call = { .point = "exec", .set = &set, .driver = driver, .env = env,
		                     .out_fd = -1 };

	pv_strv_add(&set.scripts, "/hooks/a.bash");
	fails(&call, 1, "/hooks/a.bash needs bash");
	call.bash = "/bin/sh";
	fails(&call, 1, driver);
	tmproot_write(top, "driver", "exit 7\n");
	fails(&call, 7, "");
	tmproot_write(top, "driver", "kill -KILL $$\n");
	fails(&call, 137, "");
	tmproot_write(top, "driver", "exit 0\n");
	fails(&call, 0, "");
	call.bash = "/no/such/bash";
	fails(&call, 127, "/no/such/bash");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("hooks");
	TCase *tc = tcase_create("all");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, places);
	tcase_add_test(tc, finding);
	tcase_add_test(tc, for_shims);
	tcase_add_test(tc, mark_for_shims);
	tcase_add_test(tc, lines);
	tcase_add_test(tc, messages);
	tcase_add_test(tc, cannot_load);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
