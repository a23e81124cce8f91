/* The catalogue: what is refused, what addresses come out, what is found. */
#include "core/catalogue.h"
#include "suitemain.h"
#include "tmproot.h"

#define HEAD "# pyver catalogue 1\n"
#define SUM_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SUM_B "00000000000000000000000000000000000000000000000000000000deadbeef"
#define TRIPLE "x86_64-unknown-linux-gnu"
#define BASE "https://github.com/astral-sh/python-build-standalone/releases/download/"

static int parse(struct pv_catalogue *cat, const char *text, const char *triple,
		 struct pv_err **err)
{
	return pv_catalogue_parse(cat, pv_slice_of(text), "t.txt", triple, err);
}

/* --- addresses --- */

static const struct {
	const char *triple, *row, *version, *file, *path, *url;
	long long size;
} addresses[] = {
	{ NULL, "3.13.5 " SUM_A " 17 - -", "3.13.5", "Python-3.13.5.tar.xz",
	  "3.13.5/Python-3.13.5.tar.xz",
	  "https://www.python.org/ftp/python/3.13.5/Python-3.13.5.tar.xz", 17 },
	{ NULL, "3.15.0rc1 - - " SUM_A " -", "3.15.0rc1", "Python-3.15.0rc1.tgz",
	  "3.15.0/Python-3.15.0rc1.tgz",
	  "https://www.python.org/ftp/python/3.15.0/Python-3.15.0rc1.tgz", -1 },
	{ TRIPLE, "3.13.5 20250723 install_only_stripped.tar.gz " SUM_A " 35000000", "3.13.5",
	  "cpython-3.13.5+20250723-" TRIPLE "-install_only_stripped.tar.gz",
	  "20250723/cpython-3.13.5+20250723-" TRIPLE "-install_only_stripped.tar.gz",
	  BASE "20250723/cpython-3.13.5%2B20250723-" TRIPLE "-install_only_stripped.tar.gz",
	  35000000 },
	{ TRIPLE, "3.13.5t 20250723 freethreaded+pgo+lto-full.tar.zst " SUM_A " -", "3.13.5t",
	  "cpython-3.13.5+20250723-" TRIPLE "-freethreaded+pgo+lto-full.tar.zst",
	  "20250723/cpython-3.13.5+20250723-" TRIPLE "-freethreaded+pgo+lto-full.tar.zst",
	  BASE "20250723/cpython-3.13.5%2B20250723-" TRIPLE
	       "-freethreaded%2Bpgo%2Blto-full.tar.zst", -1 },
	{ "aarch64-apple-darwin", "3.10.0 20211017 pgo+lto-20211017T1616.tar.zst " SUM_A " -",
	  "3.10.0", "cpython-3.10.0-aarch64-apple-darwin-pgo+lto-20211017T1616.tar.zst",
	  "20211017/cpython-3.10.0-aarch64-apple-darwin-pgo+lto-20211017T1616.tar.zst",
	  BASE "20211017/cpython-3.10.0-aarch64-apple-darwin-pgo%2Blto-20211017T1616.tar.zst",
	  -1 },
};

START_TEST(derives_addresses)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_free char *text = pv_xasprintf(HEAD "# columns\n%s\n", addresses[_i].row);
	struct pv_err *err = NULL;
	const struct pv_artifact *a;

	ck_assert_int_eq(parse(&cat, text, addresses[_i].triple, &err), 0);
	ck_assert_uint_eq(cat.n, 1);
	a = &cat.v[0];
	ck_assert_int_eq(a->kind, addresses[_i].triple ? PV_PREBUILT : PV_SOURCE);
	ck_assert_str_eq(a->version, addresses[_i].version);
	ck_assert_str_eq(a->file, addresses[_i].file);
	ck_assert_str_eq(a->path, addresses[_i].path);
	ck_assert_str_eq(a->url, addresses[_i].url);
	ck_assert_str_eq(a->sha256, SUM_A);
	ck_assert_int_eq(a->size, addresses[_i].size);
}
END_TEST

/* --- refusals --- */

