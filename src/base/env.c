#include "base/env.h"

void pv_env_copy(struct pv_strv *env, char *const *from)
{
	for (; from && *from; from++)
		pv_strv_add(env, *from);
}

static bool names(const char *entry, const char *name)
{
	size_t n = strlen(name);

	return strncmp(entry, name, n) == 0 && entry[n] == '=';
}

void pv_env_set(struct pv_strv *env, const char *name, const char *value)
{
	char *entry = pv_xasprintf("%s=%s", name, value);

	for (size_t i = 0; i < env->n; i++) {
		if (!names(env->v[i], name))
			continue;
		free(env->v[i]);
		env->v[i] = entry;
		return;
	}
	pv_strv_take(env, entry);
}

void pv_env_unset(struct pv_strv *env, const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < env->n; i++) {
		if (names(env->v[i], name))
			free(env->v[i]);
		else
			env->v[kept++] = env->v[i];
	}
	env->n = kept;
	if (env->v)
		env->v[kept] = NULL;
}
