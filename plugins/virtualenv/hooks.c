#include "hooks.h"

#include "base/env.h"
#include "cmd/hooked.h"

static void set_variables(struct pv_hook_vars *vars, const struct pv_venv_options *opt,
                          const struct pv_place *place)
{
	pv_hook_set(vars, "VERSION_NAME", place->version);
	pv_hook_set(vars, "VIRTUALENV_NAME", place->name);
	pv_hook_set(vars, "VIRTUALENV_PATH", place->path);
	pv_hook_set(vars, "COMPAT_VIRTUALENV_PATH", place->link);
	pv_hook_set(vars, "FORCE", opt->force ? "true" : NULL);
	pv_hook_set(vars, "STATUS", "0");
}

static int run_all(struct pv_app *app, struct pv_hooked *h,
                   int (*create)(void *arg, struct pv_err **err), void *arg, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *hook_err = NULL;
	pv_cleanup_free char *status = NULL;
	char **callers = app->ctx.env;
	int result;

	if (pv_hooked_load(app, h, false, NULL, err) < 0 ||
	    pv_hooked_run(app, h, "before", err) < 0)
		return -1;
	pv_env_copy(&env, callers);
	pv_hooked_apply_env(h, &env);
	app->ctx.env = env.v;
	result = create(arg, err);
	app->ctx.env = callers;
	status = pv_xasprintf("%d", result < 0 ? (*err)->status : 0);
	pv_hook_set(&h->vars, "STATUS", status);
	if (pv_hooked_run(app, h, "after", &hook_err) == 0 || result < 0)
		return result;
	*err = pv_steal(&hook_err);
	return -1;
}

int pv_between_hooks(struct pv_app *app, const struct pv_venv_options *opt,
                     const struct pv_place *place,
                     int (*create)(void *arg, struct pv_err **err), void *arg,
                     struct pv_err **err)
{
	pv_cleanup_hooked struct pv_hooked h = PV_HOOKED_INIT;

	if (!pv_hooked_find(app, "virtualenv", &h))
		return create(arg, err);
	set_variables(&h.vars, opt, place);
	h.call.takes_env = true;
	return run_all(app, &h, create, arg, err);
}
