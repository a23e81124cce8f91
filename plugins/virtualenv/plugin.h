/* The commands of this plugin: one program, the name it is called by selects
 * the command. */
#pragma once

#include "cmd/cmd.h"

/* Arguments without the command's name. Returns the exit status, or -1 with *err. */
int pv_virtualenv(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_virtualenvs(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_virtualenv_delete(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_virtualenv_prefix(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_virtualenv_init(struct pv_app *app, int argc, char **argv, struct pv_err **err);
/* What is left to `pyver activate' when no shell integration stands before it. */
int pv_activate(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_deactivate(struct pv_app *app, int argc, char **argv, struct pv_err **err);
/* Those that print code for the shell: "false" on every failure. */
int pv_sh_activate(struct pv_app *app, int argc, char **argv, struct pv_err **err);
int pv_sh_deactivate(struct pv_app *app, int argc, char **argv, struct pv_err **err);

/* The command's documentation, as `pyver help` shows it: on the error stream
 * with status 1 in *err for a wrong call, else on the output. `usage_only`:
 * just the lines that say how to call it. */
int pv_plugin_usage(struct pv_app *app, const char *command, bool usage_only,
                    struct pv_err **err);
int pv_plugin_help(struct pv_app *app, const char *command, struct pv_err **err);

/* Prints QUESTION on the error stream; true when the answer begins with y or Y. */
bool pv_plugin_confirm(struct pv_app *app, const char *question);

/* Brings the shims up to date after a change. */
int pv_plugin_rehash(struct pv_app *app, struct pv_err **err);

/* What a command that acts on the shell says where it cannot; fails. */
int pv_plugin_not_loaded(struct pv_app *app, const char *command, struct pv_err **err);
