/* Child processes. The parent never blocks for good: it sleeps in pselect()
 * with the stop signals and SIGCHLD let through only there, so that a signal
 * or a child's end between a check and the sleep cannot be missed. */
#include "effects/run.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

/* Seconds after a signal was passed on: when to repeat it, for a shell that was
 * just starting its next command and so kept it to itself; when to SIGKILL. */
#define REPEAT_AFTER 2
#define KILL_AFTER 10
#define CAPTURE_LIMIT (16 * 1024 * 1024) /* bytes pv_run_capture keeps */
#define DRAIN_LIMIT (1024 * 1024)        /* bytes of output between two looks around */
#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"

/* The only state of the process below cmd/: a signal handler has no argument
 * to reach anything else through, and what it reports concerns the process as
 * a whole. `caught` is the last stop signal, `caught_count` how many came. */
static volatile sig_atomic_t caught;
static volatile sig_atomic_t caught_count;

static const int stop_signals[] = { SIGINT, SIGTERM, SIGHUP };

/* A child on its way. */
struct child {
	const struct pv_run *what;
	bool capture;    /* stderr goes to /dev/null, stdin comes from there */
	pid_t pid;
	int pipe_in;     /* our end of its output; -1: none or at its end */
	int talk;        /* its end of the socket, which it knows as `talk_as` */
	int talk_as;     /* 0: there is none */
	int passed;      /* how many of caught_count were passed on */
	time_t repeat;   /* when to pass the signal on once more; 0: not (any more) */
	time_t deadline; /* when to SIGKILL; 0: not yet asked to stop */
	int write_errno; /* why out_fd could not be written; 0: it could */
};

static void on_stop_signal(int sig)
{
	caught = sig;
	if (caught_count < 1000)
		caught_count++;
}

static void on_child_signal(int sig)
{
	(void)sig; /* its arrival ends pselect(): nothing else to do */
}

