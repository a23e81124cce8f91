/* Input: a request, a newline, and up to 32 installed names, one a line. The
 * order of names must be an order, and what a request means must come from
 * the names, each once. */
#include "core/request.h"
#include "core/version.h"

#include <stdint.h>

#define NAMES_MAX 32

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void require_order(const struct pv_strv *names)
{
	for (size_t i = 0; i < names->n; i++)
		for (size_t k = 0; k < names->n; k++)
			require(sign(pv_version_cmp(names->v[i], names->v[k])) ==
			        -sign(pv_version_cmp(names->v[k], names->v[i])));
	/* sorted neighbours in order means that all pairs are: the order is transitive */
	for (size_t i = 0; i < names->n; i++)
		for (size_t k = i; k < names->n; k++)
			require(pv_version_cmp(names->v[i], names->v[k]) <= 0);
}

static void require_from(const struct pv_strv *names, const char *const *found, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool known = false;

		for (size_t k = 0; k < names->n; k++)
			known |= names->v[k] == found[i];
		require(known);
		for (size_t k = 0; k < i; k++)
			require(found[k] != found[i]);
	}
	require(!found[n]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pv_slice rest = { (const char *)data, size }, line;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_free char *request = NULL;
	pv_cleanup_free char *translated = NULL;
	pv_cleanup_free const char **found = NULL;
	size_t n;

	if (!size || memchr(data, 0, size) || !pv_slice_split(&rest, '\n', &line))
		return 0;
	request = pv_slice_dup(line);
	while (names.n < NAMES_MAX && rest.p && pv_slice_split(&rest, '\n', &line))
		pv_strv_addn(&names, line.p, line.n);
	pv_version_sort(&names);
	require_order(&names);
	translated = pv_request_translate(request);
	require(!translated || *translated);
	if (!names.n)
		return 0;
	n = pv_request_matches(request, names.v, names.n, &found);
	require_from(&names, found, n);
	return 0;
}
