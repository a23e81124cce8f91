#include "session.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked.h"
#include "quote.h"

const char *pv_session_active(const struct pv_context *ctx)
{
	return pv_context_env_nonempty(ctx, "VIRTUAL_ENV");
}

bool pv_session_is_foreign(const struct pv_context *ctx)
{
	const char *active = pv_session_active(ctx);
	const char *ours = pv_context_env_nonempty(ctx, "PYVER_VIRTUAL_ENV");

	return active && (!ours || strcmp(active, ours) != 0);
}

/* ---- conda, whose environments bring scripts for the shell */

static bool is_conda(const char *prefix)
{
	pv_cleanup_free char *meta = pv_path_join(prefix, "conda-meta");
	pv_cleanup_free char *program = pv_path_join(prefix, "bin/conda");

	return pv_fs_is_dir(meta) || pv_fs_is_program(program);
}

static void source_all(const char *prefix, const char *folder, const char *suffix,
                       struct pv_code *code)
{
	pv_cleanup_free char *dir = pv_path_join(prefix, folder);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_fs_list(dir, &names, NULL, &unreadable) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, names.v[i]);

		if (names.v[i][0] != '.' && pv_ends_with(names.v[i], suffix))
			pv_code_source(code, path);
	}
}

static void enter_conda(const char *prefix, struct pv_code *code)
{
	if (code->dialect == PV_DIALECT_FISH) {
		source_all(prefix, "etc/fish/conf.d", ".fish", code);
		return;
	}
	pv_code_export(code, "CONDA_PREFIX", prefix);
	if (code->dialect == PV_DIALECT_POSIX) {
		source_all(prefix, "etc/conda/activate.d", ".sh", code);
		source_all(prefix, "etc/profile.d", ".sh", code);
	}
}

/* ---- the prompt */

static bool prompt_is_wanted(const struct pv_context *ctx)
{
	return !pv_context_env_nonempty(ctx, "PYVER_VIRTUALENV_DISABLE_PROMPT") &&
	       !pv_context_env_nonempty(ctx, "PYVER_VIRTUAL_ENV_DISABLE_PROMPT") &&
	       !pv_context_env_nonempty(ctx, "VIRTUAL_ENV_DISABLE_PROMPT");
}

/* What PS1 begins with: the user's text, which may well be code for the
 * prompt, with the name in it, which is never. */
static char *prompt_text(const struct pv_context *ctx, const char *name)
{
	static const char mark[] = "{venv}";
	const char *text = pv_context_env_nonempty(ctx, "PYVER_VIRTUALENV_PROMPT");
	const char *at = text ? strstr(text, mark) : NULL;
	struct pv_buf shown = PV_BUF_INIT;

	if (!text) {
		pv_quote_prompt(&shown, name);
		return pv_buf_detach(&shown);
	}
	pv_buf_add(&shown, text, at ? (size_t)(at - text) : strlen(text));
	if (at) {
		pv_quote_prompt_name(&shown, name);
		pv_buf_adds(&shown, at + strlen(mark));
	}
	pv_buf_addc(&shown, ' ');
	return pv_buf_detach(&shown);
}

/* _OLD_VIRTUAL_PS1 is what other tools know; these save and overwrite it too,
 * so _PYVER_PS1 is what we go by: "u" when PS1 was unset, else "s" and its
 * text. Neither goes to other shells, which have prompts of their own. */
static void show_posix(const struct pv_context *ctx, const char *name, struct pv_code *code)
{
	pv_cleanup_free char *text = prompt_text(ctx, name);

	pv_code_add(code, "if [ -z \"${_PYVER_PS1+x}\" ]; then\n", NULL, NULL);
	pv_code_set(code, "_pyver_prompt", text);
	pv_code_add(code,
	            "case \"${PS1-}\" in\n"
	            "\"$_pyver_prompt\"*) ;;\n"
	            "*)\n"
	            "  _PYVER_PS1=u\n"
	            "  [ -z \"${PS1+x}\" ] || _PYVER_PS1=s$PS1\n"
	            "  _OLD_VIRTUAL_PS1=${PS1-}\n"
	            "  PS1=$_pyver_prompt${PS1-}\n"
	            "  ;;\n"
	            "esac\n"
	            "unset _pyver_prompt\n",
	            NULL, NULL);
	/* A prompt that is in the environment goes to other shells, and so does what it was. */
	if (pv_context_env(ctx, "PS1"))
		pv_code_add(code, "export _OLD_VIRTUAL_PS1\n", NULL, NULL);
	pv_code_add(code, "fi\n", NULL, NULL);
}

