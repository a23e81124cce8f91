/* Commands that put new programs into a version's bin, after which the shims
 * have to be brought up to date. */
#pragma once

#include <stdbool.h>

/* `command` (base name) called with the arguments argv[0..argc-1], its own
 * name not among them, may install or remove programs: pip, pip3.12, ... with
 * `install` or `uninstall` anywhere; easy_install; conda with such a first
 * word; and anything with `-m pip` and one of those words. */
bool pv_is_installer(const char *command, int argc, char *const *argv);
