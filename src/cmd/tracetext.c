#include "cmd/tracetext.h"

#include "cmd/kind.h"

static const char *const places[] = {
	[PV_PLACE_TAKEN] = "found",
	[PV_PLACE_ABSENT] = "not there",
	[PV_PLACE_NO_FILE] = "not a file",
	[PV_PLACE_NOT_RUNNABLE] = "may not be executed",
	[PV_PLACE_SHIMS] = "left out, holds pyver's shims",
	[PV_PLACE_LEFT_OUT] = "left out, the call came from here",
	[PV_PLACE_RELATIVE] = "left out, not an absolute path",
	[PV_PLACE_OWN_SHIM] = "left out, one of pyver's shims",
	[PV_PLACE_OTHER_MANAGER] = "left out, a shim of another root or version manager",
};

static void print_variable(FILE *to, const char *lead, const char *value)
{
	fprintf(to, "%sPYVER_VERSION is ", lead);
	if (!value) {
		fputs("not set\n", to);
		return;
	}
	fputc('`', to);
	for (const char *c = value; *c; c++)
		fputc((unsigned char)*c < ' ' || *c == 0x7f ? '?' : *c, to);
	fputs("'\n", to);
}

static void print_file(FILE *to, const char *lead, const struct pv_trace_event *e)
{
	const char *what = e->place == PV_PLACE_TAKEN ? "decides" : places[e->place];

	fprintf(to, "%s%s: %s\n", lead, e->text, what);
}

static void print_name(FILE *to, const char *lead, const struct pv_trace_event *e)
{
	fprintf(to, "%s  ", lead);
	if (e->line)
		fprintf(to, "line %zu: ", e->line);
	if (e->kind == PV_TRACE_REFUSED)
		fprintf(to, "`%s' refused: it %s\n", e->text, e->result);
	else
		fprintf(to, "%s\n", e->text);
}

/* "3.12 is read as 3.12, which is ..." */
static void print_version(const struct pv_context *ctx, FILE *to, const char *lead,
			  const struct pv_trace_event *e)
{
	pv_cleanup_free char *link = NULL;

	if (e->rule == PV_RULE_SYSTEM) {
		fprintf(to, "%ssystem: the programs on PATH, without pyver's shims\n", lead);
		return;
	}
	fprintf(to, "%s%s", lead, e->text);
	if (e->via)
		fprintf(to, " is read as %s, which", e->via);
	if (e->rule == PV_RULE_NONE)
		fputs(" is not installed", to);
	else if (e->rule == PV_RULE_EXACT)
		fputs(" is installed", to);
	else
		fprintf(to, " is %s, the newest installed that it %s", e->result,
			e->rule == PV_RULE_PREFIX ? "stands for" : "allows");
	if (e->result && strcmp(pv_kind_of(ctx, e->result), "environment") == 0)
		fputs(", an environment", to);
	link = e->result ? pv_link_of(ctx, e->result) : NULL;
	if (link)
		fprintf(to, ", a link to %s", link);
	fputc('\n', to);
}

static void print_program(FILE *to, const char *lead, const struct pv_trace_event *e)
{
	if (e->place == PV_PLACE_RELATIVE)
		fprintf(to, "%s  `%s': %s\n", lead, e->text, places[e->place]);
	else
		fprintf(to, "%s  %s: %s\n", lead, e->text, places[e->place]);
}

static void print_found(FILE *to, const char *lead, const struct pv_trace_event *e)
{
	pv_cleanup_free char *real = NULL;

	if (!e->result) {
		fprintf(to, "%s%s: command not found\n", lead, e->text);
		return;
	}
	fprintf(to, "%s%s is %s\n", lead, e->text, e->result);
	real = realpath(e->result, NULL);
	if (real && strcmp(real, e->result) != 0)
		fprintf(to, "%s  a link to %s\n", lead, real);
}

void pv_trace_print(const struct pv_context *ctx, FILE *to, const char *lead,
		    const struct pv_trace_event *e)
{
	switch (e->kind) {
	case PV_TRACE_ENV:
		print_variable(to, lead, e->text);
		break;
	case PV_TRACE_FILE:
		print_file(to, lead, e);
		break;
	case PV_TRACE_UNREADABLE:
		fprintf(to, "%s  cannot be read: %s\n", lead, e->result);
		break;
	case PV_TRACE_NAME:
	case PV_TRACE_REFUSED:
		print_name(to, lead, e);
		break;
	case PV_TRACE_DEFAULT:
		fprintf(to, "%s  no version is named, so it is system\n", lead);
		break;
	case PV_TRACE_VERSION:
		print_version(ctx, to, lead, e);
		break;
	case PV_TRACE_PROGRAM:
		print_program(to, lead, e);
		break;
	case PV_TRACE_IMPLIED:
		fprintf(to, "%snot in what is selected, so in system:\n", lead);
		break;
	case PV_TRACE_FOUND:
		print_found(to, lead, e);
		break;
	}
}

void pv_trace_tell(void *arg, const struct pv_trace_event *event)
{
	struct pv_app *app = arg;

	pv_trace_print(&app->ctx, app->err, "pyver: ", event);
}
