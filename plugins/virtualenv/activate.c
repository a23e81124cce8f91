#include "activate.h"

#include "base/fs.h"
#include "base/path.h"
#include "quote.h"
#include "tree.h"

#define TEMPLATE_LIMIT (64 * 1024)

struct shell {
	const char *file;
	bool (*quote)(struct pv_buf *out, const char *text);
	const char *sorry; /* a statement that fails, for what `quote` cannot write */
};
static const struct shell shells[] = {
	{ "activate", pv_quote_sh, NULL },
	{ "activate.fish", pv_quote_fish, NULL },
	{ "activate.csh", pv_quote_csh, NULL },
	{ "activate.nu", pv_quote_nu,
	  "error make {msg: \"the path of this environment is not UTF-8\"}\n" },
	{ "Activate.ps1", pv_quote_pwsh, "throw 'the path of this environment is not UTF-8'\n" },
};

/* Appends `text` with each @NAME@ replaced; false when a value cannot be written. */
static bool fill(const struct shell *shell, const char *text, const char *venv,
                 const char *prompt, struct pv_buf *out)
{
	pv_cleanup_buf struct pv_buf shown = PV_BUF_INIT;
	const char *at;

	pv_quote_prompt(&shown, prompt);
	while ((at = strchr(text, '@'))) {
		const struct { const char *name, *value; } fields[] = {
			{ "@VENV_DIR@", venv },
			{ "@VENV_PROMPT@", prompt },
			{ "@VENV_PS1@", shown.p },
		};
		size_t i = 0;

		pv_buf_add(out, text, (size_t)(at - text));
		while (i < PV_ARRAY_SIZE(fields) && !pv_starts_with(at, fields[i].name))
			i++;
		if (i == PV_ARRAY_SIZE(fields)) {
			pv_buf_addc(out, '@');
			text = at + 1;
			continue;
		}
		if (!shell->quote(out, fields[i].value))
			return false;
		text = at + strlen(fields[i].name);
	}
	pv_buf_adds(out, text);
	return true;
}

int pv_activate_write(const char *templates, const char *bin, const char *venv,
                      const char *prompt, struct pv_err **err)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(shells); i++) {
		pv_cleanup_free char *path = pv_path_join(templates, shells[i].file);
		pv_cleanup_buf struct pv_buf text = PV_BUF_INIT, out = PV_BUF_INIT;

		if (pv_fs_read_file(path, TEMPLATE_LIMIT, &text, err) < 0)
			return -1;
		if (!fill(&shells[i], text.p ? text.p : "", venv, prompt, &out)) {
			pv_buf_clear(&out);
			pv_buf_adds(&out, shells[i].sorry);
		}
		if (pv_tree_file(bin, shells[i].file, out.p, out.len, 0666, err) < 0)
			return -1;
	}
	return 0;
}
