/* The steps of a decision (core/trace.h) as sentences. */
#pragma once

#include "cmd/cmd.h"
#include "core/trace.h"

/* One line or a few, each behind `lead`; what belongs to the step before it is
 * indented. */
void pv_trace_print(const struct pv_context *ctx, FILE *to, const char *lead,
		    const struct pv_trace_event *event);
/* For struct pv_trace: `arg` is the app, and the lines go to its error stream. */
void pv_trace_tell(void *arg, const struct pv_trace_event *event);
