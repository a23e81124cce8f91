/* The selection with what hooks make of it. */
#pragma once

#include "cmd/cmd.h"
#include "core/select.h"

enum pv_origin_use {
	PV_ORIGIN_WHEN_MISSING, /* the origin is told only about what is not installed */
	PV_ORIGIN_ALWAYS,       /* it is part of the output */
	PV_ORIGIN_NEVER,
};

/* pv_select, after the hooks of version-name, which may change PYVER_VERSION,
 * and followed by those of version-origin, if its result is going to be used.
 * `command` is the one that runs: the output of its own hooks is its output.
 * Fails when a hook ends the command. */
int pv_hooked_select(struct pv_app *app, const char *command, enum pv_origin_use use,
                     struct pv_selection *ret, struct pv_err **err);
