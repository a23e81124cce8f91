#include "install/listing.h"

#include "base/json.h"
#include "core/inventory.h"
#include "core/version.h"

void pv_listing_print(PV_UNUSED const struct pv_context *ctx, const struct pv_catalogue *cat,
                      FILE *out)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	pv_catalogue_names(cat, &names);
	fputs("Available versions:\n", out);
	for (size_t i = 0; i < names.n; i++)
		fprintf(out, "  %s\n", names.v[i]);
}

void pv_listing_names(const struct pv_catalogue *cat, FILE *out)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	pv_catalogue_names(cat, &names);
	for (size_t i = 0; i < names.n; i++)
		fprintf(out, "%s\n", names.v[i]);
}

static bool has_archive(const struct pv_catalogue *cat, const char *version,
                        enum pv_artifact_kind kind)
{
	pv_cleanup_free const struct pv_artifact **found = NULL;

	return pv_catalogue_find(cat, version, kind, &found) > 0;
}

void pv_listing_json(const struct pv_context *ctx, const struct pv_catalogue *cat, FILE *out)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;

	pv_catalogue_names(cat, &names);
	pv_json_object(&json, NULL);
	pv_json_array(&json, "versions");
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.v[i];

		pv_json_object(&json, NULL);
		pv_json_string(&json, "name", name);
		pv_json_bool(&json, "prebuilt", has_archive(cat, name, PV_PREBUILT));
		pv_json_bool(&json, "source", has_archive(cat, name, PV_SOURCE));
		pv_json_bool(&json, "prerelease", pv_version_is_prerelease(name));
		pv_json_bool(&json, "freethreaded", pv_version_is_freethreaded(name));
		pv_json_bool(&json, "installed", pv_inventory_has(ctx, name));
		pv_json_end(&json);
	}
	pv_json_end(&json);
	pv_json_end(&json);
	fputs(json.text.p, out);
}
