#include "effects/run.h"

#include "base/str.h"
#include "suitemain.h"
#include "tmproot.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static char *const env[] = { (char *)"PATH=/usr/local/bin:/usr/bin:/bin", (char *)"PV_X=y", NULL };

#define SH(script) ((const char *const[]){ "sh", "-c", (script), NULL })

static int status_of(const char *script)
{
	struct pv_run what = { .argv = SH(script), .env = env, .out_fd = -1 };
	pv_cleanup_err struct pv_err *err = NULL;
	int status = -1, rc = pv_run(&what, &status, &err);

	tmproot_ok(rc, err);
	return status;
}

START_TEST(statuses)
{
	static const struct {
		const char *script;
		int status;
	} rows[] = {
		{ "true", 0 }, { "exit 3", 3 }, { "exit 255", 255 }, { "kill -9 $$", 137 },
		{ "kill -TERM $$", 143 }, { "test \"$PV_X\" = y", 0 }, { "test -z \"$HOME\"", 0 },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++)
		ck_assert_msg(status_of(rows[i].script) == rows[i].status, "%s", rows[i].script);
}
END_TEST

START_TEST(cannot_start)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *file = pv_path_join(dir, "plain");
	pv_cleanup_free char *missing = pv_path_join(dir, "missing");
	const struct {
		const char *program, *cwd, *text;
		int status;
	} rows[] = {
		{ "pyver-no-such-program", NULL, "no such program", 127 },
		{ missing, NULL, "no such program", 127 },
		{ file, NULL, "Permission denied", 126 },
		{ "true", missing, "in `", 1 },
	};

	tmproot_write(dir, "plain", "#!/bin/sh\n");
	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		const char *argv[] = { rows[i].program, NULL };
		struct pv_run what = { .argv = argv, .env = env, .cwd = rows[i].cwd, .out_fd = -1 };
		pv_cleanup_err struct pv_err *err = NULL;
		int status = 77;

		ck_assert_int_eq(pv_run(&what, &status, &err), -1);
		ck_assert_int_eq(status, 77);
		ck_assert_int_eq(err->status, rows[i].status);
		ck_assert_msg(strstr(err->msg, rows[i].text), "%s", err->msg);
		ck_assert_ptr_nonnull(strstr(err->msg, rows[i].program));
	}
}
END_TEST

/* The child's PATH counts, not ours; relative entries do not. */
START_TEST(search_path)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *path = pv_xasprintf("PATH=:.:relative:%s:/bin:/usr/bin", dir);
	char *const my_env[] = { path, NULL };
	const char *const argv[] = { "pv-tool", NULL };
	pv_cleanup_free char *tool = pv_path_join(dir, "pv-tool");
	pv_cleanup_free char *out = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_write(dir, "pv-tool", "#!/bin/sh\necho found\n");
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert_int_eq(chmod(tool, 0755), 0);
	tmproot_ok(pv_run_capture(argv, my_env, &out, &err), err);
	ck_assert_str_eq(out, "found\n");
	ck_assert_int_eq(setenv("PATH", dir, 1), 0);
	ck_assert_int_eq(pv_run_capture(argv, env, &out, &err), -1);
	ck_assert_int_eq(err->status, PV_EXIT_NOT_FOUND);
}
END_TEST

START_TEST(capture)
{
	pv_cleanup_free char *out = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_run_capture(SH("echo a; echo b >&2; cat; echo c"), env, &out, &err), err);
	ck_assert_str_eq(out, "a\nc\n");
	free(out);
	out = NULL;
	tmproot_ok(pv_run_capture(SH(":"), env, &out, &err), err);
	ck_assert_str_eq(out, "");
	ck_assert_int_eq(pv_run_capture(SH("echo no; exit 4"), env, &out, &err), -1);
	ck_assert_str_eq(err->msg, "`sh' failed with status 4");
	ck_assert_str_eq(out, ""); /* untouched */
}
END_TEST

static void collect(void *arg, const char *data, size_t n)
{
	pv_buf_add(arg, data, n);
}

