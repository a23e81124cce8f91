/* Version files: what counts, what is refused, and that no bytes whatever
 * make the reader crash, hang or name something outside versions/. */
#include "core/versionfile.h"

#include "core/layout.h"
#include "core/resolve.h"
#include "suitemain.h"
#include "tmproot.h"

#include <sys/stat.h>

static struct pv_context context_at(const char *root, char **env)
{
	return (struct pv_context){ .root = pv_xstrdup(root), .cwd = pv_xstrdup(root),
		                    .dir = pv_xstrdup(root), .env = env };
}

static char *no_env[] = { NULL };

static void make_dirs(const char *root, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		pv_cleanup_free char *path = pv_path_join(root, names[i]);
		struct pv_err *err = NULL;

		tmproot_ok(pv_fs_mkdirs(path, 0777, &err), err);
	}
}

#define ROW(text, names, rejected) { text, sizeof(text) - 1, names, rejected }
static const struct {
	const char *text;
	size_t n;
	const char *names, *rejected; /* joined by ',' */
} rows[] = {
	ROW("", "", ""),
	ROW("\n\n", "", ""),
	ROW("3.9.1", "3.9.1", ""),
	ROW("3.9.1\n", "3.9.1", ""),
	ROW("  \t3.9.1\n", "3.9.1", ""),
	ROW("3.9.1 # why\n", "3.9.1", ""),
	ROW("3.9#x\n", "3.9#x", ""),
	ROW("# 3.8\n3.9\n", "3.9", ""),
	ROW("3.9.1\r\n3.8\r\n", "3.9.1,3.8", ""),
	ROW("\r\n", "", ""),
	ROW("3.9\n\n3.8", "3.9,3.8", ""),
	ROW("3.9:3.8\n", "3.9,3.8", ""),
	ROW("3.9::3.8:\n", "3.9,3.8", ""),
	ROW("\xef\xbb\xbf" "3.9\n", "3.9", ""),
	ROW("system\n", "system", ""),
	ROW(">=3.11, <3.13  # both\n3.9\n", ">=3.11,<3.13,3.9", ""),
	ROW("==3.12.*\r\n", "==3.12.*", ""),
	ROW("a\\b\n", "a\\b", ""),
	ROW("..\n3.9\n", "3.9", ".."),
	ROW(".\n", "", "."),
	ROW("/etc\n", "", "/etc"),
	ROW("../3.10.3\n", "", "../3.10.3"),
	ROW("nosuch/x\n", "", "nosuch/x"),
	ROW("3.10.3/envs/test\n", "3.10.3/envs/test", ""),
	ROW("3.10.3/envs/../test\n", "3.10.3/envs/../test", ""),
	ROW("3.10.3/../../versions\n", "", "3.10.3/../../versions"),
	ROW("3.10.3/..\n", "", "3.10.3/.."),
	ROW("--unset\n", "", "--unset"),
	ROW("3.9\0evil\n", "", "3.9"),
	ROW("a\x1b[31mb\n", "", "a?[31mb"),
};

START_TEST(parse)
{
	static const char *const dirs[] = { "versions/3.10.3/envs/test", "versions/3.10.3/test" };
	pv_cleanup_free char *root = tmproot_fresh();
	struct pv_context ctx = context_at(root, no_env);
	int bad = 0;

	make_dirs(root, dirs, PV_ARRAY_SIZE(dirs));
	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, rejected = PV_STRV_INIT;
		pv_cleanup_free char *got = NULL, *refused = NULL;

		pv_versionfile_parse(&ctx, rows[i].text, rows[i].n, &names, &rejected);
		got = pv_strv_join(&names, ",");
		refused = pv_strv_join(&rejected, ",");
		if (strcmp(got, rows[i].names) == 0 && pv_starts_with(refused, rows[i].rejected) &&
		    !*rows[i].rejected == !*refused)
			continue;
		fprintf(stderr, "row %zu: names %s, refused %s\n", i, got, refused);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
	pv_context_release(&ctx);
}
END_TEST

/* A linear congruential generator: the same bytes on every run and machine. */
static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Pieces that matter to the grammar come up far more often than chance. */
static size_t random_text(unsigned *state, char *text, size_t max)
{
	static const char *const pieces[] = {
		"..", "/", "../", "3.10.3", "envs", "test", "\n", "\r\n", ":", "#", " ", "\t", "/etc/passwd",
		"3.10.3/envs/", "system", "python-", "outside", "-", "\xef\xbb\xbf",
	};
	size_t n = 0, count = next_random(state) % 40;

	for (size_t i = 0; i < count && n + 20 < max; i++) {
		unsigned pick = next_random(state) % (PV_ARRAY_SIZE(pieces) + 4);

		if (pick < PV_ARRAY_SIZE(pieces)) {
			memcpy(text + n, pieces[pick], strlen(pieces[pick]));
			n += strlen(pieces[pick]);
		} else {
			text[n++] = (char)next_random(state);
		}
	}
	return n;
}