void pv_run_catch_signals(void)
{
	struct sigaction act = { .sa_handler = on_stop_signal };
	struct sigaction old;

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < PV_ARRAY_SIZE(stop_signals); i++) {
		/* Ignored from outside (nohup, background jobs): stays so. */
		if (sigaction(stop_signals[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
			continue;
		sigaction(stop_signals[i], &act, NULL);
	}
}

int pv_run_interrupted(void)
{
	return caught;
}

static time_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static const char *env_path(char *const *env)
{
	for (; env && *env; env++)
		if (pv_starts_with(*env, "PATH="))
			return *env + 5;
	return DEFAULT_PATH;
}

/* The program for argv[0]: itself with a '/', else the first on the *child's*
 * PATH. Relative entries there are passed over: they would mean one thing
 * here and another after the child changed its directory. NULL when none. */
static char *find_program(const char *name, char *const *env)
{
	struct pv_slice rest = pv_slice_of(env_path(env)), dir;

	if (strchr(name, '/'))
		return pv_xstrdup(name);
	while (pv_slice_split(&rest, ':', &dir)) {
		pv_cleanup_free char *path = NULL;
		struct stat st;

		if (dir.n == 0 || dir.p[0] != '/')
			continue;
		path = pv_xasprintf("%.*s/%s", (int)dir.n, dir.p, name);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0)
			return pv_steal(&path);
	}
	return NULL;
}

/* Default dispositions and an empty mask: whatever this process or its own
 * parent ignores must not change how a build behaves. Only a stop signal that
 * is ignored on purpose (nohup) stays ignored. */
static int set_attributes(posix_spawnattr_t *attr, const struct pv_run *what)
{
	short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
	sigset_t defaults, none;
	struct sigaction old;
	int rc;

	sigfillset(&defaults);
	sigemptyset(&none);
	for (size_t i = 0; i < PV_ARRAY_SIZE(stop_signals); i++)
		if (sigaction(stop_signals[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
			sigdelset(&defaults, stop_signals[i]);
	if (what->own_group)
		flags |= POSIX_SPAWN_SETPGROUP;
	if ((rc = posix_spawnattr_setsigdefault(attr, &defaults)) != 0 ||
	    (rc = posix_spawnattr_setsigmask(attr, &none)) != 0 ||
	    (rc = posix_spawnattr_setpgroup(attr, 0)) != 0)
		return rc;
	return posix_spawnattr_setflags(attr, flags);
}

static int set_actions(posix_spawn_file_actions_t *act, const struct child *c, int pipe_out)
{
	const struct pv_run *what = c->what;
	int out = pipe_out >= 0 ? pipe_out : what->out_fd;
	int rc = 0;

	if (what->own_group || c->capture)
		rc = posix_spawn_file_actions_addopen(act, 0, "/dev/null", O_RDONLY, 0);
	if (rc == 0 && out >= 0) {
		rc = posix_spawn_file_actions_adddup2(act, out, 1);
		if (rc == 0 && !c->capture)
			rc = posix_spawn_file_actions_adddup2(act, 1, 2);
	}
	if (rc == 0 && c->capture)
		rc = posix_spawn_file_actions_addopen(act, 2, "/dev/null", O_WRONLY, 0);
	if (rc == 0 && c->talk_as)
		rc = posix_spawn_file_actions_adddup2(act, c->talk, c->talk_as);
	if (rc == 0 && what->cwd)
		rc = posix_spawn_file_actions_addchdir_np(act, what->cwd);
	return rc;
}

/* An errno value; 0 and c->pid when it runs. */
static int spawn(struct child *c, const char *program, int pipe_out)
{
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	int rc = posix_spawn_file_actions_init(&act);

	if (rc != 0)
		return rc;
	rc = posix_spawnattr_init(&attr);
	if (rc == 0) {
		rc = set_attributes(&attr, c->what);
		if (rc == 0)
			rc = set_actions(&act, c, pipe_out);
		if (rc == 0)
			rc = posix_spawn(&c->pid, program, &act, &attr,
			                 (char *const *)c->what->argv, c->what->env);
		posix_spawnattr_destroy(&attr);
	}
	posix_spawn_file_actions_destroy(&act);
	return rc;
}

static int fail_start(const struct pv_run *what, int rc, struct pv_err **err)
{
	const char *name = what->argv[0];

	if (what->cwd && access(what->cwd, X_OK) != 0)
		return pv_fail_errno(err, "cannot run `%s' in `%s'", name, what->cwd);
	errno = rc;
	if (rc == ENOENT || rc == ENOTDIR)
		return pv_fail_status(err, PV_EXIT_NOT_FOUND, "cannot run `%s': no such program",
		                      name);
	if (rc == EACCES || rc == ENOEXEC)
		return pv_fail_status(err, PV_EXIT_NOT_RUNNABLE, "cannot run `%s': %s", name,
		                      strerror(rc));
	return pv_fail_errno(err, "cannot run `%s'", name);
}

/* A pipe whose ends no other child inherits and whose reading never blocks. */
static int open_pipe(int *ret_in, int *ret_out, struct pv_err **err)
{
	int ends[2];

	if (pipe(ends) < 0)
		return pv_fail_errno(err, "cannot make a pipe");
	if (ends[0] >= FD_SETSIZE) {
		close(ends[0]);
		close(ends[1]);
		return pv_fail(err, "cannot make a pipe: too many open files");
	}
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	*ret_in = ends[0];
	*ret_out = ends[1];
	return 0;
}

static int start(struct child *c, struct pv_err **err)
{
	pv_cleanup_free char *program = find_program(c->what->argv[0], c->what->env);
	pv_cleanup_close int in = -1, out = -1;
	int rc;

	if (!program)
		return fail_start(c->what, ENOENT, err);
	if (c->what->on_output && open_pipe(&in, &out, err) < 0)
		return -1;
	rc = spawn(c, program, out);
	if (rc != 0)
		return fail_start(c->what, rc, err);
	c->pipe_in = in;
	in = -1;
	return 0;
}

static void write_through(struct child *c, const char *data, size_t n)
{
	while (n > 0 && c->write_errno == 0) {
		ssize_t w = write(c->what->out_fd, data, n);

		if (w < 0 && errno != EINTR)
			c->write_errno = errno;
		if (w > 0) {
			data += w;
			n -= (size_t)w;
		}
	}
}

/* Hands on the output that is there now, of a child that never pauses only as
 * much as a pipe can hold; closes the pipe at its end. */
static void drain(struct child *c)
{
	char data[16384];

	for (size_t done = 0; c->pipe_in >= 0 && done < DRAIN_LIMIT; done += sizeof(data)) {
		ssize_t n = read(c->pipe_in, data, sizeof(data));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			close(c->pipe_in);
			c->pipe_in = -1;
			return;
		}
		if (c->what->out_fd >= 0)
			write_through(c, data, (size_t)n);
		c->what->on_output(c->what->arg, data, (size_t)n);
	}
}

static void send_signal(const struct child *c, int sig)
{
	kill(c->what->own_group ? -c->pid : c->pid, sig);
}

/* Lets what is held back arrive: pselect() does not, while there is output. */
static void let_signals_in(const sigset_t *mask)
{
	sigset_t held;

	sigprocmask(SIG_SETMASK, mask, &held);
	sigprocmask(SIG_SETMASK, &held, NULL);
}

static void pass_signals_on(struct child *c)
{
	int count = caught_count;

	if (count != c->passed) {
		send_signal(c, caught);
		if (c->deadline == 0) {
			c->repeat = now() + REPEAT_AFTER;
			c->deadline = now() + KILL_AFTER;
		}
		c->passed = count;
	}
	if (c->repeat != 0 && now() >= c->repeat) {
		send_signal(c, caught);
		c->repeat = 0;
	}
	if (c->deadline != 0 && now() >= c->deadline)
		send_signal(c, SIGKILL);
}

/* Ended, but not reaped yet: its number, and its group's, are still its own. */
static bool has_ended(const struct child *c)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0
	               ? errno != EINTR
	               : info.si_pid == c->pid;
}

/* Until output, a signal or a child's end; never longer than half a second,
 * for signals that another thread of a library may have eaten. */
static void sleep_a_while(const struct child *c, const sigset_t *mask)
{
	struct timespec half = { .tv_sec = 0, .tv_nsec = 500000000 };
	fd_set in;

	FD_ZERO(&in);
	if (c->pipe_in >= 0)
		FD_SET(c->pipe_in, &in);
	pselect(c->pipe_in + 1, &in, NULL, NULL, &half, mask);
}

static int wait_for(struct child *c, const sigset_t *mask)
{
	int status = 0;

	while (!has_ended(c)) {
		drain(c);
		let_signals_in(mask);
		pass_signals_on(c);
		if (!has_ended(c))
			sleep_a_while(c, mask);
	}
	if (c->what->own_group && c->deadline != 0)
		send_signal(c, SIGKILL); /* whoever of its group outlived it */
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	drain(c);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Blocks the signals that matter (the former mask in *ret_mask) and makes
 * SIGCHLD one that wakes us (its former action in *ret_child). */
static void hold_signals(sigset_t *ret_mask, struct sigaction *ret_child)
{
	struct sigaction act = { .sa_handler = on_child_signal };
	sigset_t held;

	sigemptyset(&act.sa_mask);
	sigemptyset(&held);
	sigaddset(&held, SIGCHLD);
	for (size_t i = 0; i < PV_ARRAY_SIZE(stop_signals); i++)
		sigaddset(&held, stop_signals[i]);
	sigprocmask(SIG_BLOCK, &held, ret_mask);
	sigaction(SIGCHLD, &act, ret_child);
}

static int run(struct child *c, int *ret_status, struct pv_err **err)
{
	struct sigaction child_action;
	sigset_t mask, open_mask;
	int status = 0, rc;

	if (caught)
		return pv_fail_status(err, 128 + caught, "interrupted before `%s'",
		                      c->what->argv[0]);
	hold_signals(&mask, &child_action);
	rc = start(c, err);
	if (rc == 0) {
		open_mask = mask;
		sigdelset(&open_mask, SIGCHLD);
		status = wait_for(c, &open_mask);
		if (c->pipe_in >= 0)
			close(c->pipe_in);
	}
	sigaction(SIGCHLD, &child_action, NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (rc < 0)
		return -1;
	if (caught)
		return pv_fail_status(err, 128 + caught, "`%s' was interrupted", c->what->argv[0]);
	if (c->write_errno != 0) {
		errno = c->write_errno;
		return pv_fail_errno(err, "cannot write the output of `%s'", c->what->argv[0]);
	}
	*ret_status = status;
	return 0;
}

int pv_run(const struct pv_run *what, int *ret_status, struct pv_err **err)
{
	struct child c = { .what = what, .pid = -1, .pipe_in = -1, .passed = caught_count };

	return run(&c, ret_status, err);
}

static void keep_output(void *arg, const char *data, size_t n)
{
	struct pv_buf *buf = arg;

	if (buf->len + n <= CAPTURE_LIMIT)
		pv_buf_add(buf, data, n);
}

int pv_run_capture(const char *const *argv, char *const *env, char **ret_out, struct pv_err **err)
{
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;
	struct pv_run what = {
		.argv = argv, .env = env, .out_fd = -1, .on_output = keep_output, .arg = &out,
	};
	struct child c = {
		.what = &what, .capture = true, .pid = -1, .pipe_in = -1, .passed = caught_count,
	};
	int status;

	if (run(&c, &status, err) < 0)
		return -1;
	if (status != 0)
		return pv_fail(err, "`%s' failed with status %d", argv[0], status);
	*ret_out = pv_buf_detach(&out);
	return 0;
}

int pv_run_talk(const struct pv_run *what, int as, pid_t *ret_pid, int *ret_fd, struct pv_err **err)
{
	struct child c = { .what = what, .pid = -1, .pipe_in = -1, .talk_as = as };
	pv_cleanup_close int ours = -1, theirs = -1;
	int ends[2];

	if (caught)
		return pv_fail_status(err, 128 + caught, "interrupted before `%s'", what->argv[0]);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
		return pv_fail_errno(err, "cannot make a socket");
	ours = ends[0];
	/* Above `as`, so that putting it there is a copy, which is inherited. */
	theirs = fcntl(ends[1], F_DUPFD_CLOEXEC, as + 1);
	close(ends[1]);
	if (theirs < 0 || fcntl(ours, F_SETFD, FD_CLOEXEC) < 0)
		return pv_fail_errno(err, "cannot make a socket");
	c.talk = theirs;
	if (start(&c, err) < 0)
		return -1;
	*ret_pid = c.pid;
	*ret_fd = ours;
	ours = -1;
	return 0;
}
