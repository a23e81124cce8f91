#include "cmd/childenv.h"

#include "base/env.h"
#include "core/hooks.h"

void pv_command_env(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_free char *hooks = pv_hooks_path(&app->ctx, app->dirs.prefix);

	pv_env_copy(ret, app->ctx.env);
	pv_env_set(ret, "PYVER_ROOT", app->ctx.root);
	pv_env_set(ret, "PYVER_DIR", app->ctx.dir);
	pv_env_set(ret, "PYVER_HOOK_PATH", hooks);
	pv_env_set(ret, "_PYVER_INSTALL_PREFIX", app->dirs.prefix);
}
