#include "install/aptarchive.h"

#include "suitemain.h"
#include "tmproot.h"

/* Both forms: text in, the addresses joined by blanks out. */
static const struct {
	const char *text, *bases;
	bool stanzas;
} tables[] = {
	{ "deb http://a.example/debian sid main\n", "http://a.example/debian", false },
	{ "deb http://a.example/debian/ sid main contrib", "http://a.example/debian", false },
	{ "  deb\t[arch=amd64 signed-by=/k.gpg]  https://a.example/d  sid  contrib\tmain # x\n",
	  "https://a.example/d", false },
	{ "deb [ arch=amd64 ] http://a.example sid main\n", "http://a.example", false },
	{ "deb [arch=amd64 http://a.example sid main\n", "", false },
	{ "# deb http://a.example sid main\ndeb-src http://b.example sid main\n",
	  "http://b.example", false },
	{ "deb http://a.example sid main\ndeb http://a.example/ other main\n", "http://a.example",
	  false },
	{ "deb http://a.example sid contrib non-free\ndeb http://b.example ./\n", "", false },
	{ "deb cdrom:[Debian 12]/ sid main\ndeb mirror+file:/etc/m sid main\ndeb ftp://x sid "
	  "main\n",
	  "", false },
	{ "deb file:/srv/debian sid main\ndeb copy:///srv/two sid main\ndeb file:relative sid "
	  "main\n",
	  "file:///srv/debian file:///srv/two", false },
	{ "deb http://a.example/$(ARCH) sid main\nrpm http://a.example sid main\ndeb\n", "",
	  false },
	{ "Types: deb\nURIs: http://a.example/debian\nSuites: sid\nComponents: main\n",
	  "http://a.example/debian", true },
	{ "types: deb-src deb\nuris: http://a.example http://b.example/\n  https://c.example\n"
	  "Suites: sid\nCOMPONENTS: contrib\n main\n",
	  "http://a.example http://b.example https://c.example", true },
	{ "Types: deb\nURIs: http://a.example\nComponents: main\nEnabled: no\n\n"
	  "Types: deb\nURIs: http://b.example\nComponents: main\nEnabled: yes\n",
	  "http://b.example", true },
	{ "Types: deb\n# URIs: http://x.example\nURIs: http://a.example\nComponents: main\n"
	  "Signed-By:\n -----BEGIN PGP-----\n .\n URIs: http://y.example\n",
	  "http://a.example", true },
	{ "Types: rpm\nURIs: http://a.example\nComponents: main\n", "", true },
	{ "Types: deb\nURIs: http://a.example\nComponents: universe\n", "", true },
	{ "Types: deb\r\nURIs: http://a.example\r\nComponents: main\r\n\r\n", "http://a.example",
	  true },
	{ "no colon\nTypes: deb\nURIs: http://a.example\nComponents: main", "http://a.example",
	  true },
	{ "", "", true },
};

START_TEST(addresses)
{
	pv_cleanup_strv struct pv_strv bases = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;
	const char *text = tables[_i].text;

	if (tables[_i].stanzas)
		pv_apt_parse_stanzas(text, strlen(text), &bases);
	else
		pv_apt_parse_list(text, strlen(text), &bases);
	joined = pv_strv_join(&bases, " ");
	ck_assert_str_eq(joined, tables[_i].bases);
}
END_TEST

START_TEST(folder)
{
	pv_cleanup_free char *dir = tmproot_fresh();
	pv_cleanup_free char *below = pv_path_join(dir, "sources.list.d");
	pv_cleanup_strv struct pv_strv bases = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;

	pv_apt_bases(dir, &bases);
	ck_assert_uint_eq(bases.n, 0);
	ck_assert_int_eq(mkdir(below, 0755), 0);
	tmproot_write(dir, "sources.list", "deb http://first.example sid main\n");
	tmproot_write(below, "b.list", "deb http://third.example sid main\n");
	tmproot_write(below, "a.sources",
		      "Types: deb\nURIs: http://second.example\nComponents: main\n");
	tmproot_write(below, "c.list.save", "deb http://never.example sid main\n");
	pv_apt_bases(dir, &bases);
	joined = pv_strv_join(&bases, " ");
	ck_assert_str_eq(joined, "http://first.example http://second.example http://third.example");
}
END_TEST

static const struct {
	enum pv_artifact_kind kind;
	const char *version, *file, *path;
} pool[] = {
	{ PV_SOURCE, "3.13.5", "Python-3.13.5.tar.xz",
	  "pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz" },
	{ PV_SOURCE, "3.11.2", "Python-3.11.2.tgz",
	  "pool/main/p/python3.11/python3.11_3.11.2.orig.tar.gz" },
	{ PV_SOURCE, "3.14.0rc1", "Python-3.14.0rc1.tar.xz",
	  "pool/main/p/python3.14/python3.14_3.14.0~rc1.orig.tar.xz" },
	{ PV_SOURCE, "3.13.5", "Python-3.13.5.zip", NULL },
	{ PV_PREBUILT, "3.13.5", "cpython-3.13.5.tar.gz", NULL },
};

START_TEST(pool_path)
{
	const struct pv_artifact a = { .kind = pool[_i].kind,
				       .version = pool[_i].version,
				       .file = pool[_i].file };
	pv_cleanup_free char *path = pv_apt_pool_path(&a);

	ck_assert_pstr_eq(path, pool[_i].path);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("aptarchive");
	TCase *tc = tcase_create("aptarchive");

	tcase_add_unchecked_fixture(tc, tmproot_make, tmproot_remove);
	tcase_add_loop_test(tc, addresses, 0, PV_ARRAY_SIZE(tables));
	tcase_add_test(tc, folder);
	tcase_add_loop_test(tc, pool_path, 0, PV_ARRAY_SIZE(pool));
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
