#include "base/json.h"
#include "cmd/commandlist.h"
#include "cmd/hooked_program.h"
#include "cmd/hooked_select.h"
#include "cmd/notfound.h"
#include "cmd/selected.h"

/* Folders that hold links to the shim of this program, told by the
 * environment: what pyenv's own shims leave there. */
static void add_shim_dirs(const struct pv_context *ctx, const char *command, struct pv_strv *ret)
{
	pv_cleanup_free char *name = pv_xasprintf("_PYVER_SHIM_PATHS_%s", command);
	const char *value;
	struct pv_slice rest, dir;

	for (char *c = name + strlen("_PYVER_SHIM_PATHS_"); *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		else if (!((*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9')))
			*c = '_';
	}
	value = pv_context_env_nonempty(ctx, name);
	rest = pv_slice_of(value ? value : "");
	while (pv_slice_split(&rest, ':', &dir))
		if (dir.n)
			pv_strv_addn(ret, dir.p, dir.n);
}

static void print_json(struct pv_app *app, const char *command, const struct pv_selection *sel,
                       const struct pv_found *found)
{
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;

	pv_json_object(&json, NULL);
	pv_json_string(&json, "command", command);
	pv_json_bool(&json, "found", found->path != NULL);
	pv_json_string(&json, "path", found->path);
	pv_json_string(&json, "version", found->version);
	pv_json_bool(&json, "implied_system", found->implied_system);
	pv_json_string(&json, "origin", sel->origin);
	pv_json_strings(&json, "missing", &found->missing);
	pv_json_end(&json);
	fputs(json.text.p, app->out);
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
	pv_cleanup_strv struct pv_strv skip = PV_STRV_INIT;
	pv_cleanup_free char *command = NULL;
	unsigned flags = 0;
	bool advice = true, json = argc > 0 && strcmp(argv[0], "--json") == 0;

	if (json)
		argc--, argv++;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--nosystem") == 0)
			flags |= PV_FIND_NO_SYSTEM;
		else if (strcmp(argv[i], "--skip-advice") == 0)
			advice = false;
		else if (strcmp(argv[i], "--json") == 0)
			json = true;
	}
	if (argc == 0 || !argv[0][0])
		return pv_usage_error(app, &pv_cmd_which, err);
	command = pv_xstrdup(argv[0]);
	if (pv_hooked_select(app, "which", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0)
		return -1;
	pv_selected_warn_rejected(app, &sel);
	add_shim_dirs(&app->ctx, command, &skip);
	if (pv_hooked_which(app, &sel, json, flags, &skip, &command, &found, err) < 0)
		return -1;
	if (json)
		print_json(app, command, &sel, &found);
	if (!found.path)
		return pv_not_found(app, &sel, &found, command, advice, err);
	if (!json)
		fprintf(app->out, "%s\n", found.path);
	return 0;
}

const struct pv_command pv_cmd_which = {
	.name = "which",
	.usage = "pyver which <command> [--nosystem] [--skip-advice]",
	.summary = "Show the full path of the program a command runs",
	.help = "Looks for <command> in each selected version in turn, then in the system.\n"
	        "The status is 127 when there is no such program.\n"
	        "\n"
	        "  --nosystem     do not look in the system\n"
	        "  --skip-advice  do not list the versions that have the command\n"
	        "  --json         one JSON document. Keys: command, found, path, version (which one\n"
	        "                 has it), implied_system (not selected, but has it), origin (what\n"
	        "                 selects), missing [selected names that are not installed]",
	.complete = "@shims",
	.run = run,
};
