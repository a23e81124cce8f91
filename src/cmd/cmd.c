#include "cmd/cmd.h"

#include <errno.h>

const struct pv_command *pv_command_find(const char *name)
{
	for (size_t i = 0; pv_commands[i]; i++)
		if (strcmp(pv_commands[i]->name, name) == 0)
			return pv_commands[i];
	return NULL;
}

void pv_usage_print(const struct pv_command *cmd, FILE *to)
{
	struct pv_slice rest = pv_slice_of(cmd->usage);
	const char *lead = "Usage: ";
	struct pv_slice line;

	while (pv_slice_split(&rest, '\n', &line)) {
		fprintf(to, "%s%.*s\n", lead, (int)line.n, line.p);
		lead = "       ";
	}
}

int pv_usage_error(struct pv_app *app, const struct pv_command *cmd, struct pv_err **err)
{
	pv_usage_print(cmd, app->err);
	return pv_fail_silent(err, PV_EXIT_USAGE);
}

int pv_app_flush(struct pv_app *app, struct pv_err **err)
{
	if (fflush(app->out) == 0 && !ferror(app->out))
		return 0;
	/* The reader went away (`pyver versions | head -1`): nobody is left to tell. */
	if (errno == EPIPE)
		return pv_fail_silent(err, PV_EXIT_FAILURE);
	return pv_fail_errno(err, "cannot write the output");
}
