#include "install/plan.h"

#include "install/options.h"
#include "install/reasons.h"
#include "suitemain.h"

#include <check.h>

#define X "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define Y "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define HEAD "# pyver catalogue 1\n"

static const char sources[] = HEAD "3.9.1 " X " 10 - -\n"
				   "3.12.4 " X " 10 " Y " 20\n"
				   "3.13.4 " X " 10 - -\n"
				   "3.13.5 " X " 10 - -\n"
				   "3.14.0rc1 " X " 10 - -\n";
static const char prebuilts[] = HEAD "3.12.4 20260101 install_only_stripped.tar.gz " X " 10\n"
				     "3.12.4 20260101 install_only.tar.gz " Y " 20\n"
				     "3.13.6 20260101 install_only.tar.gz " X " 10\n"
				     "3.13.6t 20260101 freethreaded-install_only.tar.gz " Y " 10\n";

static struct pv_catalogue cat;

static void read_catalogue(void)
{
	pv_cleanup_err struct pv_err *err = NULL;

	cat = (struct pv_catalogue)PV_CATALOGUE_INIT;
	ck_assert_msg(pv_catalogue_parse(&cat, pv_slice_of(sources), "s", NULL, &err) == 0 &&
			      pv_catalogue_parse(&cat, pv_slice_of(prebuilts), "p",
						 "x86_64-unknown-linux-gnu", &err) == 0,
		      "%s", err ? err->msg : "");
}

static void release_catalogue(void)
{
	pv_catalogue_release(&cat);
}

/* "VERSION/prebuilt archives/source archives" per candidate, joined by blanks;
 * '=' in front when the request is exact, '?' when no such version is known. */
static const struct {
	const char *wants;
	unsigned ways;
	const char *plan;
} plans[] = {
	{ "3.12.4", PV_WAY_PREBUILT | PV_WAY_SOURCE, "= 3.12.4/2/2" },
	{ "3.12.4", PV_WAY_SOURCE, "= 3.12.4/0/2" },
	{ "3.12.4", PV_WAY_PREBUILT, "= 3.12.4/2/0" },
	{ "3.13", PV_WAY_PREBUILT | PV_WAY_SOURCE, " 3.13.6/1/0 3.13.5/0/1 3.13.4/0/1" },
	{ "3.13", PV_WAY_SOURCE, " 3.13.5/0/1 3.13.4/0/1" },
	{ "3.13", PV_WAY_PREBUILT, " 3.13.6/1/0" },
	{ "3.13t", PV_WAY_PREBUILT | PV_WAY_SOURCE, " 3.13.6t/1/0 3.13.5t/0/1 3.13.4t/0/1" },
	{ "3.13.5t", PV_WAY_PREBUILT | PV_WAY_SOURCE, "= 3.13.5t/0/1" },
	{ "3.9", PV_WAY_PREBUILT, "" },
	{ "3.9.1", PV_WAY_PREBUILT, "=" },
	{ "3.14", PV_WAY_SOURCE, "?" },
	{ "3.14.0rc1", PV_WAY_SOURCE, "= 3.14.0rc1/0/1" },
	{ "3.1", PV_WAY_SOURCE, "?" },
	{ "4", PV_WAY_SOURCE, "?" },
	{ "cpython@3.12.4", PV_WAY_SOURCE, "= 3.12.4/0/2" },
	{ "python-3.12", PV_WAY_SOURCE, " 3.12.4/0/2" },
	{ ">=3.12,<3.13.5", PV_WAY_SOURCE, " 3.13.4/0/1 3.12.4/0/2" },
};

START_TEST(candidates)
{
	pv_cleanup_plan struct pv_plan plan = PV_PLAN_INIT;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	pv_plan_make(&cat, plans[_i].wants, plans[_i].ways, &plan);
	pv_buf_adds(&text, plan.exact ? "=" : !plan.known ? "?" : "");
	for (size_t i = 0; i < plan.n; i++)
		pv_buf_addf(&text, " %s/%zu/%zu", plan.v[i].version, plan.v[i].n_prebuilt,
			    plan.v[i].n_source);
	ck_assert_str_eq(text.p, plans[_i].plan);
}
END_TEST

static const struct {
	const char *text, *wants, *alias; /* wants NULL: refused */
} arguments[] = {
	{ "3.13", "3.13", NULL },
	{ "3.13.5:work", "3.13.5", "work" },
	{ "3.13:latest", "3.13", NULL },
	{ "3.13:", NULL, NULL },
	{ ":x", NULL, NULL },
	{ "", NULL, NULL },
	{ "3.13:../x", NULL, NULL },
	{ "3.13:system", NULL, NULL },
	{ "3.13:-x", NULL, NULL },
};

START_TEST(argument)
{
	pv_cleanup_argument struct pv_argument arg = PV_ARGUMENT_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	int rc = pv_argument_parse(arguments[_i].text, &arg, &err);

	ck_assert_int_eq(rc, arguments[_i].wants ? 0 : -1);
	ck_assert_pstr_eq(arg.wants, arguments[_i].wants);
	ck_assert_pstr_eq(arg.alias, arguments[_i].alias);
}
END_TEST

