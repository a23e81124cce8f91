#include "install/argument.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/ask.h"
#include "cmd/shimsync.h"
#include "core/layout.h"
#include "effects/lock.h"
#include "effects/run.h"
#include "install/plan.h"
#include "install/preflight.h"
#include "install/transaction.h"

#include <stdio.h>

/* One request on its way. */
struct quest {
	const struct pv_install *in;
	struct pv_argument arg;
	struct pv_plan plan;
	bool force;            /* --force, or the user said yes */
	struct pv_strv passed; /* newer versions that could not be had */
	struct pv_reasons why; /* why not */
	char *no_prebuilt;     /* why the present candidate has to be built; NULL: it need not */
	struct pv_err *unable; /* this machine cannot build: told when nothing else works */
};

static void quest_release(struct quest *q)
{
	pv_argument_release(&q->arg);
	pv_plan_release(&q->plan);
	pv_strv_release(&q->passed);
	pv_reasons_release(&q->why);
	free(q->no_prebuilt);
	pv_err_free(&q->unable);
}

/* --- what there is to install --- */

static unsigned ways(const struct pv_install *in)
{
	if (in->opts->prebuilt)
		return PV_WAY_PREBUILT;
	if (in->opts->build || in->opts->debug || in->opts->patch)
		return PV_WAY_SOURCE;
	return PV_WAY_PREBUILT | PV_WAY_SOURCE;
}

/* How this installation is brought up to date; owned by the caller; NULL: not known. */
static char *upgrade_command(const char *prefix)
{
	pv_cleanup_free char *git = pv_path_join(prefix, ".git");

	if (strstr(prefix, "/Cellar/"))
		return pv_xstrdup("brew update && brew upgrade pyver");
	if (pv_fs_exists(git))
		return pv_xasprintf("cd %s && git pull && cd -", prefix);
	return NULL;
}

static int fail_unknown(const struct quest *q, struct pv_err **err)
{
	const struct pv_install *in = q->in;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	pv_cleanup_free char *upgrade = NULL;
	bool known = q->plan.known && (q->plan.exact || !in->opts->prefix);

	if (known && in->opts->prebuilt)
		return pv_fail_status(
			err, PV_EXIT_UNKNOWN,
			"there is no prebuilt archive of `%s' for %s; without --prebuilt "
			"it is built from source",
			q->arg.wants, in->triple ? in->triple : "this machine");
	if (known)
		return pv_fail_status(err, PV_EXIT_UNKNOWN, "there are no sources of `%s' to build",
				      q->arg.wants);
	upgrade = upgrade_command(in->dirs->prefix);
	pv_plan_unknown_text(in->catalogue, q->arg.wants, upgrade, &text);
	if (in->opts->prefix) /* python-build is for programs, and says just this */
		text.p[strcspn(text.p, "\n") + 1] = '\0';
	fputs(text.p, in->err);
	return pv_fail_silent(err, PV_EXIT_UNKNOWN);
}

static int make_plan(struct quest *q, struct pv_err **err)
{
	const char *wants = q->arg.wants;

	pv_plan_make(q->in->catalogue, wants, ways(q->in), &q->plan);
	if (strchr(wants, '/') || (q->plan.n == 0 && pv_fs_is_regular(wants)))
		return pv_fail(err,
			       "`%s' is no version: definition files are programs for bash, which "
			       "pyver does not run",
			       wants);
	if (q->plan.n > 0 && (q->plan.exact || !q->in->opts->prefix))
		return 0;
	return fail_unknown(q, err);
}

/* Where the version goes that is called `name`; owned by the caller. */
static char *prefix_of(const struct pv_install *in, const char *name)
{
	return in->opts->prefix ? pv_xstrdup(in->opts->prefix) : pv_layout_version(in->ctx, name);
}

static bool is_installed(const char *prefix)
{
	pv_cleanup_free char *bin = pv_path_join(prefix, "bin");

	return pv_fs_is_dir(bin);
}

/* PV_ARGUMENT_FAILED stands for "go on" here: there is something to install. */
static enum pv_argument_result ask_about_existing(struct quest *q)
{
	const struct pv_install *in = q->in;
	pv_cleanup_free char *name = pv_plan_target(&q->arg, q->plan.v[0].version, in->opts->debug);
	pv_cleanup_free char *prefix = prefix_of(in, name);

