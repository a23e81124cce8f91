/* SHA-256 (OpenSSL). The only file that includes its headers is digest.c. */
#pragma once

#include "base/err.h"

#define PV_SHA256_HEX 65 /* 64 digits and the NUL */

struct pv_digest;                      /* a running sum */
struct pv_digest *pv_digest_new(void); /* never NULL */
void pv_digest_update(struct pv_digest *d, const void *data, size_t n);
/* The sum of what came so far, as lower-case hex; `d` goes on unchanged. */
void pv_digest_peek(const struct pv_digest *d, char hex[PV_SHA256_HEX]);
/* Writes lower-case hex and frees `d`. Should OpenSSL be unable to compute
 * it, a text that pv_digest_equal() finds equal to nothing. */
void pv_digest_finish(struct pv_digest *d, char hex[PV_SHA256_HEX]);
void pv_digest_free(struct pv_digest *d); /* NULL-safe; drops it unfinished */

/* Sum and size of an open regular file, from its beginning; the descriptor's
 * position is neither used nor moved. `name` is for messages. Fails on anything
 * that is no regular file, and when reading fails. */
int pv_digest_fd(int fd, const char *name, char hex[PV_SHA256_HEX], long long *ret_size,
		 struct pv_err **err);
/* Feeds the same bytes to a running sum instead. */
int pv_digest_update_fd(struct pv_digest *d, int fd, const char *name, long long *ret_size,
			struct pv_err **err);
/* Two whole sums are the same: 64 hex digits each, any case, compared in
 * constant time. Anything else is never equal, not even to itself. */
bool pv_digest_equal(const char *hex_a, const char *hex_b);
