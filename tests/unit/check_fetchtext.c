/* The parts of fetching that are text only: addresses, headers, the environment. */
#include "effects/fetch_header.h"
#include "effects/fetch_url.h"
#include "effects/fetch_via.h"

#include "base/str.h"
#include "suitemain.h"

#include <check.h>

/* NULL and text, compared and shown alike. */
static void same(const char *what, const char *given, char *found, const char *expected)
{
	ck_assert_msg(strcmp(found ? found : "(null)", expected ? expected : "(null)") == 0,
		      "%s of `%s': `%s', expected `%s'", what, given, found, expected);
	free(found);
}

START_TEST(urls)
{
	static const struct {
		const char *url;
		enum pv_scheme scheme;
		const char *host, *printable;
	} cases[] = {
		{ "https://example.org/a/b", PV_SCHEME_HTTPS, "example.org:443",
		  "https://example.org/a/b" },
		{ "HTTPS://Example.ORG", PV_SCHEME_HTTPS, "example.org:443",
		  "HTTPS://Example.ORG" },
		{ "http://example.org:8080/", PV_SCHEME_HTTP, "example.org:8080",
		  "http://example.org:8080/" },
		{ "http://example.org:/", PV_SCHEME_HTTP, "example.org:80",
		  "http://example.org:/" },
		{ "http://[::1]/x", PV_SCHEME_HTTP, "[::1]:80", "http://[::1]/x" },
		{ "http://[::1]:81/x", PV_SCHEME_HTTP, "[::1]:81", "http://[::1]:81/x" },
		{ "https://me:pw@host/x", PV_SCHEME_HTTPS, "host:443", "https://host/x" },
		{ "https://me:p@w@host/x", PV_SCHEME_HTTPS, "host:443", "https://host/x" },
		{ "https://host/x@y", PV_SCHEME_HTTPS, "host:443", "https://host/x@y" },
		{ "https://host?sig=abc", PV_SCHEME_HTTPS, "host:443", "https://host?..." },
		{ "https://host/x?sig=abc?d", PV_SCHEME_HTTPS, "host:443", "https://host/x?..." },
		{ "https://host\\@evil/", PV_SCHEME_HTTPS, "host:443", "https://host\\@evil/" },
		{ "https:///x", PV_SCHEME_HTTPS, NULL, "https:///x" },
		{ "https://:443/x", PV_SCHEME_HTTPS, NULL, "https://:443/x" },
		{ "https://a b/", PV_SCHEME_OTHER, NULL, "https://a b/" },
		{ "https://a\n/", PV_SCHEME_OTHER, NULL, "https://a?..." },
		{ "file:///x", PV_SCHEME_FILE, NULL, "file:///x" },
		{ "ftp://host/x", PV_SCHEME_OTHER, NULL, "ftp://host/x" },
		{ "/etc/passwd", PV_SCHEME_OTHER, NULL, "/etc/passwd" },
		{ "", PV_SCHEME_OTHER, NULL, "" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		ck_assert_msg(pv_url_scheme(cases[i].url) == cases[i].scheme, "scheme of %s",
			      cases[i].url);
		same("host", cases[i].url, pv_url_host(cases[i].url), cases[i].host);
		same("printable", cases[i].url, pv_url_printable(cases[i].url), cases[i].printable);
	}
}
END_TEST

START_TEST(files)
{
	static const struct {
		const char *url, *path;
	} cases[] = {
		{ "file:///a/b", "/a/b" },
		{ "file://localhost/a", "/a" },
		{ "FILE://LOCALHOST/a", "/a" },
		{ "file:///a%20b%2B%c3%A9", "/a b+\xc3\xa9" },
		{ "file:///a?b", "/a" },
		{ "file:///a#b", "/a" },
		{ "file://host/a", NULL },
		{ "file://", NULL },
		{ "file://localhost", NULL },
		{ "file:///a%00b", NULL },
		{ "file:///a%2", NULL },
		{ "file:///a%zz", NULL },
		{ "file:///a b", NULL },
		{ "https://host/a", NULL },
		{ "/a", NULL },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++)
		same("path", cases[i].url, pv_url_file(cases[i].url), cases[i].path);
}
END_TEST

START_TEST(headers)
{
	static const struct {
		const char *line, *value; /* of ETag; "old" when the line has another name */
	} cases[] = {
		{ "ETag: \"x\"\r\n", "\"x\"" },
		{ "etag:W/\"x\"\n", "W/\"x\"" },
		{ "ETAG:   \t x y \r\n", "x y" },
		{ "ETag:\r\n", "" },
		{ "ETagg: x\r\n", "old" },
		{ "XETag: x\r\n", "old" },
		{ "ETag\r\n", "old" },
		{ "\r\n", "old" },
		{ "", "old" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		char *value = pv_xstrdup("old");

		pv_header_keep(cases[i].line, strlen(cases[i].line), "etag", &value);
		same("value", cases[i].line, value, cases[i].value);
	}
}
END_TEST

START_TEST(ranges)
{
	static const struct {
		const char *value;
		long long from, total;
	} cases[] = {
		{ "bytes 5-9/10", 5, 10 },
		{ "Bytes 0-0/1", 0, 1 },
		{ "bytes 5-9/*", 5, -1 },
		{ "bytes */10", -1, 10 },
		{ "bytes */*", -1, -1 },
		{ "bytes 5-9", -1, -1 },
		{ "lines 5-9/10", -1, -1 },
		{ "bytes x-9/y", -1, -1 },
		{ "", -1, -1 },
		{ NULL, -1, -1 },
		{ "bytes 5000000000-5000000001/5000000002", 5000000000LL, 5000000002LL },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		long long from = 42, total = 42;

		pv_header_range(cases[i].value, &from, &total);
		ck_assert_msg(from == cases[i].from && total == cases[i].total, "%s: %lld, %lld",
			      cases[i].value, from, total);
	}
}
END_TEST

static const char *shown(const char *s)
{
	return s ? s : "-";
}

START_TEST(environment)
{
	static const struct {
		const char *env[5];
		const char *url, *proxy, *no_proxy, *file, *dir;
	} cases[] = {
		{ { NULL }, "https://h/", "-", "-", "-", "-" },
		{ { "https_proxy=a", "HTTPS_PROXY=b", "all_proxy=c", NULL },
		  "https://h/",
		  "a",
		  "-",
		  "-",
		  "-" },
		{ { "https_proxy=", "HTTPS_PROXY=b", "all_proxy=c", NULL },
		  "https://h/",
		  "b",
		  "-",
		  "-",
		  "-" },
		{ { "https_proxy=a", "all_proxy=c", "ALL_PROXY=d", NULL },
		  "http://h/",
		  "c",
		  "-",
		  "-",
		  "-" },
		{ { "HTTP_PROXY=a", "ALL_PROXY=d", NULL }, "http://h/", "d", "-", "-", "-" },
		{ { "HTTP_PROXY=a", NULL }, "http://h/", "-", "-", "-", "-" },
		{ { "http_proxy=a", NULL }, "http://h/", "a", "-", "-", "-" },
		{ { "http_proxy=a", NULL }, "https://h/", "-", "-", "-", "-" },
		{ { "no_proxy=x", "NO_PROXY=y", NULL }, "http://h/", "-", "x", "-", "-" },
		{ { "NO_PROXY=y", NULL }, "http://h/", "-", "y", "-", "-" },
		{ { "SSL_CERT_FILE=f", "SSL_CERT_DIR=d", NULL }, "https://h/", "-", "-", "f", "d" },
		{ { "SSL_CERT_FILE=f", "SSL_CERT_DIR=d", "CURL_CA_BUNDLE=b", NULL },
		  "https://h/",
		  "-",
		  "-",
		  "b",
		  "-" },
		{ { "SSL_CERT_FILE=f", "CURL_CA_BUNDLE=", NULL },
		  "https://h/",
		  "-",
		  "-",
		  "f",
		  "-" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
		struct pv_via via;

		for (size_t k = 0; cases[i].env[k]; k++)
			pv_strv_add(&env, cases[i].env[k]);
		via = pv_via(env.v ? env.v : (char *[]){ NULL }, cases[i].url);
		ck_assert_msg(strcmp(shown(via.proxy), cases[i].proxy) == 0, "case %zu: proxy", i);
		ck_assert_msg(strcmp(shown(via.no_proxy), cases[i].no_proxy) == 0,
			      "case %zu: no_proxy", i);
		ck_assert_msg(strcmp(shown(via.ca_file), cases[i].file) == 0, "case %zu: file", i);
		ck_assert_msg(strcmp(shown(via.ca_dir), cases[i].dir) == 0, "case %zu: dir", i);
	}
}
END_TEST

START_TEST(distrust)
{
	static const struct {
		const char *problem, *issuer, *part;
	} cases[] = {
		{ "unable to get local issuer certificate", "CN = Corp", "issued by `CN = Corp'" },
		{ "unable to get local issuer certificate", "CN = Corp", "SSL_CERT_FILE" },
		{ "self-signed certificate", NULL, "SSL_CERT_FILE" },
		{ "certificate has expired", "CN = Corp", "clock" },
		{ "certificate is not yet valid", NULL, "clock" },
		{ "no alternative certificate subject name matches", "CN = Corp",
		  "in this server's place" },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(cases); i++) {
		pv_cleanup_free char *text = pv_via_distrust(cases[i].problem, cases[i].issuer);

		ck_assert_ptr_nonnull(strstr(text, cases[i].problem));
		ck_assert_msg(strstr(text, cases[i].part) != NULL, "%s", text);
	}
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("fetchtext");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, urls);
	tcase_add_test(tc, files);
	tcase_add_test(tc, headers);
	tcase_add_test(tc, ranges);
	tcase_add_test(tc, environment);
	tcase_add_test(tc, distrust);
	suite_add_tcase(s, tc);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