#define GOOD "3.13.5 " SUM_A " 1 " SUM_B " 2\n"
#define PRE "3.13.5 20250723 install_only.tar.gz " SUM_A " 1\n"
static const struct {
	const char *triple, *text, *where, *what; /* parts of the message */
} refused[] = {
	{ NULL, "", "t.txt:1:", "truncated" },
	{ NULL, "# pyver catalogue 2\n" GOOD, "t.txt:1:", "# pyver catalogue 1" },
	{ NULL, GOOD, "t.txt:1:", "# pyver catalogue 1" },
	{ NULL, HEAD "3.13.5 " SUM_A " 1 " SUM_B " 2", "t.txt:2:", "truncated" },
	{ NULL, HEAD "\n", "t.txt:2:", "columns" },
	{ NULL, HEAD "3.13.5 " SUM_A " 1 " SUM_B "\n", "t.txt:2:", "not 5 columns" },
	{ NULL, HEAD "3.13.5 " SUM_A " 1 " SUM_B " 2 x\n", "t.txt:2:", "not 5 columns" },
	{ NULL, HEAD "3.13.5  1 " SUM_B " 2\n", "t.txt:2:", "column 2 is empty" },
	{ NULL, HEAD " 3.13.5 1 " SUM_B " 2\n", "t.txt:2:", "column 1 is empty" },
	{ NULL, HEAD "3.13.5 " SUM_A " 1 " SUM_B " 2\r\n", "t.txt:2:", "0x0d" },
	{ NULL, HEAD "3.13.5\t" SUM_A " 1 " SUM_B " 2\n", "t.txt:2:", "0x09" },
	{ NULL, HEAD "# h\xc3\xa9\n" GOOD, "t.txt:2:", "0xc3" },
	{ NULL, HEAD GOOD GOOD, "t.txt:3:", "listed twice: `3.13.5'" },
	{ NULL, HEAD GOOD "3.13.4 " SUM_A " 1 - -\n", "t.txt:3:", "order: `3.13.4'" },
	{ NULL, HEAD "3.13 " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython: `3.13'" },
	{ NULL, HEAD "3.13.05 " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython" },
	{ NULL, HEAD "3.13.5t " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython" },
	{ NULL, HEAD "3.13.5c1 " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython" },
	{ NULL, HEAD "3.13.5rc " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython" },
	{ NULL, HEAD "3.13.5/.. " SUM_A " 1 - -\n", "t.txt:2:", "version of CPython" },
	{ NULL, HEAD "3.13.5 abc 1 - -\n", "t.txt:2:", "SHA-256 sum: `abc'" },
	{ NULL, HEAD "3.13.5 " SUM_A "a 1 - -\n", "t.txt:2:", "SHA-256" },
	{ NULL, HEAD "3.13.5 A" SUM_A " 1 - -\n", "t.txt:2:", "SHA-256" },
	{ NULL, HEAD "3.13.5 - - - -\n", "t.txt:2:", "no sum is known" },
	{ NULL, HEAD "3.13.5 - 7 " SUM_A " -\n", "t.txt:2:", "size without a sum" },
	{ NULL, HEAD "3.13.5 " SUM_A " 0 - -\n", "t.txt:2:", "not a size: `0'" },
	{ NULL, HEAD "3.13.5 " SUM_A " 012 - -\n", "t.txt:2:", "not a size" },
	{ NULL, HEAD "3.13.5 " SUM_A " -1 - -\n", "t.txt:2:", "not a size" },
	{ NULL, HEAD "3.13.5 " SUM_A " 1k - -\n", "t.txt:2:", "not a size" },
	{ NULL, HEAD "3.13.5 " SUM_A " 9999999999999999 - -\n", "t.txt:2:", "not a size" },
	{ TRIPLE, HEAD PRE PRE, "t.txt:3:", "listed twice: `install_only.tar.gz'" },
	{ TRIPLE, HEAD PRE "3.13.5 20250801 install_only.tar.gz " SUM_B " 1\n", "t.txt:3:",
	  "listed twice" },
	{ TRIPLE, HEAD PRE "3.9.1 20250801 install_only.tar.gz " SUM_B " 1\n", "t.txt:3:",
	  "version order" },
	{ TRIPLE, HEAD "3.13.5 2025072 install_only.tar.gz " SUM_A " 1\n", "t.txt:2:", "tag" },
	{ TRIPLE, HEAD "3.13.5 20250723 install_only " SUM_A " 1\n", "t.txt:2:", "flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 .tar.gz " SUM_A " 1\n", "t.txt:2:", "flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 a/b.tar.gz " SUM_A " 1\n", "t.txt:2:", "flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 a..b.tar.gz " SUM_A " 1\n", "t.txt:2:", "flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 a%2Fb.tar.gz " SUM_A " 1\n", "t.txt:2:", "flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 freethreaded+pgo-full.tar.zst " SUM_A " 1\n", "t.txt:2:",
	  "final t" },
	{ TRIPLE, HEAD "3.13.5t 20250723 install_only.tar.gz " SUM_A " 1\n", "t.txt:2:",
	  "not a free-threaded flavour" },
	{ TRIPLE, HEAD "3.13.5 20250723 install_only.tar.gz - -\n", "t.txt:2:", "SHA-256" },
};

START_TEST(refuses_malformed)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(parse(&cat, refused[_i].text, refused[_i].triple, &err), -1);
	ck_assert_ptr_nonnull(err);
	ck_assert_msg(pv_starts_with(err->msg, refused[_i].where), "%s", err->msg);
	ck_assert_msg(strstr(err->msg, refused[_i].what) != NULL, "%s", err->msg);
	ck_assert_uint_eq(cat.n, 0);
}
END_TEST

