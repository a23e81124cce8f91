#include "core/request.h"

#include "base/str.h"
#include "core/specifier.h"
#include "core/version.h"

static const struct {
	const char *lead; /* as written by others */
	const char *ours; /* what stands for it in our names */
} families[] = {
	{ "cpython", "" }, { "python", "" }, { "pypy", "pypy" }, { "graalpy", "graalpy" },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The version that `text` begins with: digits and dots, aN/bN/rcN, t or +freethreaded. */
static char *leading_version(const char *text)
{
	static const char variant[] = "+freethreaded";
	size_t n = strspn(text, "0123456789.");
	size_t pre = strspn(text + n, "abrc");

	if (n == 0 || !is_digit(text[0]))
		return NULL;
	if (pre && pre <= 2 && is_digit(text[n + pre]))
		n += pre + strspn(text + n + pre, "0123456789");
	if (text[n - 1] == '.') /* "3.12.*", "3.12.x" */
		return strcmp(text + n, "*") == 0 || strcmp(text + n, "x") == 0
		               ? pv_xstrndup(text, n - 1) : NULL;
	if (pv_starts_with(text + n, variant) &&
	    (text[n + sizeof variant - 1] == '\0' || text[n + sizeof variant - 1] == '-'))
		return pv_xasprintf("%.*st", (int)n, text);
	if (text[n] == 't')
		n++;
	return text[n] == '\0' || text[n] == '-' ? pv_xstrndup(text, n) : NULL;
}

/* After a family's name: "@3.12", "-3.12.4-linux-...", "-x86_64-linux@3.12". */
static char *version_after_family(const char *rest)
{
	const char *at = strchr(rest, '@');

	if (at)
		return leading_version(at + 1);
	return *rest == '-' ? leading_version(rest + 1) : NULL;
}

char *pv_request_translate(const char *text)
{
	char *version;

	if (strcmp(text, "latest") == 0)
		return pv_xstrdup("3");
	for (size_t i = 0; i < PV_ARRAY_SIZE(families); i++) {
		const char *rest = text + strlen(families[i].lead);

		if (!pv_starts_with(text, families[i].lead))
			continue;
		version = version_after_family(rest);
		if (version && *families[i].ours) {
			char *named = pv_xasprintf("%s%s", families[i].ours, version);

			free(version);
			version = named;
		}
		return version;
	}
	version = leading_version(text);
	/* Only what changes something is a translation. */
	if (version && strcmp(version, text) == 0) {
		free(version);
		version = NULL;
	}
	return version;
}

bool pv_request_is_foreign(const char *text)
{
	pv_cleanup_free char *translated = pv_request_translate(text);

	return translated || pv_specifier_looks_like(text);
}

static int newest_first(const void *a, const void *b)
{
	return pv_version_cmp(*(const char *const *)b, *(const char *const *)a);
}

static size_t allowed(const char *specifier, char *const *names, size_t n, const char ***ret)
{
	const char **found = pv_xcalloc(n + 1, sizeof *found);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (pv_specifier_allows(specifier, names[i]))
			found[count++] = names[i];
	if (count > 1)
		qsort(found, count, sizeof *found, newest_first);
	*ret = found;
	return count;
}

/* How the best of `count` matches comes from what was asked for. */
static enum pv_trace_rule rule_of(const char *asked, const char *const *matches, size_t count)
{
	if (!count)
		return PV_RULE_NONE;
	return strcmp(asked, matches[0]) == 0 ? PV_RULE_EXACT : PV_RULE_PREFIX;
}

size_t pv_request_matches_by(const char *text, char *const *names, size_t n, const char ***ret,
                             enum pv_trace_rule *ret_rule, char **ret_via)
{
	size_t count = pv_version_matches(text, names, n, ret);
	pv_cleanup_free char *translated = NULL;

	*ret_via = NULL;
	*ret_rule = rule_of(text, *ret, count);
	if (count)
		return count;
	translated = pv_request_translate(text);
	if (translated) {
		free(*ret);
		count = pv_version_matches(translated, names, n, ret);
		*ret_rule = rule_of(translated, *ret, count);
		*ret_via = pv_steal(&translated);
	} else if (pv_specifier_looks_like(text)) {
		free(*ret);
		count = allowed(text, names, n, ret);
		*ret_rule = count ? PV_RULE_SPECIFIER : PV_RULE_NONE;
	}
	return count;
}

size_t pv_request_matches(const char *text, char *const *names, size_t n, const char ***ret)
{
	pv_cleanup_free char *via = NULL;
	enum pv_trace_rule rule;

	return pv_request_matches_by(text, names, n, ret, &rule, &via);
}
