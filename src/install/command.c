#include "install/command.h"

#include "base/path.h"
#include "core/known.h"
#include "core/platform.h"
#include "core/versionfile.h"
#include "effects/run.h"
#include "install/install.h"
#include "install/listing.h"
#include "install/argument.h"
#include "install/usage.h"

#define APT_DIR "/etc/apt"
#define PATCH_LIMIT (64 * 1024 * 1024)

static void print_help(FILE *to)
{
	fprintf(to, "Usage: ");
	for (const char *p = PV_INSTALL_USAGE; *p; p++)
		fprintf(to, *p == '\n' ? "\n       " : "%c", *p);
	fprintf(to, "\n\n%s\n", PV_INSTALL_HELP);
}

/* Fails with the help on stderr, and `why` below it if that is not NULL. */
static int fail_usage(struct pv_app *app, struct pv_err **err)
{
	print_help(app->err);
	return pv_fail_silent(err, PV_EXIT_USAGE);
}

void pv_install_add_environment(const struct pv_context *ctx, struct pv_install_options *opts)
{
	if (pv_context_env_nonempty(ctx, "PYVER_DEBUG"))
		opts->verbose = true;
	if (pv_context_env_nonempty(ctx, "PYVER_BUILD_ROOT"))
		opts->keep = true;
	if (pv_context_env_nonempty(ctx, "PYVER_OFFLINE"))
		opts->offline = true;
	if (opts->verbose)
		opts->quiet = false;
}

/* The versions of the nearest .python-version stand for arguments left out. */
static int default_requests(struct pv_app *app, struct pv_install_options *opts,
			    struct pv_err **err)
{
	pv_cleanup_free char *file = pv_versionfile_find(&app->ctx, app->ctx.cwd);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (file)
		pv_versionfile_read(&app->ctx, file, &names, NULL);
	for (size_t i = 0; i < names.n; i++)
		if (strcmp(names.v[i], "system") != 0)
			pv_strv_add(&opts->requests, names.v[i]);
	return opts->requests.n > 0 ? 0 : fail_usage(app, err);
}

static int read_patch(struct pv_buf *ret, struct pv_err **err)
{
	for (;;) {
		char *room = pv_buf_reserve(ret, 65536);
		ssize_t n = read(STDIN_FILENO, room, 65536);

		if (n < 0)
			return pv_fail_errno(err, "cannot read the patch from standard input");
		if (n == 0)
			break;
		ret->len += (size_t)n;
		ret->p[ret->len] = '\0';
		if (ret->len > PATCH_LIMIT)
			return pv_fail(err, "the patch on standard input is too long");
	}
	if (ret->len == 0)
		return pv_fail(err, "--patch: there is no patch on standard input");
	return 0;
}

/* Where apt keeps its configuration; PYVER_APT_DIR names another folder, or
 * none at all when it is empty. */
static const char *apt_dir(const struct pv_context *ctx)
{
	const char *value = pv_context_env(ctx, "PYVER_APT_DIR");

	return value ? value : APT_DIR;
}

static int install_all(struct pv_install *in, struct pv_err **err)
{
	const struct pv_strv *requests = &in->opts->requests;
	int status = 0;

	for (size_t i = 0; i < requests->n; i++) {
		switch (pv_argument_install(in, requests->v[i], err)) {
		case PV_ARGUMENT_FAILED:
			return -1;
		case PV_ARGUMENT_STOP:
			if (pv_run_interrupted())
				return pv_fail_silent(err, PV_EXIT_FAILURE);
			return PV_EXIT_FAILURE;
		case PV_ARGUMENT_REFUSED:
			status = PV_EXIT_FAILURE;
			break;
		default:
			break;
		}
	}
	return status;
}

int pv_install_with(struct pv_app *app, const struct pv_install_options *opts,
		    const struct pv_catalogue *cat, const char *triple,
		    struct pv_install_hooks *hooks, struct pv_err **err)
{
	bool color = !pv_context_env_nonempty(&app->ctx, "NO_COLOR");
	struct pv_progress *progress = pv_progress_new(app->err, opts->quiet, color);
	const struct pv_sources_config config = {
		.ctx = &app->ctx,
		.progress = progress,
		.apt_dir = apt_dir(&app->ctx),
		.offline = opts->offline,
		.ip_version = opts->ipv4 ? 4 : opts->ipv6 ? 6 : 0,
	};
	pv_cleanup_buf struct pv_buf patch = PV_BUF_INIT;
	struct pv_install in = {
		.ctx = &app->ctx,
		.dirs = &app->dirs,
		.opts = opts,
		.catalogue = cat,
		.triple = triple,
		.progress = progress,
		.sources = pv_sources_new(&config),
		.out = app->out,
		.err = app->err,
		.app = app,
		.hooks = hooks,
	};
	int status = opts->patch ? read_patch(&patch, err) : 0;

	in.patch = (struct pv_slice){ patch.p, patch.len };
	if (status == 0)
		status = install_all(&in, err);
	pv_sources_free(in.sources);
	pv_progress_free(progress);
	return status;
}

int pv_install_command(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_install_options struct pv_install_options opts = PV_INSTALL_OPTIONS_INIT;
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;
	pv_cleanup_install_hooks struct pv_install_hooks hooks = PV_INSTALL_HOOKS_INIT;
	pv_cleanup_free char *triple = pv_platform_triple();
	pv_cleanup_free char *shipped = pv_path_join(app->dirs.share, "catalogue");

	if (pv_install_options_parse(argc, argv, &opts, err) < 0) {
		fprintf(app->err, "pyver: %s\n", (*err)->msg);
		pv_err_free(err);
		return fail_usage(app, err);
	}
	if (opts.help) {
		print_help(app->out);
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
		(opts.json ? pv_listing_json : pv_listing_print)(&app->ctx, &cat, app->out);
		return 0;
	}
	if (opts.requests.n == 0 && default_requests(app, &opts, err) < 0)
		return -1;
	pv_run_catch_signals();
	if (pv_install_hooks_load(app, &opts, &hooks, err) < 0)
		return -1;
	return pv_install_with(app, &opts, &cat, triple, &hooks, err);
}
