#include "install/transaction.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/platform.h"
#include "effects/run.h"
#include "effects/stage.h"
#include "install/build.h"
#include "install/carry.h"
#include "install/prebuilt.h"
#include "install/preflight.h"
#include "install/receipt.h"
#include "install/selfcheck.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <time.h>

#define TAIL_LINES 10

/* The transaction under way. */
struct work {
	const struct pv_transaction *t;
	struct pv_stage stage;
	struct pv_buildlog log; /* of a build from source */
	struct pv_selfcheck_result check;
	char *beside; /* the folder of stagings beside python-build's PREFIX; NULL: in the root */
	char *tree; /* the finished one, in the staging */
	time_t begun;
};

/* --- the staging folder --- */

/* Staging outside the root: PARENT/.NAME.staging for PREFIX = PARENT/NAME, on
 * the same file system. Sweeping deletes all that is in it, so it has to be ours. */
static int open_beside(struct work *w, struct pv_err **err)
{
	const struct pv_transaction *t = w->t;
	pv_cleanup_free char *parent = pv_path_dir(t->prefix);
	struct stat st;

	w->beside = pv_xasprintf("%s/.%s.staging", parent, pv_path_base(t->prefix));
	if ((mkdir(w->beside, 0700) < 0 && errno != EEXIST) || lstat(w->beside, &st) < 0)
		return pv_fail_errno(err, "cannot make `%s'", w->beside);
	if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid())
		return pv_fail(err, "`%s' is in the way: it belongs to somebody else", w->beside);
	return pv_stage_open_in(t->in->ctx, w->beside, t->name, &w->stage, err);
}

static int open_stage(struct work *w, struct pv_err **err)
{
	const struct pv_context *ctx = w->t->in->ctx;
	pv_cleanup_free char *versions = pv_layout_versions(ctx);

	/* A folder beside versions would be taken for a version. */
	if (pv_path_below(w->t->prefix, versions))
		return pv_stage_open(ctx, w->t->name, &w->stage, err);
	return open_beside(w, err);
}

static void work_release(struct work *w)
{
	pv_stage_release(&w->stage);
	if (w->beside)
		rmdir(w->beside);
	free(w->beside);
	/* Nobody will read why an interrupted build ended. */
	pv_buildlog_close(&w->log, !pv_run_interrupted() || w->t->in->opts->keep);
	pv_selfcheck_release(&w->check);
	free(w->tree);
}

static bool from_source(const struct work *w)
{
	return w->t->archive->artifact->kind == PV_SOURCE;
}

/* --- a build that fails --- */

/* pyenv's words: what was tried, where the log is, and its end. The staging
 * goes, so that a tree to look at is there only with --keep. */
static void say_build_failed(const struct work *w, const char *source, const char *why)
{
	const struct pv_install *in = w->t->in;
	pv_cleanup_buf struct pv_buf tail = PV_BUF_INIT;
	struct utsname os = { .sysname = "" };

	uname(&os);
	pv_buildlog_tail(&w->log, TAIL_LINES, &tail);
	fprintf(in->err, "\nBUILD FAILED (%s %s using python-build %s)\n\n", os.sysname, os.release,
		PACKAGE_VERSION);
	fprintf(in->err, "Python %s: %s\n", w->t->version, why);
	if (in->opts->keep)
		fprintf(in->err, "Inspect or clean up the working tree at %s\n", source);
	fprintf(in->err, "Results logged to %s\n", w->log.path);
	if (tail.len > 0)
		fprintf(in->err, "\nLast %d log lines:\n%s", TAIL_LINES, tail.p);
}

/* --- the steps --- */

/* Where the source tree lies while it is built; owned by the caller. */
static char *source_folder(const struct work *w)
{
	const struct pv_context *ctx = w->t->in->ctx;
	const char *root = pv_context_env_nonempty(ctx, "PYVER_BUILD_ROOT");
	pv_cleanup_free char *sources = NULL;

	if (!w->t->in->opts->keep)
		return pv_path_join(w->stage.dir, "source");
	sources = root ? pv_path_absolute(ctx->cwd, root) : pv_layout_sources(ctx);
	return pv_xasprintf("%s/%s/Python-%s", sources, w->t->name, w->t->version);
}

