/* What the tables of the catalogue have in common: lines, columns, and the
 * grammar of single fields. Strict: what is not exactly right is refused. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#define PV_TABLE_FORMAT "# pyver catalogue 1"
#define PV_TABLE_LINE_MAX 512
#define PV_TABLE_FILE_MAX (4 * 1024 * 1024)

/* A table being read. Borrows everything. */
struct pv_table {
	const char *name; /* of the file, for messages */
	char *p, *end;    /* what is still to be read */
	unsigned int line;
};

/* Copies `text` into `memory`, which owns it from then on, and checks its
 * first line. 0, or -1 when it is not of this format or too long. */
int pv_table_open(struct pv_table *t, const char *name, struct pv_slice text,
		  struct pv_strv *memory, struct pv_err **err);
/* The next row's `n` fields, NUL-terminated where they lie in the copy;
 * comments are passed over. 1 with a row, 0 at the end, -1 on a line that is
 * too long, not printable ASCII, without its newline, or not of `n` columns. */
int pv_table_row(struct pv_table *t, char **ret_fields, size_t n, struct pv_err **err);
/* Fails with "FILE:LINE: what: `value'". */
int pv_table_bad(const struct pv_table *t, struct pv_err **err, const char *what,
		 const char *value);

/* X.Y.Z, perhaps aN, bN or rcN, perhaps `t' (*ret_threads). *ret_xyz is the
 * length of X.Y.Z. */
bool pv_field_version(const char *s, size_t *ret_xyz, bool *ret_threads);
bool pv_field_minor(const char *s);                  /* "3.13" */
bool pv_field_sum(const char *s);                    /* 64 lower-case hex digits */
bool pv_field_size(const char *s, long long *ret);   /* 1 or more; "-" gives -1 */
bool pv_field_tag(const char *s);                    /* YYYYMMDD */
bool pv_field_date(const char *s);                   /* YYYY-MM or YYYY-MM-DD */
/* "pgo+lto-full.tar.zst"; *ret_stamped: -YYYYMMDDTHHMM stands before the
 * extension. No character that could leave a file name. */
bool pv_field_flavour(const char *s, bool *ret_stamped);
