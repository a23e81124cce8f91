/* Writing a selection to a version file, after checking that it can be met. */
#pragma once

#include "cmd/cmd.h"

/* Writes the names as given (a prefix stays a prefix, `A:B' stays joined), atomically. Without
 * `force` each must be installed, else nothing is written: "version `V' not installed". Names
 * that no version file may hold are refused even with `force`. */
int pv_write_versions(struct pv_app *app, const char *file, bool force, char *const *names,
                      size_t n, struct pv_err **err);

/* Removes leading -f/--force from *argc, *argv; true when there was one. */
bool pv_take_force(int *argc, char ***argv);
