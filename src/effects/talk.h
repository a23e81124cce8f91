/* A child that is talked with over a socket. libc only. */
#pragma once

#include "base/str.h"
#include "effects/run.h"

struct pv_talk {
	pid_t pid; /* 0: none */
	int fd;
	struct pv_buf in; /* what came and was not yet taken */
	size_t at;        /* where it begins */
	bool ignores;     /* our caller ignores SIGCHLD: not while we wait for one */
};
#define PV_TALK_INIT { 0, -1, PV_BUF_INIT, 0, false }

/* Starts it; the socket is its descriptor `as`. Fails as pv_run does. */
int pv_talk_start(const struct pv_run *what, int as, struct pv_talk *ret, struct pv_err **err);
/* Sends. What a child that has ended does not take is lost: the next
 * pv_talk_item tells. */
void pv_talk_say(struct pv_talk *talk, const char *data, size_t n);
/* The next text up to a NUL, good until the next call: 1; 0 when the child has
 * ended before (what it left running in the background does not count), or -1:
 * a stop signal came, and was passed on. */
int pv_talk_item(struct pv_talk *talk, const char **ret, struct pv_err **err);
/* All that comes until its end, at most `limit` bytes, NUL-ended. -1 as above. */
int pv_talk_rest(struct pv_talk *talk, size_t limit, struct pv_buf *ret, struct pv_err **err);
/* Hangs up, waits, returns its exit status (128 + signal when killed); 0 when
 * there is none. */
int pv_talk_end(struct pv_talk *talk);
void pv_talk_release(struct pv_talk *talk);
#define pv_cleanup_talk __attribute__((cleanup(pv_talk_release)))
