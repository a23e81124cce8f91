/* The log of one build: ROOT/logs/NAME-TIME.log, opened once, written by every
 * step; its last lines are shown when a step fails. */
#pragma once

#include "core/context.h"
#include "effects/progress.h"

struct pv_buildlog {
	char *path;
	int fd;
	FILE *echo;                   /* --verbose: everything goes there, too; NULL: no */
	struct pv_progress *progress; /* gets a note of what is being done */
	struct pv_buf line;           /* output that is not a whole line yet */
};
#define PV_BUILDLOG_INIT                                                                           \
	{                                                                                          \
		NULL, -1, NULL, NULL, PV_BUF_INIT                                                  \
	}

/* Makes a new log for NAME. */
int pv_buildlog_open(const struct pv_context *ctx, const char *name, struct pv_buildlog *ret,
		     struct pv_err **err);
/* A line of our own: which command is run, where. */
void pv_buildlog_write(struct pv_buildlog *log, const char *fmt, ...) PV_PRINTF(2, 3);
/* For pv_run: `arg` is the log. The bytes themselves are written to the file by pv_run. */
void pv_buildlog_on_output(void *arg, const char *data, size_t n);
/* The last `lines` lines; appended to *ret, each ended. */
void pv_buildlog_tail(const struct pv_buildlog *log, int lines, struct pv_buf *ret);
/* Closes; removes the file unless `keep`. */
void pv_buildlog_close(struct pv_buildlog *log, bool keep);
void pv_buildlog_release(struct pv_buildlog *log); /* closes and keeps */
#define pv_cleanup_buildlog __attribute__((cleanup(pv_buildlog_release)))

/* What a line of configure's or make's output says is being done: the file
 * that is compiled, what is checked for; owned by the caller; NULL when it
 * says nothing of that kind. */
char *pv_buildlog_note(struct pv_slice line);