/* All of it, both streams, seen and written to the log. */
START_TEST(output)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *log = pv_path_join(dir, "log");
	pv_cleanup_close int fd = open(log, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	pv_cleanup_buf struct pv_buf seen = PV_BUF_INIT;
	pv_cleanup_free char *logged = NULL;
	struct pv_run what = {
		.argv = SH("head -c 1000000 /dev/zero | tr '\\0' x; echo end >&2; pwd"),
		.env = env, .cwd = dir, .out_fd = fd, .on_output = collect, .arg = &seen,
	};
	pv_cleanup_err struct pv_err *err = NULL;
	int status;

	tmproot_ok(pv_run(&what, &status, &err), err);
	ck_assert_int_eq(status, 0);
	ck_assert_uint_eq(seen.len, 1000000 + 4 + strlen(dir) + 1);
	ck_assert(pv_starts_with(seen.p + 1000000, "end\n/"));
	logged = tmproot_read(dir, "log");
	ck_assert_str_eq(logged, seen.p);
}
END_TEST

START_TEST(output_to_descriptor)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *log = pv_path_join(dir, "log");
	pv_cleanup_close int fd = open(log, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	struct pv_run what = { .argv = SH("echo 1; echo 2 >&2"), .env = env, .out_fd = fd };
	pv_cleanup_free char *logged = NULL;
	pv_cleanup_err struct pv_err *err = NULL;
	int status;

	tmproot_ok(pv_run(&what, &status, &err), err);
	logged = tmproot_read(dir, "log");
	ck_assert_str_eq(logged, "1\n2\n");
}
END_TEST

START_TEST(full_log)
{
	pv_cleanup_close int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	pv_cleanup_buf struct pv_buf seen = PV_BUF_INIT;
	struct pv_run what = {
		.argv = SH("echo 1"), .env = env, .out_fd = fd, .on_output = collect, .arg = &seen,
	};
	pv_cleanup_err struct pv_err *err = NULL;
	int status;

	if (fd < 0)
		return; /* no such device on this system */
	ck_assert_int_eq(pv_run(&what, &status, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "cannot write the output of `sh'"));
	ck_assert_str_eq(seen.p, "1\n");
}
END_TEST

/* A child that leaves somebody behind with its output open does not keep us. */
START_TEST(output_left_open)
{
	pv_cleanup_free char *out = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_run_capture(SH("sleep 30 & echo $!"), env, &out, &err), err);
	ck_assert_int_eq(kill((pid_t)strtol(out, NULL, 10), SIGKILL), 0);
}
END_TEST

START_TEST(child_signals)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t set, after;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	ck_assert_int_eq(sigaction(SIGPIPE, &ignore, NULL), 0);
	ck_assert_int_eq(sigaction(SIGHUP, &ignore, NULL), 0);
	ck_assert_int_eq(sigaction(SIGCHLD, &ignore, NULL), 0);
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	ck_assert_int_eq(status_of("kill -PIPE $$; exit 7"), 128 + SIGPIPE);
	ck_assert_int_eq(status_of("kill -TERM $$; exit 7"), 128 + SIGTERM);
	ck_assert_int_eq(status_of("kill -HUP $$; exit 7"), 7); /* nohup's wish */
	ck_assert_int_eq(sigprocmask(SIG_BLOCK, NULL, &after), 0);
	ck_assert(sigismember(&after, SIGTERM) && !sigismember(&after, SIGINT));
	ck_assert_int_eq(sigaction(SIGCHLD, NULL, &ignore), 0);
	ck_assert(ignore.sa_handler == SIG_IGN);
}
END_TEST

START_TEST(own_group)
{
	struct pv_run what = { .argv = SH("cat; kill -TERM 0; sleep 9"), .env = env,
		               .out_fd = -1, .own_group = true };
	pv_cleanup_err struct pv_err *err = NULL;
	int status;

	tmproot_ok(pv_run(&what, &status, &err), err);
	ck_assert_int_eq(status, 128 + SIGTERM);
}
END_TEST

static void stop_me(void *arg, const char *data, size_t n)
{
	static bool before;

	(void)data;
	(void)n;
	if (!before)
		usleep(50000); /* lets a shell start its next command */
	before = true;
	kill(getpid(), *(int *)arg);
}

/* Each signal reaches the child and its children, and ends the run as 128+N
 * whatever the child makes of it; nobody of the group survives. */
