/* The names of all commands, from the table and from programs of their own. */
#pragma once

#include "cmd/cmd.h"

enum pv_names_which {
	PV_NAMES_ALL,   /* `sh-X' under the name X */
	PV_NAMES_SH,    /* only those that have an `sh-' form, without the prefix */
	PV_NAMES_NO_SH, /* all but those that exist only in an `sh-' form */
};
/* Sorted, unique; appended to *ret. */
void pv_command_names(const struct pv_app *app, enum pv_names_which which, struct pv_strv *ret);
