/* Making a tree written at one place right for another. */
#pragma once

#include "base/err.h"

/* Replaces the path FROM by TO in the links of TREE, and in the text files in
 * its bin folder, at its top, and in *.pth and *.egg-link files. Binary files
 * are left alone. */
int pv_relocate_tree(const char *tree, const char *from, const char *to, struct pv_err **err);
