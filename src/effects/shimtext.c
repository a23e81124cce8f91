#include "effects/shimtext.h"

#include "base/fs.h"
#include "base/path.h"

#include <fcntl.h>

/* %1$s: the pyver program, %2$s: the root (both quoted), %3$s: the name, which comes from the
 * fixed list in core/shimset.c and needs no quoting. */
static const char sh_text[] =
	"# Source this file: it sources `%3$s' of the selected Python version.\n"
	"_pyver_file=\"$(PYVER_ROOT=%2$s %1$s which %3$s 2>/dev/null)\" &&\n"
	"  [ -e \"$_pyver_file\" ] && . \"$_pyver_file\" \"$@\"\n";
static const char csh_text[] =
	"# Source this file: it sources `%3$s' of the selected Python version.\n"
	"set _pyver_file = \"`env PYVER_ROOT=%2$s %1$s which %3$s`\"\n"
	"if ( -e \"$_pyver_file\" ) source \"$_pyver_file\"\n";
static const char fish_text[] =
	"# Source this file: it sources `%3$s' of the selected Python version.\n"
	"set -l _pyver_file (env PYVER_ROOT=%2$s %1$s which %3$s 2>/dev/null)\n"
	"and test -e \"$_pyver_file\"\n"
	"and source \"$_pyver_file\" $argv\n";
static const char nu_text[] =
	"# `source' of nushell needs a constant path: print the one to use.\n"
	"print (with-env { PYVER_ROOT: %2$s } { ^%1$s which %3$s })\n";

static const struct {
	const char *suffix;
	const char *text;
} languages[] = {
	{ ".csh", csh_text },
	{ ".fish", fish_text },
	{ ".nu", nu_text },
	{ "", sh_text },
};

/* 'text' for all of these shells: a quote inside ends the string, stands
 * escaped, and begins it again. */
static char *quote(const char *text)
{
	struct pv_buf out = PV_BUF_INIT;

	pv_buf_addc(&out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			pv_buf_adds(&out, "'\\''");
		else
			pv_buf_addc(&out, *text);
	}
	pv_buf_addc(&out, '\'');
	return pv_buf_detach(&out);
}

/* PREFIX/libexec/pyver/pyver-shim -> PREFIX/bin/pyver */
static char *pyver_beside(const char *program)
{
	pv_cleanup_free char *own = pv_path_dir(program);
	pv_cleanup_free char *libexec = pv_path_dir(own);
	pv_cleanup_free char *prefix = pv_path_dir(libexec);

	return pv_path_join(prefix, "bin/pyver");
}

static char *text_of(const char *program, const char *shims, const char *name)
{
	pv_cleanup_free char *root = pv_path_dir(shims);
	pv_cleanup_free char *pyver = pyver_beside(program);
	pv_cleanup_free char *quoted_root = quote(root);
	pv_cleanup_free char *quoted_pyver = quote(pyver);
	size_t i = 0;

	while (!pv_ends_with(name, languages[i].suffix))
		i++;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return pv_xasprintf(languages[i].text, quoted_pyver, quoted_root, name);
#pragma GCC diagnostic pop
}

bool pv_shimtext_is_current(const char *program, const char *shims, const char *name)
{
	pv_cleanup_free char *path = pv_path_join(shims, name);
	pv_cleanup_free char *text = text_of(program, shims, name);
	pv_cleanup_buf struct pv_buf found = PV_BUF_INIT;

	return !pv_fs_is_link(path) && pv_fs_read(AT_FDCWD, path, 16 * 1024, &found) == 0 &&
	       strcmp(found.p, text) == 0 && access(path, X_OK) == 0;
}

int pv_shimtext_write(const char *program, const char *shims, const char *name,
                      struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(shims, name);
	pv_cleanup_free char *text = text_of(program, shims, name);

	/* An older shim may be a link to somewhere else: that is not ours to write through. */
	if (pv_fs_exists(path) && pv_fs_remove(path, err) < 0)
		return -1;
	return pv_fs_write_atomic(path, text, strlen(text), 0777, err);
}
