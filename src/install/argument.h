/* One argument of `pyver install', from the question whether it is there
 * already to the shims of what was installed. */
#pragma once

#include "install/install.h"

enum pv_argument_result {
	PV_ARGUMENT_DONE,    /* installed, or there already and left alone on purpose */
	PV_ARGUMENT_REFUSED, /* there already, and the user said no: go on with the next one */
	PV_ARGUMENT_STOP,    /* there already, and nobody is there to be asked: stop */
	PV_ARGUMENT_FAILED,  /* with *err */
};
/* `text` is VERSION[:ALIAS]. Tries the versions that it stands for, the newest
 * first, until one can be had; an exact one has to be had. */
enum pv_argument_result pv_argument_install(const struct pv_install *in, const char *text,
					    struct pv_err **err);
