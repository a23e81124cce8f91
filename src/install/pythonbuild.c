#include "install/pythonbuild.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/known.h"
#include "core/layout.h"
#include "core/platform.h"
#include "effects/run.h"
#include "install/command.h"
#include "install/listing.h"
#include "install/preflight.h"

#include <errno.h>

static const char usage[] =
	"Usage: python-build [-kpvqg46] [--build|--prebuilt] DEFINITION PREFIX\n"
	"       python-build --definitions|--list\n"
	"       python-build --version\n";
static const char help[] =
	"\n"
	"Installs the Python that DEFINITION names, one of the names that --list shows, in\n"
	"the folder PREFIX, which is absent, empty, or holds what was installed there in\n"
	"this way before. It appears there complete or not at all.\n"
	"\n"
	"  -l, --list, --definitions  list all definitions\n"
	"  -k, --keep                 keep the source tree after the build\n"
	"  -p, --patch                apply a patch from standard input before building\n"
	"  -v, --verbose              show the build's output\n"
	"  -q, --quiet                say nothing but errors\n"
	"  -g, --debug                build with debugging support\n"
	"  -4, --ipv4                 download by IPv4 only\n"
	"  -6, --ipv6                 download by IPv6 only\n"
	"      --prebuilt             only from a prebuilt archive, never from source\n"
	"      --build                only from source\n"
	"      --offline              open no network connection\n"
	"      --version              show the version of python-build\n";

static int fail_usage(struct pv_app *app, struct pv_err **err)
{
	fputs(usage, app->err);
	return pv_fail_silent(err, PV_EXIT_USAGE);
}

/* What is in PREFIX is replaced as a whole, so it must be nothing, or ours. */
static int check_prefix(const char *prefix, struct pv_err **err)
{
	pv_cleanup_free char *receipt = pv_layout_receipt(prefix);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (!pv_fs_exists(prefix) || pv_fs_is_regular(receipt))
		return 0;
	if (!pv_fs_is_dir(prefix))
		return pv_fail(err, "`%s' is no folder", prefix);
	if (pv_fs_list(prefix, &names, NULL, err) < 0)
		return -1;
	if (names.n == 0)
		return 0;
	return pv_fail(err,
		       "`%s' holds other things than a Python that was installed there by pyver: "
		       "name a folder that is new or empty",
		       prefix);
}

/* Settles PREFIX, a link to a folder standing for that folder, and makes the
 * folder above it. *ret is owned by the caller. */
static int settle_prefix(const struct pv_context *ctx, const char *given, char **ret,
			 struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_absolute(ctx->cwd, given);
	pv_cleanup_free char *prefix = pv_path_normalize(path);
	pv_cleanup_free char *parent = NULL;

	if (pv_fs_is_link(prefix) && pv_fs_is_dir(prefix)) {
		char *target = realpath(prefix, NULL);

		if (!target)
			return pv_fail_errno(err, "cannot follow `%s'", prefix);
		free(prefix);
		prefix = target;
	}
	if (check_prefix(prefix, err) < 0)
		return -1;
	parent = pv_path_dir(prefix);
	if (pv_fs_mkdirs(parent, 0777, err) < 0)
		return -1;
	if (access(parent, W_OK) < 0)
		return pv_fail_errno(err, "cannot install into `%s'", parent);
	*ret = pv_steal(&prefix);
	return 0;
}

/* The definition's name is exact and PREFIX is the name of the result: neither
 * a prefix of versions nor an alias. */
static int install(struct pv_app *app, struct pv_install_options *opts,
		   const struct pv_catalogue *cat, const char *triple, struct pv_err **err)
{
	pv_cleanup_install_hooks struct pv_install_hooks none = PV_INSTALL_HOOKS_INIT;
	pv_cleanup_free char *last = NULL, *prefix = NULL;

	if (opts->requests.n != 2 || !*opts->requests.v[0] || !*opts->requests.v[1])
		return fail_usage(app, err);
	if (strchr(opts->requests.v[0], ':'))
		return pv_fail_status(err, PV_EXIT_UNKNOWN, "definition not found: %s",
				      opts->requests.v[0]);
	last = pv_steal(&opts->requests.v[--opts->requests.n]);
	if (pv_preflight_tmpdir(&app->ctx, err) < 0 ||
	    settle_prefix(&app->ctx, last, &prefix, err) < 0)
		return -1;
	opts->prefix = prefix;
	opts->force = true;
	pv_run_catch_signals();
	return pv_install_with(app, opts, cat, triple, &none, err);
}

int pv_python_build(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_install_options struct pv_install_options opts = PV_INSTALL_OPTIONS_INIT;
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_free char *triple = pv_platform_triple();
	pv_cleanup_free char *shipped = pv_path_join(app->dirs.share, "catalogue");

	if (pv_python_build_options_parse(argc, argv, &opts, err) < 0) {
		fprintf(app->err, "python-build: %s\n", (*err)->msg);
		pv_err_free(err);
		return fail_usage(app, err);
	}
	if (opts.help) {
		fprintf(app->out, "%s%s", usage, help);
		return 0;
	}
	if (opts.version) {
		fprintf(app->out, "python-build %s\n", PACKAGE_VERSION);
		return 0;
	}
	pv_install_add_environment(&app->ctx, &opts);
	if (pv_known_read(&app->ctx, shipped, triple, &cat, err) < 0)
		return -1;
	if (opts.list) {
		pv_listing_names(&cat, app->out);
		return 0;
	}
	return install(app, &opts, &cat, triple, err);
}
