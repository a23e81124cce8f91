#include "effects/unpack.h"

#include "effects/run.h"
#include "suitemain.h"
#include "tmproot.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>

static char *base; /* holds archive, dest/ and outside/ */

static void set_up(void)
{
	pv_cleanup_free char *outside = NULL, *dest = NULL;

	umask(022);
	base = tmproot_fresh();
	outside = pv_path_join(base, "outside");
	dest = pv_path_join(base, "dest");
	ck_assert_int_eq(mkdir(outside, 0755), 0);
	ck_assert_int_eq(mkdir(dest, 0755), 0);
	tmproot_write(outside, "f", "safe");
}

static void tear_down(void)
{
	free(base);
}

struct item {
	char type; /* f file, d folder, l symbolic link, h hard link, p fifo, c device */
	const char *name;
	const char *text; /* content or target */
	mode_t mode;      /* 0: 0644 */
	long long size;   /* 0: the text's; else zeros follow */
};

static mode_t type_of(char letter)
{
	switch (letter) {
	case 'd':
		return AE_IFDIR;
	case 'l':
		return AE_IFLNK;
	case 'p':
		return AE_IFIFO;
	case 'c':
		return AE_IFCHR;
	default:
		return AE_IFREG;
	}
}

static void add_item(struct archive *a, const struct item *item)
{
	struct archive_entry *e = archive_entry_new();
	size_t n = item->type == 'f' && item->text ? strlen(item->text) : 0;
	static const char zeros[65536];
	long long left;

	archive_entry_set_pathname(e, item->name);
	archive_entry_set_filetype(e, type_of(item->type));
	archive_entry_set_perm(e, item->mode ? item->mode : 0644);
	archive_entry_set_mtime(e, 1000000000, 0);
	archive_entry_set_uid(e, 12345);
	archive_entry_set_gid(e, 12345);
	if (item->type == 'l')
		archive_entry_set_symlink(e, item->text);
	if (item->type == 'h')
		archive_entry_set_hardlink(e, item->text);
	left = item->size ? item->size : (long long)n;
	archive_entry_set_size(e, left);
	ck_assert_msg(archive_write_header(a, e) == ARCHIVE_OK, "%s", archive_error_string(a));
	if (n > 0)
		ck_assert_int_eq(archive_write_data(a, item->text, n), (la_ssize_t)n);
	for (left -= (long long)n; left > 0; left -= (long long)sizeof(zeros)) {
		size_t part = left < (long long)sizeof(zeros) ? (size_t)left : sizeof(zeros);

		ck_assert_int_eq(archive_write_data(a, zeros, part), (la_ssize_t)part);
	}
	archive_entry_free(e);
}

/* The path of an archive of `items` (ended by type 0); owned by the caller. */
static char *write_archive(const struct item *items, const char *filter, bool zip)
{
	struct archive *a = archive_write_new();
	char *path = pv_path_join(base, "archive");

	if (zip)
		archive_write_set_format_zip(a);
	else
		archive_write_set_format_pax_restricted(a);
	if (filter)
		ck_assert_int_eq(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
	ck_assert_int_eq(archive_write_open_filename(a, path), ARCHIVE_OK);
	for (; items->type; items++)
		add_item(a, items);
	ck_assert_int_eq(archive_write_free(a), ARCHIVE_OK);
	return path;
}

static int unpack(const char *archive, bool strip, struct pv_err **err)
{
	pv_cleanup_free char *dest = pv_path_join(base, "dest");
	struct pv_unpack what = {
		.archive = archive, .dest = dest, .strip_top = strip,
		.max_bytes = 1000000, .max_entries = 100,
	};

	return pv_unpack(&what, err);
}

static void assert_text(const char *name, const char *text)
{
	pv_cleanup_free char *path = pv_path_join("dest", name);
	pv_cleanup_free char *found = tmproot_read(base, path);

	ck_assert_pstr_eq(found, text);
}

static void assert_mode(const char *name, mode_t mode)
{
	pv_cleanup_free char *dest = pv_path_join(base, "dest");
	pv_cleanup_free char *path = pv_path_join(dest, name);
	struct stat st;

	ck_assert_int_eq(lstat(path, &st), 0);
	ck_assert_msg(st.st_mode == mode, "%s: %o", name, (unsigned)st.st_mode);
	ck_assert_int_eq(st.st_mtime, 1000000000);
	ck_assert_int_eq(st.st_uid, geteuid());
}

/* Nothing but archive, dest and outside/f, as they were. */
static void assert_outside_untouched(void)
{
	pv_cleanup_free char *text = tmproot_read(base, "outside/f");
	pv_cleanup_free char *outside = pv_path_join(base, "outside");
	pv_cleanup_strv struct pv_strv here = PV_STRV_INIT, there = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_fs_list(base, &here, NULL, &err), err);
	tmproot_ok(pv_fs_list(outside, &there, NULL, &err), err);
	ck_assert_uint_eq(here.n, 3);
	ck_assert_uint_eq(there.n, 1);
	ck_assert_pstr_eq(text, "safe");
}

