/* What the environment says about connections: whom to trust, which proxy to
 * go through. libc only. */
#pragma once

#include "base/defs.h"

/* All borrowed from the environment; NULL when it says nothing. */
struct pv_via {
	const char *ca_file, *ca_dir;
	const char *proxy, *no_proxy;
};
/* For the address `url`. As curl reads the environment itself: CURL_CA_BUNDLE,
 * else SSL_CERT_FILE and SSL_CERT_DIR; the scheme's own proxy, else ALL_PROXY.
 * An empty value counts as unset. */
struct pv_via pv_via(char **env, const char *url);

/* Why a certificate is not trusted, who issued it (NULL when that is not
 * known), and what to do about it; owned by the caller. */
char *pv_via_distrust(const char *problem, const char *issuer);
