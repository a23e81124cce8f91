/* From a request as the user wrote it to the versions that may serve it, each
 * with its archives. Decides only: nothing is fetched or looked up on disk. */
#pragma once

#include "core/catalogue.h"

/* VERSION[:ALIAS] */
struct pv_argument {
	char *text;  /* the whole argument */
	char *wants; /* VERSION */
	char *alias; /* the name to install under; NULL: the version's own */
};
#define PV_ARGUMENT_INIT                                                                           \
	{                                                                                          \
		NULL, NULL, NULL                                                                   \
	}

/* Splits and checks: neither part may be empty, and the alias must be fit for
 * a name. `V:latest' is pyenv's old way to write the prefix V. */
int pv_argument_parse(const char *text, struct pv_argument *ret, struct pv_err **err);
void pv_argument_release(struct pv_argument *arg);
#define pv_cleanup_argument __attribute__((cleanup(pv_argument_release)))

/* In which ways a version may be installed. */
enum pv_ways {
	PV_WAY_PREBUILT = 1,
	PV_WAY_SOURCE = 2,
};

/* One version that may serve the request. The archives are borrowed from the
 * catalogue; the arrays end with NULL and are empty for ways not asked for. */
struct pv_candidate {
	char *version;
	const struct pv_artifact **prebuilt; /* the preferred one first */
	const struct pv_artifact **source;
	size_t n_prebuilt, n_source;
};

struct pv_plan {
	bool exact; /* the request names one version: no other one will do */
	bool known; /* the catalogue has such a version, be it not in the ways asked for */
	struct pv_candidate *v; /* the newest first */
	size_t n;
};
#define PV_PLAN_INIT                                                                               \
	{                                                                                          \
		false, false, NULL, 0                                                              \
	}

/* All versions that `wants` stands for (see core/request.h) and that can be had
 * in one of `ways`. None is no failure: n is 0. */
void pv_plan_make(const struct pv_catalogue *cat, const char *wants, unsigned ways,
		  struct pv_plan *ret);
void pv_plan_release(struct pv_plan *plan);
#define pv_cleanup_plan __attribute__((cleanup(pv_plan_release)))

/* What is said about a version that is not known, as pyenv's scripts expect
 * it; several lines, the last one ended. `upgrade`: the command that brings a
 * newer pyver; NULL: not known. */
void pv_plan_unknown_text(const struct pv_catalogue *cat, const char *wants, const char *upgrade,
			  struct pv_buf *ret);

/* The folder's name below versions/ for a candidate: the alias, else the
 * version, with "-debug" for a debug build. Owned by the caller. */
char *pv_plan_target(const struct pv_argument *arg, const char *version, bool debug);