/* Whatever the file holds, what may be executed lies below versions/. */
START_TEST(any_bytes_stay_inside)
{
	static const char *const dirs[] = { "versions/3.10.3/envs/test/bin", "versions/3.10.3/test/bin",
		                            "outside/bin", "bin", "versions/bin" };
	static const char *const programs[] = { "versions/3.10.3/envs/test/bin/prog", "outside/bin/prog",
		                                "bin/prog", "versions/bin/prog" };
	pv_cleanup_free char *root = tmproot_fresh();
	struct pv_context ctx = context_at(root, no_env);
	pv_cleanup_free char *versions = pv_layout_versions(&ctx);
	unsigned state = 20261120;
	char text[2048];

	make_dirs(root, dirs, PV_ARRAY_SIZE(dirs));
	for (size_t i = 0; i < PV_ARRAY_SIZE(programs); i++) {
		pv_cleanup_free char *path = pv_path_join(root, programs[i]);

		tmproot_write(root, programs[i], "#!/bin/sh\n");
		ck_assert_int_eq(chmod(path, 0755), 0);
	}
	for (int i = 0; i < 20000; i++) {
		pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
		pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
		size_t n = random_text(&state, text, sizeof text);

		pv_versionfile_parse(&ctx, text, n, &sel.names, &sel.rejected);
		pv_find_command(&ctx, &sel, "prog", PV_FIND_NO_SYSTEM, NULL, &found);
		if (!found.path)
			continue;
		/* versions/bin itself is a version called "bin": its program lies in versions/bin/bin. */
		ck_assert(pv_path_below(found.path, versions));
		ck_assert_str_ne(found.path + strlen(versions), "/bin/prog");
	}
	pv_context_release(&ctx);
}
END_TEST

START_TEST(too_long_a_file)
{
	pv_cleanup_free char *root = tmproot_fresh();
	struct pv_context ctx = context_at(root, no_env);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_free char *file = pv_path_join(root, PV_VERSION_FILE);
	pv_cleanup_free char *text = pv_xmalloc(PV_VERSION_FILE_LIMIT + 2);

	memset(text, '\n', PV_VERSION_FILE_LIMIT + 1);
	text[PV_VERSION_FILE_LIMIT + 1] = '\0';
	tmproot_write(root, PV_VERSION_FILE, text);
	ck_assert_int_eq(pv_versionfile_read(&ctx, file, &names, NULL), -1);
	text[PV_VERSION_FILE_LIMIT] = '\0';
	tmproot_write(root, PV_VERSION_FILE, text);
	ck_assert_int_eq(pv_versionfile_read(&ctx, file, &names, NULL), 0);
	pv_context_release(&ctx);
}
END_TEST

START_TEST(find_upwards)
{
	static const char *const dirs[] = { "a/b/c/d/e/f", "a/b/.python-version" };
	pv_cleanup_free char *root = tmproot_fresh();
	pv_cleanup_free char *deep = pv_path_join(root, "a/b/c/d/e/f");
	pv_cleanup_free char *want = pv_path_join(root, "a/.python-version");
	pv_cleanup_free char *found = NULL;
	struct pv_context ctx = { .root = root };

	make_dirs(root, dirs, PV_ARRAY_SIZE(dirs));
	tmproot_write(root, "a/.python-version", "3.9\n");
	/* a/b/.python-version is a folder: passed over. */
	found = pv_versionfile_find(&ctx, deep);
	ck_assert_pstr_eq(found, want);
	ck_assert_ptr_null(pv_versionfile_find(&ctx, "//host"));
}
END_TEST

START_TEST(write_and_read_back)
{
	char *names[] = { (char *)"3.12", (char *)"system", NULL };
	pv_cleanup_free char *root = tmproot_fresh();
	pv_cleanup_free char *file = pv_path_join(root, PV_VERSION_FILE);
	struct pv_err *err = NULL;
	pv_cleanup_free char *text = NULL;

	tmproot_ok(pv_versionfile_write(file, names, 2, &err), err);
	text = tmproot_read(root, PV_VERSION_FILE);
	ck_assert_pstr_eq(text, "3.12\nsystem\n");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("versionfile");
	TCase *t = tcase_create("versionfile");

	tcase_add_unchecked_fixture(t, tmproot_make, tmproot_remove);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, parse);
	tcase_add_test(t, any_bytes_stay_inside);
	tcase_add_test(t, too_long_a_file);
	tcase_add_test(t, find_upwards);
	tcase_add_test(t, write_and_read_back);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
