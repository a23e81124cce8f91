/* Names of versions: order, what a prefix stands for, which names are safe. */
#pragma once

#include "base/str.h"

/* GNU `sort -V` order over whole names. <0, 0, >0 as strcmp. */
int pv_version_cmp(const char *a, const char *b);
/* Sorts a vector of names in that order. */
void pv_version_sort(struct pv_strv *names);

/* 3.14.0a1, 3.13.0rc2, 3.13-dev, ...-src, ...-latest, also free-threaded ones (3.14.0b1t). */
bool pv_version_is_prerelease(const char *name);
/* Ends in a digit and `t`: a free-threaded build. */
bool pv_version_is_freethreaded(const char *name);

/* The newest of `names` (`n` of them) that `prefix` stands for, borrowed from `names`,
 * or NULL: the name itself; else names that continue it with '.' or '-',
 * pre-releases left out; `3.13t` and `3t` ask for free-threaded ones, which
 * are left out otherwise. `3.1` does not match 3.10.2. */
const char *pv_version_latest(const char *prefix, char *const *names, size_t n);
/* All of them, newest first; pointers borrowed from `names`, appended to the
 * NULL-ended array *ret (caller frees the array only). Returns how many. */
size_t pv_version_matches(const char *prefix, char *const *names, size_t n, const char ***ret);

/* May stand as ONE component of a path below versions/: 1-255 bytes, no '/',
 * no control characters, not "." or "..", no leading '-', not "system". */
bool pv_version_name_valid(const char *name);
/* What is wrong with it ("begins with `-'"); NULL: nothing. */
const char *pv_version_name_fault(const char *name);

/* X.Y of a CPython-like name ("3.13.5t" -> 3, 13). False when it has none. */
bool pv_version_minor(const char *name, int *ret_major, int *ret_minor);
