/* Makes the unpacked tree of a prebuilt archive what it would be had it been
 * built in place; and the links that both kinds of installation share. */
#pragma once

#include "base/err.h"

/* `tree` is where the files are now, `prefix` where they will be. Corrects the
 * paths and tools that sysconfig, the Makefile, the config scripts, pkg-config
 * files and shebangs name; files that are right already are not touched. */
int pv_fixup_tree(const char *tree, const char *prefix, struct pv_err **err);

/* bin/python, bin/pip, ... where only names with a version are there: relative
 * links to the name with the fewest version parts. What exists stays. Fails
 * when there is no interpreter at all. */
int pv_fixup_links(const char *tree, struct pv_err **err);

/* The interpreter's own file name in tree/bin, "python3.13" or "python3.13t":
 * the one with the full name that is not a link; owned by the caller; NULL
 * when there is none. */
char *pv_fixup_interpreter(const char *tree);

/* The standard library's folder, "lib/python3.13"; owned by the caller; NULL
 * when there is none. */
char *pv_fixup_stdlib(const char *tree);
