#include "pyvenvcfg.h"

#include "quote.h"

#include <strings.h>

char *pv_pyvenvcfg_get(const char *text, const char *key)
{
	struct pv_slice rest = pv_slice_of(text), line;

	while (pv_slice_split(&rest, '\n', &line)) {
		struct pv_slice name;

		if (!memchr(line.p, '=', line.n) || !pv_slice_split(&line, '=', &name))
			continue;
		name = pv_slice_trim(name);
		if (name.n != strlen(key) || strncasecmp(name.p, key, name.n) != 0)
			continue;
		/* All behind the first `=' is the value: it may hold others. */
		return line.p ? pv_slice_dup(pv_slice_trim(line)) : pv_xstrdup("");
	}
	return NULL;
}

static bool is_line(const char *text)
{
	return pv_utf8_valid(text) && !strpbrk(text, "\r\n");
}

/* The prompt stands there as a Python literal. */
static void add_literal(struct pv_buf *out, const char *text)
{
	char quote = strchr(text, '\'') && !strchr(text, '"') ? '"' : '\'';

	pv_buf_addc(out, quote);
	while (*text) {
		size_t n = pv_utf8_length(text);
		unsigned char c = (unsigned char)*text;

		if (n == 0 || c < 0x20 || c == 0x7f) {
			pv_buf_addf(out, "\\x%02x", (unsigned)c);
			text++;
			continue;
		}
		if (*text == quote || *text == '\\')
			pv_buf_addc(out, '\\');
		pv_buf_add(out, text, n);
		text += n;
	}
	pv_buf_addc(out, quote);
}

int pv_pyvenvcfg_format(const struct pv_pyvenvcfg *cfg, struct pv_buf *out, struct pv_err **err)
{
	if (!is_line(cfg->home))
		return pv_fail(err, "`%s' cannot be the home of an environment: pyvenv.cfg "
		               "holds lines of UTF-8 only (PEP 405)", cfg->home);
	pv_buf_addf(out, "home = %s\n", cfg->home);
	pv_buf_addf(out, "include-system-site-packages = %s\n",
	            cfg->system_site ? "true" : "false");
	pv_buf_addf(out, "version = %s\n", cfg->version);
	if (cfg->prompt) {
		pv_buf_adds(out, "prompt = ");
		add_literal(out, cfg->prompt);
		pv_buf_addc(out, '\n');
	}
	if (cfg->executable && is_line(cfg->executable))
		pv_buf_addf(out, "executable = %s\n", cfg->executable);
	if (cfg->command && is_line(cfg->command))
		pv_buf_addf(out, "command = %s\n", cfg->command);
	return 0;
}
