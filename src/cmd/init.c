/* pyver init */
#include "cmd/init.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/names.h"
#include "cmd/parent_shell.h"
#include "cmd/quote.h"
#include "cmd/commandlist.h"
#include "core/layout.h"

enum mode { INSTRUCT, CODE, PATH_ONLY, INSTALL, DETECT };

struct request {
	enum mode mode;
	bool push_path, rehash;
	const char *shell; /* borrowed; NULL: the parent's */
};

static struct request parse(int argc, char **argv)
{
	static const struct {
		const char *word;
		enum mode mode;
	} modes[] = {
		{ "-", CODE },
		{ "--path", PATH_ONLY },
		{ "--install", INSTALL },
		{ "--detect-shell", DETECT },
	};
	struct request req = { INSTRUCT, true, true, NULL };

	for (int i = 0; i < argc; i++) {
		size_t m = 0;

		while (m < PV_ARRAY_SIZE(modes) && strcmp(modes[m].word, argv[i]) != 0)
			m++;
		if (m < PV_ARRAY_SIZE(modes))
			req.mode = modes[m].mode;
		else if (strcmp(argv[i], "--no-push-path") == 0)
			req.push_path = false;
		else if (strcmp(argv[i], "--no-rehash") == 0)
			req.rehash = false;
		else if (argv[i][0])
			req.shell = argv[i];
	}
	return req;
}

char *pv_init_file(const struct pv_app *app, const char *file)
{
	const char *home = pv_context_env_nonempty(&app->ctx, "HOME");

	return home ? pv_path_join(home, file + strlen("~/")) : NULL;
}

const char *pv_init_profile(const struct pv_app *app, const struct pv_shell *shell)
{
	static const char preferred[] = "~/.bash_profile";
	pv_cleanup_free char *path = NULL;

	if (!shell->name || strcmp(shell->name, "bash") != 0)
		return shell->profile;
	path = pv_init_file(app, preferred);
	return path && pv_fs_exists(path) ? preferred : shell->profile;
}

char *pv_init_setup(const struct pv_shell *shell, const char *name)
{
	struct pv_shell_values values = { .shell = name };
	struct pv_buf text = PV_BUF_INIT;

	pv_shell_fill(shell->syntax, shell->syntax->setup, &values, &text);
	return pv_buf_detach(&text);
}

/* The folders that the code is about. A root that this user may not write to
 * still serves: what is missing then is said once, by `pyver rehash'. */
static void make_folders(const struct pv_context *ctx)
{
	pv_cleanup_free char *shims = pv_layout_shims(ctx), *versions = pv_layout_versions(ctx);
	pv_cleanup_err struct pv_err *first = NULL, *second = NULL;

	pv_fs_mkdirs(shims, 0777, &first);
	pv_fs_mkdirs(versions, 0777, &second);
}

/* Commands whose names can stand in code as they are. */
static void shell_commands(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv all = PV_STRV_INIT;

	pv_command_names(app, PV_NAMES_SH, &all);
	for (size_t i = 0; i < all.n; i++)
		if (pv_quote_is_plain(all.v[i]))
			pv_strv_add(ret, all.v[i]);
}

/* The shell's completion file; owned by the caller; NULL when there is none. */
static char *completion_file(const struct pv_app *app, const struct pv_shell *shell)
{
	pv_cleanup_free char *path = NULL;

	if (!shell->completions || !shell->syntax->completions)
		return NULL;
	path = pv_xasprintf("%s/completions/pyver.%s", app->dirs.share, shell->completions);
	return pv_fs_is_regular(path) ? pv_steal(&path) : NULL;
}

static void print_code(struct pv_app *app, const struct request *req, const struct pv_shell *shell,
                       const char *name)
{
	const struct pv_syntax *syntax = shell->syntax;
	pv_cleanup_free char *shims = pv_layout_shims(&app->ctx);
	pv_cleanup_free char *completions = completion_file(app, shell);
	pv_cleanup_strv struct pv_strv commands = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf code = PV_BUF_INIT;
	struct pv_shell_values values = { shims, name, completions, &commands, NULL };
	bool all = req->mode == CODE;

	pv_shell_fill(syntax, req->push_path ? syntax->push_path : syntax->keep_path, &values,
	              &code);
	if (all)
		pv_shell_fill(syntax, syntax->remember, &values, &code);
	if (all && completions)
		pv_shell_fill(syntax, syntax->completions, &values, &code);
	if (req->rehash)
		pv_buf_adds(&code, syntax->rehash);
	if (all) {
		shell_commands(app, &commands);
		pv_shell_fill(syntax, syntax->function, &values, &code);
	}
	fputs(code.p, app->out);
}

