#include "effects/talk.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* How long to wait for input before looking whether the child still runs:
 * its end shows on the socket, unless something in the background keeps that open. */
#define LOOK_AROUND 50 /* milliseconds */
#define PATIENCE 2000  /* likewise: between the stop signal that was passed on and SIGKILL */

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* SO_NOSIGPIPE is there instead */
#endif

/* Children of a process that ignores SIGCHLD vanish, with their status. Returns whether it did. */
static bool heed_children(void)
{
	struct sigaction heeding = { .sa_handler = SIG_DFL }, old;

	if (sigaction(SIGCHLD, NULL, &old) < 0 || old.sa_handler != SIG_IGN)
		return false;
	sigemptyset(&heeding.sa_mask);
	return sigaction(SIGCHLD, &heeding, NULL) == 0;
}

static void ignore_children(void)
{
	struct sigaction ignoring = { .sa_handler = SIG_IGN };

	sigemptyset(&ignoring.sa_mask);
	sigaction(SIGCHLD, &ignoring, NULL);
}

int pv_talk_start(const struct pv_run *what, int as, struct pv_talk *ret, struct pv_err **err)
{
	ret->ignores = heed_children();
	if (pv_run_talk(what, as, &ret->pid, &ret->fd, err) < 0) {
		pv_talk_end(ret);
		return -1;
	}
#ifdef SO_NOSIGPIPE
	setsockopt(ret->fd, SOL_SOCKET, SO_NOSIGPIPE, &(int){ 1 }, sizeof(int));
#endif
	return 0;
}

void pv_talk_say(struct pv_talk *talk, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(talk->fd, data, n, MSG_NOSIGNAL);

		if (sent < 0 && errno != EINTR)
			return;
		if (sent > 0) {
			data += sent;
			n -= (size_t)sent;
		}
	}
}

static bool has_ended(const struct pv_talk *talk)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)talk->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0
	               ? errno != EINTR
	               : info.si_pid == talk->pid;
}

static int fail_interrupted(struct pv_talk *talk, struct pv_err **err)
{
	kill(talk->pid, pv_run_interrupted());
	return pv_fail_status(err, 128 + pv_run_interrupted(), "interrupted while hooks ran");
}

/* More input: 1; 0: there will be none; -1: interrupted. */
static int fill(struct pv_talk *talk, struct pv_err **err)
{
	bool last = false;

	for (;;) {
		struct pollfd in = { .fd = talk->fd, .events = POLLIN };
		int ready = poll(&in, 1, last ? 0 : LOOK_AROUND);
		ssize_t n;

		if (pv_run_interrupted())
			return fail_interrupted(talk, err);
		if (ready == 0 && last)
			return 0;
		if (ready <= 0) {
			last = has_ended(talk);
			continue;
		}
		n = recv(talk->fd, pv_buf_reserve(&talk->in, 4096), 4096, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 0;
		talk->in.len += (size_t)n;
		talk->in.p[talk->in.len] = '\0';
		return 1;
	}
}

/* Forgets what was taken. */
static void compact(struct pv_talk *talk)
{
	if (!talk->at)
		return;
	memmove(talk->in.p, talk->in.p + talk->at, talk->in.len - talk->at);
	talk->in.len -= talk->at;
	talk->in.p[talk->in.len] = '\0';
	talk->at = 0;
}

int pv_talk_item(struct pv_talk *talk, const char **ret, struct pv_err **err)
{
	for (size_t seen = talk->at;;) {
		const char *end = seen < talk->in.len
			? memchr(talk->in.p + seen, '\0', talk->in.len - seen) : NULL;
		int got;

		if (end) {
			*ret = talk->in.p + talk->at;
			talk->at = (size_t)(end + 1 - talk->in.p);
			return 1;
		}
		compact(talk);
		seen = talk->in.len;
		got = fill(talk, err);
		if (got <= 0)
			return got;
	}
}

int pv_talk_rest(struct pv_talk *talk, size_t limit, struct pv_buf *ret, struct pv_err **err)
{
	int got;

	while ((got = fill(talk, err)) > 0) {
		size_t n = talk->in.len;

		pv_buf_add(ret, talk->in.p, ret->len + n > limit ? limit - ret->len : n);
		pv_buf_clear(&talk->in);
	}
	return got;
}

/* After a stop signal was passed on: not for ever. */
static void hurry(const struct pv_talk *talk)
{
	for (int ms = 0; ms < PATIENCE && !has_ended(talk); ms += LOOK_AROUND)
		poll(NULL, 0, LOOK_AROUND);
	if (!has_ended(talk))
		kill(talk->pid, SIGKILL);
}

int pv_talk_end(struct pv_talk *talk)
{
	int status = 0;

	if (talk->fd >= 0)
		close(talk->fd);
	talk->fd = -1;
	if (talk->pid > 0 && pv_run_interrupted())
		hurry(talk);
	if (talk->pid > 0)
		while (waitpid(talk->pid, &status, 0) < 0 && errno == EINTR)
			;
	talk->pid = 0;
	if (talk->ignores)
		ignore_children();
	talk->ignores = false;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void pv_talk_release(struct pv_talk *talk)
{
	pv_talk_end(talk);
	pv_buf_release(&talk->in);
}
