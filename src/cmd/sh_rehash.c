/* pyver sh-rehash: what `pyver rehash' means inside an integrated shell. */
#include "cmd/init_shells.h"
#include "cmd/commandlist.h"

static int run(struct pv_app *app, PV_UNUSED int argc, PV_UNUSED char **argv,
               PV_UNUSED struct pv_err **err)
{
	fputs(pv_shell_of_session(&app->ctx)->syntax->sh_rehash, app->out);
	return 0;
}

const struct pv_command pv_cmd_sh_rehash = {
	.name = "sh-rehash",
	.usage = "pyver rehash",
	.help = "Prints the shell code that `pyver rehash' evaluates: it brings the shims up to\n"
	        "date and makes the shell forget where it found programs.",
	.run = run,
};
