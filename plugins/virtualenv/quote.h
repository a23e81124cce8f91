/* Text as a literal of each shell's language, and the text that may stand in
 * a prompt. One function per shell; nothing else writes a path into a file
 * that a shell reads. */
#pragma once

#include "base/str.h"

/* Appends TEXT as one word that the shell reads back byte by byte, whatever
 * it holds. Returns false, and appends nothing, when the shell's language
 * has no way to write it (nushell and PowerShell: text that is not UTF-8). */
bool pv_quote_sh(struct pv_buf *out, const char *text);   /* POSIX, bash, zsh, ksh, dash */
bool pv_quote_fish(struct pv_buf *out, const char *text);
bool pv_quote_csh(struct pv_buf *out, const char *text);  /* csh and tcsh */
bool pv_quote_nu(struct pv_buf *out, const char *text);
bool pv_quote_pwsh(struct pv_buf *out, const char *text);

/* Appends "(TEXT) " for a shell's prompt variable. Shells expand such
 * variables again each time they are shown, in ways that depend on options:
 * what any of them would interpret (dollar, backquote, backslash, percent,
 * exclamation mark, control characters) is shown as '_'. */
void pv_quote_prompt(struct pv_buf *out, const char *text);
/* The same without "(" and ") ". */
void pv_quote_prompt_name(struct pv_buf *out, const char *text);

/* Length of the UTF-8 sequence that begins at `p`, 0 when it is none. */
size_t pv_utf8_length(const char *p);
/* All of `text` is UTF-8. */
bool pv_utf8_valid(const char *text);
