#include "install/receipt.h"

#include "suitemain.h"
#include "tmproot.h"

START_TEST(round_trip)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_receipt struct pv_receipt out = PV_RECEIPT_INIT, in = PV_RECEIPT_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *text = NULL;

	pv_receipt_add(&out, "request", "3.13");
	pv_receipt_add(&out, "source", "https://a.example/x: y");
	pv_receipt_addf(&out, "size", "%lld", 123456789012LL);
	pv_receipt_add(&out, "evil", "one\ntwo: three\r\x7f");
	pv_receipt_add(&out, "missing-modules", "");
	tmproot_ok(pv_receipt_write(&out, dir, &err), err);
	text = tmproot_read(dir, ".pyver/receipt");
	ck_assert_str_eq(text, "request: 3.13\nsource: https://a.example/x: y\nsize: 123456789012\n"
			       "evil: one two: three  \nmissing-modules: \n");
	tmproot_ok(pv_receipt_read(dir, &in, &err), err);
	ck_assert_str_eq(pv_receipt_get(&in, "source"), "https://a.example/x: y");
	ck_assert_str_eq(pv_receipt_get(&in, "missing-modules"), "");
	ck_assert_ptr_null(pv_receipt_get(&in, "two"));
	ck_assert_uint_eq(in.keys.n, 5);
}
END_TEST

START_TEST(refused)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *below = pv_path_join(dir, ".pyver");
	pv_cleanup_receipt struct pv_receipt r = PV_RECEIPT_INIT;
	pv_cleanup_err struct pv_err *err = NULL;

	ck_assert_int_eq(pv_receipt_read(dir, &r, &err), -1);
	pv_err_free(&err);
	ck_assert_int_eq(mkdir(below, 0755), 0);
	tmproot_write(below, "receipt", "a: b\nno colon\n");
	ck_assert_int_eq(pv_receipt_read(dir, &r, &err), -1);
	ck_assert_ptr_nonnull(strstr(err->msg, "line 2"));
	ck_assert_uint_eq(r.keys.n, 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("receipt");
	TCase *tc = tcase_create("receipt");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_test(tc, round_trip);
	tcase_add_test(tc, refused);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
