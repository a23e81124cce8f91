/* Finding and running a program with what hooks make of it. */
#pragma once

#include "cmd/cmd.h"
#include "core/resolve.h"

/* pv_find_command, then the hooks of `which', which may name another program
 * (or none), and change *command (owned by the caller), the name in messages.
 * `aside`: see pv_hooked_load. Fails when a hook ends the command. */
int pv_hooked_which(struct pv_app *app, const struct pv_selection *sel, bool aside,
                    unsigned flags, const struct pv_strv *skip_dirs, char **command,
                    struct pv_found *ret, struct pv_err **err);

/* A program about to be run. */
struct pv_program {
	char *path;
	char *bin; /* its folder, for PATH */
	struct pv_strv argv; /* the command's name, then the arguments */
	struct pv_strv env;
};
#define PV_PROGRAM_INIT { NULL, NULL, PV_STRV_INIT, PV_STRV_INIT }
/* `argv`: NULL-ended. The environment is left empty, for the caller. */
void pv_program_init(struct pv_program *program, const char *path, char *const *argv);
/* Runs the hooks of `exec', which may change all of it. Fails when a hook
 * ends the command. */
int pv_hooked_exec(struct pv_app *app, const struct pv_selection *sel,
                   struct pv_program *program, struct pv_err **err);
/* Puts its folder first on PATH if that is below the root. */
void pv_program_add_path(const struct pv_context *ctx, struct pv_program *program);
void pv_program_release(struct pv_program *program);
#define pv_cleanup_program __attribute__((cleanup(pv_program_release)))