START_TEST(targets)
{
	const struct pv_argument plain = { NULL, NULL, NULL };
	char name[] = "work";
	const struct pv_argument named = { NULL, NULL, name };
	pv_cleanup_free char *a = pv_plan_target(&plain, "3.13.5", false);
	pv_cleanup_free char *b = pv_plan_target(&plain, "3.13.5", true);
	pv_cleanup_free char *c = pv_plan_target(&named, "3.13.5", true);

	ck_assert_str_eq(a, "3.13.5");
	ck_assert_str_eq(b, "3.13.5-debug");
	ck_assert_str_eq(c, "work");
}
END_TEST

START_TEST(unknown)
{
	pv_cleanup_buf struct pv_buf some = PV_BUF_INIT, none = PV_BUF_INIT;

	pv_plan_unknown_text(&cat, "9.1", NULL, &some);
	ck_assert_str_eq(some.p, "python-build: definition not found: 9.1\n\n"
				 "The following versions contain `9.1' in the name:\n  3.9.1\n\n"
				 "See all available versions with `pyver install --list'.\n\n"
				 "If the version you need is missing, try upgrading pyver.\n");
	pv_plan_unknown_text(&cat, "x", "git pull", &none);
	ck_assert_str_eq(none.p, "python-build: definition not found: x\n\n"
				 "See all available versions with `pyver install --list'.\n\n"
				 "If the version you need is missing, try upgrading pyver:\n\n  git pull\n");
}
END_TEST

/* Arguments divided by blanks; NULL: refused, else the letters of what is set, then the rest. */
static const struct {
	const char *line, *result;
} lines[] = {
	{ "", "" },
	{ "3.13", " 3.13" },
	{ "3.13 -f 3.12 --skip-existing", "fs 3.13 3.12" },
	{ "-kvp x", "kvp x" },
	{ "-fskvqg", "fskvqg" },
	{ "--list --quiet", "lq" },
	{ "--build -- --prebuilt", "B --prebuilt" },
	{ "--prebuilt a", "P a" },
	{ "- a", " - a" },
	{ "--version", "V" },
	{ "-hx", NULL },
	{ "--forced", NULL },
	{ "--build --prebuilt", NULL },
	{ "--prebuilt -g", NULL },
	{ "--offline a", "O a" },
};

START_TEST(options)
{
	pv_cleanup_install_options struct pv_install_options o = PV_INSTALL_OPTIONS_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	int rc;

	pv_buf_clear(&text);
	pv_strv_add_words(&words, lines[_i].line);
	rc = pv_install_options_parse((int)words.n, words.v, &o, &err);
	ck_assert_int_eq(rc, lines[_i].result ? 0 : -1);
	if (rc < 0)
		return;
	pv_buf_addf(&text, "%s%s%s%s%s%s%s%s%s%s%s%s", o.force ? "f" : "",
		    o.skip_existing ? "s" : "", o.list ? "l" : "", o.keep ? "k" : "",
		    o.verbose ? "v" : "", o.quiet ? "q" : "", o.debug ? "g" : "",
		    o.patch ? "p" : "", o.build ? "B" : "", o.prebuilt ? "P" : "",
		    o.offline ? "O" : "", o.version ? "V" : "");
	for (size_t i = 0; i < o.requests.n; i++)
		pv_buf_addf(&text, " %s", o.requests.v[i]);
	pv_buf_adds(&text, "");
	ck_assert_str_eq(text.p, lines[_i].result);
}
END_TEST

START_TEST(reasons)
{
	pv_cleanup_reasons struct pv_reasons r = PV_REASONS_INIT;
	pv_cleanup_buf struct pv_buf all = PV_BUF_INIT;
	pv_cleanup_free char *line = NULL;

	pv_reasons_add(&r, "a", "cannot be reached", "no such host");
	pv_reasons_add(&r, "b", "has no such file", NULL);
	pv_reasons_add(&r, "a", "has no such file", NULL);
	pv_reasons_add(&r, "c", "cannot be reached", NULL);
	line = pv_reasons_line(&r);
	ck_assert_str_eq(line, "a, c: cannot be reached; b: has no such file");
	pv_reasons_lines(&r, &all);
	ck_assert_str_eq(all.p, "  a: no such host\n  b: has no such file\n  c: cannot be reached");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("plan");
	TCase *tc = tcase_create("plan");

	tcase_add_checked_fixture(tc, read_catalogue, release_catalogue);
	tcase_add_loop_test(tc, candidates, 0, PV_ARRAY_SIZE(plans));
	tcase_add_loop_test(tc, argument, 0, PV_ARRAY_SIZE(arguments));
	tcase_add_test(tc, targets);
	tcase_add_test(tc, unknown);
	tcase_add_loop_test(tc, options, 0, PV_ARRAY_SIZE(lines));
	tcase_add_test(tc, reasons);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
