/* Child processes (posix_spawn). libc only. */
#pragma once

#include "base/err.h"

#include <sys/types.h>

struct pv_run {
	const char *const *argv; /* argv[0]: a path, or a name looked for in the absolute entries
	                          * of env's PATH */
	char *const *env;        /* NULL-ended */
	const char *cwd;         /* NULL: the caller's */
	int out_fd;              /* stdout and stderr go there; -1: the caller's own */
	bool own_group;          /* own process group, so that signals sent on reach its children;
	                          * stdin is then /dev/null */
	/* Called with each piece of output (then out_fd may be -1: output is
	 * captured); NULL for none. What comes is also written to out_fd if that is not -1. */
	void (*on_output)(void *arg, const char *data, size_t n);
	void *arg;
};
/* Waits; the exit status (128 + signal when killed) in *ret_status. Fails
 * only when it could not be started (status 127: no such program, 126: not one that can run)
 * or when its output could not be written to out_fd. SIGINT, SIGTERM and SIGHUP (once
 * pv_run_catch_signals was called) that arrive meanwhile are passed on to the child (group),
 * followed by SIGKILL after ten seconds, and make this fail with status 128+N after it has
 * ended; those that arrived before make it fail at once. */
int pv_run(const struct pv_run *what, int *ret_status, struct pv_err **err);
/* Runs and returns stdout (at most 16 MiB of it; stderr discarded, stdin empty); owned by the
 * caller; fails as above and on a status other than 0. */
int pv_run_capture(const char *const *argv, char *const *env, char **ret_out, struct pv_err **err);
/* Starts it and talks with it over a socket, which is descriptor `as` in the child and *ret_fd
 * (owned by the caller, like the child itself) here; on_output is not used. Fails when it could not
 * be started, as above. */
int pv_run_talk(const struct pv_run *what, int as, pid_t *ret_pid, int *ret_fd,
                struct pv_err **err);
/* The signal that asked this process to stop, or 0. Set by the handlers that pv_run_catch_signals
 * installs; long loops (download, unpack) poll it. */
int pv_run_interrupted(void);
/* Called once, by main(). A signal that is ignored (nohup) stays ignored. */
void pv_run_catch_signals(void);
