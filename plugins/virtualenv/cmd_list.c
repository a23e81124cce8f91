/* `pyver virtualenvs [--bare] [--skip-aliases] [--json]' */
#include "base/fs.h"
#include "base/json.h"
#include "base/path.h"
#include "cmd/hooked_select.h"
#include "cmd/selected.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/version.h"
#include "envs.h"
#include "plugin.h"

static bool is_env_folder(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, name);
	pv_cleanup_free char *activate = pv_path_join(dir, "bin/activate");

	return pv_fs_is_regular(activate);
}

/* Long names first, then links and the environments of system. */
static int collect(const struct pv_context *ctx, bool skip_aliases, struct pv_strv *ret,
                   struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	pv_cleanup_strv struct pv_strv long_names = PV_STRV_INIT, short_names = PV_STRV_INIT;

	if (pv_inventory_read(ctx, 0, &inv, err) < 0)
		return -1;
	for (size_t i = 0; i < inv.n; i++) {
		const struct pv_installed *at = &inv.v[i];

		if (strchr(at->name, '/'))
			pv_strv_add(&long_names, at->name);
		else if (at->target ? !skip_aliases : is_env_folder(ctx, at->name))
			pv_strv_add(&short_names, at->name);
	}
	pv_version_sort(&long_names);
	pv_version_sort(&short_names);
	for (size_t i = 0; i < long_names.n; i++)
		pv_strv_add(ret, long_names.v[i]);
	for (size_t i = 0; i < short_names.n; i++)
		pv_strv_add(ret, short_names.v[i]);
	return 0;
}

static void show(struct pv_app *app, const char *name, const char *origin)
{
	pv_cleanup_free char *dir = pv_layout_version(&app->ctx, name);
	pv_cleanup_free char *target = pv_fs_readlink(dir);
	pv_cleanup_free char *base = NULL;
	pv_cleanup_err struct pv_err *unknown = NULL;

	fprintf(app->out, "%s%s", origin ? "* " : "  ", name);
	if (target) {
		fprintf(app->out, " --> %s", target);
	} else {
		pv_env_base(&app->ctx, name, &base, &unknown);
		fprintf(app->out, " (created from %s)", base ? base : "");
	}
	if (origin)
		fprintf(app->out, " (set by %s)", origin);
	fputc('\n', app->out);
}

static void show_json(struct pv_app *app, const struct pv_strv *names,
                      const struct pv_strv *selected, const char *origin)
{
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;

	pv_json_object(&json, NULL);
	pv_json_string(&json, "origin", origin);
	pv_json_array(&json, "virtualenvs");
	for (size_t i = 0; i < names->n; i++) {
		pv_cleanup_free char *dir = pv_layout_version(&app->ctx, names->v[i]);
		pv_cleanup_free char *target = pv_fs_readlink(dir);
		pv_cleanup_free char *base = NULL;
		pv_cleanup_err struct pv_err *unknown = NULL;

		pv_env_base(&app->ctx, names->v[i], &base, &unknown);
		pv_json_object(&json, NULL);
		pv_json_string(&json, "name", names->v[i]);
		pv_json_string(&json, "path", dir);
		pv_json_string(&json, "target", target);
		pv_json_string(&json, "base", base);
		pv_json_bool(&json, "selected", pv_strv_has(selected, names->v[i]));
		pv_json_end(&json);
	}
	pv_json_end(&json);
	pv_json_end(&json);
	fputs(json.text.p, app->out);
}

int pv_virtualenvs(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, selected = PV_STRV_INIT;
	bool bare = false, skip_aliases = false, json = false;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--complete") == 0) {
			fputs("--bare\n--skip-aliases\n", app->out);
			return 0;
		}
		if (strcmp(argv[i], "--bare") == 0)
			bare = true;
		else if (strcmp(argv[i], "--skip-aliases") == 0)
			skip_aliases = true;
		else if (strcmp(argv[i], "--json") == 0)
			json = true;
		else if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0)
			return pv_plugin_help(app, "virtualenvs", err);
		else
			return pv_plugin_usage(app, "virtualenvs", true, err);
	}
	if (bare && json)
		return pv_plugin_usage(app, "virtualenvs", true, err);
	if (collect(&app->ctx, skip_aliases, &names, err) < 0)
		return -1;
	if (!bare) {
		if (pv_hooked_select(app, "virtualenvs", PV_ORIGIN_ALWAYS, &sel, err) < 0)
			return -1;
		pv_selected_names(app, &sel, false, &selected);
	}
	if (json)
		show_json(app, &names, &selected, sel.origin);
	for (size_t i = 0; i < names.n && !json; i++) {
		if (bare)
			fprintf(app->out, "%s\n", names.v[i]);
		else
			show(app, names.v[i],
			     pv_strv_has(&selected, names.v[i]) ? sel.origin : NULL);
	}
	return 0;
}
