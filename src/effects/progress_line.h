/* The text of a live progress line: what is shown in how many columns. Pure,
 * so that tests see every width. */
#pragma once

#include "base/str.h"

struct pv_progress_line {
	const char *label, *note; /* note may be NULL */
	long long done, total;    /* total -1 when unknown */
	bool bytes;               /* else steps */
	double seconds;           /* since the phase began */
	double rate;              /* units a second; <= 0 when not known yet */
};

/* Columns that `text` takes on a terminal: wide characters two, combining ones none. Unprintable
 * characters count as they are shown by pv_text_add_clipped. */
size_t pv_text_columns(const char *text);
/* Appends `text` in at most `columns` columns, ".." at the end of what was cut
 * (where there is room for it). Control characters and malformed UTF-8 become
 * '?', so that no text can drive the terminal. */
void pv_text_add_clipped(struct pv_buf *b, const char *text, size_t columns);

/* Appends 512 B, 12.3 KiB, 4.1 MiB ... */
void pv_text_add_bytes(struct pv_buf *b, double n);
/* Appends 0:02, 12:34, 1:02:03. */
void pv_text_add_clock(struct pv_buf *b, double seconds);

/* The line, owned by the caller, never wider than `columns`. Where not all
 * fits, the note goes first, then the label is cut down to a dozen columns,
 * then go the time, the rate, the amounts (a percentage stays), and in the end
 * there is only what fits of the label. The label's bytes are the first
 * *ret_label ones, so that they can be coloured. */
char *pv_progress_line(const struct pv_progress_line *l, size_t columns, size_t *ret_label);