START_TEST(stopped)
{
	static const char *const scripts[] = {
		"echo; sleep 60; exit 0",
		"trap 'exit 0' INT TERM HUP; echo; sleep 60 & wait; exit 0",
		"(trap '' INT TERM HUP; sleep 60) & trap 'exit 0' INT TERM HUP; echo; wait",
		"yes",
	};
	int sig = _i == 0 ? SIGINT : _i == 1 ? SIGTERM : SIGHUP;

	for (size_t i = 0; i < PV_ARRAY_SIZE(scripts); i++) {
		struct pv_run what = { .argv = SH(scripts[i]), .env = env, .out_fd = -1,
			               .own_group = true, .on_output = stop_me, .arg = &sig };
		int alive[2], status = 77;
		char c;
		pid_t pid;

		ck_assert_int_eq(pipe(alive), 0); /* its end: all who inherited it are gone */
		pid = fork();
		ck_assert_int_ge(pid, 0);
		if (pid == 0) {
			struct pv_err *err = NULL;

			signal(sig, SIG_DFL); /* whoever runs the tests may ignore it (nohup) */
			pv_run_catch_signals();
			if (pv_run(&what, &status, &err) == 0 || status != 77)
				_exit(1);
			_exit(err->status == 128 + sig && pv_run_interrupted() == sig ? 0 : 2);
		}
		close(alive[1]);
		ck_assert_int_eq(waitpid(pid, &status, 0), pid);
		ck_assert_int_eq(status, 0);
		ck_assert_int_eq(read(alive[0], &c, 1), 0);
		close(alive[0]);
	}
}
END_TEST

START_TEST(not_started_after_stop)
{
	struct pv_run what = { .argv = SH("exit 0"), .env = env, .out_fd = -1 };
	pv_cleanup_err struct pv_err *err = NULL;
	int status = 77;

	ck_assert_int_eq(pv_run_interrupted(), 0);
	pv_run_catch_signals();
	ck_assert_int_eq(kill(getpid(), SIGTERM), 0);
	ck_assert_int_eq(pv_run_interrupted(), SIGTERM);
	ck_assert_int_eq(pv_run(&what, &status, &err), -1);
	ck_assert_int_eq(err->status, 128 + SIGTERM);
	ck_assert_int_eq(status, 77);
}
END_TEST

/* Deaf to the signal: killed after ten seconds. */
START_TEST(killed_in_the_end)
{
	int sig = SIGTERM, status;
	struct pv_run what = { .argv = SH("trap '' TERM; echo; while :; do sleep 60; done"),
		               .env = env, .out_fd = -1, .own_group = true,
		               .on_output = stop_me, .arg = &sig };
	pv_cleanup_err struct pv_err *err = NULL;
	time_t start = time(NULL);

	pv_run_catch_signals();
	ck_assert_int_eq(pv_run(&what, &status, &err), -1);
	ck_assert_int_eq(err->status, 128 + SIGTERM);
	ck_assert_int_ge(time(NULL) - start, 9);
}
END_TEST

START_TEST(ignored_stays_ignored)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	ck_assert_int_eq(sigaction(SIGHUP, &ignore, NULL), 0);
	pv_run_catch_signals();
	ck_assert_int_eq(kill(getpid(), SIGHUP), 0);
	ck_assert_int_eq(pv_run_interrupted(), 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("run");
	TCase *tc = tcase_create("run"), *slow = tcase_create("slow");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, statuses);
	tcase_add_test(tc, cannot_start);
	tcase_add_test(tc, search_path);
	tcase_add_test(tc, capture);
	tcase_add_test(tc, output);
	tcase_add_test(tc, output_to_descriptor);
	tcase_add_test(tc, full_log);
	tcase_add_test(tc, output_left_open);
	tcase_add_test(tc, child_signals);
	tcase_add_test(tc, own_group);
	tcase_add_loop_test(tc, stopped, 0, 3);
	tcase_add_test(tc, not_started_after_stop);
	tcase_add_test(tc, ignored_stays_ignored);
	suite_add_tcase(s, tc);
	tcase_set_timeout(slow, 120);
	tcase_add_test(slow, killed_in_the_end);
	suite_add_tcase(s, slow);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