static int build(struct work *w, struct pv_err **err)
{
	const struct pv_transaction *t = w->t;
	pv_cleanup_free char *source = source_folder(w);
	pv_cleanup_free char *destdir = pv_path_join(w->stage.dir, "root");
	const struct pv_build b = {
		.ctx = t->in->ctx,
		.progress = t->in->progress,
		.log = &w->log,
		.version = t->version,
		.prefix = t->prefix,
		.archive = t->archive->path,
		.source = source,
		.destdir = destdir,
		.debug = t->in->opts->debug,
		.patch = t->in->patch,
	};

	if (pv_buildlog_open(t->in->ctx, t->name, &w->log, err) < 0)
		return -1;
	w->log.progress = t->in->progress;
	w->log.echo = t->in->opts->verbose ? t->in->out : NULL;
	if (pv_build_run(&b, &w->tree, err) == 0)
		return 0;
	if (!pv_run_interrupted()) {
		int status = (*err)->status;

		say_build_failed(w, source, (*err)->msg);
		pv_err_free(err);
		return pv_fail_silent(err, status);
	}
	return -1;
}

static int unpack(struct work *w, struct pv_err **err)
{
	const struct pv_transaction *t = w->t;
	pv_cleanup_free char *dest = pv_path_join(w->stage.dir, "tree");
	const struct pv_prebuilt p = {
		.ctx = t->in->ctx,
		.progress = t->in->progress,
		.archive = t->archive->path,
		.dest = dest,
		.prefix = t->prefix,
	};

	return pv_prebuilt_install(&p, &w->tree, err);
}

/* The command that installs all that a build needs, on a line of its own;
 * "" when it is not known or was not built here. Owned by the caller. */
static char *how_to_complete(const struct work *w)
{
	const struct pv_install *in = w->t->in;
	pv_cleanup_free char *command = NULL;

	if (from_source(w))
		command = pv_preflight_command(in->ctx, in->dirs->share, "cpython");
	if (!command)
		return pv_xstrdup("");
	return pv_xasprintf("\nFor a complete Python, run this and build again (--force):\n  %s",
			    command);
}

/* pyenv's words again: what is missing without harm is a warning. */
static int judge(const struct work *w, struct pv_err **err)
{
	const struct pv_install *in = w->t->in;
	const struct pv_strv *missing = &w->check.missing, *fatal = &w->check.fatal;
	pv_cleanup_free char *advice = how_to_complete(w);

	for (size_t i = 0; i < missing->n; i++)
		pv_progress_say(
			in->progress,
			"WARNING: The Python %s extension was not compiled. Missing the %s lib?%s",
			missing->v[i], pv_selfcheck_library(missing->v[i]),
			i + 1 == missing->n && fatal->n == 0 ? advice : "");
	if (fatal->n == 0)
		return 0;
	for (size_t i = 0; i < fatal->n; i++)
		fprintf(in->err,
			"ERROR: The Python %s extension was not compiled. Missing the %s lib?\n",
			fatal->v[i], pv_selfcheck_library(fatal->v[i]));
	return pv_fail(err, "Python %s is not installed: it would be of no use without %s%s%s%s",
		       w->t->version, fatal->v[0], w->log.path ? "; the log is " : "",
		       w->log.path ? w->log.path : "", advice);
}

static int check(struct work *w, struct pv_err **err)
{
	const struct pv_selfcheck what = {
		.tree = w->tree,
		.version = w->t->version,
		.env = w->t->in->ctx->env,
	};

	if (pv_selfcheck_run(&what, &w->check, err) < 0)
		return -1;
	return judge(w, err);
}

