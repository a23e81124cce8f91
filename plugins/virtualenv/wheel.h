/* What installing a wheel means once it is unpacked: scripts, the record of
 * what was put where, and its place among the packages. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_wheel_target {
	const char *bin;       /* the folder scripts are written into */
	const char *final_bin; /* where that will be: goes into their first line */
	const char *site;      /* the folder for packages */
	int major, minor;
};

/* The scripts named in the text of an entry_points.txt, under [console_scripts]:
 * one call of `each` for every `NAME = MODULE:ATTR'. Stops at, and returns,
 * the first non-zero result. */
int pv_wheel_console_scripts(const char *entry_points,
                             int (*each)(void *arg, const char *name, const char *module,
                                         const char *attr),
                             void *arg);

/* The name under which a version-specific script is installed: a bundled pip
 * says pip3.9 whatever interpreter it is for. Owned by the caller; NULL when
 * this script must not be installed. */
char *pv_wheel_script_name(const char *name, int major, int minor);

/* Takes the unpacked wheel in the folder `dir` into `target`: its entries are
 * renamed, so both must be on one file system. */
int pv_wheel_install(const char *dir, const struct pv_wheel_target *target, struct pv_err **err);
