#include "shellcode.h"

#include "base/path.h"
#include "quote.h"

enum pv_dialect pv_dialect_of(const char *shell)
{
	if (strcmp(shell, "fish") == 0)
		return PV_DIALECT_FISH;
	return strcmp(shell, "pwsh") == 0 ? PV_DIALECT_PWSH : PV_DIALECT_POSIX;
}

const char *pv_code_shell(const struct pv_context *ctx)
{
	const char *name = pv_context_env_nonempty(ctx, "PYVER_SHELL");

	if (!name)
		name = pv_context_env_nonempty(ctx, "SHELL");
	return name ? pv_path_base(name) : "sh";
}

/* BEFORE NAME BETWEEN 'value', one statement. PowerShell has no way to write
 * what is not UTF-8: there the statement becomes one that fails. */
static void add_statement(struct pv_code *code, const char *before, const char *name,
                          const char *between, const char *value)
{
	static bool (*const quote[])(struct pv_buf *out, const char *text) = {
		[PV_DIALECT_POSIX] = pv_quote_sh,
		[PV_DIALECT_FISH] = pv_quote_fish,
		[PV_DIALECT_PWSH] = pv_quote_pwsh,
	};
	pv_cleanup_buf struct pv_buf word = PV_BUF_INIT;

	if (quote[code->dialect](&word, value))
		pv_buf_addf(&code->text, "%s%s%s%s\n", before, name, between, word.p);
	else
		pv_buf_adds(&code->text, "throw 'a path or name is not UTF-8'\n");
}

void pv_code_export(struct pv_code *code, const char *name, const char *value)
{
	if (code->dialect == PV_DIALECT_FISH)
		add_statement(code, "set -gx ", name, " ", value);
	else if (code->dialect == PV_DIALECT_PWSH)
		add_statement(code, "$Env:", name, " = ", value);
	else
		add_statement(code, "export ", name, "=", value);
}

void pv_code_set(struct pv_code *code, const char *name, const char *value)
{
	if (code->dialect == PV_DIALECT_FISH)
		add_statement(code, "set -g ", name, " ", value);
	else if (code->dialect == PV_DIALECT_PWSH)
		add_statement(code, "$global:", name, " = ", value);
	else
		add_statement(code, "", name, "=", value);
}

void pv_code_unset(struct pv_code *code, const char *name)
{
	if (code->dialect == PV_DIALECT_FISH)
		pv_buf_addf(&code->text, "set -q %s; and set -e %s; or true\n", name, name);
	else if (code->dialect == PV_DIALECT_PWSH)
		pv_buf_addf(&code->text, "$Env:%s = $null\n", name);
	else
		pv_buf_addf(&code->text, "unset %s\n", name);
}

void pv_code_source(struct pv_code *code, const char *path)
{
	static const char *const read[] = {
		[PV_DIALECT_POSIX] = ". ",
		[PV_DIALECT_FISH] = "source ",
		[PV_DIALECT_PWSH] = ". ",
	};

	add_statement(code, read[code->dialect], "", "", path);
}

void pv_code_add(struct pv_code *code, const char *posix, const char *fish, const char *pwsh)
{
	const char *const texts[] = {
		[PV_DIALECT_POSIX] = posix,
		[PV_DIALECT_FISH] = fish,
		[PV_DIALECT_PWSH] = pwsh,
	};

	if (texts[code->dialect])
		pv_buf_adds(&code->text, texts[code->dialect]);
}
