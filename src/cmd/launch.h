/* Becoming another program, or running it and bringing the shims up to date. */
#pragma once

#include "cmd/cmd.h"

/* Replaces this process by PATH with argv (argv[0] becomes PATH) and `env`.
 * A text without `#!' runs under /bin/sh, as shells do. Returns only on
 * failure: -1 with *err (status 126). */
int pv_launch_exec(const char *path, char **argv, char *const *env, struct pv_err **err);

/* Runs it as a child, passing signals on, and after success rehashes: for
 * installers (see core/installer.h). Returns the child's status. */
int pv_launch_installer(struct pv_app *app, const char *path, char **argv, char *const *env,
                        struct pv_err **err);
