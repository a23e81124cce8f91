#include "effects/entry_policy.h"

#include "base/str.h"
#include "suitemain.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define F PV_ENTRY_FILE
#define D PV_ENTRY_DIR
#define S PV_ENTRY_SYMLINK
#define H PV_ENTRY_HARDLINK
#define N256 N64 N64 N64 N64
#define N64 N16 N16 N16 N16
#define N16 "nnnnnnnnnnnnnnnn"

struct row {
	const char *name;
	enum pv_entry_type type;
	const char *target;
	const char *reason; /* a part of it; NULL: allowed, and then: */
	const char *path, *link;
};

/* Counts rather than stops, so that all bad rows are reported. */
static int check_row(const struct row *row, char **top)
{
	struct pv_entry entry = { row->name, row->type, row->target };
	pv_cleanup_entry_place struct pv_entry_place place = PV_ENTRY_PLACE_INIT;
	const char *reason = pv_entry_decide(&entry, top, &place);
	bool good;

	if (row->reason)
		good = reason && strstr(reason, row->reason) && !place.path && !place.target;
	else
		good = !reason && strcmp(place.path, row->path) == 0 &&
		       !place.target == !row->link &&
		       (!row->link || strcmp(place.target, row->link) == 0);
	if (!good)
		fprintf(stderr, "`%.60s' -> `%s': %s, path %s, link %s\n",
		        row->name ? row->name : "NULL", row->target ? row->target : "-",
		        reason ? reason : "allowed", place.path ? place.path : "-",
		        place.target ? place.target : "-");
	return !good;
}

static void check_rows(const struct row *rows, size_t n, bool strip)
{
	pv_cleanup_free char *top = NULL;
	int bad = 0;

	for (size_t i = 0; i < n; i++)
		bad += check_row(&rows[i], strip ? &top : NULL);
	ck_assert_int_eq(bad, 0);
}

START_TEST(names)
{
	static const struct row rows[] = {
		{ "a", F, NULL, NULL, "a", NULL },
		{ "a/b.c", F, NULL, NULL, "a/b.c", NULL },
		{ "./a//b/./c", F, NULL, NULL, "a/b/c", NULL },
		{ "a/", D, NULL, NULL, "a", NULL },
		{ "./", D, NULL, NULL, "", NULL },
		{ ".", D, NULL, NULL, "", NULL },
		{ "...", F, NULL, NULL, "...", NULL },
		{ "..a/b..", F, NULL, NULL, "..a/b..", NULL },
		{ "a b/\\c:*", F, NULL, NULL, "a b/\\c:*", NULL },
		{ "a", F, "/ignored", NULL, "a", NULL },
		{ "\xc3\xa4/\xff", F, NULL, NULL, "\xc3\xa4/\xff", NULL },
		{ "\xc2\xa0", F, NULL, NULL, "\xc2\xa0", NULL },
		{ NULL, F, NULL, "no name", NULL, NULL },
		{ "", F, NULL, "no name", NULL, NULL },
		{ ".", F, NULL, "in the place of", NULL, NULL },
		{ "./", S, "a", "in the place of", NULL, NULL },
		{ "/etc/passwd", F, NULL, "absolute", NULL, NULL },
		{ "/", D, NULL, "absolute", NULL, NULL },
		{ "//a", F, NULL, "absolute", NULL, NULL },
		{ "..", D, NULL, "`..'", NULL, NULL },
		{ "../a", F, NULL, "`..'", NULL, NULL },
		{ "a/../b", F, NULL, "`..'", NULL, NULL },
		{ "a/..", D, NULL, "`..'", NULL, NULL },
		{ "./../a", F, NULL, "`..'", NULL, NULL },
		{ "a\nb", F, NULL, "control", NULL, NULL },
		{ "a/\033[2Jb", F, NULL, "control", NULL, NULL },
		{ "a\x7f", F, NULL, "control", NULL, NULL },
		{ "a\xc2\x9b" "2J", F, NULL, "control", NULL, NULL },
		{ "a", PV_ENTRY_OTHER, NULL, "neither", NULL, NULL },
		{ N256, F, NULL, "part that is too long", NULL, NULL },
		{ "a/" N256 "/b", F, NULL, "part that is too long", NULL, NULL },
		{ N64 N64 N64 N16 N16 N16 "nnnnnnnnnnnnnnn", F, NULL, NULL,
		  N64 N64 N64 N16 N16 N16 "nnnnnnnnnnnnnnn", NULL }, /* 255 */
	};

	check_rows(rows, PV_ARRAY_SIZE(rows), false);
}
END_TEST

