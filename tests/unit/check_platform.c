/* Which triple for which machine: the mapping, and the loaders' files. */
#include "core/platform.h"
#include "suitemain.h"
#include "tmproot.h"

static const struct {
	const char *sysname, *machine;
	enum pv_libc libc;
	const char *triple;
} maps[] = {
	{ "Linux", "x86_64", PV_LIBC_GNU, "x86_64-unknown-linux-gnu" },
	{ "Linux", "x86_64", PV_LIBC_MUSL, "x86_64-unknown-linux-musl" },
	{ "Linux", "x86_64", PV_LIBC_GNUEABIHF, NULL },
	{ "Linux", "x86_64", PV_LIBC_NONE, NULL },
	{ "Linux", "aarch64", PV_LIBC_GNU, "aarch64-unknown-linux-gnu" },
	{ "Linux", "aarch64", PV_LIBC_MUSL, "aarch64-unknown-linux-musl" },
	{ "Linux", "aarch64", PV_LIBC_GNUEABIHF, "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv7l", PV_LIBC_GNUEABIHF, "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv7l", PV_LIBC_GNUEABI, "armv7-unknown-linux-gnueabi" },
	{ "Linux", "armv8l", PV_LIBC_GNUEABIHF, "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv6l", PV_LIBC_GNUEABIHF, NULL },
	{ "Linux", "armv7l", PV_LIBC_MUSL, NULL },
	{ "Linux", "ppc64le", PV_LIBC_GNU, "ppc64le-unknown-linux-gnu" },
	{ "Linux", "ppc64", PV_LIBC_GNU, NULL },
	{ "Linux", "riscv64", PV_LIBC_GNU, "riscv64-unknown-linux-gnu" },
	{ "Linux", "s390x", PV_LIBC_GNU, "s390x-unknown-linux-gnu" },
	{ "Linux", "i686", PV_LIBC_GNU, NULL },
	{ "Darwin", "arm64", PV_LIBC_SYSTEM, "aarch64-apple-darwin" },
	{ "Darwin", "x86_64", PV_LIBC_SYSTEM, "x86_64-apple-darwin" },
	{ "FreeBSD", "x86_64", PV_LIBC_GNU, NULL },
};

START_TEST(maps_to_triple)
{
	const char *triple = pv_platform_map(maps[_i].sysname, maps[_i].machine, maps[_i].libc);

	if (maps[_i].triple)
		ck_assert_pstr_eq(triple, maps[_i].triple);
	else
		ck_assert_ptr_null(triple);
}
END_TEST

static const struct {
	const char *sysname, *machine;
	const char *loaders; /* files below the root */
	enum pv_libc libc;
} libcs[] = {
	{ "Linux", "x86_64", "lib64/ld-linux-x86-64.so.2", PV_LIBC_GNU },
	{ "Linux", "x86_64", "lib/ld-musl-x86_64.so.1", PV_LIBC_MUSL },
	{ "Linux", "x86_64", "lib64/ld-linux-x86-64.so.2 lib/ld-musl-x86_64.so.1", PV_LIBC_GNU },
	{ "Linux", "x86_64", "lib/ld-linux.so.2", PV_LIBC_NONE },
	{ "Linux", "x86_64", "", PV_LIBC_NONE },
	{ "Linux", "aarch64", "lib/ld-linux-aarch64.so.1 lib/ld-linux-armhf.so.3", PV_LIBC_GNU },
	{ "Linux", "aarch64", "lib/ld-musl-aarch64.so.1", PV_LIBC_MUSL },
	{ "Linux", "aarch64", "lib/ld-linux-armhf.so.3", PV_LIBC_GNUEABIHF },
	{ "Linux", "armv7l", "lib/ld-linux-armhf.so.3 lib/ld-linux.so.3", PV_LIBC_GNUEABIHF },
	{ "Linux", "armv7l", "lib/ld-linux.so.3", PV_LIBC_GNUEABI },
	{ "Linux", "armv7l", "lib/ld-musl-armhf.so.1", PV_LIBC_NONE },
	{ "Linux", "ppc64le", "lib64/ld64.so.2", PV_LIBC_GNU },
	{ "Linux", "riscv64", "lib/ld-linux-riscv64-lp64d.so.1", PV_LIBC_GNU },
	{ "Linux", "s390x", "lib/ld64.so.1", PV_LIBC_GNU },
	{ "Darwin", "arm64", "", PV_LIBC_SYSTEM },
	{ "Linux", "mips", "lib/ld.so.1", PV_LIBC_NONE },
};

START_TEST(tells_libc_by_loader)
{
	pv_cleanup_strv struct pv_strv loaders = PV_STRV_INIT;
	pv_cleanup_free char *root = tmproot_fresh();
	pv_cleanup_free char *lib = pv_xasprintf("%s/lib", root);
	pv_cleanup_free char *lib64 = pv_xasprintf("%s/lib64", root);
	struct pv_err *err = NULL;

	ck_assert_int_eq(pv_fs_mkdirs(lib, 0755, &err), 0);
	ck_assert_int_eq(pv_fs_mkdirs(lib64, 0755, &err), 0);
	pv_strv_add_words(&loaders, libcs[_i].loaders);
	for (size_t i = 0; i < loaders.n; i++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/%s", root, loaders.v[i]);

		ck_assert_int_eq(pv_fs_write_atomic(path, "", 0, 0755, &err), 0);
	}
	ck_assert_int_eq(pv_platform_libc(root, libcs[_i].sysname, libcs[_i].machine),
			 libcs[_i].libc);
}
END_TEST

/* A link that leads nowhere is no loader. */
START_TEST(dangling_loader)
{
	pv_cleanup_free char *root = tmproot_fresh();
	pv_cleanup_free char *lib = pv_path_join(root, "lib");
	pv_cleanup_free char *loader = pv_xasprintf("%s/ld-musl-x86_64.so.1", lib);
	struct pv_err *err = NULL;

	ck_assert_int_eq(pv_fs_mkdirs(lib, 0755, &err), 0);
	ck_assert_int_eq(symlink("nowhere", loader), 0);
	ck_assert_int_eq(pv_platform_libc(root, "Linux", "x86_64"), PV_LIBC_NONE);
}
END_TEST

START_TEST(this_machine)
{
	pv_cleanup_free char *name = pv_platform_name();
	pv_cleanup_free char *triple = pv_platform_triple();
	const char *dash = strchr(name, '-');

	ck_assert_ptr_nonnull(dash);
	ck_assert_uint_gt(strlen(dash), 1);
	/* Where there are builds, the triple is one that the table knows. */
	if (triple) {
		bool known = false;

		for (size_t i = 0; i < PV_ARRAY_SIZE(maps); i++)
			known |= maps[i].triple && strcmp(maps[i].triple, triple) == 0;
		ck_assert_msg(known, "%s", triple);
	}
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("platform");
	TCase *t = tcase_create("platform");

	tcase_add_unchecked_fixture(t, tmproot_make, tmproot_remove);
	tcase_add_loop_test(t, maps_to_triple, 0, PV_ARRAY_SIZE(maps));
	tcase_add_loop_test(t, tells_libc_by_loader, 0, PV_ARRAY_SIZE(libcs));
	tcase_add_test(t, dangling_loader);
	tcase_add_test(t, this_machine);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
