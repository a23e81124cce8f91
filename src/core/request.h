/* What a name stands for, whoever wrote it: pyver's own names and prefixes,
 * and those that other tools leave in .python-version files. */
#pragma once

#include "core/trace.h"

/* The name or prefix in pyver's own spelling that `text` stands for; owned by
 * the caller; NULL when it is in that spelling already or means nothing here:
 *   python-3.12, cpython-3.12, cpython@3.12, python@3.12    3.12
 *   cpython-3.12.4-linux-x86_64-gnu                         3.12.4
 *   cpython-x86_64-linux@3.12.4                             3.12.4
 *   3.13+freethreaded, cpython-3.13.0+freethreaded-...      3.13t, 3.13.0t
 *   pypy@3.10, pypy-3.10                                    pypy3.10
 *   3.12.*, 3.12.x                                          3.12
 *   latest                                                  3 */
char *pv_request_translate(const char *text);

/* `text` is not (only) a name or prefix in pyver's own spelling: it has a
 * translation, or is a PEP 440 specifier. */
bool pv_request_is_foreign(const char *text);

/* Those of the `n` `names` that the request `text` means, best first: the name
 * itself; else names that it is a prefix of, newest first; else the same for
 * its translation; else, for a PEP 440 specifier, those it allows. *ret is a
 * NULL-ended array of pointers borrowed from `names`; the caller frees the
 * array only. Returns how many. */
size_t pv_request_matches(const char *text, char *const *names, size_t n, const char ***ret);
/* The same, saying by which rule: how the matches were found, and in *ret_via
 * the translation that was needed (owned by the caller; NULL: none). */
size_t pv_request_matches_by(const char *text, char *const *names, size_t n, const char ***ret,
                             enum pv_trace_rule *ret_rule, char **ret_via);
