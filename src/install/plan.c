#include "install/plan.h"

#include "core/request.h"
#include "core/version.h"

int pv_argument_parse(const char *text, struct pv_argument *ret, struct pv_err **err)
{
	const char *colon = strchr(text, ':');
	const char *alias = colon ? colon + 1 : NULL;
	size_t n = colon ? (size_t)(colon - text) : strlen(text);

	if (n == 0)
		return pv_fail(err, "`%s' names no version", text);
	if (alias && strcmp(alias, "latest") == 0)
		alias = NULL;
	if (alias && !pv_version_name_valid(alias))
		return pv_fail(err, "`%s' cannot be the name of a version (in `%s')", alias, text);
	ret->text = pv_xstrdup(text);
	ret->wants = pv_xstrndup(text, n);
	ret->alias = alias ? pv_xstrdup(alias) : NULL;
	return 0;
}

void pv_argument_release(struct pv_argument *arg)
{
	free(arg->text);
	free(arg->wants);
	free(arg->alias);
	*arg = (struct pv_argument)PV_ARGUMENT_INIT;
}

static const struct pv_artifact **no_artifacts(void)
{
	return pv_xcalloc(1, sizeof(const struct pv_artifact *));
}

static void candidate_release(struct pv_candidate *c)
{
	free(c->version);
	free(c->prebuilt);
	free(c->source);
}

/* Appends `version` to the plan if it can be had in one of the ways. */
static void add(struct pv_plan *plan, const struct pv_catalogue *cat, const char *version,
		unsigned ways)
{
	struct pv_candidate c = { .version = pv_xstrdup(version) };

	if (ways & PV_WAY_PREBUILT)
		c.n_prebuilt = pv_catalogue_find(cat, version, PV_PREBUILT, &c.prebuilt);
	else
		c.prebuilt = no_artifacts();
	if (ways & PV_WAY_SOURCE)
		c.n_source = pv_catalogue_find(cat, version, PV_SOURCE, &c.source);
	else
		c.source = no_artifacts();
	if (c.n_prebuilt + c.n_source == 0) {
		candidate_release(&c);
		return;
	}
	plan->v = pv_xrealloc(plan->v, (plan->n + 1) * sizeof(*plan->v));
	plan->v[plan->n++] = c;
}

void pv_plan_make(const struct pv_catalogue *cat, const char *wants, unsigned ways,
		  struct pv_plan *ret)
{
	struct pv_plan plan = PV_PLAN_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_free char *translated = pv_request_translate(wants);
	pv_cleanup_free const char **matches = NULL;
	size_t n;

	pv_catalogue_names(cat, &names);
	plan.exact = pv_strv_has(&names, wants) || (translated && pv_strv_has(&names, translated));
	n = pv_request_matches(wants, names.v, names.n, &matches);
	plan.known = n > 0;
	for (size_t i = 0; i < n && (i == 0 || !plan.exact); i++)
		add(&plan, cat, matches[i], ways);
	*ret = plan;
}

void pv_plan_release(struct pv_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		candidate_release(&plan->v[i]);
	free(plan->v);
	*plan = (struct pv_plan)PV_PLAN_INIT;
}

void pv_plan_unknown_text(const struct pv_catalogue *cat, const char *wants, const char *upgrade,
			  struct pv_buf *ret)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	bool some = false;

	pv_catalogue_names(cat, &names);
	pv_buf_addf(ret, "python-build: definition not found: %s\n", wants);
	for (size_t i = 0; i < names.n; i++) {
		if (!strstr(names.v[i], wants))
			continue;
		if (!some)
			pv_buf_addf(ret, "\nThe following versions contain `%s' in the name:\n",
				    wants);
		some = true;
		pv_buf_addf(ret, "  %s\n", names.v[i]);
	}
	pv_buf_adds(ret, "\nSee all available versions with `pyver install --list'.\n"
			 "\nIf the version you need is missing, try upgrading pyver");
	if (upgrade)
		pv_buf_addf(ret, ":\n\n  %s\n", upgrade);
	else
		pv_buf_adds(ret, ".\n");
}

char *pv_plan_target(const struct pv_argument *arg, const char *version, bool debug)
{
	if (arg->alias)
		return pv_xstrdup(arg->alias);
	return pv_xasprintf("%s%s", version, debug ? "-debug" : "");
}
