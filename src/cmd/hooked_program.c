#include "cmd/hooked_program.h"

#include "base/env.h"
#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked.h"
#include "cmd/selected.h"
#include "core/layout.h"

static void set(char **text, const char *value)
{
	char *copy = pv_xstrdup(value);

	free(*text);
	*text = copy;
}

/* The version looked at last: where it was found, else the end of the list. */
static char *last_version(const struct pv_context *ctx, const struct pv_selection *sel,
                          unsigned flags, const struct pv_found *found)
{
	const char *last = sel->names.v[sel->names.n - 1];
	char *version;

	if (found->version)
		return pv_xstrdup(found->version);
	if (!(flags & PV_FIND_NO_SYSTEM))
		return pv_xstrdup("system");
	version = pv_resolve_name(ctx, last);
	return version ? version : pv_xstrdup(last);
}

/* Where the search ended; a hook may look whether that is a program. */
static char *last_path(const struct pv_context *ctx, const struct pv_found *found,
                       const char *version, const char *command)
{
	pv_cleanup_free char *dir = NULL;

	if (found->path)
		return pv_xstrdup(found->path);
	if (strcmp(version, "system") == 0)
		return pv_xstrdup("");
	dir = pv_layout_version(ctx, version);
	return pv_xasprintf("%s/bin/%s", dir, command);
}

static void take_verdict(const struct pv_hook_vars *vars, const char *path,
                         struct pv_found *found)
{
	const char *now = pv_hook_text(vars, "PYVER_COMMAND_PATH");

	if (strcmp(path, now) != 0) {
		free(found->path);
		found->path = pv_fs_is_program(now) ? pv_xstrdup(now) : NULL;
		found->implied_system = false;
	}
	if (found->path)
		set(&found->version, pv_hook_text(vars, "version"));
}

int pv_hooked_which(struct pv_app *app, const struct pv_selection *sel, bool aside,
                    unsigned flags, const struct pv_strv *skip_dirs, char **command,
                    struct pv_found *ret, struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;
	pv_cleanup_free char *version = NULL, *path = NULL;
	struct pv_strv *versions;

	pv_find_command(&app->ctx, sel, *command, flags, skip_dirs, ret);
	if (!pv_hooked_find(app, "which", &h))
		return 0;
	version = last_version(&app->ctx, sel, flags, ret);
	path = last_path(&app->ctx, ret, version, *command);
	pv_hook_open(&h.vars, "PYVER_COMMAND", *command);
	pv_hook_open(&h.vars, "PYVER_COMMAND_PATH", path);
	pv_hook_open(&h.vars, "version", version);
	versions = pv_hook_add_list(&h.vars, "versions", NULL, false);
	for (size_t i = 0; i < sel->names.n; i++)
		pv_strv_add(versions, sel->names.v[i]);
	if (pv_hooked_once(app, &h, aside, NULL, err) < 0)
		return -1;
	set(command, pv_hook_text(&h.vars, "PYVER_COMMAND"));
	take_verdict(&h.vars, path, ret);
	return 0;
}

void pv_program_init(struct pv_program *program, const char *path, char *const *argv)
{
	program->path = pv_xstrdup(path);
	program->bin = pv_path_dir(path);
	for (; *argv; argv++)
		pv_strv_add(&program->argv, *argv);
}

static void take_arguments(const struct pv_strv *from, struct pv_program *program)
{
	pv_strv_release(&program->argv);
	for (size_t i = 0; i < from->n; i++)
		pv_strv_add(&program->argv, from->v[i]);
	if (!from->n)
		pv_strv_add(&program->argv, program->path);
}

int pv_hooked_exec(struct pv_app *app, const struct pv_selection *sel,
                   struct pv_program *program, struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;
	pv_cleanup_free char *versions = NULL;
	struct pv_strv *arguments;

	if (!pv_hooked_find(app, "exec", &h))
		return 0;
	versions = pv_selected_pinned(&app->ctx, sel);
	pv_env_set(&h.env, "PYVER_VERSION", versions);
	h.call.takes_env = true;
	pv_hook_open(&h.vars, "PYVER_COMMAND", program->argv.v[0]);
	pv_hook_open(&h.vars, "PYVER_COMMAND_PATH", program->path);
	pv_hook_open(&h.vars, "PYVER_BIN_PATH", program->bin);
	arguments = pv_hook_add_list(&h.vars, "@", NULL, true);
	for (size_t i = 0; i < program->argv.n; i++)
		pv_strv_add(arguments, program->argv.v[i]);
	if (pv_hooked_once(app, &h, false, program->argv.v, err) < 0)
		return -1;
	set(&program->path, pv_hook_text(&h.vars, "PYVER_COMMAND_PATH"));
	set(&program->bin, pv_hook_text(&h.vars, "PYVER_BIN_PATH"));
	if (h.set.scripts.n)
		take_arguments(pv_hook_items(&h.vars, "@"), program);
	pv_hooked_apply_env(&h, &program->env);
	return 0;
}

void pv_program_add_path(const struct pv_context *ctx, struct pv_program *program)
{
	const struct pv_context theirs = { .env = program->env.v };
	const char *path = pv_context_env(&theirs, "PATH");
	pv_cleanup_free char *value = NULL;

	if (!pv_path_below(program->bin, ctx->root))
		return;
	value = pv_xasprintf("%s%s%s", program->bin, path ? ":" : "", path ? path : "");
	pv_env_set(&program->env, "PATH", value);
}

void pv_program_release(struct pv_program *program)
{
	free(program->path);
	free(program->bin);
	pv_strv_release(&program->argv);
	pv_strv_release(&program->env);
}