static void show_function(const char *name, struct pv_code *code)
{
	pv_cleanup_free char *text = pv_xasprintf("(%s) ", name);

	pv_code_set(code, "_pyver_prompt", text);
	pv_code_add(code, NULL,
	            "if functions -q fish_prompt; and not functions -q _pyver_old_prompt\n"
	            "  functions -c fish_prompt _pyver_old_prompt\n"
	            "  function _pyver_status\n"
	            "    return $argv[1]\n"
	            "  end\n"
	            "  function fish_prompt\n"
	            "    set -l last $status\n"
	            "    printf '%s' $_pyver_prompt\n"
	            "    _pyver_status $last\n"
	            "    _pyver_old_prompt\n"
	            "  end\n"
	            "end\n",
	            "if (-not (Test-Path Function:_pyver_old_prompt)) {\n"
	            "  Copy-Item Function:prompt Function:global:_pyver_old_prompt\n"
	            "  function global:prompt { $global:_pyver_prompt + (_pyver_old_prompt) }\n"
	            "}\n");
}

void pv_session_show(const struct pv_context *ctx, const char *name, struct pv_code *code)
{
	if (!prompt_is_wanted(ctx))
		return;
	if (code->dialect == PV_DIALECT_POSIX)
		show_posix(ctx, name, code);
	else
		show_function(name, code);
}

static void unshow(struct pv_code *code)
{
	pv_code_add(code,
	            "if [ -n \"${_PYVER_PS1+x}\" ]; then\n"
	            "  case \"$_PYVER_PS1\" in\n"
	            "  u) unset PS1 ;;\n"
	            "  *) PS1=${_PYVER_PS1#s} ;;\n"
	            "  esac\n"
	            "  unset _PYVER_PS1\n"
	            "elif [ -n \"${_OLD_VIRTUAL_PS1-}\" ]; then\n"
	            "  PS1=$_OLD_VIRTUAL_PS1\n"
	            "fi\n"
	            "unset _OLD_VIRTUAL_PS1\n",
	            "if functions -q _pyver_old_prompt\n"
	            "  functions -e fish_prompt\n"
	            "  functions -c _pyver_old_prompt fish_prompt\n"
	            "  functions -e _pyver_old_prompt _pyver_status\n"
	            "  set -e _pyver_prompt\n"
	            "end\n",
	            "if (Test-Path Function:_pyver_old_prompt) {\n"
	            "  Copy-Item Function:_pyver_old_prompt Function:global:prompt\n"
	            "  Remove-Item Function:_pyver_old_prompt\n"
	            "}\n");
}

/* ---- PYVER_VERSION, put back unless `pyver shell' was used since */

static void select_version(const char *version, struct pv_code *code)
{
	pv_code_add(code,
	            "if [ -n \"${PYVER_VERSION+x}\" ]; then\n"
	            "  export _OLD_VIRTUAL_PYVER_VERSION=\"$PYVER_VERSION\"\n"
	            "fi\n",
	            "if set -q PYVER_VERSION\n"
	            "  set -gx _OLD_VIRTUAL_PYVER_VERSION \"$PYVER_VERSION\"\n"
	            "end\n",
	            "$Env:_OLD_VIRTUAL_PYVER_VERSION = $Env:PYVER_VERSION\n");
	pv_code_export(code, "PYVER_VERSION", version);
	pv_code_export(code, "_PYVER_ACTIVATE_VERSION", version);
	pv_code_add(code, "export PYVER_ACTIVATE_SHELL=1\n", "set -gx PYVER_ACTIVATE_SHELL 1\n",
	            "$Env:PYVER_ACTIVATE_SHELL = '1'\n");
}

