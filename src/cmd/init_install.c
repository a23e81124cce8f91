#include "cmd/init.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/onpath.h"
#include "effects/run.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>

#define STARTUP_FILE_LIMIT (16 * 1024 * 1024)

/* A start-up file, and what it held. */
struct target {
	const char *shown;  /* "~/.bashrc"; borrowed */
	char *path;
	struct pv_buf text;
};

static void targets_release(struct target (*t)[2])
{
	for (size_t i = 0; i < 2; i++) {
		free((*t)[i].path);
		pv_buf_release(&(*t)[i].text);
	}
}

#define cleanup_targets __attribute__((cleanup(targets_release)))

static bool mentions_pyver(const struct pv_buf *text)
{
	static const char word[] = "pyver";

	for (size_t i = 0; i + strlen(word) <= text->len; i++)
		if (strncasecmp(text->p + i, word, strlen(word)) == 0)
			return true;
	return false;
}

static int inspect(struct pv_app *app, struct target *t, const char *shell, struct pv_err **err)
{
	t->path = pv_init_file(app, t->shown);
	if (pv_fs_read(AT_FDCWD, t->path, STARTUP_FILE_LIMIT, &t->text) < 0) {
		if (errno == ENOENT && !pv_fs_exists(t->path))
			return 0;
		return pv_fail(err, "failed to inspect %s", t->path);
	}
	if (!mentions_pyver(&t->text))
		return 0;
	return pv_fail(err,
	               "cannot automatically apply changes to %s: it appears to already contain "
	               "Pyver-related code.\n"
	               "pyver: review the file's contents and apply changes manually if "
	               "necessary.\n"
	               "pyver: run `pyver init %s' to see the suggested setup.",
	               t->path, shell);
}

/* As a person reads a diff: only for a terminal, scripts get silence. */
static void show(struct pv_app *app, const struct target *t, const char *setup)
{
	struct pv_slice rest = pv_slice_of(setup), line;

	if (!isatty(fileno(app->err)))
		return;
	fprintf(app->err, "%s:\n", t->path);
	while (pv_slice_split(&rest, '\n', &line))
		if (line.n)
			fprintf(app->err, "+%.*s\n", (int)line.n, line.p);
}

static int append(struct pv_app *app, struct target *t, const char *setup, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_dir(t->path);

	if (t->text.len && t->text.p[t->text.len - 1] != '\n')
		pv_buf_addc(&t->text, '\n');
	pv_buf_adds(&t->text, setup);
	show(app, t, setup);
	if (pv_fs_mkdirs(dir, 0777, err) < 0)
		return -1;
	return pv_fs_write_atomic(t->path, t->text.p, t->text.len, 0666, err);
}

static int set_universal_variables(struct pv_app *app, const char *fish, const char *script,
                                   struct pv_err **err)
{
	const char *const argv[] = { fish, "-c", script, NULL };
	struct pv_run what = { .argv = argv, .env = app->ctx.env, .out_fd = -1 };
	int status = 0;

	if (pv_run(&what, &status, err) < 0)
		return -1;
	if (status != 0)
		return pv_fail(err, "failed to configure fish universal variables");
	return 0;
}

int pv_init_install(struct pv_app *app, const struct pv_shell *shell, const char *name,
                    struct pv_err **err)
{
	cleanup_targets struct target targets[2] = { { NULL, NULL, PV_BUF_INIT } };
	pv_cleanup_free char *setup = NULL, *fish = NULL;
	size_t n = 1;

	if (!shell->installable)
		return pv_fail(err, "cannot automatically configure startup files for %s", name);
	setup = pv_init_setup(shell, name);
	if (!pv_context_env_nonempty(&app->ctx, "HOME"))
		return pv_fail(err, "HOME must be set to configure shell startup files");
	targets[0].shown = shell->rc;
	targets[1].shown = pv_init_profile(app, shell);
	if (strcmp(targets[0].shown, targets[1].shown) != 0)
		n = 2;
	for (size_t i = 0; i < n; i++)
		if (inspect(app, &targets[i], name, err) < 0)
			return -1;
	if (shell->syntax->quoting == PV_QUOTE_FISH) {
		fish = pv_find_on_path(&app->ctx, "fish", NULL);
		if (!fish)
			return pv_fail(err, "fish is not available to configure fish universal "
			                    "variables");
		if (set_universal_variables(app, fish, shell->syntax->once, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < n; i++)
		if (append(app, &targets[i], setup, err) < 0)
			return -1;
	return 0;
}
