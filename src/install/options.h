/* The command lines of `pyver install' and `python-build'. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_install_options {
	bool force, skip_existing, list, keep, verbose, quiet;
	bool build;    /* --build: only from source */
	bool prebuilt; /* --prebuilt: only from an archive of a finished tree */
	bool debug;    /* -g */
	bool patch;    /* -p: a patch comes on stdin */
	bool offline;
	bool json;     /* --json: with --list */
	bool ipv4, ipv6; /* python-build's -4, -6: connections of that kind only */
	bool version, help;
	struct pv_strv requests; /* VERSION[:ALIAS], as written */
	const char *prefix;      /* python-build's folder to install into; NULL: by name, below
	                          * versions/; borrowed */
};
#define PV_INSTALL_OPTIONS_INIT                                                                    \
	{                                                                                          \
		.requests = PV_STRV_INIT                                                           \
	}

/* Reads the arguments (without the command's name): options stand anywhere,
 * short ones cluster, `--' ends them. Fails on an unknown option and on
 * options that exclude each other; the caller shows the usage. */
int pv_install_options_parse(int argc, char *const *argv, struct pv_install_options *ret,
			     struct pv_err **err);
/* The same for `python-build', whose words all go to `requests', too. */
int pv_python_build_options_parse(int argc, char *const *argv, struct pv_install_options *ret,
				  struct pv_err **err);
void pv_install_options_release(struct pv_install_options *opts);
#define pv_cleanup_install_options __attribute__((cleanup(pv_install_options_release)))
