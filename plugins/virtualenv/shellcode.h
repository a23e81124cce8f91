/* Code for the calling shell to evaluate: statements in its language. What
 * stands in them as a value goes through quote.h. */
#pragma once

#include "base/str.h"
#include "core/context.h"

enum pv_dialect { PV_DIALECT_POSIX, PV_DIALECT_FISH, PV_DIALECT_PWSH };

struct pv_code {
	enum pv_dialect dialect;
	struct pv_buf text;
};

/* The language of the shell NAME; an unknown one is taken for a POSIX shell. */
enum pv_dialect pv_dialect_of(const char *shell);

/* Name of the shell whose code the `sh-' commands print: $PYVER_SHELL, else the base name
 * of $SHELL. Borrowed. */
const char *pv_code_shell(const struct pv_context *ctx);

/* The variable NAME, for the shell and for what it starts. */
void pv_code_export(struct pv_code *code, const char *name, const char *value);
/* The variable NAME for the shell alone. */
void pv_code_set(struct pv_code *code, const char *name, const char *value);
/* Succeeds whether NAME is set or not. */
void pv_code_unset(struct pv_code *code, const char *name);
/* The shell reads the file at PATH. */
void pv_code_source(struct pv_code *code, const char *path);
/* Whole statements, the text of the dialect at hand; NULL: none in that one. */
void pv_code_add(struct pv_code *code, const char *posix, const char *fish, const char *pwsh);
