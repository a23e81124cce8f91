/* The interpreter an environment is made from, told from its files: Python
 * itself is only asked when they do not say. */
#pragma once

#include "core/context.h"

struct pv_base {
	char *name;    /* "3.13.0", "system", or the path given with -p; for messages */
	char *python;  /* what bin/python of the environment leads to */
	char *home;    /* the folder of `python` */
	char *real;    /* `python` with all links resolved */
	char *stdlib;  /* .../lib/python3.13; NULL when this is no CPython with the usual layout */
	char *tag;     /* "python3.13", "python3.13t": the last part of `stdlib`; "" without */
	char *version; /* "3.13.0"; "" when not known */
	int major, minor;
	bool is_64bit;
};
#define PV_BASE_INIT { NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, false }
void pv_base_release(struct pv_base *base);
#define pv_cleanup_base __attribute__((cleanup(pv_base_release)))

/* NAME is an installed version (already settled) or "system". Fails when it
 * has no Python. */
int pv_base_of_version(const struct pv_context *ctx, const char *name, struct pv_base *ret,
                       struct pv_err **err);
/* The interpreter at the absolute path PYTHON. */
int pv_base_of_python(const struct pv_context *ctx, const char *name, const char *python,
                      struct pv_base *ret, struct pv_err **err);

/* Environments of it can be written natively (PEP 405): a CPython from 3.3 on. */
bool pv_base_is_native(const struct pv_base *base);

/* "python3.13", "python3.6m", "python3.13t" -> 3, 13 and whether it is
 * free-threaded. False for other names ("python3", "pypy3.10"). */
bool pv_base_parse_tag(const char *name, int *ret_major, int *ret_minor, bool *ret_threaded);
/* X.Y.Z of the text of patchlevel.h; owned by the caller; NULL when it has none. */
char *pv_base_parse_patchlevel(const char *text);
