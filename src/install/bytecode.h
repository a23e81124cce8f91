/* Compiled files that tell the truth about where their sources are. */
#pragma once

#include "core/context.h"
#include "effects/progress.h"

struct pv_bytecode {
	const struct pv_context *ctx;
	struct pv_progress *progress;
	const char *tree;   /* where the version is now */
	const char *prefix; /* where it will be: what the compiled files record */
	const char *folder; /* below both: "lib/python3.13" */
	bool anew;          /* also what is compiled already */
};
/* Compiles all modules below the folder with the tree's own Python, all
 * processors at work. Time stamps are those of the sources, which a rename
 * keeps. Modules that do not compile are said, and are no failure. */
int pv_bytecode_compile(const struct pv_bytecode *b, struct pv_err **err);
