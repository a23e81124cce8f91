#include "effects/lock.h"

#include "effects/run.h"
#include "suitemain.h"
#include "tmproot.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static struct pv_context ctx;

static void set_up(void)
{
	pv_cleanup_free char *dir = tmproot_fresh();

	ctx = (struct pv_context){ .root = pv_path_join(dir, "new/root") };
}

static void tear_down(void)
{
	free(ctx.root);
}

/* A child that holds NAME until it is killed. */
static pid_t hold(const char *name)
{
	int ready[2];
	pid_t pid;
	char c;

	ck_assert_int_eq(pipe(ready), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		struct pv_err *err = NULL;

		if (pv_lock_take(&ctx, name, 0, NULL, NULL, &err) < 0)
			_exit(1);
		if (write(ready[1], "x", 1) != 1)
			_exit(2);
		for (;;)
			pause();
	}
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &c, 1), 1);
	close(ready[0]);
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

START_TEST(makes_private_files)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *file = pv_path_join(ctx.root, "locks/versions%3.13.1");
	pv_cleanup_free char *dir = pv_path_join(ctx.root, "locks");
	pv_cleanup_close int fd = pv_lock_take(&ctx, "versions/3.13.1", 0, NULL, NULL, &err);
	struct stat st;

	tmproot_ok(fd, err);
	ck_assert_int_eq(lstat(file, &st), 0);
	ck_assert_int_eq(st.st_mode, S_IFREG | 0600);
	ck_assert_int_eq(lstat(dir, &st), 0);
	ck_assert_int_eq(st.st_mode, S_IFDIR | 0700);
	ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}
END_TEST

static void note_pid(void *arg, long pid)
{
	ck_assert_int_eq(*(long *)arg, 0); /* called once */
	*(long *)arg = pid;
}

START_TEST(held_by_another)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pid_t pid = hold("a");
	pv_cleanup_close int other = -1;
	long seen = 0;

	errno = 0;
	ck_assert_int_eq(pv_lock_try(&ctx, "a", &err), -1);
	ck_assert_int_eq(errno, EWOULDBLOCK);
	ck_assert_ptr_null(err);
	ck_assert_int_eq(pv_lock_take(&ctx, "a", 1, note_pid, &seen, &err), -1);
	ck_assert_int_eq(seen, pid);
	ck_assert_ptr_nonnull(strstr(err->msg, "cannot lock `a' within 1 seconds: process "));
	pv_err_free(&err);
	other = pv_lock_try(&ctx, "b", &err); /* one lock per name */
	tmproot_ok(other, err);
	end(pid);
}
END_TEST

/* A killed holder's lock is free at once, whatever its file says. */
START_TEST(freed_by_death)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pid_t pid = hold("a");
	int fd;

	end(pid);
	fd = pv_lock_try(&ctx, "a", &err);
	tmproot_ok(fd, err);
	close(fd);
	fd = pv_lock_take(&ctx, "a", 0, NULL, NULL, &err);
	tmproot_ok(fd, err);
	close(fd);
}
END_TEST

static void kill_holder(void *arg, long pid)
{
	ck_assert_int_eq(*(pid_t *)arg, pid);
	end((pid_t)pid);
}

START_TEST(waits)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pid_t pid = hold("a");
	int fd = pv_lock_take(&ctx, "a", -1, kill_holder, &pid, &err);

	tmproot_ok(fd, err);
	close(fd);
}
END_TEST

/* A number in the file is no lock. */
START_TEST(content_means_nothing)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_close int fd = pv_lock_try(&ctx, "a", &err);

	tmproot_ok(fd, err);
	tmproot_write(ctx.root, "locks/b", "1\n");
	close(fd);
	fd = pv_lock_try(&ctx, "b", &err);
	tmproot_ok(fd, err);
}
END_TEST

static void interrupt(void *arg, long pid)
{
	(void)arg;
	(void)pid;
	kill(getpid(), SIGINT);
}

START_TEST(interrupted)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pid_t pid = hold("a");

	pv_run_catch_signals();
	ck_assert_int_eq(pv_lock_take(&ctx, "a", -1, interrupt, NULL, &err), -1);
	ck_assert_int_eq(err->status, 128 + SIGINT);
	end(pid);
}
END_TEST

START_TEST(not_through_links)
{
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *locks = pv_path_join(ctx.root, "locks");
	pv_cleanup_free char *link = pv_path_join(locks, "link");
	pv_cleanup_free char *fifo = pv_path_join(locks, "fifo");
	pv_cleanup_free char *victim = pv_path_join(ctx.root, "victim");

	tmproot_ok(pv_fs_mkdirs(ctx.root, 0700, &err), err);
	tmproot_ok(pv_lock_private_dir(&ctx, locks, &err), err);
	ck_assert_int_eq(symlink(victim, link), 0);
	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	ck_assert_int_eq(pv_lock_take(&ctx, "link", 0, NULL, NULL, &err), -1);
	ck_assert(!pv_fs_exists(victim));
	pv_err_free(&err);
	ck_assert_int_eq(pv_lock_take(&ctx, "fifo", 0, NULL, NULL, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "not a regular file"));
}
END_TEST

START_TEST(read_only_root)
{
	pv_cleanup_err struct pv_err *err = NULL;
	uid_t self = geteuid();
	int fd;

	tmproot_ok(pv_fs_mkdirs(ctx.root, 0755, &err), err);
	ck_assert_int_eq(chmod(tmproot, 0755), 0);
	ck_assert_int_eq(chmod(ctx.root, 0555), 0);
	if (self == 0) { /* root writes everywhere: be somebody else */
		pv_cleanup_free char *up = pv_path_dir(ctx.root);
		pv_cleanup_free char *upup = pv_path_dir(up);

		ck_assert_int_eq(chmod(upup, 0755), 0);
		ck_assert_int_eq(seteuid(65534), 0);
	}
	fd = pv_lock_try(&ctx, "a", &err);
	ck_assert_int_eq(seteuid(self), 0);
	ck_assert_int_eq(fd, -1);
	ck_assert_ptr_nonnull(err);
	ck_assert_msg(strstr(err->msg, "is read-only to you"), "%s", err->msg);
}
END_TEST

/* Many at once: never two inside. */
START_TEST(excludes)
{
	pid_t pids[4];

	for (int i = 0; i < 4; i++) {
		pids[i] = fork();
		if (pids[i] != 0)
			continue;
		for (int n = 0; n < 50; n++) {
			pv_cleanup_err struct pv_err *err = NULL;
			int fd = pv_lock_take(&ctx, "a", 30, NULL, NULL, &err);
			pv_cleanup_free char *mark = pv_path_join(ctx.root, "inside");

			if (fd < 0 || mkdir(mark, 0700) < 0)
				_exit(1);
			if (rmdir(mark) < 0)
				_exit(2);
			close(fd);
		}
		_exit(0);
	}
	for (int i = 0; i < 4; i++) {
		int status;

		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		ck_assert_int_eq(status, 0);
	}
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("lock");
	TCase *tc = tcase_create("lock");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, makes_private_files);
	tcase_add_test(tc, held_by_another);
	tcase_add_test(tc, freed_by_death);
	tcase_add_test(tc, waits);
	tcase_add_test(tc, content_means_nothing);
	tcase_add_test(tc, interrupted);
	tcase_add_test(tc, not_through_links);
	tcase_add_test(tc, read_only_root);
	tcase_add_test(tc, excludes);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
