#include "base/fs.h"
#include "base/path.h"
#include "cmd/commandlist.h"
#include "core/layout.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *shims = pv_layout_shims(&app->ctx);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	bool brief = argc > 0 && strcmp(argv[0], "--short") == 0;

	if (pv_fs_list(shims, &names, NULL, err) < 0)
		return -1;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		if (names.v[i][0] == '.')
			continue;
		fprintf(app->out, "%s%s%s\n", brief ? "" : shims, brief ? "" : "/", names.v[i]);
	}
	return 0;
}

const struct pv_command pv_cmd_shims = {
	.name = "shims",
	.usage = "pyver shims [--short]",
	.summary = "List the existing shims",
	.help = "  --short  names instead of full paths",
	.complete = "--short",
	.run = run,
};