static const struct item good[] = {
	{ 'd', "top/", NULL, 0700, 0 },
	{ 'f', "top/a", "one", 0644, 0 },
	{ 'f', "top/bin/tool", "two", 0777, 0 },
	{ 'f', "top/secret", "three", 04600, 0 },
	{ 'f', "top/none", "four", 06000, 0 },
	{ 'l', "top/bin/link", "../a", 0777, 0 },
	{ 'h', "top/hard", "top/a", 0644, 0 },
	{ 'f', "top/empty", "", 0644, 0 },
	{ 'f', "top/big", "start", 0644, 300000 },
	{ 'd', "top/sub/", NULL, 01777, 0 },
	{ 'f', "top/sub/x", "five", 0444, 0 },
	{ 0 },
};

START_TEST(every_compression)
{
	static const char *const filters[] = { NULL, "gzip", "bzip2", "xz", "zstd" };
	pv_cleanup_free char *path = write_archive(good, filters[_i], false);
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *target = NULL, *big = NULL;
	pv_cleanup_free char *dest = pv_path_join(base, "dest");
	pv_cleanup_free char *link = pv_path_join(base, "dest/bin/link");

	tmproot_ok(unpack(path, true, &err), err);
	assert_text("a", "one");
	assert_text("bin/tool", "two");
	assert_text("hard", "one");
	assert_text("empty", "");
	assert_text("sub/x", "five");
	big = tmproot_read(base, "dest/big");
	ck_assert_pstr_eq(big, "start"); /* then a NUL */
	ck_assert_int_eq(pv_fs_tree_size(dest), 3 + 3 + 5 + 4 + 3 + 300000 + 4);
	assert_mode("a", S_IFREG | 0644);
	assert_mode("bin/tool", S_IFREG | 0755);
	assert_mode("secret", S_IFREG | 0600);
	assert_mode("none", S_IFREG | 0600);
	assert_mode("sub/x", S_IFREG | 0644);
	assert_mode("sub", S_IFDIR | 0755);
	assert_mode("", S_IFDIR | 0755);
	target = pv_fs_readlink(link);
	ck_assert_pstr_eq(target, "../a");
	assert_outside_untouched();
}
END_TEST

START_TEST(kept_top)
{
	pv_cleanup_free char *path = write_archive(good, "gzip", false);
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(unpack(path, false, &err), err);
	assert_text("top/hard", "one");
	assert_mode("top", S_IFDIR | 0755);
}
END_TEST

START_TEST(zip)
{
	static const struct item items[] = {
		{ 'f', "pip/__init__.py", "x = 1\n", 0644, 0 },
		{ 'f', "pip.dist-info/RECORD", "r", 0664, 0 },
		{ 'd', "pip/sub/", NULL, 0755, 0 },
		{ 0 },
	};
	pv_cleanup_free char *path = write_archive(items, NULL, true);
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(unpack(path, false, &err), err);
	assert_text("pip/__init__.py", "x = 1\n");
	assert_text("pip.dist-info/RECORD", "r");
	assert_mode("pip.dist-info/RECORD", S_IFREG | 0644);
}
END_TEST

