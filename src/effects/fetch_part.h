/* The partial file of a download: PATH.part, what is known about where its
 * bytes came from (PATH.part.meta), and their running sum. */
#pragma once

#include "effects/digest.h"
#include "effects/fetch.h"

struct pv_part {
	const struct pv_fetch *what; /* borrowed */
	char *name, *meta;           /* PATH.part, PATH.part.meta */
	int fd;                      /* locked; -1 when there is nothing to do any more */
	struct pv_digest *sum;       /* of the `have` bytes in it */
	long long have;
	bool announced; /* its progress is being shown */
	bool kept;      /* its bytes come from more than one transfer: when the
			 * sum is wrong, they may be what is wrong */
	/* Where the bytes came from and the server's validators of then; NULL when unknown. */
	char *url, *etag, *modified;
};
#define PV_PART_INIT                                                                               \
	{                                                                                          \
		NULL, NULL, NULL, -1, NULL, 0, false, false, NULL, NULL, NULL                      \
	}

/* Opens or makes it, waits for another process that has it, sums up what is
 * there. What cannot be the beginning of the wanted file is dropped. When the
 * other process finished the same download meanwhile, *ret_done is true and
 * nothing is left to do. -1: PV_FETCH_LOCAL. */
int pv_part_open(struct pv_part *p, const struct pv_fetch *what, struct pv_progress *progress,
		 bool *ret_done, struct pv_err **err);
/* All expected bytes are there and their sum is right. */
bool pv_part_complete(const struct pv_part *p);
/* The most bytes it may hold. */
long long pv_part_limit(const struct pv_part *p);
/* Adds bytes; the caller has checked pv_part_limit(). */
int pv_part_append(struct pv_part *p, const void *data, size_t n, struct pv_err **err);
/* Begins again with nothing. */
int pv_part_restart(struct pv_part *p, struct pv_err **err);
/* Stores where the bytes come from, for resuming; any may be NULL. */
int pv_part_remember(struct pv_part *p, const char *url, const char *etag, const char *modified,
		     struct pv_err **err);
/* Flushes it and renames it to PATH: what is in it was verified. */
int pv_part_publish(struct pv_part *p, struct pv_err **err);
/* Removes it. */
void pv_part_discard(struct pv_part *p);
/* Closes it; an empty one is removed. */
void pv_part_release(struct pv_part *p);
#define pv_cleanup_part __attribute__((cleanup(pv_part_release)))
