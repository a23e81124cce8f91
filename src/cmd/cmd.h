/* A command of the command line: one const struct per file, collected in
 * commandlist.c; usage, help, completion and man page come from it. */
#pragma once

#include "core/context.h"

#include <stdio.h>

/* Where the parts of this installation are (found from the program's own
 * file, so that an installed tree can be moved). All absolute. */
struct pv_install_dirs {
	char *prefix;  /* PREFIX */
	char *program; /* PREFIX/bin/pyver */
	char *libexec; /* PREFIX/libexec/pyver: pyver-shim, pyver-install, plugins/ */
	char *share;   /* PREFIX/share/pyver: catalogue/, completions/ */
	char *hooks;   /* the folders of hooks that exist, joined by ':'; NULL: not looked for yet */
};

struct pv_app {
	struct pv_context ctx;
	struct pv_install_dirs dirs;
	FILE *out, *err;
};

struct pv_command {
	const char *name;    /* as the user types it */
	const char *usage;   /* lines "pyver NAME ..." separated by '\n' */
	const char *summary; /* one line, no final stop; NULL: internal, not in `help` */
	const char *help;    /* paragraphs; NULL: none beyond the summary */
	const char *complete; /* words offered for arguments, see core/words.h; NULL: none. Words are
	                       * separated by blanks; @versions @commands @shims @envs @definitions
	                       * stand for lists */
	/* Arguments without the command's name. Returns the exit status, or -1 with *err. */
	int (*run)(struct pv_app *app, int argc, char **argv, struct pv_err **err);
};

/* NULL-ended, sorted by name. */
extern const struct pv_command *const pv_commands[];
const struct pv_command *pv_command_find(const char *name);

/* "Usage: " and the command's usage lines. */
void pv_usage_print(const struct pv_command *cmd, FILE *to);
/* Prints them on the error stream and fails with status 1, all said. */
int pv_usage_error(struct pv_app *app, const struct pv_command *cmd, struct pv_err **err);
/* Writes of `out` happened: -1 when the stream is in error (a full disk, a closed pipe). */
int pv_app_flush(struct pv_app *app, struct pv_err **err);
