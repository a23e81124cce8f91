/* The documentation of a command: from the table, or from the comment that
 * an external command's file begins with. */
#pragma once

#include "cmd/cmd.h"

struct pv_doc {
	char *usage;   /* lines beginning "Usage: ", the next ones indented; NULL when missing */
	char *summary; /* NULL when missing */
	char *help;    /* NULL when missing */
};
#define PV_DOC_INIT { NULL, NULL, NULL }
void pv_doc_release(struct pv_doc *doc);
#define pv_cleanup_doc __attribute__((cleanup(pv_doc_release)))

/* A built-in command's. Overwrites *ret. */
void pv_doc_of_command(const struct pv_command *cmd, struct pv_doc *ret);

/* The leading comment in `text`: lines from the top while they begin with
 * '#'; of these "# TEXT" and a bare "#" count. `Summary:' is one line;
 * `Usage:' goes on over lines that are blank or indented by seven spaces;
 * the rest is help. Overwrites *ret. */
void pv_doc_parse(const char *text, struct pv_doc *ret);

/* The file at PATH, or for a compiled program BIN/pyver-X the file
 * BIN/../help/X, which has the same form. */
void pv_doc_of_file(const char *path, struct pv_doc *ret);

/* The command's file (or that beside it) has a line "# provide pyver
 * completions" in any case ('#', '%', "--" or "//"). */
bool pv_doc_has_completions(const char *path);
