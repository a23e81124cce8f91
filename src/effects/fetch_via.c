#include "effects/fetch_via.h"

#include "core/context.h"
#include "effects/fetch_url.h"

#include <string.h>

/* The first of these variables that has a value. */
static const char *first(const struct pv_context *ctx, const char *const *names)
{
	const char *value = NULL;

	for (; *names && !value; names++)
		value = pv_context_env_nonempty(ctx, *names);
	return value;
}

/* HTTP_PROXY in capitals does not count: web servers set it for CGI programs,
 * from a header that anybody may send. */
struct pv_via pv_via(char **env, const char *url)
{
	static const char *const https[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
					     NULL };
	static const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
	static const char *const direct[] = { "no_proxy", "NO_PROXY", NULL };
	const struct pv_context ctx = { .env = env };
	struct pv_via via = {
		.ca_file = pv_context_env_nonempty(&ctx, "CURL_CA_BUNDLE"),
		.proxy = first(&ctx, pv_url_scheme(url) == PV_SCHEME_HTTPS ? https : http),
		.no_proxy = first(&ctx, direct),
	};

	if (via.ca_file)
		return via;
	via.ca_file = pv_context_env_nonempty(&ctx, "SSL_CERT_FILE");
	via.ca_dir = pv_context_env_nonempty(&ctx, "SSL_CERT_DIR");
	return via;
}

char *pv_via_distrust(const char *problem, const char *issuer)
{
	const char *advice =
		"if you trust that authority, name a file that holds its certificate in "
		"SSL_CERT_FILE";

	if (strstr(problem, "expired") || strstr(problem, "not yet valid"))
		advice = "is the clock of this machine right?";
	else if (strstr(problem, "subject name") || strstr(problem, "hostname"))
		advice = "something else answers in this server's place";
	if (!issuer)
		return pv_xasprintf("%s; %s", problem, advice);
	return pv_xasprintf("%s; the certificate it shows was issued by `%s'; %s", problem, issuer,
			    advice);
}
