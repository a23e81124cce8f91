/* One temporary folder per test program: made in an unchecked fixture (so that
 * it is removed even when a test crashes in its own process) and shared by the
 * tests, each of which takes a fresh folder below it. */
#pragma once

#include "base/fs.h"
#include "base/path.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static char *tmproot;

static inline void tmproot_make(void)
{
	const char *base = getenv("TMPDIR");

	tmproot = pv_xasprintf("%s/pyver-test.XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(tmproot)) {
		perror(tmproot);
		abort();
	}
}

static inline void tmproot_remove(void)
{
	pv_cleanup_err struct pv_err *err = NULL;

	if (pv_fs_remove(tmproot, &err) < 0)
		fprintf(stderr, "%s\n", err->msg);
	free(tmproot);
	tmproot = NULL;
}

/* A fresh folder for one test; owned by the caller. */
static inline char *tmproot_fresh(void)
{
	char *dir = pv_xasprintf("%s/t.XXXXXX", tmproot);

	ck_assert_ptr_nonnull(mkdtemp(dir));
	return dir;
}

static inline void tmproot_write(const char *dir, const char *name, const char *text)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_close int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

/* The text of dir/name, owned by the caller; NULL when it cannot be read. */
static inline char *tmproot_read(const char *dir, const char *name)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_buf struct pv_buf buf = PV_BUF_INIT;

	return pv_fs_read(AT_FDCWD, path, 1 << 24, &buf) < 0 ? NULL : pv_buf_detach(&buf);
}

/* Fails the test with the error's text when there is one. */
#define tmproot_ok(rc, err) \
	ck_assert_msg((rc) >= 0, "failed: %s", (err) ? (err)->msg : "(no message)")