#define D10 "d/d/d/d/d/d/d/d/d/d/"

/* Each is an attack or nonsense: refused, with a message that says why, and
 * nothing outside touched. */
static const struct {
	struct item items[6];
	const char *text;
	bool strip;
} refused[] = {
	{ { { 'f', "../evil", "x", 0, 0 } }, "entry `../evil' is refused: its name", false },
	{ { { 'f', "a/../../evil", "x", 0, 0 } }, "its name holds `..'", false },
	{ { { 'f', "/tmp/pyver-evil", "x", 0, 0 } }, "its name is absolute", false },
	{ { { 'd', "/tmp/pyver-evil", NULL, 0, 0 } }, "its name is absolute", false },
	{ { { 'f', "a\nb", "x", 0, 0 } }, "entry `a?b' is refused", false },
	{ { { 'l', "l", "/etc", 0, 0 } }, "absolute path", false },
	{ { { 'l', "l", "../outside", 0, 0 } }, "leads out", false },
	{ { { 'l', "top/l", "../x", 0, 0 } }, "leads out", true },
	/* Through a link, even one that stays inside. */
	{ { { 'd', "d", NULL, 0755, 0 }, { 'l', "l", "d", 0, 0 }, { 'f', "l/f", "x", 0, 0 } },
	  "`l' is not a folder", false },
	{ { { 'd', "a/b", NULL, 0755, 0 }, { 'l', "a/b/up", "../..", 0, 0 },
	    { 'l', "l", "a/b/up/..", 0, 0 }, { 'f', "l/outside/f", "x", 0, 0 } },
	  "behind a name", false },
	/* A file where its own folder was, and the like. */
	{ { { 'f', "a", "x", 0, 0 }, { 'f', "a/b", "x", 0, 0 } }, "`a' is not a folder", false },
	{ { { 'd', "a", NULL, 0755, 0 }, { 'f', "a", "x", 0, 0 } }, "as something else", false },
	{ { { 'd', "a", NULL, 0755, 0 }, { 'l', "a", "b", 0, 0 } }, "as something else", false },
	{ { { 'l', "a", "b", 0, 0 }, { 'f', "a", "x", 0, 0 } }, "as something else", false },
	{ { { 'l', "a", "b", 0, 0 }, { 'd', "a", NULL, 0755, 0 } }, "`a' is not a folder", false },
	{ { { 'f', "a", "x", 0, 0 }, { 'l', "a", "b", 0, 0 } }, "as something else", false },
	/* Hard links. */
	{ { { 'h', "h", "/etc/passwd", 0, 0 } }, "outside the archive", false },
	{ { { 'h', "h", "../outside/f", 0, 0 } }, "outside the archive", false },
	{ { { 'h', "h", "later", 0, 0 }, { 'f', "later", "x", 0, 0 } },
	  "cannot find what it links to", false },
	{ { { 'l', "l", "x", 0, 0 }, { 'h', "h", "l", 0, 0 } }, "is not a file", false },
	{ { { 'd', "d", NULL, 0755, 0 }, { 'h', "h", "d", 0, 0 } }, "is not a file", false },
	{ { { 'f', "d/f", "x", 0, 0 }, { 'l', "l", "d", 0, 0 }, { 'h', "h", "l/f", 0, 0 } },
	  "`l' is not a folder", false },
	/* Other types. */
	{ { { 'p', "p", NULL, 0, 0 } }, "neither file nor folder nor link", false },
	{ { { 'c', "c", NULL, 0, 0 } }, "neither file nor folder nor link", false },
	/* One top folder. */
	{ { { 'f', "a/x", "x", 0, 0 }, { 'f', "b/x", "x", 0, 0 } },
	  "beside the archive's top", true },
	{ { { 'f', "x", "x", 0, 0 } }, "beside the archive's top", true },
	/* Bombs. */
	{ { { 'f', "big", NULL, 0, 1000001 } }, "more than 1000000 bytes", false },
	{ { { 'f', "b1", NULL, 0, 600000 }, { 'f', "b2", NULL, 0, 600000 } },
	  "more than 1000000 bytes", false },
	{ { { 'd', D10 D10 D10 D10 D10 D10 D10 D10 D10 D10 "d", NULL, 0755, 0 } },
	  "more than 100 files and folders", false },
	{ { { 0 } }, "it is empty", false },
};

