/* VERSION/.pyver/receipt: what was installed, from where, how: plain
 * "key: value" lines, in the order they were added. */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct pv_receipt {
	struct pv_strv keys, values; /* of the same length */
};
#define PV_RECEIPT_INIT                                                                            \
	{                                                                                          \
		PV_STRV_INIT, PV_STRV_INIT                                                         \
	}

/* A key has letters, digits and '-' only. Control characters in the value
 * become blanks: a value is one line. */
void pv_receipt_add(struct pv_receipt *r, const char *key, const char *value);
void pv_receipt_addf(struct pv_receipt *r, const char *key, const char *fmt, ...) PV_PRINTF(3, 4);
/* Borrowed; NULL when there is no such key. */
const char *pv_receipt_get(const struct pv_receipt *r, const char *key);

/* Writes it below `version_dir`, making the folder .pyver. */
int pv_receipt_write(const struct pv_receipt *r, const char *version_dir, struct pv_err **err);
/* Reads the one of an installed version. A line without ':' is an error that
 * names file and line. */
int pv_receipt_read(const char *version_dir, struct pv_receipt *ret, struct pv_err **err);
void pv_receipt_release(struct pv_receipt *r);
#define pv_cleanup_receipt __attribute__((cleanup(pv_receipt_release)))
