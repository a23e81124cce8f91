/* One HTTP request (libcurl), its body into a partial file. No redirect is
 * followed and nothing is tried twice here: that is decided above. */
#pragma once

#include "effects/fetch_part.h"

struct pv_http; /* libcurl's handle: keeps connections open between requests */

/* Starts libcurl. `config` is borrowed, its limits filled in. Never NULL. */
struct pv_http *pv_http_new(const struct pv_fetch_config *config);
void pv_http_free(struct pv_http *h); /* NULL-safe */

enum pv_reply_kind {
	PV_REPLY_ALL,      /* the body came to its end: sum and size are to be checked */
	PV_REPLY_REDIRECT, /* to ->location */
	PV_REPLY_PASSING,  /* failed in a way that may pass: try again */
	PV_REPLY_RESTART,  /* the server cannot continue what is there: ask for all of it */
	PV_REPLY_FAILED,   /* ->outcome */
};

struct pv_reply {
	enum pv_reply_kind kind;
	enum pv_fetch_outcome outcome; /* of PV_REPLY_FAILED, also in `err`'s status */
	char *why;                     /* what failed, no address in it; owned by the reply */
	char *location;                /* absolute; owned by the reply */
	long long wait_s;              /* Retry-After; 0 when the server said nothing */
};
#define PV_REPLY_INIT                                                                              \
	{                                                                                          \
		PV_REPLY_FAILED, PV_FETCH_BROKEN, NULL, NULL, 0                                    \
	}
void pv_reply_release(struct pv_reply *r);
#define pv_cleanup_reply __attribute__((cleanup(pv_reply_release)))

/* Asks for `url`, from `part->have` on. `origin` is the printable address the
 * part is stored under, the same through all redirects. */
void pv_http_get(struct pv_http *h, const char *url, const char *origin, struct pv_part *part,
		 struct pv_reply *ret);
