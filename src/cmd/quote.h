/* Text for shells: every value that is put into code goes through here. */
#pragma once

#include "cmd/init_shells.h"

/* To stand between double quotes. */
void pv_quote_inside(enum pv_quoting how, const char *text, struct pv_buf *ret);
/* One quoted word. */
void pv_quote_word(enum pv_quoting how, const char *text, struct pv_buf *ret);
/* Without a character that any shell could take for its own. */
bool pv_quote_is_plain(const char *text);

struct pv_shell_values {
	const char *shims;
	const char *shell;
	const char *completions;
	const struct pv_strv *commands;
	const char *version;
};
/* Appends `text`, a piece of `syntax`, with its marks filled in. A mark whose
 * value is NULL is left as it stands. */
void pv_shell_fill(const struct pv_syntax *syntax, const char *text,
                   const struct pv_shell_values *values, struct pv_buf *ret);
