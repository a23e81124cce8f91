/* Where this installation lies, told from the running program's own file. */
#pragma once

#include "cmd/cmd.h"

/* For programs in PREFIX/bin, PREFIX/libexec/pyver or below the latter. Links
 * are resolved first. Fails when the program cannot tell where it is. */
int pv_dirs_find(struct pv_install_dirs *ret, struct pv_err **err);
void pv_dirs_release(struct pv_install_dirs *dirs);