START_TEST(refuses_nul_bytes)
{
	static const char text[] = HEAD "3.13.5 \0 1 - -\n";
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(pv_catalogue_parse(&cat, (struct pv_slice){ text, sizeof(text) - 1 },
					    "t.txt", NULL, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "t.txt:2: "));
	ck_assert_ptr_nonnull(strstr(err->msg, "0x00"));
}
END_TEST

START_TEST(refuses_long_lines)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	pv_buf_adds(&text, HEAD);
	for (int i = 0; i < 512; i++)
		pv_buf_addc(&text, '#');
	pv_buf_addc(&text, '\n');
	ck_assert_int_eq(parse(&cat, text.p, NULL, &err), 0);
	text.p[text.len - 1] = '#';
	pv_buf_addc(&text, '\n');
	ck_assert_int_eq(parse(&cat, text.p, NULL, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "t.txt:2: the line is longer than 512"));
}
END_TEST

START_TEST(failure_keeps_earlier_rows)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(parse(&cat, HEAD GOOD, NULL, &err), 0);
	ck_assert_uint_eq(cat.n, 2);
	ck_assert_int_eq(parse(&cat, HEAD PRE "x\n", TRIPLE, &err), -1);
	ck_assert_uint_eq(cat.n, 2);
	ck_assert_str_eq(cat.v[1].file, "Python-3.13.5.tgz");
}
END_TEST

/* --- files and questions --- */

#define SOURCES HEAD \
	"3.9.9 " SUM_A " 1 " SUM_B " 2\n" \
	"3.13.0 - - " SUM_B " 2\n" \
	"3.13.0rc1 " SUM_A " 1 - -\n"
#define PREBUILT HEAD \
	"3.8.2 20200418 pgo-20200418T2243.tar.zst " SUM_A " -\n" \
	"3.13.0 20250723 install_only_stripped.tar.gz " SUM_A " 1\n" \
	"3.13.0 20250723 install_only.tar.gz " SUM_B " 2\n" \
	"3.13.0t 20250723 freethreaded+pgo+lto-full.tar.zst " SUM_B " 2\n"

#define DIRS(dir) ((const char *const[]){ dir, NULL })

/* Writes both tables into `dir` and reads them from there. */
static void read_both(const char *dir, struct pv_catalogue *cat)
{
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_write(dir, "cpython-source.txt", SOURCES);
	tmproot_write(dir, "cpython-" TRIPLE ".txt", PREBUILT);
	tmproot_ok(pv_catalogue_read(DIRS(dir), TRIPLE, cat, &err), err);
}