START_TEST(hostile)
{
	pv_cleanup_free char *path = write_archive(refused[_i].items, "gzip", false);
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_msg(unpack(path, refused[_i].strip, &err) < 0, "expected: %s", refused[_i].text);
	ck_assert_msg(strstr(err->msg, refused[_i].text), "%s", err->msg);
	ck_assert_ptr_nonnull(strstr(err->msg, path));
	ck_assert(!pv_fs_exists("/tmp/pyver-evil"));
	assert_outside_untouched();
}
END_TEST

START_TEST(repeated)
{
	static const struct item items[] = {
		{ 'f', "a", "old and long", 0755, 0 }, { 'h', "h", "a", 0, 0 },
		{ 'l', "l", "x", 0, 0 },      { 'd', "d", NULL, 0755, 0 },
		{ 'f', "a", "new", 0644, 0 }, { 'l', "l", "y", 0, 0 },
		{ 'd', "d", NULL, 0755, 0 },  { 0 },
	};
	pv_cleanup_free char *path = write_archive(items, NULL, false);
	pv_cleanup_free char *link = pv_path_join(base, "dest/l");
	pv_cleanup_free char *target = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(unpack(path, false, &err), err);
	assert_text("a", "new");
	assert_mode("a", S_IFREG | 0644);
	assert_text("h", "old and long"); /* not written through */
	target = pv_fs_readlink(link);
	ck_assert_pstr_eq(target, "y");
}
END_TEST

/* What is there before is not written through either. */
START_TEST(link_in_dest)
{
	static const struct item items[] = { { 'f', "way/f", "x", 0, 0 }, { 0 } };
	pv_cleanup_free char *path = write_archive(items, NULL, false);
	pv_cleanup_free char *link = pv_path_join(base, "dest/way");
	pv_cleanup_free char *outside = pv_path_join(base, "outside");
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(symlink(outside, link), 0);
	ck_assert_int_eq(unpack(path, false, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "`way' is not a folder"));
	assert_outside_untouched();
}
END_TEST

START_TEST(too_many_entries)
{
	struct item items[103] = { 0 };
	pv_cleanup_free char *path = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	for (size_t i = 0; i < 102; i++)
		items[i] = (struct item){ 'f', "same", "", 0, 0 };
	path = write_archive(items, "gzip", false);
	ck_assert_int_eq(unpack(path, false, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "more than 100 entries"));
}
END_TEST

/* A file of `size` bytes with the data "head" and, 200000 bytes on, "middle". */
static char *write_sparse(long long size)
{
	static const char zeros[200000 - 4];
	struct archive *a = archive_write_new();
	struct archive_entry *e = archive_entry_new();
	char *path = pv_path_join(base, "archive");

	archive_write_set_format_pax(a);
	ck_assert_int_eq(archive_write_open_filename(a, path), ARCHIVE_OK);
	archive_entry_set_pathname(e, "hole");
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, size);
	archive_entry_sparse_add_entry(e, 0, 4);
	archive_entry_sparse_add_entry(e, 200000, 6);
	ck_assert_int_eq(archive_write_header(a, e), ARCHIVE_OK);
	ck_assert_int_eq(archive_write_data(a, "head", 4), 4);
	ck_assert_int_eq(archive_write_data(a, zeros, sizeof(zeros)), (la_ssize_t)sizeof(zeros));
	ck_assert_int_eq(archive_write_data(a, "middle", 6), 6);
	archive_entry_free(e);
	archive_write_free(a); /* the rest is a hole */
	return path;
}

/* A terabyte of nothing, in a few bytes. */
START_TEST(sparse_bomb)
{
	pv_cleanup_free char *path = write_sparse(1LL << 40);
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(unpack(path, false, &err), -1);
	ck_assert_msg(strstr(err->msg, "more than 1000000 bytes"), "%s", err->msg);
}
END_TEST

