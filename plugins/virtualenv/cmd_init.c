/* `pyver virtualenv-init [-] [SHELL]' */
#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked.h"
#include "cmd/init_shells.h"
#include "cmd/parent_shell.h"
#include "plugin.h"
#include "shellcode.h"

#define CODE_LIMIT (64 * 1024)

/* Where the plugin itself is installed; owned by the caller. */
static char *plugin_folder(const struct pv_app *app)
{
	return pv_path_join(app->dirs.libexec, "plugins/virtualenv");
}

static int instruct(struct pv_app *app, const char *shell, struct pv_err **err)
{
	const struct pv_shell *files = pv_shell_find(shell);

	fprintf(app->err,
	        "# Load pyver-virtualenv automatically by adding\n"
	        "# the following to %s:\n\n",
	        files->rc ? files->rc : "your shell's interactive startup file");
	if (strcmp(shell, "fish") == 0)
		fputs("status --is-interactive; and source (pyver virtualenv-init -|psub)\n",
		      app->err);
	else if (strcmp(shell, "pwsh") == 0)
		fputs("iex ((pyver virtualenv-init -) -join \"`n\")\n", app->err);
	else
		fputs("eval \"$(pyver virtualenv-init -)\"\n", app->err);
	fputc('\n', app->err);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}

/* The text of a file of the plugin, without its comments. */
static int add_file(const struct pv_app *app, const char *name, struct pv_code *code,
                    struct pv_err **err)
{
	pv_cleanup_free char *plugin = plugin_folder(app);
	pv_cleanup_free char *path = pv_xasprintf("%s/init/%s", plugin, name);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct pv_slice rest, line;

	if (pv_fs_read_file(path, CODE_LIMIT, &text, err) < 0)
		return -1;
	rest = (struct pv_slice){ text.p, text.len };
	while (pv_slice_split(&rest, '\n', &line))
		if (line.n && line.p[strspn(line.p, " ")] != '#')
			pv_buf_addf(&code->text, "%.*s\n", (int)line.n, line.p);
	return 0;
}

static int add_path(const struct pv_app *app, struct pv_code *code, struct pv_err **err)
{
	static const char *const files[] = {
		[PV_DIALECT_POSIX] = "path.sh",
		[PV_DIALECT_FISH] = "path.fish",
		[PV_DIALECT_PWSH] = "path.ps1",
	};
	const char *given = pv_context_env_nonempty(&app->ctx, "PYVER_VIRTUALENV_ROOT");
	pv_cleanup_free char *plugin = given ? pv_xstrdup(given) : plugin_folder(app);
	pv_cleanup_free char *shims = pv_path_join(plugin, "shims");

	pv_code_set(code, "_pyver_dir", shims);
	return add_file(app, files[code->dialect], code, err);
}

static bool hooks_select(struct pv_app *app)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;

	return pv_hooked_find(app, "version-name", &h);
}

static int add_hook(struct pv_app *app, const char *shell, struct pv_code *code,
                    struct pv_err **err)
{
	static const char *const shells[] = { "bash", "zsh", "fish" };

	for (size_t i = 0; i < PV_ARRAY_SIZE(shells); i++) {
		pv_cleanup_free char *file = pv_xasprintf("hook.%s", shells[i]);

		if (strcmp(shell, shells[i]) != 0)
			continue;
		pv_code_set(code, "_PYVER_VH_ROOT", app->ctx.root);
		/* Hooks may select by anything: then each prompt has to ask. */
		pv_code_set(code, "_PYVER_VH_ALWAYS", hooks_select(app) ? "1" : "");
		return add_file(app, file, code, err);
	}
	return 0;
}

int pv_virtualenv_init(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	const char *session = pv_context_env_nonempty(&app->ctx, "PYVER_SHELL");
	pv_cleanup_free char *shell = session ? pv_xstrdup(session) : NULL;
	struct pv_code code = { PV_DIALECT_POSIX, PV_BUF_INIT };
	bool print = false;
	int status = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--complete") == 0)
			return 0;
		if (strcmp(argv[i], "-") == 0) {
			print = true;
		} else if (argv[i][0]) {
			free(shell);
			shell = pv_xstrdup(argv[i]);
		}
	}
	if (!shell)
		shell = pv_parent_shell(&app->ctx);
	if (!print)
		return instruct(app, shell, err);
	code.dialect = pv_dialect_of(shell);
	if (add_path(app, &code, err) < 0)
		status = -1;
	else
		pv_code_add(&code, "export PYVER_VIRTUALENV_INIT=1\n",
		            "set -gx PYVER_VIRTUALENV_INIT 1\n",
		            "$Env:PYVER_VIRTUALENV_INIT = '1'\n");
	if (status == 0)
		status = add_hook(app, shell, &code, err);
	if (status == 0)
		fputs(code.text.p, app->out);
	pv_buf_release(&code.text);
	return status;
}