START_TEST(names_once_in_order)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *all = NULL;

	read_both(dir, &cat);
	pv_strv_add(&names, "system");
	pv_catalogue_names(&cat, &names);
	all = pv_strv_join(&names, " ");
	ck_assert_str_eq(all, "system 3.8.2 3.9.9 3.13.0 3.13.0rc1 3.13.0rc1t 3.13.0t");
}
END_TEST

static const struct {
	const char *version;
	enum pv_artifact_kind kind;
	size_t n;
	const char *first, *last; /* how the files' names end */
} finds[] = {
	{ "3.9.9", PV_SOURCE, 2, "Python-3.9.9.tar.xz", "Python-3.9.9.tgz" },
	{ "3.9.9t", PV_SOURCE, 0, NULL, NULL },
	{ "3.9.9", PV_PREBUILT, 0, NULL, NULL },
	{ "3.9", PV_SOURCE, 0, NULL, NULL },
	{ "", PV_SOURCE, 0, NULL, NULL },
	{ "3.13.0", PV_SOURCE, 1, "Python-3.13.0.tgz", "Python-3.13.0.tgz" },
	{ "3.13.0t", PV_SOURCE, 1, "Python-3.13.0.tgz", "Python-3.13.0.tgz" },
	{ "3.13.0rc1t", PV_SOURCE, 1, "Python-3.13.0rc1.tar.xz", "Python-3.13.0rc1.tar.xz" },
	{ "3.13.0", PV_PREBUILT, 2, "-install_only_stripped.tar.gz", "-install_only.tar.gz" },
	{ "3.13.0t", PV_PREBUILT, 1, "-freethreaded+pgo+lto-full.tar.zst",
	  "-freethreaded+pgo+lto-full.tar.zst" },
	{ "3.13.0tt", PV_PREBUILT, 0, NULL, NULL },
};

START_TEST(finds_exactly)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_free char *dir = tmproot_fresh();
	const struct pv_artifact **found = NULL;
	size_t n;

	read_both(dir, &cat);
	n = pv_catalogue_find(&cat, finds[_i].version, finds[_i].kind, &found);
	ck_assert_uint_eq(n, finds[_i].n);
	ck_assert_ptr_null(found[n]);
	if (n) {
		ck_assert_msg(pv_ends_with(found[0]->file, finds[_i].first), "%s", found[0]->file);
		ck_assert_msg(pv_ends_with(found[n - 1]->file, finds[_i].last), "%s",
			      found[n - 1]->file);
	}
	free(found);
}
END_TEST

START_TEST(missing_tables)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *source = pv_path_join(dir, "cpython-source.txt");
	const struct pv_artifact *rows;

	read_both(dir, &cat);
	ck_assert_uint_eq(cat.n, 8);
	ck_assert_int_eq(pv_catalogue_read(DIRS(dir), "mips-unknown-linux-gnu", &cat, &err), 0);
	ck_assert_uint_eq(cat.n, 4);
	ck_assert_int_eq(pv_catalogue_read(DIRS(dir), NULL, &cat, &err), 0);
	ck_assert_uint_eq(cat.n, 4);
	rows = cat.v;
	ck_assert_int_eq(unlink(source), 0);
	ck_assert_int_eq(pv_catalogue_read(DIRS(dir), TRIPLE, &cat, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "cpython-source.txt"));
	ck_assert_ptr_eq(cat.v, rows);
	ck_assert_uint_eq(cat.n, 4);
}
END_TEST

