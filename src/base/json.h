/* Writing one JSON document (RFC 8259), indented, key after key. Text of any
 * bytes may go in: what is no UTF-8 becomes U+FFFD, so that the document is. */
#pragma once

#include "base/str.h"

#define PV_JSON_DEPTH 16

struct pv_json {
	struct pv_buf text;
	char closing[PV_JSON_DEPTH]; /* the bracket that ends each open level */
	size_t depth;
	bool first; /* nothing stands in the innermost level yet */
};
#define PV_JSON_INIT                                                                               \
	{                                                                                          \
		.first = true                                                                      \
	}

/* In an object every value has a `key`; in an array, and for the document
 * itself, `key` is NULL. */
void pv_json_object(struct pv_json *j, const char *key);
void pv_json_array(struct pv_json *j, const char *key);
/* Ends the innermost object or array; after the outermost one comes a newline. */
void pv_json_end(struct pv_json *j);

void pv_json_string(struct pv_json *j, const char *key, const char *value); /* NULL: null */
void pv_json_bool(struct pv_json *j, const char *key, bool value);
void pv_json_number(struct pv_json *j, const char *key, long long value);
void pv_json_null(struct pv_json *j, const char *key);
/* An array of strings. */
void pv_json_strings(struct pv_json *j, const char *key, const struct pv_strv *values);

void pv_json_release(struct pv_json *j);
#define pv_cleanup_json __attribute__((cleanup(pv_json_release)))

/* Appends `n` bytes as a quoted JSON string. */
void pv_json_quote(struct pv_buf *to, const char *text, size_t n);
