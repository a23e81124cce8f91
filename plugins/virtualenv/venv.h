/* An environment's tree, written as `python -m venv` writes it (PEP 405). */
#pragma once

#include "base.h"

struct pv_venv {
	const struct pv_base *base;
	const char *tree;      /* where it is written: an empty private folder */
	const char *path;      /* where it will be; what its texts say */
	const char *name;      /* for the prompt when there is no `prompt` */
	const char *prompt;    /* NULL: none asked for */
	const char *templates; /* the folder with the activation templates */
	bool system_site;      /* packages of the base can be imported */
	bool copies;           /* the interpreter is copied instead of linked to */
	bool without_pip;      /* goes into pyvenv.cfg's record only: seeding is seed.h's */
};

/* The folder for packages: TREE/lib/pythonX.Y/site-packages; owned by the caller. */
char *pv_venv_site_packages(const struct pv_venv *venv);

/* Writes everything but pip. The base must be native. What was written when
 * it fails is the caller's to remove. */
int pv_venv_write(const struct pv_venv *venv, struct pv_err **err);

/* What any environment gets, however made: bin/pydoc, and links to the base's
 * bin/python*-config that it lacks. */
int pv_venv_add_programs(const struct pv_venv *venv, struct pv_err **err);
