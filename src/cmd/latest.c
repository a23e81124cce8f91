#include "base/path.h"
#include "cmd/commandlist.h"
#include "cmd/definitions.h"
#include "core/inventory.h"
#include "core/version.h"
#include "core/versionfile.h"

struct options {
	bool known, bypass, force;
};

static bool take_option(const char *word, struct options *ret)
{
	if (strcmp(word, "-k") == 0 || strcmp(word, "--known") == 0)
		return ret->known = true;
	if (strcmp(word, "-b") == 0 || strcmp(word, "--bypass") == 0)
		return ret->bypass = true;
	if (strcmp(word, "-f") == 0 || strcmp(word, "--force") == 0)
		return ret->force = true;
	return false;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	struct options options = { false, false, false };
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	const char *prefix, *newest = NULL;
	int first = 0;

	while (first < argc && take_option(argv[first], &options))
		first++;
	if (first >= argc || !argv[first][0])
		return pv_usage_error(app, &pv_cmd_latest, err);
	prefix = argv[first];
	if (options.known ? pv_definitions(app, &names, err) < 0
	                  : pv_inventory_names(&app->ctx, &names, err) < 0)
		return -1;
	if (!options.known && pv_versionfile_name_safe(&app->ctx, prefix) &&
	    pv_inventory_has(&app->ctx, prefix))
		newest = prefix;
	if (!newest)
		newest = pv_version_latest(prefix, names.v, names.n);
	if (newest || options.force || options.bypass) {
		fprintf(app->out, "%s\n", newest ? newest : prefix);
		return newest || options.force ? 0 : PV_EXIT_FAILURE;
	}
	return pv_fail(err, "no %s versions match the prefix `%s'",
	               options.known ? "known" : "installed", prefix);
}

const struct pv_command pv_cmd_latest = {
	.name = "latest",
	.usage = "pyver latest [-k|--known] [-b|--bypass] [-f|--force] <prefix>",
	.summary = "Print the newest version that a prefix stands for",
	.help = "Looks among the installed versions. Pre-releases count only when they are\n"
	        "named in full.\n"
	        "\n"
	        "  -k, --known   look among all versions that can be installed\n"
	        "  -b, --bypass  print the prefix when nothing matches, with status 1\n"
	        "  -f, --force   print the prefix when nothing matches, with status 0",
	.run = run,
};
