#include "effects/stage.h"

#include "effects/lock.h"
#include "suitemain.h"
#include "tmproot.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static struct pv_context ctx;
static char *dest; /* ROOT/versions/1 */

static void set_up(void)
{
	pv_cleanup_free char *dir = tmproot_fresh();

	ctx = (struct pv_context){ .root = pv_path_join(dir, "root") };
	dest = pv_path_join(ctx.root, "versions/1");
}

static void tear_down(void)
{
	free(dest);
	free(ctx.root);
}

/* How many entries ROOT/staging has. */
static size_t staged(void)
{
	pv_cleanup_free char *path = pv_path_join(ctx.root, "staging");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_fs_list(path, &names, NULL, &err), err);
	return names.n;
}

/* A folder in the staging that holds the file f with `text`; owned by the caller. */
static char *make_tree(const struct pv_stage *stage, const char *text)
{
	char *tree = pv_path_join(stage->dir, "tree");

	ck_assert_int_eq(mkdir(tree, 0755), 0);
	tmproot_write(tree, "f", text);
	return tree;
}

static void publish(const char *text, bool replace)
{
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *tree = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_stage_open(&ctx, "1", &stage, &err), err);
	tree = make_tree(&stage, text);
	tmproot_ok(pv_stage_publish(&stage, tree, dest, replace, &err), err);
}

static void assert_published(const char *text)
{
	pv_cleanup_free char *found = tmproot_read(dest, "f");

	ck_assert_pstr_eq(found, text);
}

START_TEST(open_and_release)
{
	struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *prefix = pv_path_join(ctx.root, "staging/a%b.");
	pv_cleanup_err struct pv_err *err = NULL;
	struct stat st;

	tmproot_ok(pv_stage_open(&ctx, "a/b", &stage, &err), err);
	ck_assert(pv_starts_with(stage.dir, prefix));
	ck_assert_uint_eq(strlen(stage.dir), strlen(prefix) + 6);
	ck_assert_int_eq(lstat(stage.dir, &st), 0);
	ck_assert_int_eq(st.st_mode, S_IFDIR | 0700);
	tmproot_write(stage.dir, "f", "x");
	pv_stage_release(&stage);
	ck_assert_uint_eq(staged(), 0);
	ck_assert_ptr_null(stage.dir);
	pv_stage_release(&stage);
	pv_stage_release(NULL);
}
END_TEST

START_TEST(long_name)
{
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	char name[1000];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	tmproot_ok(pv_stage_open(&ctx, name, &stage, &err), err);
	ck_assert(pv_fs_is_dir(stage.dir));
}
END_TEST

/* Opens one in a child, which ends without cleaning up, or stays. */
static pid_t stage_in_child(bool die)
{
	int ready[2];
	pid_t pid;
	char c;

	ck_assert_int_eq(pipe(ready), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		struct pv_stage stage = PV_STAGE_INIT;
		struct pv_err *err = NULL;
		pv_cleanup_free char *deep = NULL;

		if (pv_stage_open(&ctx, "child", &stage, &err) < 0)
			_exit(1);
		deep = pv_path_join(stage.dir, "a/b/c");
		if (pv_fs_mkdirs(deep, 0555, &err) < 0 || write(ready[1], "x", 1) != 1 || die)
			_exit(2);
		for (;;)
			pause();
	}
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &c, 1), 1);
	close(ready[0]);
	if (die)
		waitpid(pid, NULL, 0);
	return pid;
}

START_TEST(sweeps_the_dead_only)
{
	pid_t alive = stage_in_child(false);
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *half = pv_path_join(ctx.root, "staging/made-but-not-locked");
	pv_cleanup_free char *link = pv_path_join(ctx.root, "staging/link");
	pv_cleanup_free char *outside = pv_path_join(ctx.root, "outside");
	pv_cleanup_err struct pv_err *err = NULL;

	stage_in_child(true);
	ck_assert_int_eq(mkdir(half, 0700), 0);
	ck_assert_int_eq(mkdir(outside, 0700), 0);
	tmproot_write(outside, "f", "x");
	ck_assert_int_eq(symlink(outside, link), 0);
	ck_assert_uint_eq(staged(), 4);
	tmproot_ok(pv_stage_open(&ctx, "x", &stage, &err), err);
	ck_assert_uint_eq(staged(), 3); /* ours, the living child's, and the link, not touched */
	ck_assert(pv_fs_exists(link));
	ck_assert(!pv_fs_exists(half));
	ck_assert_uint_eq((size_t)pv_fs_tree_size(outside), 1);
	kill(alive, SIGKILL);
	waitpid(alive, NULL, 0);
	pv_stage_release(&stage);
	tmproot_ok(pv_stage_open(&ctx, "x", &stage, &err), err);
	ck_assert_uint_eq(staged(), 2);
}
END_TEST

