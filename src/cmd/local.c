#include "base/path.h"
#include "cmd/commandlist.h"
#include "cmd/selected.h"
#include "cmd/writeversions.h"
#include "core/versionfile.h"

#include <errno.h>

static int unset(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_free char *file = pv_path_join(app->ctx.cwd, PV_VERSION_FILE);

	if (unlink(file) < 0 && errno != ENOENT)
		return pv_fail_errno(err, "cannot remove %s", file);
	return 0;
}

static int show(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, rejected = PV_STRV_INIT;
	pv_cleanup_free char *file = pv_versionfile_find(&app->ctx, app->ctx.cwd);

	if (!file)
		return pv_fail(err, "no local version configured for this directory");
	if (pv_versionfile_read(&app->ctx, file, &names, &rejected) < 0)
		return pv_fail_errno(err, "cannot read %s", file);
	pv_warn_rejected(app, &rejected, file);
	if (!names.n)
		return pv_fail(err, "no version in %s", file);
	for (size_t i = 0; i < names.n; i++)
		fprintf(app->out, "%s\n", names.v[i]);
	return 0;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_free char *file = NULL;
	bool force = pv_take_force(&argc, &argv);

	if (argc > 0 && strcmp(argv[0], "--unset") == 0)
		return unset(app, err);
	if (argc == 0 || !argv[0][0])
		return show(app, err);
	file = pv_path_join(app->ctx.cwd, PV_VERSION_FILE);
	return pv_write_versions(app, file, force, argv, (size_t)argc, err);
}

const struct pv_command pv_cmd_local = {
	.name = "local",
	.usage = "pyver local [-f|--force] [<version> ...]\npyver local --unset",
	.summary = "Set or show the Python versions of this directory",
	.help = "Writes the versions to .python-version in the current directory. They then\n"
	        "hold there and below, before the global ones and after PYVER_VERSION and\n"
	        "`pyver shell'. Without arguments, shows those that hold here.\n"
	        "\n"
	        "A version is an installed name (3.12.4), a prefix of one (3.12: the newest\n"
	        "installed 3.12), an environment's name, or `system'. With several, a program\n"
	        "is looked for in each in turn.\n"
	        "\n"
	        "  -f, --force  write versions that are not installed, too\n"
	        "  --unset      remove .python-version from this directory",
	.complete = "--unset @system @versions",
	.run = run,
};
