/* Commands that live in programs of their own: `pyver X' runs an executable
 * `pyver-X', wherever a plugin or the user put it. */
#pragma once

#include "cmd/childenv.h"

/* The folders searched for `pyver-X', first one first: LIBEXEC,
 * ROOT/plugins/<plugin>/bin, LIBEXEC/plugins/<plugin>/bin (in each group the
 * alphabetically last plugin first), then the absolute folders on PATH.
 * Appended to *ret. */
void pv_external_dirs(const struct pv_app *app, struct pv_strv *ret);

/* The executable `pyver-NAME'; owned by the caller; NULL when there is none.
 * Never this program itself under another name, and none at all when external
 * commands have called each other too often: a script `pyver-NAME' that runs
 * `pyver NAME' ends as if it did not exist. */
char *pv_external_find(const struct pv_app *app, const char *name);

/* The file that documents `pyver-NAME': as above, but a file without the
 * execute bit will do when no other has it. Owned by the caller, or NULL. */
char *pv_external_find_file(const struct pv_app *app, const char *name);

/* The NAME of every file `pyver-NAME' in those folders; appended to *ret,
 * sorted, unique. Not checked for being executable. */
void pv_external_list(const struct pv_app *app, struct pv_strv *ret);

/* PATH for children: LIBEXEC and the plugins' folders, then the caller's own
 * PATH. It does not grow when pyver calls itself. Owned by the caller. */
char *pv_external_path(const struct pv_app *app);

/* The environment for external commands: as pv_command_env has it, with PATH
 * as above and the calls counted. ret->v is NULL-ended; appended to *ret. */
void pv_external_env(const struct pv_app *app, struct pv_strv *ret);
