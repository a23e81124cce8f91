#include "quote.h"

size_t pv_utf8_length(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t n;

	if (u[0] < 0x80)
		return 1;
	if (u[0] >= 0xc2 && u[0] <= 0xdf)
		n = 2;
	else if (u[0] >= 0xe0 && u[0] <= 0xef)
		n = 3;
	else if (u[0] >= 0xf0 && u[0] <= 0xf4)
		n = 4;
	else
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((u[i] & 0xc0) != 0x80)
			return 0;
	/* Overlong forms, surrogates and what lies above U+10FFFF. */
	if ((u[0] == 0xe0 && u[1] < 0xa0) || (u[0] == 0xed && u[1] > 0x9f) ||
	    (u[0] == 0xf0 && u[1] < 0x90) || (u[0] == 0xf4 && u[1] > 0x8f))
		return 0;
	return n;
}

bool pv_utf8_valid(const char *text)
{
	while (*text) {
		size_t n = pv_utf8_length(text);

		if (n == 0)
			return false;
		text += n;
	}
	return true;
}

bool pv_quote_sh(struct pv_buf *out, const char *text)
{
	pv_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			pv_buf_adds(out, "'\\''");
		else
			pv_buf_addc(out, *text);
	}
	pv_buf_addc(out, '\'');
	return true;
}

/* Inside fish's single quotes only \' and \\ mean something. A byte that is
 * no UTF-8 must be written as \Xhh, which is read outside of quotes only. */
bool pv_quote_fish(struct pv_buf *out, const char *text)
{
	pv_buf_addc(out, '\'');
	while (*text) {
		size_t n = pv_utf8_length(text);

		if (n == 0) {
			pv_buf_addf(out, "'\\X%02x'", (unsigned)(unsigned char)*text);
			n = 1;
		} else {
			if (*text == '\'' || *text == '\\')
				pv_buf_addc(out, '\\');
			pv_buf_add(out, text, n);
		}
		text += n;
	}
	pv_buf_addc(out, '\'');
	return true;
}

/* In csh an exclamation mark stands for history even inside of single
 * quotes, and a line ends there too: both want a backslash. */
bool pv_quote_csh(struct pv_buf *out, const char *text)
{
	pv_buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'') {
			pv_buf_adds(out, "'\\''");
			continue;
		}
		if (*text == '!' || *text == '\n')
			pv_buf_addc(out, '\\');
		pv_buf_addc(out, *text);
	}
	pv_buf_addc(out, '\'');
	return true;
}

bool pv_quote_nu(struct pv_buf *out, const char *text)
{
	if (!pv_utf8_valid(text))
		return false;
	pv_buf_addc(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\') {
			pv_buf_addc(out, '\\');
			pv_buf_addc(out, *text);
		} else if (c < 0x20 || c == 0x7f) {
			pv_buf_addf(out, "\\u{%x}", (unsigned)c);
		} else {
			pv_buf_addc(out, *text);
		}
	}
	pv_buf_addc(out, '"');
	return true;
}

/* PowerShell takes the typographic quotes U+2018 to U+201B for single quotes
 * as well; a doubled one stands for itself. */
bool pv_quote_pwsh(struct pv_buf *out, const char *text)
{
	if (!pv_utf8_valid(text))
		return false;
	pv_buf_addc(out, '\'');
	while (*text) {
		size_t n = pv_utf8_length(text);
		bool quote = *text == '\'' ||
			(n == 3 && memcmp(text, "\xe2\x80", 2) == 0 &&
			 (unsigned char)text[2] >= 0x98 && (unsigned char)text[2] <= 0x9b);

		if (quote)
			pv_buf_add(out, text, n);
		pv_buf_add(out, text, n);
		text += n;
	}
	pv_buf_addc(out, '\'');
	return true;
}

void pv_quote_prompt_name(struct pv_buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		pv_buf_addc(out, c < 0x20 || c == 0x7f || strchr("$`\\%!", c) ? '_' : *text);
	}
}

void pv_quote_prompt(struct pv_buf *out, const char *text)
{
	pv_buf_addc(out, '(');
	pv_quote_prompt_name(out, text);
	pv_buf_adds(out, ") ");
}
