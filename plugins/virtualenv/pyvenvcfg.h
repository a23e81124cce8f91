/* pyvenv.cfg, the file that makes a folder an environment (PEP 405). */
#pragma once

#include "base/err.h"
#include "base/str.h"

/* The value of KEY in the text of a pyvenv.cfg, blanks around it removed;
 * keys are compared in any case. Owned by the caller; NULL when missing. */
char *pv_pyvenvcfg_get(const char *text, const char *key);

struct pv_pyvenvcfg {
	const char *home;       /* the folder of the base interpreter */
	const char *version;    /* "3.13.0" */
	const char *executable; /* the interpreter, links resolved; NULL: left out */
	const char *command;    /* NULL: left out */
	const char *prompt;     /* NULL: left out */
	bool system_site;
};
/* Appends the file's text. Fails when `home' cannot be said in it: the file
 * is lines of UTF-8. Other values of that kind are left out. */
int pv_pyvenvcfg_format(const struct pv_pyvenvcfg *cfg, struct pv_buf *out, struct pv_err **err);
