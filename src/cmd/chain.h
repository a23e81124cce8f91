/* A whole decision, recorded step by step: what `pyver why' shows. */
#pragma once

#include "base/json.h"
#include "cmd/cmd.h"
#include "core/hooks.h"
#include "core/resolve.h"
#include "core/trace.h"

struct pv_chain {
	struct pv_trace_event *v; /* with texts of their own */
	size_t n, cap;
	struct pv_strv texts; /* ... which lie here */
	size_t tried;         /* the first steps; after them come the names not needed */
	const char *command;  /* borrowed */
	struct pv_selection sel;
	struct pv_found found;
	struct pv_hookset hooks; /* that run when this is decided, and may change it */
};
#define PV_CHAIN_INIT                                                                              \
	{                                                                                          \
		.sel = PV_SELECTION_INIT, .found = PV_FOUND_INIT, .hooks = PV_HOOKSET_INIT         \
	}

/* Selects, settles every name, looks for `command`. */
void pv_chain_follow(struct pv_app *app, const char *command, struct pv_chain *ret);
void pv_chain_release(struct pv_chain *chain);
#define pv_cleanup_chain __attribute__((cleanup(pv_chain_release)))

/* The i-th step of that kind; NULL when there are fewer. */
const struct pv_trace_event *pv_chain_step(const struct pv_chain *chain, enum pv_trace_kind kind,
					   size_t i);
/* The line of the name whose version has the program; 0: in no file, or none has. */
size_t pv_chain_line(const struct pv_chain *chain);

void pv_chain_print(struct pv_app *app, const struct pv_chain *chain);
/* `advice` may be NULL. */
void pv_chain_json(struct pv_app *app, const struct pv_chain *chain, const char *advice,
		   struct pv_json *j);
