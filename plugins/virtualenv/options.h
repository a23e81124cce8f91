/* The command line of `pyver virtualenv`. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_venv_options {
	bool force, quiet, verbose, help, version;
	bool without_pip, without_setuptools;
	bool system_site, copies, clear;
	const char *python;  /* -p; borrowed from argv; NULL: none */
	const char *prompt;  /* likewise */
	const char *words[2]; /* [VERSION] NAME */
	size_t n_words;
};

/* Options may stand anywhere, short ones together (-fv); `--` ends them.
 * Fails on unknown ones and on a third word; status 1. */
int pv_venv_options_parse(int argc, char **argv, struct pv_venv_options *ret,
                          struct pv_err **err);
