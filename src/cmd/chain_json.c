#include "cmd/chain.h"
#include "cmd/kind.h"

/* Words that the manual promises: they stay what they are. */
static const char *const rules[] = {
	[PV_RULE_NONE] = "none",     [PV_RULE_SYSTEM] = "system",       [PV_RULE_EXACT] = "exact",
	[PV_RULE_PREFIX] = "prefix", [PV_RULE_SPECIFIER] = "specifier",
};
static const char *const states[] = {
	[PV_PLACE_TAKEN] = "taken",
	[PV_PLACE_ABSENT] = "absent",
	[PV_PLACE_NO_FILE] = "not-a-file",
	[PV_PLACE_NOT_RUNNABLE] = "not-executable",
	[PV_PLACE_SHIMS] = "shims",
	[PV_PLACE_LEFT_OUT] = "called-from",
	[PV_PLACE_RELATIVE] = "relative",
	[PV_PLACE_OWN_SHIM] = "own-shim",
	[PV_PLACE_OTHER_MANAGER] = "other-manager",
};

static void line_number(struct pv_json *j, size_t line)
{
	if (line)
		pv_json_number(j, "line", (long long)line);
	else
		pv_json_null(j, "line");
}

static void add_files(const struct pv_chain *chain, struct pv_json *j)
{
	const struct pv_trace_event *e;
	const struct pv_trace_event *unreadable = pv_chain_step(chain, PV_TRACE_UNREADABLE, 0);

	pv_json_array(j, "files");
	for (size_t i = 0; (e = pv_chain_step(chain, PV_TRACE_FILE, i)); i++) {
		bool bad = unreadable && strcmp(unreadable->text, e->text) == 0;

		pv_json_object(j, NULL);
		pv_json_string(j, "path", e->text);
		pv_json_string(j, "state", bad ? "unreadable" : states[e->place]);
		pv_json_end(j);
	}
	pv_json_end(j);
}

static void add_names(const struct pv_context *ctx, const struct pv_chain *chain, struct pv_json *j)
{
	const struct pv_trace_event *e;

	pv_json_array(j, "names");
	for (size_t i = 0; (e = pv_chain_step(chain, PV_TRACE_VERSION, i)); i++) {
		const struct pv_trace_event *name = pv_chain_step(chain, PV_TRACE_NAME, i);
		pv_cleanup_free char *link = e->result ? pv_link_of(ctx, e->result) : NULL;

		pv_json_object(j, NULL);
		pv_json_string(j, "name", e->text);
		line_number(j, name ? name->line : 0);
		pv_json_string(j, "read_as", e->via ? e->via : e->text);
		pv_json_string(j, "rule", rules[e->rule]);
		pv_json_string(j, "version", e->result);
		pv_json_string(j, "kind", e->result ? pv_kind_of(ctx, e->result) : NULL);
		pv_json_string(j, "target", link);
		pv_json_end(j);
	}
	pv_json_end(j);
}

static void add_refused(const struct pv_chain *chain, struct pv_json *j)
{
	const struct pv_trace_event *e;

	pv_json_array(j, "refused");
	for (size_t i = 0; (e = pv_chain_step(chain, PV_TRACE_REFUSED, i)); i++) {
		pv_json_object(j, NULL);
		pv_json_string(j, "name", e->text);
		line_number(j, e->line);
		pv_json_string(j, "reason", e->result);
		pv_json_end(j);
	}
	pv_json_end(j);
}

static void add_places(const struct pv_chain *chain, struct pv_json *j)
{
	const struct pv_trace_event *e;

	pv_json_array(j, "places");
	for (size_t i = 0; (e = pv_chain_step(chain, PV_TRACE_PROGRAM, i)); i++) {
		pv_json_object(j, NULL);
		pv_json_string(j, "version", e->result);
		pv_json_string(j, "path", e->text);
		pv_json_string(j, "state", states[e->place]);
		pv_json_end(j);
	}
	pv_json_end(j);
}

static void add_hooks(const struct pv_hookset *hooks, struct pv_json *j)
{
	pv_json_array(j, "hooks");
	for (size_t i = 0; i < hooks->scripts.n; i++)
		pv_json_string(j, NULL, hooks->scripts.v[i]);
	for (size_t i = 0; i < hooks->programs.n; i++)
		pv_json_string(j, NULL, hooks->programs.v[i]);
	pv_json_end(j);
}

void pv_chain_json(struct pv_app *app, const struct pv_chain *chain, const char *advice,
		   struct pv_json *j)
{
	const struct pv_trace_event *variable = pv_chain_step(chain, PV_TRACE_ENV, 0);
	const char *path = chain->found.path;
	pv_cleanup_free char *real = path ? realpath(path, NULL) : NULL;

	pv_json_object(j, NULL);
	pv_json_string(j, "command", chain->command);
	pv_json_bool(j, "found", path != NULL);
	pv_json_string(j, "path", path);
	pv_json_string(j, "real_path", real);
	pv_json_string(j, "version", chain->found.version);
	pv_json_bool(j, "implied_system", chain->found.implied_system);
	pv_json_string(j, "origin", chain->sel.origin);
	line_number(j, pv_chain_line(chain));
	pv_json_string(j, "variable", variable ? variable->text : NULL);
	add_files(chain, j);
	add_names(&app->ctx, chain, j);
	add_refused(chain, j);
	add_places(chain, j);
	add_hooks(&chain->hooks, j);
	pv_json_string(j, "advice", advice);
	pv_json_end(j);
}
