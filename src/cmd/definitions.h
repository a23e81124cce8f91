/* Every version that can be installed here, by the catalogue. */
#pragma once

#include "cmd/cmd.h"

/* Their names in version order, appended to *ret. */
int pv_definitions(const struct pv_app *app, struct pv_strv *ret, struct pv_err **err);
