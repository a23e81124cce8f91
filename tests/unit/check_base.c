/* Paths as text, slices and vectors, files. */
#include "base/env.h"
#include "suitemain.h"
#include "tmproot.h"

#include <errno.h>
#include <sys/stat.h>

static const struct {
	const char *path, *want;
} normal_rows[] = {
	{ "/", "/" },          { "//", "/" },        { "/a/b", "/a/b" },       { "/a//b/", "/a/b" },
	{ "/a/./b", "/a/b" },  { "/a/../b", "/b" },  { "/a/b/../..", "/" },    { "/..", "/" },
	{ "/../../a", "/a" },  { "/a/...", "/a/..." }, { "/a/..b", "/a/..b" }, { "/.", "/" },
};

START_TEST(normalize)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(normal_rows); i++) {
		pv_cleanup_free char *got = pv_path_normalize(normal_rows[i].path);

		ck_assert_str_eq(got, normal_rows[i].want);
	}
}
END_TEST

START_TEST(below)
{
	ck_assert(pv_path_below("/a/b", "/a"));
	ck_assert(!pv_path_below("/a", "/a"));
	ck_assert(!pv_path_below("/a/", "/a"));
	ck_assert(!pv_path_below("/ab", "/a"));
	ck_assert(pv_path_below("/a", "/"));
	ck_assert(!pv_path_below("/", "/"));
}
END_TEST

START_TEST(parts)
{
	pv_cleanup_free char *top = pv_path_dir("/x");
	pv_cleanup_free char *none = pv_path_dir("x");
	pv_cleanup_free char *joined = pv_path_join("/", "x");

	ck_assert_str_eq(top, "/");
	ck_assert_str_eq(none, ".");
	ck_assert_str_eq(joined, "/x");
	ck_assert_str_eq(pv_path_base("/a/b"), "b");
}
END_TEST

START_TEST(split_slices)
{
	struct pv_slice rest = pv_slice_of("a::b"), part;

	ck_assert(pv_slice_split(&rest, ':', &part) && pv_slice_eq(part, "a"));
	ck_assert(pv_slice_split(&rest, ':', &part) && pv_slice_eq(part, ""));
	ck_assert(pv_slice_split(&rest, ':', &part) && pv_slice_eq(part, "b"));
	ck_assert(!pv_slice_split(&rest, ':', &part));
}
END_TEST

START_TEST(vectors)
{
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;

	pv_strv_add_words(&words, "  b a\tb\nc  ");
	pv_strv_sort(&words);
	pv_strv_uniq(&words);
	joined = pv_strv_join(&words, ",");
	ck_assert_str_eq(joined, "a,b,c");
	ck_assert_ptr_null(words.v[words.n]);
}
END_TEST

START_TEST(environment)
{
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;
	char *from[] = { (char *)"A=1", (char *)"AB=2", (char *)"A=3", NULL };

	pv_env_copy(&env, from);
	pv_env_set(&env, "AB", "x");
	pv_env_set(&env, "NEW", "");
	pv_env_unset(&env, "A");
	joined = pv_strv_join(&env, ",");
	ck_assert_str_eq(joined, "AB=x,NEW=");
	ck_assert_ptr_null(env.v[env.n]);
}
END_TEST

START_TEST(read_limits)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *file = pv_path_join(dir, "f");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	tmproot_write(dir, "f", "12345");
	ck_assert_int_eq(pv_fs_read(AT_FDCWD, file, 5, &text), 0);
	ck_assert_str_eq(text.p, "12345");
	ck_assert_int_eq(pv_fs_read(AT_FDCWD, file, 4, &text), -1);
	ck_assert_int_eq(errno, EFBIG);
	ck_assert_int_eq(pv_fs_read(AT_FDCWD, dir, 4, &text), -1);
	ck_assert_int_eq(errno, EISDIR);
	tmproot_write(dir, "f", "");
	ck_assert_int_eq(pv_fs_read(AT_FDCWD, file, 0, &text), 0);
	ck_assert_str_eq(text.p, "");
#ifdef __linux__
	ck_assert_int_eq(pv_fs_read(AT_FDCWD, "/proc/self/status", 65536, &text), 0);
	ck_assert(text.len > 0);
#endif
}
END_TEST

START_TEST(atomic_write_keeps_links_and_modes)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *real = pv_path_join(dir, "real");
	pv_cleanup_free char *linked = pv_path_join(dir, "link");
	pv_cleanup_free char *text = NULL;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	struct pv_err *err = NULL;
	struct stat st;

	tmproot_write(dir, "real", "old");
	ck_assert_int_eq(chmod(real, 0600), 0);
	ck_assert_int_eq(symlink("real", linked), 0);
	tmproot_ok(pv_fs_write_atomic(linked, "new", 3, 0666, &err), err);
	text = tmproot_read(dir, "real");
	ck_assert_str_eq(text, "new");
	ck_assert_int_eq(stat(real, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert(pv_fs_is_link(linked));
	tmproot_ok(pv_fs_list(dir, &names, NULL, &err), err);
	ck_assert_uint_eq(names.n, 2);
}
END_TEST

START_TEST(remove_does_not_follow)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *tree = pv_path_join(dir, "tree/locked");
	pv_cleanup_free char *top = pv_path_join(dir, "tree");
	pv_cleanup_free char *keep = pv_path_join(dir, "keep");
	pv_cleanup_free char *inside = pv_path_join(dir, "tree/link");
	struct pv_err *err = NULL;

	tmproot_ok(pv_fs_mkdirs(tree, 0777, &err), err);
	tmproot_ok(pv_fs_mkdirs(keep, 0777, &err), err);
	tmproot_write(dir, "keep/file", "x");
	tmproot_write(dir, "tree/locked/file", "x");
	ck_assert_int_eq(symlink(keep, inside), 0);
	ck_assert_int_eq(chmod(tree, 0500), 0);
	tmproot_ok(pv_fs_remove(top, &err), err);
	ck_assert(!pv_fs_exists(top));
	ck_assert(pv_fs_is_regular(keep) == false && pv_fs_is_dir(keep));
	tmproot_ok(pv_fs_remove(top, &err), err);
}
END_TEST

START_TEST(wrapped_errors)
{
	struct pv_err *err = NULL;

	ck_assert_int_eq(pv_fail_status(&err, 3, "inner %d", 1), -1);
	ck_assert_int_eq(pv_wrap(&err, "outer"), -1);
	ck_assert_str_eq(err->msg, "outer: inner 1");
	ck_assert_int_eq(err->status, 3);
	pv_err_free(&err);
	ck_assert_ptr_null(err);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("base");
	TCase *t = tcase_create("base");

	tcase_add_unchecked_fixture(t, tmproot_make, tmproot_remove);
	tcase_add_test(t, normalize);
	tcase_add_test(t, below);
	tcase_add_test(t, parts);
	tcase_add_test(t, split_slices);
	tcase_add_test(t, vectors);
	tcase_add_test(t, environment);
	tcase_add_test(t, read_limits);
	tcase_add_test(t, atomic_write_keeps_links_and_modes);
	tcase_add_test(t, remove_does_not_follow);
	tcase_add_test(t, wrapped_errors);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
