/* pip for a new environment, from the wheels that came with its interpreter:
 * nothing is downloaded, no Python is started. */
#pragma once

#include "cmd/cmd.h"
#include "venv.h"

/* The wheels to install, best pip first, appended to *ret: pip, and
 * setuptools where the interpreter's own `venv' gives it (before 3.12) unless
 * `pip_only`. Fails when the interpreter has none, saying what to do. */
int pv_seed_find(const struct pv_base *base, bool pip_only, struct pv_strv *ret,
                 struct pv_err **err);

/* Installs them into the environment; `scratch` is an existing private folder
 * on its file system. */
int pv_seed_install(struct pv_app *app, const struct pv_venv *venv, const struct pv_strv *wheels,
                    const char *scratch, struct pv_err **err);