START_TEST(name_length)
{
	for (size_t n = 4096; n <= 4097; n++) {
		pv_cleanup_buf struct pv_buf name = PV_BUF_INIT;
		pv_cleanup_entry_place struct pv_entry_place place = PV_ENTRY_PLACE_INIT;
		struct pv_entry entry = { .type = F };
		const char *reason;

		while (name.len + 2 <= n)
			pv_buf_adds(&name, "d/");
		while (name.len < n)
			pv_buf_addc(&name, 'd');
		entry.name = name.p;
		reason = pv_entry_decide(&entry, NULL, &place);
		if (n == 4096)
			ck_assert_ptr_null(reason);
		else
			ck_assert_str_eq(reason, "its name is too long");
	}
}
END_TEST

START_TEST(symlinks)
{
	static const struct row rows[] = {
		{ "python", S, "python3", NULL, "python", "python3" },
		{ "bin/python", S, "python3", NULL, "bin/python", "python3" },
		{ "lib/a/b", S, "../../bin/x", NULL, "lib/a/b", "../../bin/x" },
		{ "lib64", S, ".", NULL, "lib64", "." },
		{ "a/up", S, "..", NULL, "a/up", ".." },
		{ "a/b", S, "./.././x/./y/", NULL, "a/b", "./.././x/./y/" },
		{ "a", S, "...", NULL, "a", "..." },
		{ "a", S, NULL, "link to nothing", NULL, NULL },
		{ "a", S, "", "link to nothing", NULL, NULL },
		{ "a", S, "/etc", "absolute path", NULL, NULL },
		{ "a", S, "..", "leads out", NULL, NULL },
		{ "a", S, "../a", "leads out", NULL, NULL },
		{ "a/b", S, "../../x", "leads out", NULL, NULL },
		{ "a/b/c", S, "../../../x", "leads out", NULL, NULL },
		{ "./a//./b", S, "../../x", "leads out", NULL, NULL },
		{ "a/b", S, "c/../d", "behind a name", NULL, NULL },
		{ "a/b", S, "../c/..", "behind a name", NULL, NULL },
		{ "a", S, "x\ny", "control", NULL, NULL },
	};

	check_rows(rows, PV_ARRAY_SIZE(rows), false);
}
END_TEST

START_TEST(hardlinks)
{
	static const struct row rows[] = {
		{ "a", H, "b/c", NULL, "a", "b/c" },
		{ "a", H, "./b//c", NULL, "a", "b/c" },
		{ "a", H, "/etc/passwd", "outside", NULL, NULL },
		{ "a", H, "../b", "outside", NULL, NULL },
		{ "a", H, "b/../../c", "outside", NULL, NULL },
		{ "a", H, ".", "outside", NULL, NULL },
		{ "a", H, "", "outside", NULL, NULL },
		{ "a", H, NULL, "outside", NULL, NULL },
		{ "a", H, "./a", "itself", NULL, NULL },
	};

	check_rows(rows, PV_ARRAY_SIZE(rows), false);
}
END_TEST

START_TEST(stripped)
{
	static const struct row rows[] = {
		{ "./", D, NULL, NULL, "", NULL },
		{ "python/", D, NULL, NULL, "", NULL },
		{ "python/a/b", F, NULL, NULL, "a/b", NULL },
		{ "./python/c", F, NULL, NULL, "c", NULL },
		{ "python/bin/x", S, "../y", NULL, "bin/x", "../y" },
		{ "python/x", H, "python/a/b", NULL, "x", "a/b" },
		{ "python", F, NULL, "beside", NULL, NULL },
		{ "python", S, "x", "beside", NULL, NULL },
		{ "python2/a", F, NULL, "beside", NULL, NULL },
		{ "pytho", D, NULL, "beside", NULL, NULL },
		{ "a", F, NULL, "beside", NULL, NULL },
		{ "python/x", S, "../y", "leads out", NULL, NULL },
		{ "python/x", S, "../python/y", "leads out", NULL, NULL },
		{ "python/x", H, "other/a", "outside", NULL, NULL },
		{ "python/x", H, "python", "outside", NULL, NULL },
	};

	check_rows(rows, PV_ARRAY_SIZE(rows), true);
}
END_TEST

START_TEST(printable)
{
	static const struct {
		const char *name, *shown;
	} rows[] = {
		{ "a/b c", "a/b c" },
		{ "\033]0;x\007y\n", "?]0;x?y?" },
		{ "\xc3\xa4\xc2\x9bz", "\xc3\xa4?z" },
		{ "", "" },
		{ NULL, "?" },
	};
	pv_cleanup_free char *cut = pv_entry_printable(N256);

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *shown = pv_entry_printable(rows[i].name);

		ck_assert_str_eq(shown, rows[i].shown);
	}
	ck_assert_uint_eq(strlen(cut), 203);
	ck_assert(pv_ends_with(cut, "n..."));
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("entry_policy");
	TCase *tc = tcase_create("entry_policy");

	tcase_add_test(tc, names);
	tcase_add_test(tc, name_length);
	tcase_add_test(tc, symlinks);
	tcase_add_test(tc, hardlinks);
	tcase_add_test(tc, stripped);
	tcase_add_test(tc, printable);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