/* Which files the setup lines belong in, in words. */
static void instruct_files(struct pv_app *app, const struct pv_shell *shell)
{
	if (shell->name && strcmp(shell->name, "bash") == 0)
		fputs("# ~/.bash_profile if it exists, otherwise ~/.profile (for login shells)\n"
		      "# and ~/.bashrc (for interactive shells):\n",
		      app->err);
	else if (!shell->rc)
		fputs("# your shell's login startup file\n"
		      "# and your shell's interactive startup file:\n",
		      app->err);
	else if (strcmp(shell->profile, shell->rc) == 0)
		fprintf(app->err, "# %s:\n", shell->rc);
	else
		fprintf(app->err, "# %s (for login shells)\n# and %s (for interactive shells):\n",
		        shell->profile, shell->rc);
}

static int instruct(struct pv_app *app, const struct pv_shell *shell, const char *name,
                    struct pv_err **err)
{
	const struct pv_syntax *syntax = shell->syntax;

	if (syntax->once)
		fprintf(app->err, "# Run this once, in an interactive %s:\n\n%s\n", name,
		        syntax->once);
	if (syntax->setup) {
		pv_cleanup_free char *setup = pv_init_setup(shell, name);

		fputs("# Load pyver automatically by appending\n# the following to \n", app->err);
		instruct_files(app, shell);
		fprintf(app->err, "\n%s\n", setup);
	}
	fputs("# Restart your shell for the changes to take effect.\n", app->err);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}

static void detect(struct pv_app *app, const struct pv_shell *shell, const char *name)
{
	const char *profile = pv_init_profile(app, shell);

	fprintf(app->out,
	        "PYVER_SHELL_DETECT=%s\nPYVER_PROFILE_DETECT=%s\nPYVER_RC_DETECT=%s\n", name,
	        profile ? profile : "", shell->rc ? shell->rc : "");
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	struct request req = parse(argc, argv);
	pv_cleanup_free char *name = NULL;
	const struct pv_shell *shell;

	name = req.shell ? pv_xstrdup(req.shell) : pv_parent_shell(&app->ctx);
	shell = pv_shell_find(name);

	switch (req.mode) {
	case INSTALL:
		return pv_init_install(app, shell, name, err);
	case DETECT:
		detect(app, shell, name);
		return 0;
	case CODE:
		make_folders(&app->ctx);
		print_code(app, &req, shell, name);
		return 0;
	case PATH_ONLY:
		print_code(app, &req, shell, name);
		return 0;
	case INSTRUCT:
		break;
	}
	return instruct(app, shell, name, err);
}

const struct pv_command pv_cmd_init = {
	.name = "init",
	.usage = "pyver init [-|--path] [--no-push-path] [--no-rehash] [<shell>]\n"
	         "pyver init --install [<shell>]\n"
	         "pyver init --detect-shell [<shell>]",
	.summary = "Configure the shell environment for pyver",
	.help = "Without a mode: says what to add to which start-up file.\n"
	        "\n"
	        "   -               print code for the shell to evaluate: shims in front of\n"
	        "                   PATH, completions, and the function `pyver'\n"
	        "   --path          print only the part that sets PATH\n"
	        "   --install       add the lines to the start-up files\n"
	        "   --detect-shell  print which shell and which start-up files were found\n"
	        "   --no-push-path  leave PATH alone if the shims are on it already\n"
	        "   --no-rehash     do not bring the shims up to date\n"
	        "\n"
	        "SHELL is the shell that calls if not given: bash, zsh, fish, ksh, pwsh, nu, sh.",
	.complete = "- --path --install --no-push-path --no-rehash --detect-shell "
	            "bash fish ksh nu pwsh zsh",
	.run = run,
};
