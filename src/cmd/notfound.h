/* The verdict when no selected version has a program, and what else is said about a search. */
#pragma once

#include "cmd/cmd.h"
#include "core/resolve.h"

/* Prints what is missing, that COMMAND was not found, and (with `advice`)
 * which installed versions have it. Returns -1: status 127, all said. */
int pv_not_found(struct pv_app *app, const struct pv_selection *sel, const struct pv_found *found,
                 const char *command, bool advice, struct pv_err **err);

/* A selected version is missing and the system, which nobody named, has the
 * program: allowed, but said. Prints nothing in all other cases. */
void pv_tell_fallback(struct pv_app *app, const struct pv_selection *sel,
                      const struct pv_found *found);

/* Names of the installed versions whose bin has COMMAND, in the order of `pyver versions`;
 * with `paths` the programs themselves. Appended to *ret. */
int pv_whence(struct pv_app *app, const char *command, bool paths, struct pv_strv *ret,
              struct pv_err **err);