	if (!is_installed(prefix))
		return PV_ARGUMENT_FAILED;
	if (in->opts->skip_existing)
		return PV_ARGUMENT_DONE;
	if (in->opts->force)
		return PV_ARGUMENT_FAILED;
	fprintf(in->err, "pyver: %s already exists\n", prefix);
	switch (pv_ask(in->err, "continue with installation? (y/N) ")) {
	case PV_ANSWER_YES:
		q->force = true;
		return PV_ARGUMENT_FAILED;
	case PV_ANSWER_NO:
		return PV_ARGUMENT_REFUSED;
	default:
		return PV_ARGUMENT_STOP;
	}
}

/* --- getting it --- */

/* Asks the sources for the candidate's archive, a prebuilt one first. */
static enum pv_got get_archive(struct quest *q, const struct pv_candidate *c,
			       struct pv_archive *ret, struct pv_err **err)
{
	const struct pv_install *in = q->in;
	pv_cleanup_free char *prefix = prefix_of(in, c->version);
	const struct pv_preflight preflight = {
		.ctx = in->ctx,
		.share = in->dirs->share,
		.prefix = prefix,
		.patch = in->opts->patch,
	};
	pv_cleanup_reasons struct pv_reasons why = PV_REASONS_INIT;
	enum pv_got got;

	free(q->no_prebuilt);
	q->no_prebuilt = NULL;
	if (c->n_prebuilt > 0) {
		got = pv_sources_get(in->sources, c->prebuilt, ret, &why, err);
		pv_reasons_add_all(&q->why, &why);
		if (got != PV_GOT_NONE || c->n_source == 0)
			return got;
		q->no_prebuilt = pv_reasons_line(&why);
		pv_reasons_release(&why);
	}
	if (!q->unable)
		pv_preflight_check(&preflight, &q->unable);
	if (q->unable)
		return PV_GOT_NONE;
	got = pv_sources_get(in->sources, c->source, ret, &why, err);
	pv_reasons_add_all(&q->why, &why);
	return got;
}

/* "3.13.5", "3.13.5, 3.13.4" or "3.13.5 ... 3.12.0 (31 versions)"; owned by the caller. */
static char *passed_names(const struct quest *q)
{
	const struct pv_strv *p = &q->passed;

	if (p->n <= 4)
		return pv_strv_join(p, ", ");
	return pv_xasprintf("%s ... %s (%zu versions)", p->v[0], p->v[p->n - 1], p->n);
}

/* The newer ones that were asked for first, and why they are not taken. */
static void say_passed(const struct quest *q, const char *instead)
{
	pv_cleanup_free char *names = passed_names(q);
	pv_cleanup_free char *line = pv_reasons_line(&q->why);

	if (q->passed.n > 0)
		pv_progress_say(q->in->progress,
				"%s cannot be had (%s): taking %s, the next newest", names, line,
				instead);
}

/* One line that says what is done. */
static void say_what(const struct quest *q, const struct pv_candidate *c,
		     const struct pv_archive *archive)
{
	const struct pv_install *in = q->in;

	say_passed(q, c->version);
	if (q->no_prebuilt)
		pv_progress_say(in->progress, "No prebuilt archive of %s can be had (%s)",
				c->version, q->no_prebuilt);
	if (archive->artifact->kind == PV_PREBUILT)
		pv_progress_say(in->progress, "Installing Python %s, prebuilt, from %s", c->version,
				archive->place);
	else
		pv_progress_say(in->progress, "Building Python %s from source, from %s%s",
				c->version, archive->place,
				c->n_prebuilt == 0 && (ways(in) & PV_WAY_PREBUILT)
					? " (there is no prebuilt one for this platform)"
					: "");
}

static int fail_unreachable(struct quest *q, struct pv_err **err)
{
	pv_cleanup_buf struct pv_buf lines = PV_BUF_INIT;
	pv_cleanup_free char *names = passed_names(q);

	if (q->unable) {
		*err = pv_steal(&q->unable);
		if (q->why.places.n > 0) {
			pv_cleanup_free char *line = pv_reasons_line(&q->why);

			return pv_wrap(err, "no prebuilt archive of %s can be had (%s), and", names,
				       line);
		}
		return -1;
	}
	pv_reasons_lines(&q->why, &lines);
	return pv_fail_status(err, PV_EXIT_UNREACHABLE,
			      "Python %s cannot be had from anywhere:\n%s", names,
			      lines.p ? lines.p : "  no source was asked");
}

/* --- one candidate --- */

struct waiting {
	struct pv_progress *progress;
	const char *name;
	bool waited;
};

