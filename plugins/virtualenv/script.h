/* Scripts in an environment's bin: their first lines and their text. */
#pragma once

#include "base/str.h"

/* Appends what makes a Python script run under BIN/python: a `#!' line where
 * the kernel takes one; for long paths and paths with blanks a shell's exec
 * that Python reads as a string; where not even that can hold the path, the
 * python in the script's own folder. */
void pv_script_head(struct pv_buf *out, const char *bin);

/* Appends a whole script that calls the function ATTR ("main", "A.main") of MODULE. */
void pv_script_text(struct pv_buf *out, const char *bin, const char *module, const char *attr);
