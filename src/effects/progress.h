/* One line per download or phase: live on a terminal (bytes, rate, time left;
 * fits any width), a plain line otherwise. Writes to stderr's FILE. */
#pragma once

#include "base/defs.h"

#include <stdio.h>

struct pv_progress;
/* `quiet`: nothing but errors. Colours only on a terminal, and not with NO_COLOR
 * (`color` is the caller's reading of that). Owned by the caller. */
struct pv_progress *pv_progress_new(FILE *err, bool quiet, bool color);
void pv_progress_free(struct pv_progress *p);
/* A line that stays: printed above a live one. */
void pv_progress_say(struct pv_progress *p, const char *fmt, ...) PV_PRINTF(2, 3);
/* Begins a phase. `total` in `bytes` (or steps if !bytes), -1 when unknown. Plain mode prints
 * "LABEL" here; live mode shows a moving line. */
void pv_progress_begin(struct pv_progress *p, const char *label, long long total, bool bytes);
/* `done` so far; cheap to call often (redraws at most 10 times a second). */
void pv_progress_at(struct pv_progress *p, long long done);
/* A short note behind the label: what is being compiled, for example. */
void pv_progress_note(struct pv_progress *p, const char *note);
/* Ends the phase and clears the live line. */
void pv_progress_end(struct pv_progress *p);
