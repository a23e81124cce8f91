/* Locks that the kernel frees when their holder dies (flock on a file below
 * ROOT/locks). Only writers take them. Lock files stay where they are: what
 * counts is the kernel's lock, never a file's presence or content. */
#pragma once

#include "core/context.h"

/* Takes the exclusive lock NAME ('/' becomes '%'): returns a descriptor to close when
 * done. When somebody else holds it, `waiting` (may be NULL) is called once with the holder's
 * process id (0 if not known), then this waits for at most `timeout` seconds (< 0: for ever).
 * Fails when that time is over, when the root cannot be written, and with status 128+N when
 * signal N (see pv_run_catch_signals) arrives meanwhile. */
int pv_lock_take(const struct pv_context *ctx, const char *name, int timeout,
                 void (*waiting)(void *arg, long pid), void *arg, struct pv_err **err);
/* The same without waiting: -1 and no error (errno EWOULDBLOCK) when held by another. */
int pv_lock_try(const struct pv_context *ctx, const char *name, struct pv_err **err);

/* Takes the lock on an open file without waiting; closing the descriptor frees it.
 * -1 with errno EWOULDBLOCK when held by another; other values when locking fails. */
int pv_lock_fd(int fd);

/* Makes the private folder ROOT/`dir` (0700; one of layout.h's) and ROOT above it where missing.
 * Fails, saying so, when the root is read-only to this user. */
int pv_lock_private_dir(const struct pv_context *ctx, const char *dir, struct pv_err **err);