static void unselect_version(struct pv_code *code)
{
	pv_code_add(code,
	            "if [ \"${PYVER_VERSION-}\" = \"${_PYVER_ACTIVATE_VERSION-${PYVER_VERSION-}}\" ]; then\n"
	            "  unset PYVER_VERSION\n"
	            "  if [ -n \"${_OLD_VIRTUAL_PYVER_VERSION+x}\" ]; then\n"
	            "    export PYVER_VERSION=\"$_OLD_VIRTUAL_PYVER_VERSION\"\n"
	            "  fi\n"
	            "fi\n",
	            "if not set -q _PYVER_ACTIVATE_VERSION; "
	            "or test \"$PYVER_VERSION\" = \"$_PYVER_ACTIVATE_VERSION\"\n"
	            "  set -e PYVER_VERSION\n"
	            "  if set -q _OLD_VIRTUAL_PYVER_VERSION\n"
	            "    set -gx PYVER_VERSION \"$_OLD_VIRTUAL_PYVER_VERSION\"\n"
	            "  end\n"
	            "end\n",
	            "if (($null -eq $Env:_PYVER_ACTIVATE_VERSION) -or "
	            "($Env:PYVER_VERSION -ceq $Env:_PYVER_ACTIVATE_VERSION)) {\n"
	            "  $Env:PYVER_VERSION = $Env:_OLD_VIRTUAL_PYVER_VERSION\n"
	            "}\n");
	pv_code_unset(code, "PYVER_ACTIVATE_SHELL");
	pv_code_unset(code, "_PYVER_ACTIVATE_VERSION");
	pv_code_unset(code, "_OLD_VIRTUAL_PYVER_VERSION");
}

/* ---- PYTHONHOME, in which Python would look for its library; when one
 * environment is left for another, it is what the first one put aside */

static void hide_home(const struct pv_context *ctx, struct pv_code *code)
{
	if (!pv_context_env(ctx, "PYTHONHOME") && !pv_context_env(ctx, "_OLD_VIRTUAL_PYTHONHOME"))
		return;
	pv_code_add(code,
	            "if [ -n \"${PYTHONHOME+x}\" ]; then\n"
	            "  export _OLD_VIRTUAL_PYTHONHOME=\"$PYTHONHOME\"\n"
	            "  unset PYTHONHOME\n"
	            "fi\n",
	            "if set -q PYTHONHOME\n"
	            "  set -gx _OLD_VIRTUAL_PYTHONHOME \"$PYTHONHOME\"\n"
	            "  set -e PYTHONHOME\n"
	            "end\n",
	            "if ($null -ne $Env:PYTHONHOME) {\n"
	            "  $Env:_OLD_VIRTUAL_PYTHONHOME = $Env:PYTHONHOME\n"
	            "  $Env:PYTHONHOME = $null\n"
	            "}\n");
}

/* PATH is not ours: it is there for environments entered by their own script. */
static void restore_paths(struct pv_code *code)
{
	pv_code_add(code,
	            "if [ -n \"${_OLD_VIRTUAL_PATH-}\" ]; then\n"
	            "  export PATH=\"$_OLD_VIRTUAL_PATH\"\n"
	            "  unset _OLD_VIRTUAL_PATH _OLD_VIRTUAL_ENV _OLD_VIRTUAL_ENV_PROMPT"
	            " VIRTUAL_ENV_PROMPT\n"
	            "fi\n"
	            "if [ -n \"${_OLD_VIRTUAL_PYTHONHOME+x}\" ]; then\n"
	            "  export PYTHONHOME=\"$_OLD_VIRTUAL_PYTHONHOME\"\n"
	            "  unset _OLD_VIRTUAL_PYTHONHOME\n"
	            "fi\n",
	            "if test -n \"$_OLD_VIRTUAL_PATH\"\n"
	            "  set -gx PATH $_OLD_VIRTUAL_PATH\n"
	            "  set -e _OLD_VIRTUAL_PATH\n"
	            "  set -e _OLD_VIRTUAL_ENV\n"
	            "  set -e _OLD_VIRTUAL_ENV_PROMPT\n"
	            "  set -e VIRTUAL_ENV_PROMPT\n"
	            "end\n"
	            "if set -q _OLD_VIRTUAL_PYTHONHOME\n"
	            "  set -gx PYTHONHOME \"$_OLD_VIRTUAL_PYTHONHOME\"\n"
	            "  set -e _OLD_VIRTUAL_PYTHONHOME\n"
	            "end\n",
	            "if ($Env:_OLD_VIRTUAL_PATH) {\n"
	            "  $Env:PATH = $Env:_OLD_VIRTUAL_PATH\n"
	            "  $Env:_OLD_VIRTUAL_PATH = $null\n"
	            "}\n"
	            "if ($null -ne $Env:_OLD_VIRTUAL_PYTHONHOME) {\n"
	            "  $Env:PYTHONHOME = $Env:_OLD_VIRTUAL_PYTHONHOME\n"
	            "  $Env:_OLD_VIRTUAL_PYTHONHOME = $null\n"
	            "}\n");
}

