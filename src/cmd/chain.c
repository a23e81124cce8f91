#include "cmd/chain.h"

#include "cmd/tracetext.h"

static const char *keep(struct pv_chain *chain, const char *text)
{
	if (!text)
		return NULL;
	pv_strv_add(&chain->texts, text);
	return chain->texts.v[chain->texts.n - 1];
}

static void record(void *arg, const struct pv_trace_event *event)
{
	struct pv_chain *chain = arg;
	struct pv_trace_event copy = *event;

	copy.text = keep(chain, event->text);
	copy.result = keep(chain, event->result);
	copy.via = keep(chain, event->via);
	if (chain->n == chain->cap) {
		chain->cap = chain->cap ? 2 * chain->cap : 64;
		chain->v = pv_xrealloc(chain->v, chain->cap * sizeof *chain->v);
	}
	chain->v[chain->n++] = copy;
}

static size_t count(const struct pv_chain *chain, enum pv_trace_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < chain->n; i++)
		n += chain->v[i].kind == kind;
	return n;
}

/* A hook is told what was decided and can say otherwise: what it would say is
 * not known without running it, so it is only named. */
static void find_hooks(const struct pv_app *app, struct pv_hookset *ret)
{
	static const char *const points[] = { "version-name", "version-origin", "which", "exec" };
	pv_cleanup_free char *path = pv_hooks_path(&app->ctx, app->dirs.prefix);

	for (size_t i = 0; i < PV_ARRAY_SIZE(points); i++)
		pv_hooks_find(&app->ctx, path, points[i], ret);
}

void pv_chain_follow(struct pv_app *app, const char *command, struct pv_chain *ret)
{
	const struct pv_trace *others = app->ctx.trace;
	struct pv_trace trace = { record, ret };

	app->ctx.trace = &trace;
	ret->command = command;
	pv_select(&app->ctx, &ret->sel);
	pv_find_command(&app->ctx, &ret->sel, command, 0, NULL, &ret->found);
	ret->tried = ret->n;
	/* Each name that was looked at was settled; so are those behind the answer. */
	for (size_t i = count(ret, PV_TRACE_VERSION); i < ret->sel.names.n; i++)
		free(pv_resolve_name(&app->ctx, ret->sel.names.v[i]));
	app->ctx.trace = others;
	find_hooks(app, &ret->hooks);
}

void pv_chain_release(struct pv_chain *chain)
{
	free(chain->v);
	pv_strv_release(&chain->texts);
	pv_selection_release(&chain->sel);
	pv_found_release(&chain->found);
	pv_hookset_release(&chain->hooks);
	*chain = (struct pv_chain)PV_CHAIN_INIT;
}

const struct pv_trace_event *pv_chain_step(const struct pv_chain *chain, enum pv_trace_kind kind,
					   size_t i)
{
	for (size_t at = 0; at < chain->n; at++)
		if (chain->v[at].kind == kind && i-- == 0)
			return &chain->v[at];
	return NULL;
}

size_t pv_chain_line(const struct pv_chain *chain)
{
	const struct pv_trace_event *name = NULL;
	size_t looked_at = 0;

	if (!chain->found.path || chain->found.implied_system)
		return 0;
	for (size_t i = 0; i < chain->tried; i++)
		looked_at += chain->v[i].kind == PV_TRACE_VERSION;
	if (looked_at)
		name = pv_chain_step(chain, PV_TRACE_NAME, looked_at - 1);
	return name ? name->line : 0;
}

static void print_hooks(struct pv_app *app, const struct pv_hookset *hooks)
{
	for (size_t i = 0; i < hooks->scripts.n; i++)
		fprintf(app->out, "hook, may change this: %s\n", hooks->scripts.v[i]);
	for (size_t i = 0; i < hooks->programs.n; i++)
		fprintf(app->out, "hook, may change this: %s\n", hooks->programs.v[i]);
}

static void print_conclusion(struct pv_app *app, const struct pv_chain *chain)
{
	const struct pv_trace_event *found = pv_chain_step(chain, PV_TRACE_FOUND, 0);
	size_t line = pv_chain_line(chain);

	fputc('\n', app->out);
	pv_trace_print(&app->ctx, app->out, "", found);
	if (!chain->found.path)
		return;
	fprintf(app->out, "  version %s", chain->found.version);
	if (!chain->found.implied_system)
		fprintf(app->out, ", set by %s", chain->sel.origin);
	if (line)
		fprintf(app->out, ", line %zu", line);
	fputc('\n', app->out);
}

void pv_chain_print(struct pv_app *app, const struct pv_chain *chain)
{
	for (size_t i = 0; i < chain->n; i++) {
		if (i == chain->tried)
			fputs("not needed:\n", app->out);
		if (chain->v[i].kind != PV_TRACE_FOUND)
			pv_trace_print(&app->ctx, app->out, i < chain->tried ? "" : "  ",
				       &chain->v[i]);
	}
	print_hooks(app, &chain->hooks);
	print_conclusion(app, chain);
}