static int write_receipt(struct work *w, struct pv_err **err)
{
	const struct pv_transaction *t = w->t;
	const struct pv_artifact *a = t->archive->artifact;
	pv_cleanup_receipt struct pv_receipt r = PV_RECEIPT_INIT;
	pv_cleanup_free char *platform = pv_platform_name();
	pv_cleanup_free char *missing = pv_strv_join(&w->check.missing, " ");
	static const char *const options[] = {
		"CONFIGURE_OPTS", "PYTHON_CONFIGURE_OPTS", "CFLAGS", "PYTHON_CFLAGS",
		"LDFLAGS",        "PYTHON_LDFLAGS",        "CC"
	};
	time_t now = time(NULL);
	struct tm utc;
	char stamp[32];

	gmtime_r(&now, &utc);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &utc);
	pv_receipt_add(&r, "request", t->request);
	pv_receipt_add(&r, "version", t->version);
	pv_receipt_add(&r, "kind", from_source(w) ? "source" : "prebuilt");
	pv_receipt_add(&r, "source", t->archive->url);
	pv_receipt_add(&r, "archive", a->file);
	pv_receipt_add(&r, "sha256", a->sha256);
	if (a->size >= 0)
		pv_receipt_addf(&r, "size", "%lld", a->size);
	pv_receipt_add(&r, "platform", platform);
	if (from_source(w)) {
		if (t->in->opts->debug)
			pv_receipt_add(&r, "debug", "yes");
		if (t->in->patch.n > 0)
			pv_receipt_add(&r, "patched", "yes");
		for (size_t i = 0; i < PV_ARRAY_SIZE(options); i++) {
			const char *value = pv_context_env_nonempty(t->in->ctx, options[i]);

			if (value)
				pv_receipt_add(&r, options[i], value);
		}
	}
	pv_receipt_add(&r, "missing-modules", missing);
	pv_receipt_add(&r, "installed", stamp);
	pv_receipt_add(&r, "pyver", PACKAGE_VERSION);
	return pv_receipt_write(&r, w->tree, err);
}

static int publish(struct work *w, struct pv_err **err)
{
	const struct pv_transaction *t = w->t;
	bool replace = pv_fs_exists(t->prefix), something = false;

	if (replace && !pv_fs_is_link(t->prefix) && pv_fs_is_dir(t->prefix)) {
		if (pv_carry_over(t->prefix, w->tree, &something, err) < 0)
			return pv_wrap(err, "cannot take along what is in `%s'", t->prefix);
		if (something)
			pv_progress_say(
				t->in->progress,
				"Keeping the packages and environments of the %s that is replaced",
				t->name);
	}
	if (pv_run_interrupted())
		return pv_fail_status(err, 128 + pv_run_interrupted(), "interrupted");
	return pv_stage_publish(&w->stage, w->tree, t->prefix, replace, err);
}

static void say_installed(const struct work *w)
{
	long seconds = (long)(time(NULL) - w->begun);

	pv_progress_say(w->t->in->progress, "Installed Python %s to %s (%s, from %s, %ld:%02ld)",
			w->t->version, w->t->prefix,
			from_source(w) ? "built from source" : "prebuilt", w->t->archive->place,
			seconds / 60, seconds % 60);
}

int pv_transaction_run(const struct pv_transaction *t, struct pv_err **err)
{
	struct work w = {
		.t = t,
		.stage = PV_STAGE_INIT,
		.log = PV_BUILDLOG_INIT,
		.check = PV_SELFCHECK_INIT,
		.begun = time(NULL),
	};
	bool keep_log = t->in->opts->keep || t->in->opts->verbose;
	int rc = open_stage(&w, err);

	if (rc == 0)
		rc = from_source(&w) ? build(&w, err) : unpack(&w, err);
	if (rc == 0)
		rc = check(&w, err);
	if (rc == 0)
		rc = write_receipt(&w, err);
	if (rc == 0)
		rc = publish(&w, err);
	if (rc == 0) {
		pv_buildlog_close(&w.log, keep_log);
		say_installed(&w);
	}
	work_release(&w);
	return rc;
}
