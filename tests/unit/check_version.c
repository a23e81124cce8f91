/* Order of names, what a prefix stands for, which names are safe. */
#include "core/version.h"
#include "suitemain.h"

#include <check.h>
#include <stdio.h>

/* What `sort -V` of GNU coreutils makes of them: each is smaller than the next. */
static const char *const sorted[] = {
	".hidden", "1.9.0", "1.53.0", "1.218.0", "2.7", "2.7-dev", "2.7.18", "3.1", "3.2.10",
	"3.9", "3.9-dev", "3.9.0", "3.9.0a1", "3.9.0rc1", "3.9.1", "3.9.18", "3.10.0", "3.10.0t",
	"3.13.5", "3.13.5t", "3.13.5-debug", "anaconda3-2024", "pypy3.9-7.3.9", "pypy3.9-7.3.11",
	"pypy3.10-7.3.1", "z~", "z",
};

START_TEST(order)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(sorted); i++)
		for (size_t k = 0; k < PV_ARRAY_SIZE(sorted); k++) {
			int got = pv_version_cmp(sorted[i], sorted[k]);
			int want = (i > k) - (i < k);

			if ((got > 0) - (got < 0) == want)
				continue;
			fprintf(stderr, "%s against %s: %d, want %d\n", sorted[i], sorted[k], got, want);
			bad++;
		}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static const struct {
	const char *prefix;
	const char *names; /* separated by blanks */
	const char *want;  /* NULL: nothing fits */
} latest_rows[] = {
	{ "3", "3.5.6 3.10.8 3.10.6 2.7.18", "3.10.8" },
	{ "3.1", "3.10.2 3.1.4", "3.1.4" },
	{ "3.1", "3.10.2", NULL },
	{ "3.8", "3.8.5 3.8.6rc1 3.8.7a2 3.8.8b3 3.8-dev 3.8.9-src 3.8.1-latest", "3.8.5" },
	{ "3.8", "3.8.5t 3.8.4", "3.8.4" },
	{ "3.8", "3.8.5t", NULL },
	{ "3t", "3.13.5t 3.13.6 3.12.1", "3.13.5t" },
	{ "3.13t", "3.13.5t 3.13.10t", "3.13.10t" },
	{ "3.14t", "3.14.0b1t 3.13.1t", NULL },
	{ "3.14.0rc1", "3.14.0rc1 3.14.0rc2", "3.14.0rc1" },
	{ "3.14", "3.14.0rc1", NULL },
	{ "3.14-dev", "3.14-dev 3.14.1", "3.14-dev" },
	{ "foo", "foo foo.bar", "foo" },
	{ "foo", "foo.bar foo-baz", "foo.bar" },
	{ "3.13", "3.13.5 3.13.5-debug", "3.13.5" },
	{ "3.13.5", "3.13.5-debug", "3.13.5-debug" },
	{ "pypy3.9", "pypy3.9-7.3.9 pypy3.9-7.3.11", "pypy3.9-7.3.11" },
	{ "pypy", "pypy3.9-7.3.9", NULL },
	{ "3.*", "3.9.1", NULL },
	{ "[3]", "3.9.1", NULL },
	{ "", "3.9.1", NULL },
	{ "t", "3.9.1t", NULL },
};

START_TEST(latest)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(latest_rows); i++) {
		pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
		const char *got;

		pv_strv_add_words(&names, latest_rows[i].names);
		got = pv_version_latest(latest_rows[i].prefix, names.v, names.n);
		if ((!got && !latest_rows[i].want) ||
		    (got && latest_rows[i].want && strcmp(got, latest_rows[i].want) == 0))
			continue;
		fprintf(stderr, "`%s' among %s: %s, want %s\n", latest_rows[i].prefix, latest_rows[i].names,
		        got ? got : "nothing", latest_rows[i].want ? latest_rows[i].want : "nothing");
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

START_TEST(matches_newest_first)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	const char **found;

	pv_strv_add_words(&names, "3.13.5 3.12.1 3.13.15 3.13.0rc1 3.13.9");
	ck_assert_uint_eq(pv_version_matches("3.13", names.v, names.n, &found), 3);
	ck_assert_str_eq(found[0], "3.13.15");
	ck_assert_str_eq(found[1], "3.13.9");
	ck_assert_str_eq(found[2], "3.13.5");
	ck_assert_ptr_null(found[3]);
	free(found);
}
END_TEST

static const struct {
	const char *name;
	bool valid;
} name_rows[] = {
	{ "3.12.4", true },    { "proj", true },      { "with blank", true }, { "[1-9]*", true },
	{ ".hidden", true },   { "", false },         { ".", false },         { "..", false },
	{ "a/b", false },      { "/etc", false },     { "-f", false },        { "system", false },
	{ "a\nb", false },     { "a\x7f", false },    { "\x1b[31m", false },  { "...", true },
	{ "3.12\xc3\xa9", true },
};

START_TEST(valid_names)
{
	char longest[257];
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(name_rows); i++)
		if (pv_version_name_valid(name_rows[i].name) != name_rows[i].valid) {
			fprintf(stderr, "row %zu is judged wrongly\n", i);
			bad++;
		}
	ck_assert_int_eq(bad, 0);
	memset(longest, 'a', 256);
	longest[256] = '\0';
	ck_assert(!pv_version_name_valid(longest));
	longest[255] = '\0';
	ck_assert(pv_version_name_valid(longest));
}
END_TEST

START_TEST(minor)
{
	int major = -1, small = -1;

	ck_assert(pv_version_minor("3.13.5t", &major, &small));
	ck_assert_int_eq(major, 3);
	ck_assert_int_eq(small, 13);
	ck_assert(pv_version_minor("2.7", &major, &small));
	ck_assert_int_eq(small, 7);
	ck_assert(!pv_version_minor("pypy3.10", &major, &small));
	ck_assert(!pv_version_minor("3", &major, &small));
	ck_assert(!pv_version_minor("3.", &major, &small));
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("version");
	TCase *t = tcase_create("version");

	tcase_add_test(t, order);
	tcase_add_test(t, latest);
	tcase_add_test(t, matches_newest_first);
	tcase_add_test(t, valid_names);
	tcase_add_test(t, minor);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
