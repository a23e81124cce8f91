/* Watching a decision being made. The code that decides (select, versionfile,
 * resolve, onpath) tells each step to the observer in its context, if there is
 * one: `pyver why' and PYVER_TRACE print what they are told and decide nothing
 * themselves. Without an observer a step costs one test of a pointer. */
#pragma once

#include "core/context.h"

enum pv_trace_kind {
	PV_TRACE_ENV,        /* PYVER_VERSION is `text` (NULL: not set) */
	PV_TRACE_FILE,       /* a version file was looked for at `text`: `place` */
	PV_TRACE_UNREADABLE, /* ... and cannot be read: `result` says why */
	PV_TRACE_NAME,       /* the name `text` counts; it stands on `line` (0: in no file) */
	PV_TRACE_REFUSED,    /* `text` (printable) on `line` does not: `result` says why */
	PV_TRACE_DEFAULT,    /* nothing is named: system */
	PV_TRACE_VERSION,    /* the name `text` means `result` (NULL: nothing installed) by `rule`;
			      * `via` is what it was read as (NULL: as written) */
	PV_TRACE_PROGRAM,    /* the program or PATH folder `text` was tried for version `result`:
			      * `place` */
	PV_TRACE_IMPLIED,    /* no selected version has the program: `system` steps in */
	PV_TRACE_FOUND, /* the command `text` is the file `result` (NULL: nowhere) of the version
			 * `via` */
};

enum pv_trace_rule {
	PV_RULE_NONE,      /* no version fits */
	PV_RULE_SYSTEM,    /* the word itself */
	PV_RULE_EXACT,     /* a version, environment or alias of that very name */
	PV_RULE_PREFIX,    /* the newest installed that it is a prefix of */
	PV_RULE_SPECIFIER, /* the newest installed that the specifier allows (PEP 440) */
};

enum pv_trace_place {
	PV_PLACE_TAKEN,         /* it is there, and it is the answer */
	PV_PLACE_ABSENT,        /* nothing is there */
	PV_PLACE_NO_FILE,       /* something is there, but no regular file */
	PV_PLACE_NOT_RUNNABLE,  /* a file is there that may not be executed */
	PV_PLACE_SHIMS,         /* a folder that is left out: pyver's own shims */
	PV_PLACE_LEFT_OUT,      /* a folder that is left out: the call came from there */
	PV_PLACE_RELATIVE,      /* a folder that is left out: empty or relative */
	PV_PLACE_OWN_SHIM,      /* a file that is left out: one of our shims */
	PV_PLACE_OTHER_MANAGER, /* a file that is left out: of another root or version manager */
};

/* Everything is borrowed for the time of the call. */
struct pv_trace_event {
	enum pv_trace_kind kind;
	const char *text, *result, *via;
	size_t line;
	enum pv_trace_rule rule;
	enum pv_trace_place place;
};

struct pv_trace {
	void (*event)(void *arg, const struct pv_trace_event *event);
	void *arg;
};

static inline void pv_trace(const struct pv_context *ctx, const struct pv_trace_event *event)
{
	if (__builtin_expect(ctx->trace != NULL, 0))
		ctx->trace->event(ctx->trace->arg, event);
}

/* For what was not taken: the same look-up again, telling apart what the
 * decision need not tell apart. Only called when there is an observer. */
enum pv_trace_place pv_trace_place_of(const char *path);

/* PYVER_TRACE is set, to something else than "0". */
bool pv_trace_wanted(const struct pv_context *ctx);
