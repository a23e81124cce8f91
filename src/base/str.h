/* Slices for parsing, one growable buffer for building, string vectors. */
#pragma once

#include "base/defs.h"

#include <string.h>

/* A piece of somebody else's memory; not NUL-terminated. */
struct pv_slice {
	const char *p;
	size_t n;
};

static inline struct pv_slice pv_slice_of(const char *s)
{
	return (struct pv_slice){ s, strlen(s) };
}
bool pv_slice_eq(struct pv_slice s, const char *text);
/* Removes spaces, tabs and carriage returns from both ends. */
struct pv_slice pv_slice_trim(struct pv_slice s);
/* Takes the text up to `sep` (or all) off the front of *rest into *ret_part.
 * False when nothing is left (rest->p is NULL). "a::b" gives "a", "", "b". */
bool pv_slice_split(struct pv_slice *rest, char sep, struct pv_slice *ret_part);
char *pv_slice_dup(struct pv_slice s); /* owned by the caller */

/* A growable text, always NUL-terminated when p is not NULL. */
struct pv_buf {
	char *p;
	size_t len, cap;
};
#define PV_BUF_INIT { NULL, 0, 0 }
void pv_buf_add(struct pv_buf *b, const void *data, size_t n);
void pv_buf_adds(struct pv_buf *b, const char *s);
void pv_buf_addc(struct pv_buf *b, char c);
void pv_buf_addf(struct pv_buf *b, const char *fmt, ...) PV_PRINTF(2, 3);
/* Empties it but keeps the memory; ->p is "" afterwards. */
void pv_buf_clear(struct pv_buf *b);
void pv_buf_release(struct pv_buf *b);
/* The text, owned by the caller ("" when nothing was added); resets *b. */
char *pv_buf_detach(struct pv_buf *b);
/* Makes room for `n` more bytes and the NUL; returns where they go. Add what
 * was written to ->len and terminate it. */
char *pv_buf_reserve(struct pv_buf *b, size_t n);
#define pv_cleanup_buf __attribute__((cleanup(pv_buf_release)))

/* A vector of owned strings; v[n] is NULL once anything was added. */
struct pv_strv {
	char **v;
	size_t n, cap;
};
#define PV_STRV_INIT { NULL, 0, 0 }
void pv_strv_add(struct pv_strv *s, const char *text);        /* copies */
void pv_strv_addn(struct pv_strv *s, const char *p, size_t n); /* copies */
void pv_strv_addf(struct pv_strv *s, const char *fmt, ...) PV_PRINTF(2, 3);
void pv_strv_take(struct pv_strv *s, char *text);              /* takes ownership */
bool pv_strv_has(const struct pv_strv *s, const char *text);
/* Sorts by bytes (strcmp). */
void pv_strv_sort(struct pv_strv *s);
/* Removes neighbours that are equal; sort first. */
void pv_strv_uniq(struct pv_strv *s);
/* Joined by `sep`; owned by the caller; "" when empty. */
char *pv_strv_join(const struct pv_strv *s, const char *sep);
/* Splits `text` at blanks; appends the words. */
void pv_strv_add_words(struct pv_strv *s, const char *text);
void pv_strv_release(struct pv_strv *s);
#define pv_cleanup_strv __attribute__((cleanup(pv_strv_release)))

bool pv_starts_with(const char *s, const char *prefix);
bool pv_ends_with(const char *s, const char *suffix);
/* All of `s` is decimal digits, at least one. */
bool pv_all_digits(const char *s);
