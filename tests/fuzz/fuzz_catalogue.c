/* Any bytes as a table of the catalogue: refused with a message, or good
 * enough for every question. The first byte chooses the table. */
#include "core/catalogue.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void ask(const struct pv_catalogue *cat)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	pv_catalogue_names(cat, &names);
	for (size_t i = 0; i < names.n && i < 8; i++) {
		const struct pv_artifact **sources, **prebuilt;
		size_t n = pv_catalogue_find(cat, names.v[i], PV_SOURCE, &sources);

		n += pv_catalogue_find(cat, names.v[i], PV_PREBUILT, &prebuilt);
		check(n > 0);
		free(sources);
		free(prebuilt);
	}
	for (size_t i = 0; i < cat->n; i++) {
		const struct pv_artifact *a = &cat->v[i];

		check(strlen(a->sha256) == 64 && (a->size == -1 || a->size > 0));
		check(pv_starts_with(a->url, "https://") && !strchr(a->url, '+'));
		check(pv_ends_with(a->path, a->file) && !strchr(a->file, '/'));
		check(!strstr(a->path, ".."));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	pv_cleanup_free char *date = NULL;
	struct pv_slice text;
	int r;

	if (size == 0)
		return 0;
	text = (struct pv_slice){ (const char *)data + 1, size - 1 };
	if (data[0] % 3 == 0)
		r = pv_catalogue_eol_parse(text, "fuzz", "3.9", &date, &err);
	else
		r = pv_catalogue_parse(&cat, text, "fuzz",
				       data[0] % 3 == 1 ? NULL : "x86_64-unknown-linux-gnu", &err);
	check((r == 0) == (err == NULL));
	check(r == 0 || (cat.n == 0 && !date));
	ask(&cat);
	return 0;
}