static const struct {
	const char *text, *minor, *date;
} ends[] = {
	{ HEAD "3.9 2020-10-05 2022-05-17 2025-10-31\n", "3.9", "2025-10-31" },
	{ HEAD "3.15 2026-10-09 2028-10 2031-10\n", "3.15", "2031-10" },
	{ HEAD "3.15 2026-10-09 2028-10 2031-10\n", "3.1", NULL },
	{ HEAD "3.9 2020-10-05 2022-05-17 2025-10-31?\n", "3.9", NULL },
	{ HEAD "3.9 2020-10-05 2022-05-17\n", "3.9", NULL },
	{ HEAD "3.9.1 2020-10-05 2022-05-17 2025-10-31\n", "3.9.1", NULL },
	{ HEAD "3.9 2020-10-05 2022-05-17 2025-10-31\n3.9 2020-10-05 2022-05-17 2025-10-31\n",
	  "3.9", NULL },
	{ "3.9 2020-10-05 2022-05-17 2025-10-31\n", "3.9", NULL },
};

START_TEST(end_of_life)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *date = NULL;

	tmproot_write(dir, "eol.txt", ends[_i].text);
	date = pv_catalogue_eol(dir, ends[_i].minor);
	if (ends[_i].date)
		ck_assert_pstr_eq(date, ends[_i].date);
	else
		ck_assert_ptr_null(date);
}
END_TEST

START_TEST(end_of_life_without_file)
{
	ck_assert_ptr_null(pv_catalogue_eol("/nonexistent", "3.9"));
}
END_TEST

/* --- what is shipped --- */

static const char *const shipped[] = {
	"aarch64-apple-darwin",          "aarch64-unknown-linux-gnu",
	"aarch64-unknown-linux-musl",    "armv7-unknown-linux-gnueabi",
	"armv7-unknown-linux-gnueabihf", "ppc64le-unknown-linux-gnu",
	"riscv64-unknown-linux-gnu",     "s390x-unknown-linux-gnu",
	"x86_64-apple-darwin",           "x86_64-unknown-linux-gnu",
	"x86_64-unknown-linux-musl",
};

static char *shipped_dir(void)
{
	const char *source = getenv("PYVER_SOURCE");

	return pv_xasprintf("%s/share/catalogue", source ? source : ".");
}

START_TEST(shipped_parses)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_free char *dir = shipped_dir();
	pv_cleanup_err struct pv_err *err = NULL;
	const struct pv_artifact **found = NULL;
	size_t n;

	if (pv_catalogue_read(DIRS(dir), shipped[_i], &cat, &err) < 0)
		ck_abort_msg("%s", err->msg);
	n = pv_catalogue_find(&cat, "3.13.15", PV_SOURCE, &found);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(found[0]->size, 23160540);
	ck_assert_int_eq(found[1]->size, 30106468);
	free(found);
	n = pv_catalogue_find(&cat, "3.13.15", PV_PREBUILT, &found);
	ck_assert_uint_ge(n, 1);
	ck_assert_msg(strstr(found[0]->file, shipped[_i]) != NULL, "%s", found[0]->file);
	free(found);
}
END_TEST

START_TEST(shipped_ends_of_life)
{
	pv_cleanup_free char *dir = shipped_dir();
	pv_cleanup_free char *date = pv_catalogue_eol(dir, "3.9");

	ck_assert_pstr_eq(date, "2025-10-31");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("catalogue");
	TCase *t = tcase_create("parse");

	tcase_add_loop_test(t, derives_addresses, 0, PV_ARRAY_SIZE(addresses));
	tcase_add_loop_test(t, refuses_malformed, 0, PV_ARRAY_SIZE(refused));
	tcase_add_test(t, refuses_nul_bytes);
	tcase_add_test(t, refuses_long_lines);
	tcase_add_test(t, failure_keeps_earlier_rows);
	suite_add_tcase(s, t);

	t = tcase_create("files");
	tcase_add_unchecked_fixture(t, tmproot_make, tmproot_remove);
	tcase_add_test(t, names_once_in_order);
	tcase_add_loop_test(t, finds_exactly, 0, PV_ARRAY_SIZE(finds));
	tcase_add_test(t, missing_tables);
	tcase_add_loop_test(t, end_of_life, 0, PV_ARRAY_SIZE(ends));
	tcase_add_test(t, end_of_life_without_file);
	suite_add_tcase(s, t);

	t = tcase_create("shipped");
	tcase_add_loop_test(t, shipped_parses, 0, PV_ARRAY_SIZE(shipped));
	tcase_add_test(t, shipped_ends_of_life);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
