/* Addresses as text: what fetching has to know before any connection is made. libc only. */
#pragma once

#include "base/defs.h"

enum pv_scheme {
	PV_SCHEME_OTHER, /* nothing this project fetches from */
	PV_SCHEME_FILE,
	PV_SCHEME_HTTP,
	PV_SCHEME_HTTPS,
};

/* The scheme of `url`, any case; PV_SCHEME_OTHER also for text that holds
 * blanks or control characters. */
enum pv_scheme pv_url_scheme(const char *url);
/* "host:port" of an http or https address, lower-case, the scheme's own port
 * filled in, without user and password; owned by the caller; NULL when there is none. */
char *pv_url_host(const char *url);
/* The address for messages: user and password left out, a query (it may hold
 * a signature) shortened to "?...", control characters as '?'. Owned by the caller. */
char *pv_url_printable(const char *url);
/* The path of file:///PATH or file://localhost/PATH, percent-decoded; owned by
 * the caller; NULL when it names another host or is malformed. */
char *pv_url_file(const char *url);
