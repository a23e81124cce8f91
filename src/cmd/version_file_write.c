#include "cmd/commandlist.h"
#include "cmd/writeversions.h"

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	bool force = pv_take_force(&argc, &argv);

	if (argc < 2 || !argv[1][0])
		return pv_usage_error(app, &pv_cmd_version_file_write, err);
	return pv_write_versions(app, argv[0], force, argv + 1, (size_t)argc - 1, err);
}

const struct pv_command pv_cmd_version_file_write = {
	.name = "version-file-write",
	.usage = "pyver version-file-write [-f|--force] <file> <version> [...]",
	.run = run,
};
