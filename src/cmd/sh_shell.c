/* pyver sh-shell: what `pyver shell' means inside an integrated shell. */
#include "cmd/quote.h"
#include "cmd/commandlist.h"

#include "core/resolve.h"

/* The message, then code that makes the shell's `eval' fail too: in this order,
 * so the message cannot be left to main(). */
static int refuse(struct pv_app *app, struct pv_err **err)
{
	fprintf(app->err, "pyver: %s\n", (*err)->msg);
	fputs("false\n", app->out);
	pv_err_free(err);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}

/* Names as given, joined by ':'; each must be something that can be selected. */
static int join_versions(struct pv_app *app, int argc, char **argv, struct pv_buf *ret,
                         struct pv_err **err)
{
	for (int i = 0; i < argc; i++) {
		struct pv_slice rest = pv_slice_of(argv[i]), part;

		while (pv_slice_split(&rest, ':', &part)) {
			pv_cleanup_free char *name = pv_slice_dup(part), *prefix = NULL;

			if (!*name)
				continue;
			if (pv_resolve_prefix(&app->ctx, name, &prefix, err) < 0)
				return -1;
			pv_buf_addf(ret, "%s%s", ret->len ? ":" : "", name);
		}
	}
	if (!ret->len)
		return pv_fail(err, "no version given");
	return 0;
}

static int set(struct pv_app *app, const struct pv_syntax *syntax, int argc, char **argv,
               struct pv_err **err)
{
	const char *present = pv_context_env(&app->ctx, "PYVER_VERSION");
	pv_cleanup_buf struct pv_buf version = PV_BUF_INIT, code = PV_BUF_INIT;
	struct pv_shell_values values = { NULL, NULL, NULL, NULL, NULL };

	if (join_versions(app, argc, argv, &version, err) < 0)
		return refuse(app, err);
	if (present && strcmp(present, version.p) == 0)
		return 0;
	values.version = version.p;
	pv_shell_fill(syntax, syntax->shell_set, &values, &code);
	fputs(code.p, app->out);
	return 0;
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	const struct pv_syntax *syntax = pv_shell_of_session(&app->ctx)->syntax;

	if (argc < 1 || !argv[0][0]) {
		if (!pv_context_env_nonempty(&app->ctx, "PYVER_VERSION"))
			return pv_fail(err, "no shell-specific version configured");
		fputs("echo \"$PYVER_VERSION\"\n", app->out);
		return 0;
	}
	if (strcmp(argv[0], "--unset") == 0)
		fputs(syntax->shell_unset, app->out);
	else if (strcmp(argv[0], "-") == 0)
		fputs(syntax->shell_swap, app->out);
	else
		return set(app, syntax, argc, argv, err);
	return 0;
}

const struct pv_command pv_cmd_sh_shell = {
	.name = "sh-shell",
	.usage = "pyver shell <version>...\n"
	         "pyver shell -\n"
	         "pyver shell --unset",
	.summary = "Set or show the shell-specific Python version",
	.help = "Sets PYVER_VERSION in the calling shell, which beats every version file.\n"
	        "Several versions are used in the order given. Needs the shell integration\n"
	        "that `pyver init' explains.\n"
	        "\n"
	        "   -        go back to the version that was set before\n"
	        "   --unset  let the version files decide again",
	.complete = "--unset @system @versions",
	.run = run,
};
