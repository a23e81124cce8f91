#include "base/json.h"
#include "cmd/commandlist.h"
#include "cmd/hooked_select.h"
#include "cmd/kind.h"
#include "cmd/selected.h"
#include "core/inventory.h"
#include "core/onpath.h"
#include "core/shimset.h"

struct options {
	bool bare, json, executables;
	unsigned flags; /* for the inventory */
};

/* -1 for what is no option. --executables ends the parsing, as it always has. */
static int parse(int argc, char **argv, struct options *ret)
{
	for (int i = 0; i < argc && !ret->executables; i++) {
		if (strcmp(argv[i], "--bare") == 0)
			ret->bare = true;
		else if (strcmp(argv[i], "--json") == 0)
			ret->json = true;
		else if (strcmp(argv[i], "--skip-aliases") == 0)
			ret->flags |= PV_SKIP_ALIASES;
		else if (strcmp(argv[i], "--skip-envs") == 0)
			ret->flags |= PV_SKIP_ENVS;
		else if (strcmp(argv[i], "--executables") == 0)
			ret->executables = true;
		else
			return -1;
	}
	return ret->json && (ret->bare || ret->executables) ? -1 : 0;
}

static int print_executables(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_shimset_wanted(&app->ctx, &names, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++)
		fprintf(app->out, "%s\n", names.v[i]);
	return 0;
}

static void print_line(struct pv_app *app, const struct pv_installed *version,
                       const struct pv_strv *selected, const char *origin)
{
	bool current = pv_strv_has(selected, version->name);

	fprintf(app->out, "%s%s", current ? "* " : "  ", version->name);
	if (version->target)
		fprintf(app->out, " --> %s", version->target);
	if (current)
		fprintf(app->out, " (set by %s)", origin);
	fputc('\n', app->out);
}

static bool has_system(const struct pv_context *ctx)
{
	static const char *const names[] = { "python", "python3", "python2" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++) {
		pv_cleanup_free char *path = pv_find_on_path(ctx, names[i], NULL);

		if (path)
			return true;
	}
	return false;
}

static const struct pv_installed system_version = { .name = (char *)"system" };

static void add_json(struct pv_app *app, const struct pv_installed *version,
                     const struct pv_strv *selected, struct pv_json *j)
{
	pv_cleanup_free char *path = pv_folder_of(&app->ctx, version->name);

	pv_json_object(j, NULL);
	pv_json_string(j, "name", version->name);
	pv_json_string(j, "kind", pv_kind_of(&app->ctx, version->name));
	pv_json_string(j, "path", path);
	pv_json_string(j, "target", version->target);
	pv_json_bool(j, "selected", pv_strv_has(selected, version->name));
	pv_json_end(j);
}

static void print_json(struct pv_app *app, const struct pv_inventory *inv, bool system,
                       const struct pv_selection *sel, const struct pv_strv *selected)
{
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;

	pv_json_object(&json, NULL);
	pv_json_string(&json, "origin", sel->origin);
	pv_json_array(&json, "versions");
	if (system)
		add_json(app, &system_version, selected, &json);
	for (size_t i = 0; i < inv->n; i++)
		add_json(app, &inv->v[i], selected, &json);
	pv_json_end(&json);
	pv_json_end(&json);
	fputs(json.text.p, app->out);
}

static void print_marked(struct pv_app *app, const struct pv_inventory *inv, bool system,
                         const struct pv_selection *sel, const struct pv_strv *selected)
{
	if (system)
		print_line(app, &system_version, selected, sel->origin);
	for (size_t i = 0; i < inv->n; i++)
		print_line(app, &inv->v[i], selected, sel->origin);
}

static int print_selected(struct pv_app *app, const struct pv_inventory *inv, bool json,
                          struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv selected = PV_STRV_INIT;
	bool system = has_system(&app->ctx);

	if (pv_hooked_select(app, "versions", PV_ORIGIN_ALWAYS, &sel, err) < 0)
		return -1;
	pv_selected_names(app, &sel, false, &selected);
	(json ? print_json : print_marked)(app, inv, system, &sel, &selected);
	if (system || inv->n)
		return 0;
	fputs("Warning: no Python detected on the system\n", app->err);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	struct options options = { .flags = 0 };

	if (parse(argc, argv, &options) < 0)
		return pv_usage_error(app, &pv_cmd_versions, err);
	if (options.executables)
		return print_executables(app, err);
	if (pv_inventory_read(&app->ctx, options.flags, &inv, err) < 0)
		return -1;
	if (!options.bare)
		return print_selected(app, &inv, options.json, err);
	for (size_t i = 0; i < inv.n; i++)
		fprintf(app->out, "%s\n", inv.v[i].name);
	return 0;
}

const struct pv_command pv_cmd_versions = {
	.name = "versions",
	.usage = "pyver versions [--bare] [--skip-aliases] [--skip-envs]",
	.summary = "List the installed Python versions and environments",
	.help = "The selected ones are marked with `*'.\n"
	        "\n"
	        "  --bare          names only\n"
	        "  --skip-aliases  leave out links to other versions\n"
	        "  --skip-envs     leave out environments below versions\n"
	        "  --json          one JSON document. Keys: origin (what selects); versions [name,\n"
	        "                  kind (system, version, environment or alias), path, target (of a\n"
	        "                  link), selected]",
	.complete = "--bare --skip-aliases --skip-envs --json",
	.run = run,
};