START_TEST(publishes)
{
	publish("one", false);
	assert_published("one");
	ck_assert_uint_eq(staged(), 0);
	publish("two", true);
	assert_published("two");
	ck_assert_uint_eq(staged(), 0);
}
END_TEST

START_TEST(replace_of_nothing)
{
	publish("one", true);
	assert_published("one");
}
END_TEST

START_TEST(refuses_existing)
{
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *tree = NULL;
	pv_cleanup_free char *versions = pv_path_dir(dest);
	pv_cleanup_err struct pv_err *err = NULL;

	/* Even an empty folder, which rename() would replace. */
	tmproot_ok(pv_fs_mkdirs(dest, 0755, &err), err);
	tmproot_ok(pv_stage_open(&ctx, "1", &stage, &err), err);
	tree = make_tree(&stage, "x");
	ck_assert_int_eq(pv_stage_publish(&stage, tree, dest, false, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "it exists already"));
	ck_assert(pv_fs_is_dir(tree));
	pv_err_free(&err);
	ck_assert_int_eq(pv_stage_publish(&stage, versions, dest, true, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "it is not inside"));
}
END_TEST

START_TEST(replaces_a_link)
{
	pv_cleanup_free char *other = pv_path_join(ctx.root, "versions/other");
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_fs_mkdirs(other, 0755, &err), err);
	ck_assert_int_eq(symlink("other", dest), 0);
	publish("new", true);
	ck_assert(!pv_fs_is_link(dest));
	assert_published("new");
	ck_assert(pv_fs_is_dir(other));
}
END_TEST

START_TEST(discards)
{
	pv_cleanup_free char *target = pv_path_join(ctx.root, "versions/target");
	pv_cleanup_err struct pv_err *err = NULL;

	publish("one", false);
	ck_assert_int_eq(chmod(dest, 0555), 0);
	tmproot_ok(pv_stage_discard(&ctx, dest, &err), err);
	ck_assert(!pv_fs_exists(dest));
	ck_assert_uint_eq(staged(), 0);
	/* A link goes, what it points to stays. */
	tmproot_ok(pv_fs_mkdirs(target, 0755, &err), err);
	ck_assert_int_eq(symlink(target, dest), 0);
	tmproot_ok(pv_stage_discard(&ctx, dest, &err), err);
	ck_assert(!pv_fs_exists(dest));
	ck_assert(pv_fs_is_dir(target));
	ck_assert_int_eq(pv_stage_discard(&ctx, dest, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "cannot move"));
}
END_TEST

/* Opening, sweeping and releasing at once: nobody loses a folder in use. */
START_TEST(many_at_once)
{
	pid_t pids[6];

	for (int i = 0; i < 6; i++) {
		pids[i] = fork();
		if (pids[i] != 0)
			continue;
		for (int n = 0; n < 25; n++) {
			struct pv_stage stage = PV_STAGE_INIT;
			struct pv_err *err = NULL;

			if (pv_stage_open(&ctx, "m", &stage, &err) < 0) {
				fprintf(stderr, "%s\n", err->msg);
				_exit(1);
			}
			tmproot_write(stage.dir, "f", "x");
			usleep(300);
			if (pv_fs_tree_size(stage.dir) != 1)
				_exit(2);
			if (i == 0 && n > 20)
				_exit(0); /* leaves one behind */
			pv_stage_release(&stage);
		}
		_exit(0);
	}
	for (int i = 0; i < 6; i++) {
		int status;

		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		ck_assert_int_eq(status, 0);
	}
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_stage_open(&ctx, "m", &stage, &err), err);
	ck_assert_uint_eq(staged(), 1);
}
END_TEST

/* Killed anywhere: what is published is whole, and one more run cleans up. */
START_TEST(killed_anywhere)
{
	publish("0123456789", false);
	for (int i = 0; i < 40; i++) {
		pid_t pid = fork();

		ck_assert_int_ge(pid, 0);
		if (pid == 0) {
			for (;;)
				publish("0123456789", true);
		}
		usleep((useconds_t)(500 + 700 * i));
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		assert_published("0123456789");
	}
	publish("0123456789", true);
	ck_assert_uint_eq(staged(), 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("stage");
	TCase *tc = tcase_create("stage");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, open_and_release);
	tcase_add_test(tc, long_name);
	tcase_add_test(tc, sweeps_the_dead_only);
	tcase_add_test(tc, publishes);
	tcase_add_test(tc, replace_of_nothing);
	tcase_add_test(tc, refuses_existing);
	tcase_add_test(tc, replaces_a_link);
	tcase_add_test(tc, discards);
	tcase_add_test(tc, many_at_once);
	tcase_add_test(tc, killed_anywhere);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
