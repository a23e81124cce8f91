/* What the modes of `pyver init' share. */
#pragma once

#include "cmd/init_shells.h"

/* FILE as shown ("~/.zshrc") below $HOME; owned by the caller; NULL without HOME. */
char *pv_init_file(const struct pv_app *app, const char *file);
/* The login start-up file of a shell, as shown: bash's depends on which exists.
 * Borrowed; NULL when not known. */
const char *pv_init_profile(const struct pv_app *app, const struct pv_shell *shell);
/* The lines for a start-up file; owned by the caller. */
char *pv_init_setup(const struct pv_shell *shell, const char *name);
/* Adds the setup lines to the shell's start-up files: all are looked at before
 * any is written, each is replaced as a whole. Fails, with nothing changed,
 * when one of them knows pyver already or cannot be read. On a terminal, shows
 * what is added to which file. */
int pv_init_install(struct pv_app *app, const struct pv_shell *shell, const char *name,
                    struct pv_err **err);
