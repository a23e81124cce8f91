/* Input: the bytes of a .python-version. Whatever comes out as a name must be
 * harmless, checked here by other means than the parser's. */
#include "core/versionfile.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

/* Printable, not an option, and no way out of the versions folder. */
static void require_harmless(const char *name)
{
	require(*name && strlen(name) <= PV_VERSION_FILE_LIMIT);
	require(*name != '/' && *name != '-');
	require(strcmp(name, ".") != 0 && strcmp(name, "..") != 0);
	for (const char *p = name; *p; p++)
		require((unsigned char)*p > 0x20 && *p != 0x7f);
	/* there is no such root, so nothing with '/' exists below it */
	require(!strchr(name, '/'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char root[] = "/nonexistent", *env[] = { NULL };
	const struct pv_context ctx = { .root = root, .cwd = root, .dir = root, .env = env };
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, rejected = PV_STRV_INIT;

	pv_versionfile_parse(&ctx, (const char *)data, size, &names, &rejected);
	for (size_t i = 0; i < names.n; i++) {
		require_harmless(names.v[i]);
		require(pv_versionfile_name_safe(&ctx, names.v[i]));
	}
	for (size_t i = 0; i < rejected.n; i++)
		for (const char *p = rejected.v[i]; *p; p++)
			require((unsigned char)*p >= 0x20 && *p != 0x7f);
	return 0;
}
