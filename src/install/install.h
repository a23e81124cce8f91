/* What the parts of one run of `pyver install' share. */
#pragma once

#include "cmd/cmd.h"
#include "core/catalogue.h"
#include "effects/progress.h"
#include "install/hooks.h"
#include "install/options.h"
#include "install/sources.h"

struct pv_install {
	const struct pv_context *ctx;
	const struct pv_install_dirs *dirs;
	const struct pv_install_options *opts;
	const struct pv_catalogue *catalogue;
	const char *triple; /* of this machine; NULL: no prebuilt archives */
	struct pv_progress *progress;
	struct pv_sources *sources;
	struct pv_slice patch; /* from stdin; empty: none */
	FILE *out, *err;
	struct pv_app *app; /* ctx, dirs, out and err are its */
	struct pv_install_hooks *hooks;
};
