/* What each shell calls its files, and the code that makes it work with
 * pyver: tables of text, one row per shell and one per syntax. */
#pragma once

#include "cmd/cmd.h"

enum pv_quoting { PV_QUOTE_POSIX, PV_QUOTE_FISH, PV_QUOTE_PWSH, PV_QUOTE_NU };

/* Code in one syntax. Between angle brackets stands what is filled in:
 * <SHIMS>       ROOT/shims, to stand between double quotes
 * <SHIMS_WORD>  the same as a quoted word
 * <SHELL>       the shell's name
 * <COMPLETIONS> the completion file, as a word
 * <COMMANDS>    commands that act on the shell, in the syntax's form of a list
 * <VERSION>     a selection, to stand between double quotes
 * Nothing in it runs a process, but for `rehash` and calls of the function. */
struct pv_syntax {
	enum pv_quoting quoting;
	const char *list_separator; /* between <COMMANDS> */
	const char *push_path;      /* shims to the front of PATH, and nowhere else */
	const char *keep_path;      /* shims to the front of PATH unless they are on it */
	const char *remember;       /* sets PYVER_SHELL */
	const char *completions;    /* loads the completion file; NULL: has none */
	const char *rehash;
	const char *function;
	const char *sh_rehash;      /* `pyver rehash' inside the shell; no marks */
	const char *shell_unset;    /* `pyver shell --unset' */
	const char *shell_swap;     /* `pyver shell -' */
	const char *shell_set;      /* `pyver shell V' */
	const char *once;           /* to be run once, by hand or `init --install'; NULL: nothing */
	const char *setup;          /* the lines for a start-up file; NULL: needs none */
};

struct pv_shell {
	const char *name;        /* NULL: any other */
	const struct pv_syntax *syntax;
	const char *profile;     /* of login shells, from "~/"; NULL: not known */
	const char *rc;          /* of interactive shells */
	const char *completions; /* extension of its completion file; NULL: none */
	bool installable;        /* `init --install' can write its start-up files */
};

/* Never NULL: an unknown shell is taken for a POSIX one. */
const struct pv_shell *pv_shell_find(const char *name);
/* The shell whose code the `sh-' commands print: $PYVER_SHELL, else the base
 * name of $SHELL. */
const struct pv_shell *pv_shell_of_session(const struct pv_context *ctx);
