/* Version specifiers of PEP 440 (">=3.11,<3.13", "~=3.12", "==3.12.*"), held
 * against the release numbers of CPython. */
#pragma once

#include "base/defs.h"

/* `text` begins like a specifier: with one of < > = ! ~. */
bool pv_specifier_looks_like(const char *text);

/* All clauses are well-formed: an operator and a public release (numbers,
 * perhaps aN, bN or rcN; ".*" after == and !=). Blanks do not count. */
bool pv_specifier_valid(const char *text);

/* The plain CPython version NAME ("3.12.4", "3.14.0rc1") meets every clause.
 * False for names of any other kind, for pre-releases unless a clause names
 * one, and when `text` is not valid. */
bool pv_specifier_allows(const char *text, const char *name);