static void say_waiting(void *arg, long pid)
{
	struct waiting *w = arg;

	w->waited = true;
	if (pid > 0)
		pv_progress_say(w->progress, "Waiting for process %ld, which works on %s", pid,
				w->name);
	else
		pv_progress_say(w->progress, "Waiting for another process, which works on %s",
				w->name);
}

static int install(struct quest *q, const struct pv_candidate *c, const char *name,
		   const char *prefix, const struct pv_archive *archive, struct pv_err **err)
{
	const struct pv_install *in = q->in;
	const struct pv_transaction t = {
		.in = in,
		.request = q->arg.text,
		.version = c->version,
		.name = name,
		.prefix = prefix,
		.archive = archive,
	};

	say_what(q, c, archive);
	return pv_transaction_run(&t, err);
}

/* Its archive is got and installed, between its hooks. */
static enum pv_got get_and_install(struct quest *q, const struct pv_candidate *c,
				   const char *name, const char *prefix, struct pv_err **err)
{
	const struct pv_install *in = q->in;
	pv_cleanup_archive struct pv_archive archive = PV_ARCHIVE_INIT;
	pv_cleanup_err struct pv_err *hooks_err = NULL;
	enum pv_got got;
	int status = 0;

	if (pv_install_hooks_before(in->hooks, c->version, name, prefix, err) < 0)
		return PV_GOT_FAIL;
	got = get_archive(q, c, &archive, err);
	if (got == PV_GOT && install(q, c, name, prefix, &archive, err) < 0)
		got = PV_GOT_FAIL;
	if (got != PV_GOT)
		status = got == PV_GOT_FAIL ? (*err)->status : PV_EXIT_UNREACHABLE;
	if (pv_install_hooks_after(in->hooks, status, &hooks_err) < 0 && got != PV_GOT_FAIL) {
		*err = pv_steal(&hooks_err);
		return PV_GOT_FAIL;
	}
	if (got == PV_GOT && !in->opts->prefix && pv_shims_sync(in->app, err) < 0) {
		pv_wrap(err, "Python %s is installed, but its shims are not", c->version);
		return PV_GOT_FAIL;
	}
	return got;
}

/* PV_GOT: installed, or there. PV_GOT_NONE: this one cannot be had. */
static enum pv_got try_candidate(struct quest *q, size_t i, struct pv_err **err)
{
	const struct pv_install *in = q->in;
	const struct pv_candidate *c = &q->plan.v[i];
	pv_cleanup_free char *name = pv_plan_target(&q->arg, c->version, in->opts->debug);
	pv_cleanup_free char *prefix = prefix_of(in, name);
	pv_cleanup_free char *lock_name = pv_xasprintf("install-%s", in->opts->prefix ? prefix : name);
	struct waiting waiting = { in->progress, name, false };
	pv_cleanup_close int lock =
		pv_lock_take(in->ctx, lock_name, -1, say_waiting, &waiting, err);

	if (lock < 0)
		return PV_GOT_FAIL;
	if (!q->force && is_installed(prefix)) {
		say_passed(q, c->version);
		if (waiting.waited)
			pv_progress_say(in->progress, "Python %s is there now", name);
		else
			pv_progress_say(in->progress, "%s is installed already", name);
		return PV_GOT;
	}
	return get_and_install(q, c, name, prefix, err);
}

static int try_all(struct quest *q, struct pv_err **err)
{
	for (size_t i = 0; i < q->plan.n; i++) {
		switch (try_candidate(q, i, err)) {
		case PV_GOT:
			return 0;
		case PV_GOT_FAIL:
			return -1;
		default:
			pv_strv_add(&q->passed, q->plan.v[i].version);
		}
		if (pv_run_interrupted())
			return pv_fail_status(err, 128 + pv_run_interrupted(), "interrupted");
	}
	return fail_unreachable(q, err);
}

enum pv_argument_result pv_argument_install(const struct pv_install *in, const char *text,
					    struct pv_err **err)
{
	struct quest q = {
		.in = in,
		.arg = PV_ARGUMENT_INIT,
		.plan = PV_PLAN_INIT,
		.force = in->opts->force,
		.passed = PV_STRV_INIT,
		.why = PV_REASONS_INIT,
	};
	enum pv_argument_result result = PV_ARGUMENT_FAILED;

	if (pv_argument_parse(text, &q.arg, err) == 0 && make_plan(&q, err) == 0) {
		result = ask_about_existing(&q);
		if (result == PV_ARGUMENT_FAILED && try_all(&q, err) == 0)
			result = PV_ARGUMENT_DONE;
	}
	quest_release(&q);
	return result;
}
