#include "cmd/commandlist.h"
#include "cmd/selected.h"
#include "core/versionfile.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_strv struct pv_strv rejected = PV_STRV_INIT;
	pv_cleanup_free char *joined = NULL;

	(void)err;
	if (argc == 0 || pv_versionfile_read(&app->ctx, argv[0], &names, &rejected) < 0)
		return PV_EXIT_FAILURE;
	pv_warn_rejected(app, &rejected, argv[0]);
	if (!names.n)
		return PV_EXIT_FAILURE;
	joined = pv_strv_join(&names, ":");
	fprintf(app->out, "%s\n", joined);
	return 0;
}

const struct pv_command pv_cmd_version_file_read = {
	.name = "version-file-read",
	.usage = "pyver version-file-read <file>",
	.run = run,
};
