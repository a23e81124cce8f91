/* pyver why */
#include "cmd/chain.h"
#include "cmd/commandlist.h"
#include "cmd/kind.h"
#include "cmd/notfound.h"
#include "cmd/quote.h"
#include "core/request.h"
#include "core/specifier.h"

static void add_word(struct pv_buf *to, const char *word)
{
	pv_buf_addc(to, ' ');
	if (pv_quote_is_plain(word))
		pv_buf_adds(to, word);
	else
		pv_quote_word(PV_QUOTE_POSIX, word, to);
}

/* A selected name that is not installed: a version, or else somebody's environment. */
static char *advise_install(const char *name)
{
	static const char *const others[] = { "pypy", "graalpy" };
	pv_cleanup_free char *translated = pv_request_translate(name);
	struct pv_buf line = PV_BUF_INIT;
	bool version =
		translated || pv_specifier_looks_like(name) || (*name >= '0' && *name <= '9');

	for (size_t i = 0; i < PV_ARRAY_SIZE(others); i++)
		version = version || pv_starts_with(name, others[i]);
	pv_buf_adds(&line, version ? "pyver install" : "pyver virtualenv");
	add_word(&line, translated ? translated : name);
	return pv_buf_detach(&line);
}

/* Another installed version has the program: add it to the selection. */
static char *advise_select(const struct pv_context *ctx, const struct pv_chain *chain,
			   const struct pv_strv *holders)
{
	struct pv_buf line = PV_BUF_INIT;
	const char *holder = holders->v[0];

	/* The newest version, else the first environment. */
	for (size_t i = 0; i < holders->n; i++)
		if (strcmp(pv_kind_of(ctx, holders->v[i]), "version") == 0)
			holder = holders->v[i];
	if (chain->sel.from_env)
		pv_buf_adds(&line, "pyver shell");
	else if (pv_ends_with(chain->sel.origin, "/.python-version"))
		pv_buf_adds(&line, "pyver local");
	else
		pv_buf_adds(&line, "pyver global");
	if (!pv_chain_step(chain, PV_TRACE_DEFAULT, 0))
		for (size_t i = 0; i < chain->sel.names.n; i++)
			add_word(&line, chain->sel.names.v[i]);
	add_word(&line, holder);
	return pv_buf_detach(&line);
}

/* No installed version has it: an interpreter can be installed, a tool perhaps, too. */
static char *advise_get(const struct pv_chain *chain)
{
	const char *command = chain->command;
	struct pv_buf line = PV_BUF_INIT;

	if (pv_starts_with(command, "python") &&
	    command[strspn(command + 6, "0123456789.") + 6] == '\0') {
		pv_buf_adds(&line, "pyver install");
		add_word(&line, command[6] ? command + 6 : "3");
		return pv_buf_detach(&line);
	}
	for (size_t i = 0; i < chain->n; i++)
		if (chain->v[i].kind == PV_TRACE_VERSION && chain->v[i].result &&
		    chain->v[i].rule != PV_RULE_SYSTEM) {
			pv_buf_adds(&line, "pyver exec pip install");
			add_word(&line, command);
			return pv_buf_detach(&line);
		}
	return NULL;
}

/* The one command that helps; NULL when nothing is wrong, or nothing helps. Owned by the caller. */
static char *advise(struct pv_app *app, const struct pv_chain *chain)
{
	pv_cleanup_strv struct pv_strv holders = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (chain->found.missing.n)
		return advise_install(chain->found.missing.v[0]);
	if (chain->found.path)
		return NULL;
	if (pv_whence(app, chain->command, false, &holders, &unreadable) == 0 && holders.n)
		return advise_select(&app->ctx, chain, &holders);
	return advise_get(chain);
}

static int run(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_chain struct pv_chain chain = PV_CHAIN_INIT;
	pv_cleanup_json struct pv_json json = PV_JSON_INIT;
	pv_cleanup_free char *advice = NULL;
	const char *command = NULL;
	bool as_json = false;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			as_json = true;
		else if (!command && argv[i][0] && argv[i][0] != '-')
			command = argv[i];
		else
			return pv_usage_error(app, &pv_cmd_why, err);
	}
	pv_chain_follow(app, command ? command : "python", &chain);
	advice = advise(app, &chain);
	if (as_json) {
		pv_chain_json(app, &chain, advice, &json);
		fputs(json.text.p, app->out);
	} else {
		pv_chain_print(app, &chain);
		if (advice)
			fprintf(app->out, "  try: %s\n", advice);
	}
	return chain.found.path ? 0 : PV_EXIT_NOT_FOUND;
}

const struct pv_command pv_cmd_why = {
	.name = "why",
	.usage = "pyver why [--json] [<command>]",
	.summary = "Show why a command runs the program it runs",
	.help = "Prints the whole chain for <command> (python): PYVER_VERSION, each place where a\n"
		".python-version was looked for, the names found and their lines, what each name\n"
		"stands for and by which rule, names that were refused, each place where the\n"
		"program was looked for, hooks that may still change it, and the program. The status\n"
		"is 127 when there is none; the last line is then a command that helps.\n"
		"\n"
		"  --json  the same as one JSON document\n"
		"\n"
		"PYVER_TRACE=1 in the environment prints the chain on the error stream whenever a\n"
		"shim or a command decides.\n"
		"\n"
		"Keys: command, found, path, real_path, version, implied_system, origin, line,\n"
		"variable (PYVER_VERSION), files [path, state], names [name, line, read_as, rule,\n"
		"version, kind, target], refused [name, line, reason], places [version, path,\n"
		"state], hooks [files], advice. A rule is none, system, exact, prefix or\n"
		"specifier. A state is taken, absent, not-a-file, unreadable, not-executable, or,\n"
		"for what is left out, shims, called-from, relative, own-shim or other-manager.",
	.complete = "--json @shims",
	.run = run,
};
