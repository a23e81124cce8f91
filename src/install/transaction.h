/* From a verified archive to a published version: everything happens in a
 * private staging folder, and one rename makes it visible. Killed anywhere in
 * between, nothing is to be seen of it. */
#pragma once

#include "install/install.h"

struct pv_transaction {
	const struct pv_install *in;
	const char *request; /* as written */
	const char *version; /* "3.13.5t" */
	const char *name;    /* of the folder below versions/ */
	const char *prefix;  /* that folder */
	const struct pv_archive *archive;
};
/* Stages, builds or unpacks, corrects, checks, writes the receipt, publishes,
 * and says what was installed. The caller holds the lock of the name. */
int pv_transaction_run(const struct pv_transaction *t, struct pv_err **err);
