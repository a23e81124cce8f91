#include "base/json.h"
#include "cmd/commandlist.h"
#include "cmd/hooked_select.h"
#include "cmd/kind.h"
#include "cmd/selected.h"
#include "core/resolve.h"

static void add_json(struct pv_app *app, const char *name, const char *version, struct pv_json *j)
{
	pv_cleanup_free char *path = version ? pv_folder_of(&app->ctx, version) : NULL;

	pv_json_object(j, NULL);
	pv_json_string(j, "name", name);
	pv_json_string(j, "version", version);
	pv_json_string(j, "kind", version ? pv_kind_of(&app->ctx, version) : NULL);
	pv_json_string(j, "path", path);
	pv_json_end(j);
}

/* Returns what pv_selected_names does, after the same messages. */
static size_t print_json(struct pv_app *app, const struct pv_selection *sel)
{
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;
	size_t missing = sel->from_env ? sel->rejected.n : 0;

	pv_selected_warn_rejected(app, sel);
	pv_json_object(&json, NULL);
	pv_json_string(&json, "origin", sel->origin);
	pv_json_array(&json, "versions");
	for (size_t i = 0; i < sel->names.n; i++) {
		pv_cleanup_free char *version = pv_resolve_name(&app->ctx, sel->names.v[i]);

		add_json(app, sel->names.v[i], version, &json);
		if (version)
			continue;
		pv_selected_warn_missing(app, sel, sel->names.v[i]);
		missing++;
	}
	pv_json_end(&json);
	pv_json_strings(&json, "refused", &sel->rejected);
	pv_json_end(&json);
	fputs(json.text.p, app->out);
	return missing;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	bool bare = argc == 1 && strcmp(argv[0], "--bare") == 0;
	bool json = argc == 1 && strcmp(argv[0], "--json") == 0;
	size_t missing;

	if (argc > 0 && !bare && !json)
		return pv_usage_error(app, &pv_cmd_version, err);
	if (pv_hooked_select(app, "version", bare ? PV_ORIGIN_WHEN_MISSING : PV_ORIGIN_ALWAYS, &sel,
	                     err) < 0)
		return -1;
	if (json)
		return print_json(app, &sel) ? PV_EXIT_FAILURE : 0;
	missing = pv_selected_names(app, &sel, false, &names);
	for (size_t i = 0; i < names.n; i++) {
		if (bare)
			fprintf(app->out, "%s\n", names.v[i]);
		else
			fprintf(app->out, "%s (set by %s)\n", names.v[i], sel.origin);
	}
	return missing ? PV_EXIT_FAILURE : 0;
}

const struct pv_command pv_cmd_version = {
	.name = "version",
	.usage = "pyver version [--bare]",
	.summary = "Show the selected Python versions and what selects them",
	.help = "  --bare  the names only\n"
	        "  --json  one JSON document. Keys: origin; versions [name (as written), version\n"
	        "          (null: not installed), kind (system, version, environment or alias),\n"
	        "          path]; refused [names]",
	.complete = "--bare --json",
	.run = run,
};
