#include "install/hooks.h"

#include "base/env.h"

/* pyenv's variables for its options: set or not. */
static void set_options(struct pv_hook_vars *vars, const struct pv_install_options *opts)
{
	pv_hook_set(vars, "FORCE", opts->force ? "true" : NULL);
	pv_hook_set(vars, "SKIP_EXISTING", opts->skip_existing ? "true" : NULL);
	pv_hook_set(vars, "KEEP", opts->keep ? "-k" : NULL);
	pv_hook_set(vars, "VERBOSE", opts->verbose ? "-v" : NULL);
	pv_hook_set(vars, "HAS_PATCH", opts->patch ? "-p" : NULL);
	pv_hook_set(vars, "DEBUG", opts->debug ? "-g" : NULL);
}

static void take_requests(const struct pv_strv *from, struct pv_install_options *opts)
{
	pv_strv_release(&opts->requests);
	for (size_t i = 0; i < from->n; i++)
		pv_strv_add(&opts->requests, from->v[i]);
}

static void take_env(struct pv_install_hooks *hooks)
{
	pv_strv_release(&hooks->env);
	pv_env_copy(&hooks->env, hooks->callers_env);
	pv_hooked_apply_env(&hooks->hooked, &hooks->env);
	hooks->app->ctx.env = hooks->env.v;
}

int pv_install_hooks_load(struct pv_app *app, struct pv_install_options *opts,
                          struct pv_install_hooks *ret, struct pv_err **err)
{
	struct pv_hooked *h = &ret->hooked;
	struct pv_strv *list;

	if (!pv_hooked_find(app, "install", h))
		return 0;
	ret->callers_env = app->ctx.env;
	h->call.takes_env = true;
	set_options(&h->vars, opts);
	list = pv_hook_add_list(&h->vars, "DEFINITIONS", NULL, true);
	for (size_t i = 0; i < opts->requests.n; i++)
		pv_strv_add(list, opts->requests.v[i]);
	if (pv_hooked_load(app, h, false, NULL, err) < 0)
		return -1;
	ret->app = app;
	if (h->set.scripts.n)
		take_requests(pv_hook_items(&h->vars, "DEFINITIONS"), opts);
	take_env(ret);
	return 0;
}

int pv_install_hooks_before(struct pv_install_hooks *hooks, const char *version,
                            const char *name, const char *prefix, struct pv_err **err)
{
	struct pv_hook_vars *vars = &hooks->hooked.vars;

	if (!hooks->app)
		return 0;
	pv_hook_set(vars, "DEFINITION", version);
	pv_hook_set(vars, "VERSION_NAME", name);
	pv_hook_set(vars, "PREFIX", prefix);
	pv_hook_set(vars, "STATUS", "0");
	if (pv_hooked_run(hooks->app, &hooks->hooked, "before", err) < 0)
		return -1;
	take_env(hooks);
	return 0;
}

int pv_install_hooks_after(struct pv_install_hooks *hooks, int status, struct pv_err **err)
{
	pv_cleanup_free char *text = pv_xasprintf("%d", status);

	if (!hooks->app)
		return 0;
	pv_hook_set(&hooks->hooked.vars, "STATUS", text);
	return pv_hooked_run(hooks->app, &hooks->hooked, "after", err);
}

void pv_install_hooks_release(struct pv_install_hooks *hooks)
{
	if (hooks->app)
		hooks->app->ctx.env = hooks->callers_env;
	pv_hooked_release(&hooks->hooked);
	pv_strv_release(&hooks->env);
}
