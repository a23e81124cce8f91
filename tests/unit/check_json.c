/* The JSON writer: escapes, broken UTF-8, the shape of documents. */
#include "base/json.h"
#include "suitemain.h"

#include <check.h>
#include <stdio.h>

#define FFFD "\xef\xbf\xbd"

static const struct {
	const char *text;
	size_t n;
	const char *want; /* between the quotes */
} rows[] = {
#define ROW(text, want) { text, sizeof text - 1, want }
	ROW("", ""),
	ROW("3.12.4", "3.12.4"),
	ROW("a\"b\\c/d", "a\\\"b\\\\c/d"),
	ROW("\b\f\n\r\t", "\\b\\f\\n\\r\\t"),
	ROW("\x01\x1f\x7f", "\\u0001\\u001f\\u007f"),
	ROW("a\0b", "a\\u0000b"),
	ROW("\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d"),
	ROW("\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"),
	/* No UTF-8: lone and missing continuations, overlong forms, surrogates, too high. */
	ROW("\x80" "a", FFFD "a"),
	ROW("\xff\xfe", FFFD FFFD),
	ROW("\xc3", FFFD),
	ROW("\xc3(", FFFD "("),
	ROW("\xc0\xaf", FFFD FFFD),
	ROW("\xc1\xbf", FFFD FFFD),
	ROW("\xe2\x82", FFFD),
	ROW("\xe2\x82z", FFFD "z"),
	ROW("\xe2\x82\xe2\x82\xac", FFFD "\xe2\x82\xac"),
	ROW("\xe0\x80\xaf", FFFD FFFD FFFD),
	ROW("\xed\xa0\x80", FFFD FFFD FFFD),
	ROW("\xf0\x9f\x90", FFFD),
	ROW("\xf0\x80\x80\xaf", FFFD FFFD FFFD FFFD),
	ROW("\xf4\x90\x80\x80", FFFD FFFD FFFD FFFD),
	ROW("\xf5\x80\x80\x80", FFFD FFFD FFFD FFFD),
	ROW("\xf0\x9f\x90\"", FFFD "\\\""),
};

START_TEST(quoting)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_buf struct pv_buf got = PV_BUF_INIT;
		pv_cleanup_free char *want = pv_xasprintf("\"%s\"", rows[i].want);
		/* A copy of its own size, so that reading past the end is seen. */
		pv_cleanup_free char *text = pv_xmalloc(rows[i].n + 1);

		memcpy(text, rows[i].text, rows[i].n);
		text = pv_xrealloc(text, rows[i].n ? rows[i].n : 1);
		pv_json_quote(&got, text, rows[i].n);
		if (strcmp(got.p, want) == 0)
			continue;
		fprintf(stderr, "row %zu: %s, not %s\n", i, got.p, want);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

START_TEST(document)
{
	static const char want[] = "{\n"
	                           "  \"name\": \"3.12\",\n"
	                           "  \"path\": null,\n"
	                           "  \"selected\": true,\n"
	                           "  \"line\": -7,\n"
	                           "  \"none\": [],\n"
	                           "  \"empty\": {},\n"
	                           "  \"list\": [\n"
	                           "    \"a\",\n"
	                           "    {\n"
	                           "      \"b\": false\n"
	                           "    },\n"
	                           "    []\n"
	                           "  ],\n"
	                           "  \"words\": [\n"
	                           "    \"x\",\n"
	                           "    \"y\"\n"
	                           "  ]\n"
	                           "}\n";
	pv_cleanup_json struct pv_json j = PV_JSON_INIT;
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

	pv_strv_add_words(&words, "x y");
	pv_json_object(&j, NULL);
	pv_json_string(&j, "name", "3.12");
	pv_json_null(&j, "path");
	pv_json_bool(&j, "selected", true);
	pv_json_number(&j, "line", -7);
	pv_json_array(&j, "none");
	pv_json_end(&j);
	pv_json_object(&j, "empty");
	pv_json_end(&j);
	pv_json_array(&j, "list");
	pv_json_string(&j, NULL, "a");
	pv_json_object(&j, NULL);
	pv_json_bool(&j, "b", false);
	pv_json_end(&j);
	pv_json_array(&j, NULL);
	pv_json_end(&j);
	pv_json_end(&j);
	pv_json_strings(&j, "words", &words);
	pv_json_end(&j);
	ck_assert_str_eq(j.text.p, want);
}
END_TEST

START_TEST(a_value_alone)
{
	pv_cleanup_json struct pv_json j = PV_JSON_INIT;

	pv_json_array(&j, NULL);
	pv_json_end(&j);
	/* One end too many changes nothing. */
	pv_json_end(&j);
	ck_assert_str_eq(j.text.p, "[]\n");
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");

	tcase_add_test(t, quoting);
	tcase_add_test(t, document);
	tcase_add_test(t, a_value_alone);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
