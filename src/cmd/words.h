/* What a command offers for its arguments. */
#pragma once

#include "cmd/cmd.h"

/* Appends the words of `spec` (a command's `complete`; NULL: none), each list
 * in its own order:
 *   @versions     installed versions, aliases and environments
 *   @bases        the same without BASE/envs/ENV names
 *   @envs         environments, long names first, then short ones
 *   @definitions  every version the catalogue can install
 *   @commands     every command
 *   @shims        every name in ROOT/shims
 *   @system       system
 * A list that cannot be read is left out. */
void pv_words_expand(const struct pv_app *app, const char *spec, struct pv_strv *ret);
/* Prints them, one a line: what `pyver CMD --complete' answers. */
void pv_words_print(struct pv_app *app, const char *spec);
