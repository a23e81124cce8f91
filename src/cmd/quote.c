#include "cmd/quote.h"

/* PowerShell takes typographic marks for quotes: U+2018 to U+201B for ', and
 * U+201C to U+201E for ". */
static bool is_curly(const char *p, unsigned char first, unsigned char last)
{
	const unsigned char *u = (const unsigned char *)p;

	return u[0] == 0xe2 && u[1] == 0x80 && u[2] >= first && u[2] <= last;
}

void pv_quote_inside(enum pv_quoting how, const char *text, struct pv_buf *ret)
{
	static const char *const special[] = {
		[PV_QUOTE_POSIX] = "\\\"$`",
		[PV_QUOTE_FISH] = "\\\"$",
		[PV_QUOTE_PWSH] = "`\"$",
		[PV_QUOTE_NU] = "\\\"",
	};
	char escape = how == PV_QUOTE_PWSH ? '`' : '\\';

	for (; *text; text++) {
		if (strchr(special[how], *text) ||
		    (how == PV_QUOTE_PWSH && is_curly(text, 0x9c, 0x9e)))
			pv_buf_addc(ret, escape);
		pv_buf_addc(ret, *text);
	}
}

/* Between single quotes, where little is special. */
static void add_single_quoted(enum pv_quoting how, const char *text, struct pv_buf *ret)
{
	pv_buf_addc(ret, '\'');
	for (; *text; text++) {
		if (how == PV_QUOTE_POSIX && *text == '\'')
			pv_buf_adds(ret, "'\\''");
		else if (how == PV_QUOTE_FISH && (*text == '\'' || *text == '\\'))
			pv_buf_addf(ret, "\\%c", *text);
		else if (how == PV_QUOTE_PWSH && *text == '\'')
			pv_buf_adds(ret, "''");
		else if (how == PV_QUOTE_PWSH && is_curly(text, 0x98, 0x9b))
			pv_buf_addf(ret, "%.3s%.1s", text, text);
		else
			pv_buf_addc(ret, *text);
	}
	pv_buf_addc(ret, '\'');
}

void pv_quote_word(enum pv_quoting how, const char *text, struct pv_buf *ret)
{
	if (how != PV_QUOTE_NU) {
		add_single_quoted(how, text, ret);
		return;
	}
	pv_buf_addc(ret, '"');
	pv_quote_inside(how, text, ret);
	pv_buf_addc(ret, '"');
}

bool pv_quote_is_plain(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789_+./:@%=-";

	return *text && *text != '-' && strspn(text, plain) == strlen(text);
}

static void add_plain_or_quoted(enum pv_quoting how, const char *text, struct pv_buf *ret)
{
	if (pv_quote_is_plain(text))
		pv_buf_adds(ret, text);
	else
		pv_quote_word(how, text, ret);
}

enum mark { SHIMS, SHIMS_WORD, SHELL, COMPLETIONS, COMMANDS, VERSION, MARKS };
static const char *const marks[MARKS] = {
	[SHIMS] = "<SHIMS>",
	[SHIMS_WORD] = "<SHIMS_WORD>",
	[SHELL] = "<SHELL>",
	[COMPLETIONS] = "<COMPLETIONS>",
	[COMMANDS] = "<COMMANDS>",
	[VERSION] = "<VERSION>",
};

static bool fill_mark(enum mark mark, const struct pv_syntax *syntax,
                      const struct pv_shell_values *values, struct pv_buf *ret)
{
	const char *const texts[MARKS] = {
		[SHIMS] = values->shims,
		[SHIMS_WORD] = values->shims,
		[SHELL] = values->shell,
		[COMPLETIONS] = values->completions,
		[VERSION] = values->version,
	};
	enum pv_quoting how = syntax->quoting;
	pv_cleanup_free char *list = NULL;

	if (mark == COMMANDS) {
		if (values->commands)
			list = pv_strv_join(values->commands, syntax->list_separator);
		if (list)
			pv_buf_adds(ret, list);
		return list != NULL;
	}
	if (!texts[mark])
		return false;
	if (mark == SHIMS || mark == VERSION)
		pv_quote_inside(how, texts[mark], ret);
	else if (mark == SHELL || (mark == COMPLETIONS && how == PV_QUOTE_PWSH))
		add_plain_or_quoted(how, texts[mark], ret);
	else
		pv_quote_word(how, texts[mark], ret);
	return true;
}

void pv_shell_fill(const struct pv_syntax *syntax, const char *text,
                   const struct pv_shell_values *values, struct pv_buf *ret)
{
	while (*text) {
		size_t m = 0;

		while (m < MARKS && !(*text == '<' && pv_starts_with(text, marks[m])))
			m++;
		if (m < MARKS && fill_mark((enum mark)m, syntax, values, ret))
			text += strlen(marks[m]);
		else
			pv_buf_addc(ret, *text++);
	}
}
