#include "effects/digest.h"

#include "suitemain.h"
#include "tmproot.h"

#include <check.h>

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MILLION_A "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

/* The vectors of FIPS 180-2, in pieces of different sizes. */
START_TEST(known_sums)
{
	static const struct {
		const char *text;
		size_t repeat;
		const char *sum;
	} cases[] = {
		{ "", 0, EMPTY },
		{ "abc", 1, ABC },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
		{ "a", 1000000, MILLION_A },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaa", 40000, MILLION_A },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		struct pv_digest *d = pv_digest_new();
		char hex[PV_SHA256_HEX];

		for (size_t k = 0; k < cases[i].repeat; k++)
			pv_digest_update(d, cases[i].text, strlen(cases[i].text));
		pv_digest_finish(d, hex);
		ck_assert_str_eq(hex, cases[i].sum);
	}
}
END_TEST

START_TEST(peeking_changes_nothing)
{
	struct pv_digest *d = pv_digest_new();
	char hex[PV_SHA256_HEX];

	pv_digest_peek(d, hex);
	ck_assert_str_eq(hex, EMPTY);
	pv_digest_update(d, "ab", 2);
	pv_digest_peek(d, hex);
	pv_digest_peek(d, hex);
	pv_digest_update(d, "c", 1);
	pv_digest_finish(d, hex);
	ck_assert_str_eq(hex, ABC);
	pv_digest_free(pv_digest_new());
	pv_digest_free(NULL);
}
END_TEST

START_TEST(files)
{
	pv_cleanup_free char *dir = tmproot_fresh(), *path = pv_path_join(dir, "f");
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *text = pv_xmalloc(1000001);
	pv_cleanup_close int fd = -1;
	char hex[PV_SHA256_HEX];
	long long size = -1;

	memset(text, 'a', 1000000);
	text[1000000] = '\0';
	tmproot_write(dir, "f", text);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	ck_assert_int_eq(lseek(fd, 17, SEEK_SET), 17); /* no matter where the descriptor stands */
	tmproot_ok(pv_digest_fd(fd, path, hex, &size, &err), err);
	ck_assert_str_eq(hex, MILLION_A);
	ck_assert_int_eq(size, 1000000);
	ck_assert_int_eq(lseek(fd, 0, SEEK_CUR), 17);
}
END_TEST

/* Larger than one read, and not a multiple of it. */
START_TEST(large_file)
{
	pv_cleanup_free char *dir = tmproot_fresh(), *path = pv_path_join(dir, "f");
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_close int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	struct pv_digest *d = pv_digest_new();
	char hex[PV_SHA256_HEX], expected[PV_SHA256_HEX];
	pv_cleanup_free char *zeros = pv_xcalloc(1, 3000001);
	long long size = -1;

	ck_assert_int_eq(ftruncate(fd, 3000001), 0);
	tmproot_ok(pv_digest_fd(fd, path, hex, &size, &err), err);
	ck_assert_int_eq(size, 3000001);
	pv_digest_update(d, zeros, 3000001);
	pv_digest_finish(d, expected);
	ck_assert_str_eq(hex, expected);
}
END_TEST

START_TEST(not_a_file)
{
	pv_cleanup_close int dir = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	pv_cleanup_err struct pv_err *err = NULL;
	char hex[PV_SHA256_HEX] = "untouched";
	long long size = 42;

	ck_assert_int_eq(pv_digest_fd(dir, "the root", hex, &size, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "`the root'"));
	ck_assert_str_eq(hex, "untouched");
	ck_assert_int_eq(size, 42);
	pv_err_free(&err);
	ck_assert_int_eq(pv_digest_fd(-1, "nothing", hex, &size, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "`nothing'"));
}
END_TEST

START_TEST(comparing)
{
	static const char upper[] =
		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
	char text[PV_SHA256_HEX] = ABC;

	ck_assert(pv_digest_equal(ABC, ABC));
	ck_assert(pv_digest_equal(ABC, upper));
	ck_assert(!pv_digest_equal(ABC, EMPTY));
	ck_assert(!pv_digest_equal("", ""));
	ck_assert(!pv_digest_equal(ABC, ""));
	ck_assert(!pv_digest_equal(ABC, ABC "0"));
	for (size_t i = 0; i < PV_SHA256_HEX - 1; i++) {
		char kept = text[i];

		text[i] = kept == '0' ? '1' : '0';
		ck_assert_msg(!pv_digest_equal(ABC, text), "digit %zu", i);
		text[i] = 'g'; /* no sum at all */
		ck_assert_msg(!pv_digest_equal(text, text), "digit %zu", i);
		text[i] = kept;
	}
	ck_assert(pv_digest_equal(ABC, text));
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("digest");
	TCase *tc = tcase_create("all");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_test(tc, known_sums);
	tcase_add_test(tc, peeking_changes_nothing);
	tcase_add_test(tc, files);
	tcase_add_test(tc, large_file);
	tcase_add_test(tc, not_a_file);
	tcase_add_test(tc, comparing);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
