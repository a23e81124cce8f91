#include "effects/hookvars.h"

#include "base/env.h"

static struct pv_hook_var *find(const struct pv_hook_vars *vars, const char *name, size_t n)
{
	for (size_t i = 0; i < vars->n; i++)
		if (strlen(vars->v[i].name) == n && memcmp(vars->v[i].name, name, n) == 0)
			return &vars->v[i];
	return NULL;
}

static struct pv_hook_var *find_or_add(struct pv_hook_vars *vars, const char *name)
{
	struct pv_hook_var *var = find(vars, name, strlen(name));

	if (var)
		return var;
	vars->v = pv_xrealloc(vars->v, (vars->n + 1) * sizeof *vars->v);
	var = &vars->v[vars->n++];
	*var = (struct pv_hook_var){ .name = pv_xstrdup(name) };
	return var;
}

static void set(struct pv_hook_var *var, const char *text)
{
	char *copy = text ? pv_xstrdup(text) : NULL;

	free(var->text);
	var->text = copy;
}

void pv_hook_set(struct pv_hook_vars *vars, const char *name, const char *text)
{
	set(find_or_add(vars, name), text);
}

void pv_hook_open(struct pv_hook_vars *vars, const char *name, const char *text)
{
	struct pv_hook_var *var = find_or_add(vars, name);

	set(var, text);
	var->open = true;
}

struct pv_strv *pv_hook_add_list(struct pv_hook_vars *vars, const char *name, const char *item,
                                 bool open)
{
	struct pv_hook_var *var = find_or_add(vars, name);

	var->is_list = true;
	var->open = open;
	var->item = item;
	return &var->list;
}

const char *pv_hook_text(const struct pv_hook_vars *vars, const char *name)
{
	const struct pv_hook_var *var = find(vars, name, strlen(name));

	return var && var->text ? var->text : "";
}

const struct pv_strv *pv_hook_items(const struct pv_hook_vars *vars, const char *name)
{
	static const struct pv_strv none = PV_STRV_INIT;
	const struct pv_hook_var *var = find(vars, name, strlen(name));

	return var ? &var->list : &none;
}

void pv_hook_vars_release(struct pv_hook_vars *vars)
{
	for (size_t i = 0; i < vars->n; i++) {
		free(vars->v[i].name);
		free(vars->v[i].text);
		pv_strv_release(&vars->v[i].list);
	}
	free(vars->v);
	*vars = (struct pv_hook_vars)PV_HOOK_VARS_INIT;
}

/* The arguments travel as arguments. */
static bool is_arguments(const struct pv_hook_var *var)
{
	return strcmp(var->name, "@") == 0;
}

static void add_item(struct pv_buf *to, const char *kind, const char *name, const char *text)
{
	pv_buf_addf(to, "%s%s=%s", kind, name, text);
	pv_buf_add(to, "", 1);
}

static size_t count_items(const struct pv_hook_vars *vars)
{
	size_t n = 0;

	for (size_t i = 0; i < vars->n; i++)
		if (!is_arguments(&vars->v[i]))
			n += 1 + vars->v[i].list.n;
	return n;
}

static void add_items(const struct pv_hook_vars *vars, struct pv_buf *to)
{
	for (size_t i = 0; i < vars->n; i++) {
		const struct pv_hook_var *var = &vars->v[i];
		/* The driver makes the keys of an array of these. */
		const char *name = strcmp(var->name, "registered_shims") == 0 ? "__pv_names"
		                                                             : var->name;

		if (is_arguments(var))
			continue;
		if (var->is_list || !var->text)
			add_item(to, "-", name, "");
		else
			add_item(to, "", name, var->text);
		for (size_t k = 0; k < var->list.n; k++)
			add_item(to, "+", name, var->list.v[k]);
	}
}

void pv_hook_vars_tell(const struct pv_hook_vars *vars, const struct pv_hook_vars *own,
                       struct pv_buf *ret)
{
	pv_buf_addf(ret, "%zu", count_items(own) + count_items(vars));
	pv_buf_add(ret, "", 1);
	add_items(own, ret);
	add_items(vars, ret);
}

void pv_hook_vars_wanted(const struct pv_hook_vars *vars, struct pv_strv *ret)
{
	for (size_t i = 0; i < vars->n; i++)
		if (vars->v[i].open)
			pv_strv_addf(ret, "%s%s", vars->v[i].is_list ? "+" : "", vars->v[i].name);
}

void pv_hook_vars_expect(struct pv_hook_vars *vars)
{
	for (size_t i = 0; i < vars->n; i++)
		if (vars->v[i].open && vars->v[i].is_list)
			pv_strv_release(&vars->v[i].list);
}

void pv_hook_vars_take(struct pv_hook_vars *vars, const char *item)
{
	bool to_list = item[0] == '+';
	const char *name = item + to_list;
	const char *eq = strchr(name, '=');
	struct pv_hook_var *var = eq ? find(vars, name, (size_t)(eq - name)) : NULL;

	if (!var || !var->open || var->is_list != to_list)
		return;
	if (to_list)
		pv_strv_add(&var->list, eq + 1);
	else
		set(var, eq + 1);
}

void pv_hook_vars_export(const struct pv_hook_vars *vars, struct pv_strv *env)
{
	for (size_t i = 0; i < vars->n; i++) {
		const struct pv_hook_var *var = &vars->v[i];
		pv_cleanup_free char *joined = NULL;

		if (is_arguments(var) || var->item)
			continue;
		if (var->is_list) {
			joined = pv_strv_join(&var->list, ":");
			pv_env_set(env, var->name, joined);
		} else if (var->text) {
			pv_env_set(env, var->name, var->text);
		} else {
			pv_env_unset(env, var->name);
		}
	}
}

bool pv_hook_vars_line(struct pv_hook_vars *vars, const char *line)
{
	const char *eq = strchr(line, '=');
	size_t n = eq ? (size_t)(eq - line) : 0;
	struct pv_hook_var *var = eq ? find(vars, line, n) : NULL;

	if (var && var->open && !var->is_list) {
		set(var, eq + 1);
		return true;
	}
	for (size_t i = 0; eq && i < vars->n; i++) {
		var = &vars->v[i];
		if (!var->open || !var->item || strlen(var->item) != n ||
		    memcmp(var->item, line, n) != 0)
			continue;
		pv_strv_add(&var->list, eq + 1);
		return true;
	}
	return false;
}
