#include "base/fs.h"
#include "base/path.h"
#include "cmd/commandlist.h"
#include "core/select.h"
#include "core/versionfile.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *dir = NULL;
	pv_cleanup_free char *absolute = NULL;
	pv_cleanup_free char *file = NULL;

	(void)err;
	if (argc > 0 && argv[0][0]) {
		absolute = pv_path_absolute(app->ctx.cwd, argv[0]);
		dir = pv_path_normalize(absolute);
		file = pv_versionfile_find(&app->ctx, dir);
	} else {
		file = pv_select_file(&app->ctx);
	}
	if (!file)
		return PV_EXIT_FAILURE;
	fprintf(app->out, "%s\n", file);
	return 0;
}

const struct pv_command pv_cmd_version_file = {
	.name = "version-file",
	.usage = "pyver version-file [<dir>]",
	.summary = "Print the file that selects the Python version",
	.help = "With <dir>, only that folder and its parents are searched for a\n"
	        ".python-version file; the status is 1 when there is none.",
	.run = run,
};
