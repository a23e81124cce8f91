/* What is installed: the folders (and links to folders) below ROOT/versions. */
#pragma once

#include "core/context.h"

struct pv_installed {
	char *name;   /* "3.13.5", "proj", or "3.13.5/envs/proj" */
	char *target; /* of a symbolic link, as stored; NULL for a folder */
};
struct pv_inventory {
	struct pv_installed *v;
	size_t n, cap;
};
#define PV_INVENTORY_INIT { NULL, 0, 0 }

enum pv_inventory_flags {
	PV_SKIP_ENVS = 1,    /* no BASE/envs/ENV entries */
	PV_SKIP_ALIASES = 2, /* no links whose target is itself a version or environment */
};

/* In version order, each version followed by its envs by name. A missing
 * versions folder is an empty inventory. */
int pv_inventory_read(const struct pv_context *ctx, unsigned flags, struct pv_inventory *ret,
                      struct pv_err **err);
void pv_inventory_release(struct pv_inventory *inv);
#define pv_cleanup_inventory __attribute__((cleanup(pv_inventory_release)))

/* Names only (versions and aliases, no envs), unsorted: the cheap question. */
int pv_inventory_names(const struct pv_context *ctx, struct pv_strv *ret, struct pv_err **err);

/* ROOT/versions/NAME is a folder, directly or through a link. */
bool pv_inventory_has(const struct pv_context *ctx, const char *name);

/* NAME is a virtual environment: it has pyvenv.cfg or bin/activate. */
bool pv_inventory_is_env(const struct pv_context *ctx, const char *name);
