/* Quoting, checked twice: against what each shell's language demands, and by
 * letting the shells on this machine read it back. */
#include "../../plugins/virtualenv/quote.h"

#include "suitemain.h"
#include "tmproot.h"

#include <sys/wait.h>

static const struct {
	const char *text, *sh, *fish, *csh, *nu, *pwsh;
} rows[] = {
	{ "", "''", "''", "''", "\"\"", "''" },
	{ "/a b", "'/a b'", "'/a b'", "'/a b'", "\"/a b\"", "'/a b'" },
	{ "it's", "'it'\\''s'", "'it\\'s'", "'it'\\''s'", "\"it's\"", "'it''s'" },
	{ "a\"b", "'a\"b'", "'a\"b'", "'a\"b'", "\"a\\\"b\"", "'a\"b'" },
	{ "$(x)`y`", "'$(x)`y`'", "'$(x)`y`'", "'$(x)`y`'", "\"$(x)`y`\"", "'$(x)`y`'" },
	{ "a\\b", "'a\\b'", "'a\\\\b'", "'a\\b'", "\"a\\\\b\"", "'a\\b'" },
	{ "!", "'!'", "'!'", "'\\!'", "\"!\"", "'!'" },
	{ "a\nb", "'a\nb'", "'a\nb'", "'a\\\nb'", "\"a\\u{a}b\"", "'a\nb'" },
	{ "\xc3\xa9", "'\xc3\xa9'", "'\xc3\xa9'", "'\xc3\xa9'", "\"\xc3\xa9\"", "'\xc3\xa9'" },
	{ "a\xff/", "'a\xff/'", "'a'\\Xff'/'", "'a\xff/'", NULL, NULL },
	{ "\xe2\x80\x99x", "'\xe2\x80\x99x'", "'\xe2\x80\x99x'", "'\xe2\x80\x99x'",
	  "\"\xe2\x80\x99x\"", "'\xe2\x80\x99\xe2\x80\x99x'" },
	{ "\xed\xa0\x80", "'\xed\xa0\x80'", "''\\Xed''\\Xa0''\\X80''", "'\xed\xa0\x80'", NULL,
	  NULL },
};

static void quoted(bool (*quote)(struct pv_buf *out, const char *text), const char *text,
                   const char *expected)
{
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;

	pv_buf_adds(&out, "=");
	if (!expected) {
		ck_assert_msg(!quote(&out, text), "<%s> was quoted as <%s>", text, out.p);
		ck_assert_str_eq(out.p, "=");
		return;
	}
	ck_assert(quote(&out, text));
	ck_assert_str_eq(out.p + 1, expected);
}

START_TEST(each_language)
{
	quoted(pv_quote_sh, rows[_i].text, rows[_i].sh);
	quoted(pv_quote_fish, rows[_i].text, rows[_i].fish);
	quoted(pv_quote_csh, rows[_i].text, rows[_i].csh);
	quoted(pv_quote_nu, rows[_i].text, rows[_i].nu);
	quoted(pv_quote_pwsh, rows[_i].text, rows[_i].pwsh);
}
END_TEST

/* The shell runs a file that prints one quoted word. */
static const struct {
	const char *shell;
	bool (*quote)(struct pv_buf *out, const char *text);
} shells[] = {
	{ "sh", pv_quote_sh },     { "bash", pv_quote_sh },   { "zsh", pv_quote_sh },
	{ "dash", pv_quote_sh },   { "ksh", pv_quote_sh },    { "mksh", pv_quote_sh },
	{ "fish", pv_quote_fish }, { "tcsh", pv_quote_csh },  { "csh", pv_quote_csh },
};
static const char *const wild[] = {
	"", " ", "a b", "it's", "\"q\"", "$(touch x)", "`touch x`", "${HOME}", "a\\b\\", "\\'",
	"!!", "!x", "\\!", "a\nb", "\n", "*?[a]{b,c}", "~", "#", ";&|<>()", "%s%n", "-n",
	"\xc3\xa9", "a\xff\xfe", "\t",
	"\x01\x7f", "\xe2\x80\x99", "''", "'\n'", "$'x'", "^a^b",
};

/* Status 127: there is no such shell. */
static int run(const char *shell, const char *dir)
{
	pid_t pid = fork();
	int status;

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		if (chdir(dir) == 0 && freopen("out", "w", stdout) && freopen("err", "w", stderr)) {
			/* csh reads ~/.cshrc without -f; for the others that is "no globs". */
			if (strstr(shell, "csh"))
				execlp(shell, shell, "-f", "script", (char *)NULL);
			else
				execlp(shell, shell, "script", (char *)NULL);
		}
		_Exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(shells_read_it_back)
{
	pv_cleanup_free char *dir = tmproot_fresh();

	/* A program of its own tells what the shell understood, byte by byte. */
	for (size_t i = 0; i < PV_ARRAY_SIZE(wild); i++) {
		pv_cleanup_buf struct pv_buf script = PV_BUF_INIT;
		pv_cleanup_free char *out = NULL, *expected = pv_xasprintf("<%s>", wild[i]);
		int status;

		pv_buf_adds(&script, "/usr/bin/printf '<%s>' ");
		ck_assert(shells[_i].quote(&script, wild[i]));
		pv_buf_addc(&script, '\n');
		tmproot_write(dir, "script", script.p);
		status = run(shells[_i].shell, dir);
		if (status == 127)
			return;
		out = tmproot_read(dir, "out");
		ck_assert_msg(status == 0 && out && strcmp(out, expected) == 0,
		              "%s read %s as <%s>, status %d", shells[_i].shell, script.p, out,
		              status);
	}
}
END_TEST

START_TEST(prompts_hold_nothing_to_interpret)
{
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;

	pv_quote_prompt(&out, "a$(b)`c`\\d%e!f\ng'h\"\xc3\xa9");
	ck_assert_str_eq(out.p, "(a_(b)_c__d_e_f_g'h\"\xc3\xa9) ");
}
END_TEST

START_TEST(utf8)
{
	static const struct { const char *text; size_t n; } some[] = {
		{ "a", 1 }, { "\xc2\x80", 2 }, { "\xe0\xa0\x80", 3 }, { "\xf0\x90\x80\x80", 4 },
		{ "\xf4\x8f\xbf\xbf", 4 }, { "\x80", 0 }, { "\xc1\x80", 0 }, { "\xc2", 0 },
		{ "\xe0\x80\x80", 0 }, { "\xed\xa0\x80", 0 }, { "\xf0\x80\x80\x80", 0 },
		{ "\xf4\x90\x80\x80", 0 }, { "\xe2\x80", 0 }, { "\xff", 0 },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(some); i++) {
		ck_assert_msg(pv_utf8_length(some[i].text) == some[i].n, "row %zu", i);
		ck_assert(pv_utf8_valid(some[i].text) == (some[i].n > 0));
	}
	ck_assert(pv_utf8_valid(""));
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("quote");
	TCase *pure = tcase_create("pure");
	TCase *real = tcase_create("real shells");

	tcase_add_loop_test(pure, each_language, 0, (int)PV_ARRAY_SIZE(rows));
	tcase_add_test(pure, prompts_hold_nothing_to_interpret);
	tcase_add_test(pure, utf8);
	suite_add_tcase(s, pure);
	tcase_add_unchecked_fixture(real, tmproot_make, tmproot_remove);
	tcase_set_timeout(real, 60);
	tcase_add_loop_test(real, shells_read_it_back, 0, (int)PV_ARRAY_SIZE(shells));
	suite_add_tcase(s, real);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
