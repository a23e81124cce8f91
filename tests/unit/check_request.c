/* Names that other tools write, and PEP 440 specifiers. */
#include "core/request.h"

#include "base/str.h"
#include "core/specifier.h"
#include "suitemain.h"

#include <check.h>

static const struct {
	const char *text, *want; /* NULL: no translation */
} translations[] = {
	{ "3.12", NULL },
	{ "3.12.4", NULL },
	{ "3.13t", NULL },
	{ "3.14.0rc1", NULL },
	{ "proj", NULL },
	{ "", NULL },
	{ "system", NULL },
	{ "python-3.12", "3.12" },
	{ "cpython-3.12", "3.12" },
	{ "cpython@3.12", "3.12" },
	{ "python@3.12.4", "3.12.4" },
	{ "cpython-3.12.4-linux-x86_64-gnu", "3.12.4" },
	{ "cpython-3.13.0t-linux-x86_64-gnu", "3.13.0t" },
	{ "cpython-3.13.0+freethreaded-linux-x86_64-gnu", "3.13.0t" },
	{ "cpython-3.15.0rc1-macos-aarch64-none", "3.15.0rc1" },
	{ "cpython-x86_64-linux@3.12.4", "3.12.4" },
	{ "3.13+freethreaded", "3.13t" },
	{ "pypy@3.10", "pypy3.10" },
	{ "pypy-3.10", "pypy3.10" },
	{ "pypy3.10", NULL },
	{ "graalpy@3.11", "graalpy3.11" },
	{ "3.12.*", "3.12" },
	{ "3.12.x", "3.12" },
	{ "3.12.", NULL },
	{ "latest", "3" },
	{ "cpython@", NULL },
	{ "cpython-", NULL },
	{ "pythonic", NULL },
	{ "3.12+mine", NULL },
};

START_TEST(translate)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(translations); i++) {
		pv_cleanup_free char *got = pv_request_translate(translations[i].text);
		const char *want = translations[i].want;

		if (want ? got && strcmp(got, want) == 0 : !got)
			continue;
		fprintf(stderr, "`%s': %s, want %s\n", translations[i].text, got ? got : "nothing",
		        want ? want : "nothing");
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static const struct {
	const char *specifier, *name;
	bool allowed;
} allowances[] = {
	{ ">=3.11", "3.11.0", true },         { ">=3.11", "3.10.9", false },
	{ ">=3.11,<3.13", "3.12.9", true },   { ">=3.11,<3.13", "3.13.0", false },
	{ ">=3.11, <3.13", "3.12.9", true },  { "<3.13", "3.13.0rc1", false },
	{ "<3.13.0rc2", "3.13.0rc1", true },  { ">=3.13", "3.14.0a1", false },
	{ ">=3.14.0a1", "3.14.0a2", true },   { "==3.12.4", "3.12.4", true },
	{ "==3.12", "3.12.4", false },        { "==3.12", "3.12.0", true },
	{ "==3.12.*", "3.12.4", true },       { "==3.1.*", "3.12.4", false },
	{ "!=3.12.*", "3.12.4", false },      { "!=3.12.*", "3.11.4", true },
	{ "~=3.11", "3.14.1", true },         { "~=3.11", "4.0.0", false },
	{ "~=3.11.2", "3.11.9", true },       { "~=3.11.2", "3.12.0", false },
	{ "~=3", "3.12.0", false },           { ">3.12.4", "3.12.5", true },
	{ ">3.12.4", "3.12.4", false },       { "<=3.12.4", "3.12.4", true },
	{ "===3.12.4", "3.12.4", true },      { ">=3.11", "3.11.4t", false },
	{ ">=3.11", "proj", false },          { ">=", "3.12.4", false },
	{ "3.12", "3.12.4", false },          { ">=3.11,", "3.12.4", false },
	{ ">=3.*", "3.12.4", false },         { ">=3.11,garbage", "3.12.4", false },
	{ ">=99999999999.1", "3.12.4", false },
};

START_TEST(specifiers)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(allowances); i++) {
		if (pv_specifier_allows(allowances[i].specifier, allowances[i].name) ==
		    allowances[i].allowed)
			continue;
		fprintf(stderr, "`%s' and %s are judged wrongly\n", allowances[i].specifier,
		        allowances[i].name);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static const struct {
	const char *text, *names, *want; /* joined by blanks, best first */
} matches[] = {
	{ "3.12", "3.12.1 3.12.10 3.13.0", "3.12.10 3.12.1" },
	{ "cpython@3.12", "3.12.1 3.12.10 3.13.0", "3.12.10 3.12.1" },
	{ ">=3.12,<3.13", "3.12.1 3.12.10 3.13.0 3.12.11t", "3.12.10 3.12.1" },
	{ "latest", "2.7.18 3.12.1 3.13.0 3.14.0rc1", "3.13.0 3.12.1" },
	{ "latest", "latest 3.12.1", "latest" },
	{ "cpython@3.12", "cpython@3.12 3.12.1", "cpython@3.12" },
	{ "nosuch", "3.12.1", "" },
};

START_TEST(matching)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(matches); i++) {
		pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, got = PV_STRV_INIT;
		pv_cleanup_free const char **found = NULL;
		pv_cleanup_free char *joined = NULL;

		pv_strv_add_words(&names, matches[i].names);
		pv_request_matches(matches[i].text, names.v, names.n, &found);
		for (size_t k = 0; found[k]; k++)
			pv_strv_add(&got, found[k]);
		joined = pv_strv_join(&got, " ");
		if (strcmp(joined, matches[i].want) == 0)
			continue;
		fprintf(stderr, "`%s': %s, want %s\n", matches[i].text, joined, matches[i].want);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("request");
	TCase *t = tcase_create("request");

	tcase_add_test(t, translate);
	tcase_add_test(t, specifiers);
	tcase_add_test(t, matching);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
