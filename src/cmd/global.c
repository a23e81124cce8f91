#include "cmd/commandlist.h"
#include "cmd/selected.h"
#include "cmd/writeversions.h"
#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/versionfile.h"

#include <errno.h>

/* ROOT/version; the other two are where long-gone pyenvs kept it. */
static int show(struct pv_app *app, struct pv_err **err)
{
	static const char *const files[] = { "version", "global", "default" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(files); i++) {
		pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, rejected = PV_STRV_INIT;
		pv_cleanup_free char *file = pv_path_join(app->ctx.root, files[i]);

		if (pv_versionfile_read(&app->ctx, file, &names, &rejected) < 0 && errno != ENOENT)
			return pv_fail_errno(err, "cannot read %s", file);
		pv_warn_rejected(app, &rejected, file);
		if (!names.n)
			continue;
		for (size_t k = 0; k < names.n; k++)
			fprintf(app->out, "%s\n", names.v[k]);
		return 0;
	}
	fputs("system\n", app->out);
	return 0;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *file = pv_layout_global(&app->ctx);

	if (argc == 0 || !argv[0][0])
		return show(app, err);
	/* There may be a selection before there is anything else. */
	if (pv_fs_mkdirs(app->ctx.root, 0777, err) < 0)
		return -1;
	return pv_write_versions(app, file, false, argv, (size_t)argc, err);
}

const struct pv_command pv_cmd_global = {
	.name = "global",
	.usage = "pyver global [<version> ...]",
	.summary = "Set or show the Python versions used everywhere else",
	.help = "The global versions hold where neither PYVER_VERSION nor a .python-version\n"
	        "file says otherwise. `pyver global 3.13 3.12' makes python3.12 available\n"
	        "beside 3.13: a program is looked for in each version in turn, and in the\n"
	        "system last.",
	.complete = "@system @versions",
	.run = run,
};
