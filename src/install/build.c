#include "install/build.h"

#include "base/fs.h"
#include "base/path.h"
#include "effects/run.h"
#include "effects/unpack.h"
#include "install/buildenv.h"
#include "install/bytecode.h"
#include "install/finish.h"
#include "install/fixup.h"
#include "install/machine.h"

#include <errno.h>
#include <fcntl.h>

#define SCRIPT_LIMIT (32 * 1024 * 1024)

/* One build under way. */
struct site {
	const struct pv_build *b;
	struct pv_buildenv env;
	struct pv_strv environ;
};

/* Runs one command in the source tree; everything it says goes to the log. */
static int run_step(struct site *s, const char *label, const struct pv_strv *argv,
		    struct pv_err **err)
{
	const struct pv_build *b = s->b;
	pv_cleanup_free char *line = pv_strv_join(argv, " ");
	const struct pv_run run = {
		.argv = (const char *const *)argv->v,
		.env = s->environ.v,
		.cwd = b->source,
		.out_fd = b->log->fd,
		.own_group = true,
		.on_output = pv_buildlog_on_output,
		.arg = b->log,
	};
	int status = 0, rc;

	pv_buildlog_write(b->log, "+ %s", line);
	/* With the output itself on the screen, a moving line would be in its way. */
	if (b->log->echo)
		pv_progress_say(b->progress, "%s", label);
	else
		pv_progress_begin(b->progress, label, -1, false);
	rc = pv_run(&run, &status, err);
	pv_progress_end(b->progress);
	if (rc < 0)
		return -1;
	if (status != 0) {
		pv_buildlog_write(b->log, "status %d", status);
		return pv_fail(err, "`%s' failed with status %d", argv->v[0], status);
	}
	return 0;
}

/* Does the file of the source tree mention `text`? */
static bool mentions(const struct pv_buf *file, const char *text)
{
	return file->p && memmem(file->p, file->len, text, strlen(text)) != NULL;
}

/* What this release's build knows is told by the release itself. */
static int read_abilities(struct site *s, struct pv_err **err)
{
	pv_cleanup_free char *configure = pv_path_join(s->b->source, "configure");
	pv_cleanup_free char *makefile = pv_path_join(s->b->source, "Makefile.pre.in");
	pv_cleanup_buf struct pv_buf script = PV_BUF_INIT, rules = PV_BUF_INIT;

	if (pv_fs_read_file(configure, SCRIPT_LIMIT, &script, err) < 0)
		return pv_wrap(err, "this is no source tree of CPython");
	/* Without one there is nothing to find in it. */
	pv_fs_read(AT_FDCWD, makefile, SCRIPT_LIMIT, &rules);
	s->env.has_nodist = mentions(&rules, "CONFIGURE_LDFLAGS_NODIST");
	s->env.has_test_switch = mentions(&script, "--disable-test-modules");
	s->env.has_static_switch = mentions(&script, "--without-static-libpython");
	return 0;
}

static int unpack(const struct pv_build *b, struct pv_err **err)
{
	const struct pv_unpack what = {
		.archive = b->archive,
		.dest = b->source,
		.strip_top = true,
		.progress = b->progress,
	};

	if (pv_fs_remove(b->source, err) < 0 || pv_fs_mkdirs(b->source, 0755, err) < 0)
		return -1;
	return pv_unpack(&what, err);
}

/* git's patches have a/ and b/ in front of their paths. */
static int apply_patch(struct site *s, struct pv_err **err)
{
	const struct pv_build *b = s->b;
	static const char git[] = "diff --git a/";
	bool level = b->patch.n > 0 && memmem(b->patch.p, b->patch.n, git, strlen(git)) != NULL;
	pv_cleanup_free char *path = pv_xasprintf("%s.patch", b->source);
	pv_cleanup_strv struct pv_strv argv = PV_STRV_INIT;

	if (b->patch.n == 0)
		return 0;
	if (pv_fs_write_atomic(path, b->patch.p, b->patch.n, 0644, err) < 0)
		return -1;
	pv_strv_add(&argv, "patch");
	pv_strv_add(&argv, level ? "-p1" : "-p0");
	pv_strv_add(&argv, "--force");
	pv_strv_add(&argv, "-i");
	pv_strv_add(&argv, path);
	return run_step(s, "Applying the patch", &argv, err);
}

static int compile(struct site *s, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv configure = PV_STRV_INIT, make = PV_STRV_INIT,
				       install = PV_STRV_INIT;
	int jobs = pv_buildenv_jobs(pv_machine_processors(), pv_machine_memory());
	pv_cleanup_free char *line = NULL, *label = NULL;

	pv_buildenv_configure(&s->env, &configure);
	pv_buildenv_make(&s->env, jobs, &make);
	pv_buildenv_install(&s->env, s->b->destdir, &install);
	line = pv_strv_join(&make, " ");
	label = pv_xasprintf("Compiling (%s)", line);
	if (run_step(s, "Configuring", &configure, err) < 0 || run_step(s, label, &make, err) < 0)
		return -1;
	return run_step(s, "Installing into the staging folder", &install, err);
}

/* pip was installed through DESTDIR, and its compiled files recorded that. */
static int compile_packages(struct site *s, const char *tree, struct pv_err **err)
{
	pv_cleanup_free char *stdlib = pv_fixup_stdlib(tree);
	pv_cleanup_free char *packages = stdlib ? pv_path_join(stdlib, "site-packages") : NULL;
	pv_cleanup_free char *path = packages ? pv_path_join(tree, packages) : NULL;
	const struct pv_bytecode code = {
		.ctx = s->b->ctx,
		.progress = s->b->progress,
		.tree = tree,
		.prefix = s->b->prefix,
		.folder = packages,
		.anew = true,
	};

	return path && pv_fs_is_dir(path) ? pv_bytecode_compile(&code, err) : 0;
}

static int build(struct site *s, char **ret_tree, struct pv_err **err)
{
	const struct pv_build *b = s->b;
	pv_cleanup_free char *tree = pv_xasprintf("%s%s", b->destdir, b->prefix);

	if (unpack(b, err) < 0 || read_abilities(s, err) < 0)
		return -1;
	pv_buildenv_env(&s->env, &s->environ);
	if (apply_patch(s, err) < 0 || compile(s, err) < 0)
		return -1;
	if (!pv_fs_is_dir(tree))
		return pv_fail(err, "`make install' made nothing in `%s'", tree);
	if (pv_finish_build(tree, b->source, err) < 0 || compile_packages(s, tree, err) < 0)
		return -1;
	*ret_tree = pv_steal(&tree);
	return 0;
}

int pv_build_run(const struct pv_build *b, char **ret_tree, struct pv_err **err)
{
	struct site s = {
		.b = b,
		.env = { .ctx = b->ctx,
			 .version = b->version,
			 .prefix = b->prefix,
			 .debug = b->debug },
		.environ = PV_STRV_INIT,
	};
	int rc = build(&s, ret_tree, err);

	pv_strv_release(&s.environ);
	return rc;
}