START_TEST(sparse_file)
{
	pv_cleanup_free char *path = write_sparse(500000);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	pv_cleanup_free char *file = pv_path_join(base, "dest/hole");
	pv_cleanup_err struct pv_err *err = NULL;
	size_t others = 0;

	tmproot_ok(unpack(path, false, &err), err);
	tmproot_ok(pv_fs_read_file(file, 500000, &text, &err), err);
	ck_assert_uint_eq(text.len, 500000);
	ck_assert_int_eq(memcmp(text.p, "head", 4), 0);
	ck_assert_int_eq(memcmp(text.p + 200000, "middle", 6), 0);
	for (size_t i = 0; i < text.len; i++)
		others += text.p[i] != '\0';
	ck_assert_uint_eq(others, 10);
}
END_TEST

/* Cut anywhere: never success. */
START_TEST(truncated)
{
	static const char *const filters[] = { "gzip", "bzip2", "xz", "zstd" };
	pv_cleanup_free char *path = write_archive(good, filters[_i], false);
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	for (off_t cut = 1; cut < st.st_size; cut += st.st_size / 7) {
		pv_cleanup_err struct pv_err *err = NULL;

		ck_assert_int_eq(truncate(path, st.st_size - cut), 0);
		ck_assert_msg(unpack(path, false, &err) < 0, "%lld bytes cut off", (long long)cut);
	}
}
END_TEST

START_TEST(no_archive)
{
	static const char *const texts[] = { "", "hello\n", "<html><body>404</body></html>\n" };
	pv_cleanup_free char *path = pv_path_join(base, "archive");

	for (size_t i = 0; i < PV_ARRAY_SIZE(texts); i++) {
		pv_cleanup_err struct pv_err *err = NULL;

		ck_assert_int_eq(unpack(path, false, &err), -1);
		ck_assert_ptr_nonnull(strstr(err->msg, "No such file"));
		pv_err_free(&err);
		tmproot_write(base, "archive", texts[i]);
		ck_assert_int_eq(unpack(path, false, &err), -1);
		ck_assert_ptr_nonnull(strstr(err->msg, path));
		ck_assert_int_eq(unlink(path), 0);
	}
}
END_TEST

/* UTF-8 in pax headers comes out as it is, whatever the locale. */
START_TEST(utf8_names)
{
	static const struct item items[] = { { 'f', "\xc3\xa4/\xe2\x82\xac", "x", 0, 0 }, { 0 } };
	pv_cleanup_free char *path = NULL;
	pv_cleanup_err struct pv_err *err = NULL;

	if (!setlocale(LC_CTYPE, "C.UTF-8") && !setlocale(LC_CTYPE, "en_US.UTF-8"))
		return; /* nowhere to get one from */
	path = write_archive(items, NULL, false);
	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C"));
	tmproot_ok(unpack(path, false, &err), err);
	assert_text("\xc3\xa4/\xe2\x82\xac", "x");
	ck_assert_str_eq(setlocale(LC_CTYPE, NULL), "C");
}
END_TEST

START_TEST(interrupted)
{
	pv_cleanup_free char *path = write_archive(good, NULL, false);
	pv_cleanup_err struct pv_err *err = NULL;

	pv_run_catch_signals();
	ck_assert_int_eq(kill(getpid(), SIGTERM), 0);
	ck_assert_int_eq(unpack(path, false, &err), -1);
	ck_assert_int_eq(err->status, 128 + SIGTERM);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("unpack");
	TCase *tc = tcase_create("unpack");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, every_compression, 0, 5);
	tcase_add_test(tc, kept_top);
	tcase_add_test(tc, zip);
	tcase_add_loop_test(tc, hostile, 0, (int)PV_ARRAY_SIZE(refused));
	tcase_add_test(tc, repeated);
	tcase_add_test(tc, link_in_dest);
	tcase_add_test(tc, too_many_entries);
	tcase_add_test(tc, sparse_bomb);
	tcase_add_test(tc, sparse_file);
	tcase_add_loop_test(tc, truncated, 0, 4);
	tcase_add_test(tc, no_archive);
	tcase_add_test(tc, utf8_names);
	tcase_add_test(tc, interrupted);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
