/* What the calling shell does to enter an environment and to leave it again,
 * as code. Everything that is changed is kept in variables of the shell, so
 * that leaving puts it back whatever happened in between. */
#pragma once

#include "cmd/cmd.h"
#include "shellcode.h"

struct pv_entry {
	const char *name;    /* as it is shown */
	const char *prefix;  /* the environment's folder */
	const char *version; /* what PYVER_VERSION becomes; NULL: it is left alone */
	bool prompt;         /* it is shown in the prompt */
};

/* The code for entering and for leaving what is active. */
void pv_session_enter(const struct pv_context *ctx, const struct pv_entry *entry,
                      struct pv_code *code);
void pv_session_leave(const struct pv_context *ctx, struct pv_code *code);

/* Shows the environment in a prompt that does not show it yet: a shell that
 * was started inside of an environment. */
void pv_session_show(const struct pv_context *ctx, const char *name, struct pv_code *code);

/* VIRTUAL_ENV, borrowed; NULL when no environment is active. */
const char *pv_session_active(const struct pv_context *ctx);
/* What is active was not entered by these commands. */
bool pv_session_is_foreign(const struct pv_context *ctx);

/* Prints CODE between what the hooks of POINT print before and after it. */
int pv_session_print(struct pv_app *app, const char *point, const char *name, const char *prefix,
                     const struct pv_code *code, struct pv_err **err);

/* The same for the code that leaves what is active, which `verbose' mentions. */
int pv_session_print_leave(struct pv_app *app, bool verbose, struct pv_err **err);

/* Prints `false' for the shell and, unless `quiet', the message on the error
 * stream; fails with all said. */
int pv_session_refuse(struct pv_app *app, bool quiet, struct pv_err **err, const char *fmt, ...)
	PV_PRINTF(4, 5);
