#include "cmd/hooked.h"

#include "base/env.h"
#include "base/fs.h"
#include "base/path.h"
#include "cmd/childenv.h"
#include "core/hooks.h"
#include "core/onpath.h"

#define STANDARD_BASH "/bin/bash"

/* The folders that exist, looked for once a run: mostly there is none. */
static const char *existing_dirs(struct pv_app *app)
{
	if (!app->dirs.hooks) {
		pv_cleanup_free char *path = pv_hooks_path(&app->ctx, app->dirs.prefix);

		app->dirs.hooks = pv_hooks_existing(path);
	}
	return app->dirs.hooks;
}

bool pv_hooked_any(struct pv_app *app)
{
	return *existing_dirs(app) != '\0';
}

static bool is_running(const struct pv_context *ctx, const char *point)
{
	const char *running = pv_context_env_nonempty(ctx, PV_HOOKS_RUNNING);
	struct pv_slice rest = pv_slice_of(running ? running : ""), part;

	while (pv_slice_split(&rest, ':', &part))
		if (pv_slice_eq(part, point))
			return true;
	return false;
}

bool pv_hooked_find(struct pv_app *app, const char *point, struct pv_hooked *ret)
{
	const char *dirs = existing_dirs(app);

	if (!*dirs || is_running(&app->ctx, point))
		return false;
	pv_hooks_find(&app->ctx, dirs, point, &ret->set);
	if (pv_hookset_empty(&ret->set))
		return false;
	ret->call.point = point;
	pv_command_env(app, &ret->env);
	return true;
}

static char *find_bash(const struct pv_context *ctx)
{
	char *bash = pv_find_on_path(ctx, "bash", NULL);

	if (!bash && pv_fs_is_program(STANDARD_BASH))
		bash = pv_xstrdup(STANDARD_BASH);
	return bash;
}

/* Prints the notes that are new. */
static void tell_notes(struct pv_app *app, struct pv_hooked *h)
{
	const struct pv_strv *notes = pv_hooks_notes(h->hooks);

	for (; h->told < notes->n; h->told++)
		fprintf(app->err, "pyver: %s\n", notes->v[h->told]);
}

int pv_hooked_load(struct pv_app *app, struct pv_hooked *h, bool aside, char *const *argv,
                   struct pv_err **err)
{
	if (h->set.scripts.n)
		h->bash = find_bash(&app->ctx);
	h->driver = pv_path_join(app->dirs.share, "hookdriver.bash");
	h->call.set = &h->set;
	h->call.bash = h->bash;
	h->call.driver = h->driver;
	h->call.pyver = app->dirs.program;
	h->call.argv = argv;
	h->call.env = h->env.v;
	h->call.out_fd = aside ? fileno(app->err) : -1;
	fflush(app->out);
	fflush(app->err);
	return pv_hooks_load(&h->call, &h->vars, &h->hooks, err);
}

int pv_hooked_run(struct pv_app *app, struct pv_hooked *h, const char *phase,
                  struct pv_err **err)
{
	int result;

	fflush(app->out);
	fflush(app->err);
	result = pv_hooks_run(h->hooks, phase, &h->vars, err);
	tell_notes(app, h);
	return result;
}

int pv_hooked_once(struct pv_app *app, struct pv_hooked *h, bool aside, char *const *argv,
                   struct pv_err **err)
{
	if (pv_hooked_load(app, h, aside, argv, err) < 0)
		return -1;
	return pv_hooked_run(app, h, NULL, err);
}

void pv_hooked_apply_env(const struct pv_hooked *h, struct pv_strv *env)
{
	const struct pv_strv *changes = pv_hooks_changes(h->hooks);

	for (size_t i = 0; i < changes->n; i++) {
		const char *eq = strchr(changes->v[i], '=');
		pv_cleanup_free char *name = NULL;

		if (!eq) {
			pv_env_unset(env, changes->v[i]);
			continue;
		}
		name = pv_xstrndup(changes->v[i], (size_t)(eq - changes->v[i]));
		pv_env_set(env, name, eq + 1);
	}
}

void pv_hooked_release(struct pv_hooked *h)
{
	pv_hooks_unload(h->hooks);
	pv_hookset_release(&h->set);
	pv_hook_vars_release(&h->vars);
	pv_strv_release(&h->env);
	free(h->bash);
	free(h->driver);
	*h = (struct pv_hooked)PV_HOOKED_INIT;
}