void pv_session_enter(const struct pv_context *ctx, const struct pv_entry *entry,
                      struct pv_code *code)
{
	pv_cleanup_free char *parent = pv_path_dir(entry->prefix);
	bool in_envs = strcmp(pv_path_base(parent), "envs") == 0;
	bool conda = is_conda(entry->prefix);

	if (entry->version)
		select_version(entry->version, code);
	pv_code_export(code, "PYVER_VIRTUAL_ENV", entry->prefix);
	pv_code_export(code, "VIRTUAL_ENV", entry->prefix);
	if (conda)
		pv_code_export(code, "CONDA_DEFAULT_ENV",
		               in_envs ? pv_path_base(entry->prefix) : "root");
	hide_home(ctx, code);
	if (entry->prompt)
		pv_session_show(ctx, entry->name, code);
	if (conda)
		enter_conda(entry->prefix, code);
}

void pv_session_leave(const struct pv_context *ctx, struct pv_code *code)
{
	const char *active = pv_session_active(ctx);

	if (active && is_conda(active) && code->dialect != PV_DIALECT_FISH) {
		if (code->dialect == PV_DIALECT_POSIX)
			source_all(active, "etc/conda/deactivate.d", ".sh", code);
		pv_code_unset(code, "CONDA_PREFIX");
	}
	if (pv_context_env_nonempty(ctx, "PYVER_ACTIVATE_SHELL"))
		unselect_version(code);
	pv_code_unset(code, "PYVER_VIRTUAL_ENV");
	pv_code_unset(code, "VIRTUAL_ENV");
	if (pv_context_env_nonempty(ctx, "CONDA_DEFAULT_ENV"))
		pv_code_unset(code, "CONDA_DEFAULT_ENV");
	restore_paths(code);
	unshow(code);
	pv_code_add(code, "unset -f deactivate 2>/dev/null || :\n",
	            "functions -q deactivate; and functions -e deactivate; or true\n",
	            "if (Test-Path Function:deactivate) { Remove-Item Function:deactivate }\n");
}

int pv_session_print(struct pv_app *app, const char *point, const char *name, const char *prefix,
                     const struct pv_code *code, struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;
	bool hooked = pv_hooked_find(app, point, &h);

	if (hooked) {
		pv_hook_set(&h.vars, "venv", name);
		pv_hook_set(&h.vars, "prefix", prefix);
		pv_hook_set(&h.vars, "shell", pv_code_shell(&app->ctx));
		if (pv_hooked_load(app, &h, false, NULL, err) < 0 ||
		    pv_hooked_run(app, &h, "before", err) < 0)
			return -1;
	}
	fputs(code->text.p ? code->text.p : "", app->out);
	return hooked ? pv_hooked_run(app, &h, "after", err) : 0;
}

int pv_session_refuse(struct pv_app *app, bool quiet, struct pv_err **err, const char *fmt, ...)
{
	va_list args;

	if (!quiet) {
		fputs("pyver-virtualenv: ", app->err);
		va_start(args, fmt);
		vfprintf(app->err, fmt, args);
		va_end(args);
		fputc('\n', app->err);
	}
	fputs("false\n", app->out);
	return pv_fail_silent(err, PV_EXIT_FAILURE);
}
