/* Why something could not be had, place by place: gathered while the sources
 * are tried, so that a failure says everything once, and shortly. */
#pragma once

#include "base/str.h"

struct pv_reasons {
	struct pv_strv places;  /* "www.python.org", a mirror's address, ... */
	struct pv_strv texts;   /* "cannot be reached", "has no such file", ... */
	struct pv_strv details; /* the whole message; "" when there is no more to say */
};
#define PV_REASONS_INIT                                                                            \
	{                                                                                          \
		PV_STRV_INIT, PV_STRV_INIT, PV_STRV_INIT                                           \
	}

/* The first reason that a place gives is kept. `detail` may be NULL. */
void pv_reasons_add(struct pv_reasons *r, const char *place, const char *text, const char *detail);
/* Adds the reasons of `from` to *r. */
void pv_reasons_add_all(struct pv_reasons *r, const struct pv_reasons *from);
/* One line: "PLACE: TEXT; PLACE, PLACE: TEXT"; places that give the same
 * reason stand together. Owned by the caller. */
char *pv_reasons_line(const struct pv_reasons *r);
/* Appends one line per place, each beginning with two blanks, with all that
 * is known; the last one without its newline. */
void pv_reasons_lines(const struct pv_reasons *r, struct pv_buf *ret);
void pv_reasons_release(struct pv_reasons *r);
#define pv_cleanup_reasons __attribute__((cleanup(pv_reasons_release)))
