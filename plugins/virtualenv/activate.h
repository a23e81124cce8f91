/* The files that a shell reads to enter an environment: templates with the
 * environment's folder and name quoted for each shell. */
#pragma once

#include "base/err.h"

/* Writes one file per shell into the folder BIN: `venv` is the environment's
 * final folder, `prompt` what stands in the prompt, `templates` the folder
 * that holds the templates. What a shell's language cannot express becomes a
 * file that says so. */
int pv_activate_write(const char *templates, const char *bin, const char *venv,
                      const char *prompt, struct pv_err **err);
