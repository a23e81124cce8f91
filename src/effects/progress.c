#include "effects/progress.h"

#include "base/str.h"
#include "effects/progress_line.h"

#include <stdarg.h>
#include <sys/ioctl.h>
#include <time.h>

#define REDRAW 0.1      /* seconds between two redraws, at least */
#define RATE_WINDOW 3.0 /* seconds over which the rate is smoothed */
#define CLEAR_LINE "\r\033[K"

struct pv_progress {
	FILE *err;
	bool quiet, color, live;
	bool active; /* between begin and end */
	bool shown;  /* a live line stands on the terminal */
	char *label, *note;
	long long done, total;
	bool bytes;
	double begun, drawn; /* times of the monotonic clock */
	bool started;        /* the first amount came: what was there before has no rate */
	double rate_at;
	long long rate_done;
	double rate;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct pv_progress *pv_progress_new(FILE *err, bool quiet, bool color)
{
	struct pv_progress *p = pv_xcalloc(1, sizeof(*p));

	p->err = err;
	p->quiet = quiet;
	p->live = !quiet && isatty(fileno(err));
	p->color = color && p->live;
	return p;
}

static void clear_line(struct pv_progress *p)
{
	if (!p->shown)
		return;
	fputs(CLEAR_LINE, p->err);
	p->shown = false;
}

void pv_progress_free(struct pv_progress *p)
{
	if (!p)
		return;
	pv_progress_end(p);
	free(p);
}

/* Asked for each time: the window may have changed, and no signal handler is
 * needed to notice. The last column stays free: writing there makes some
 * terminals go to the next line. */
static size_t columns(const struct pv_progress *p)
{
	struct winsize ws;

	if (ioctl(fileno(p->err), TIOCGWINSZ, &ws) < 0 || ws.ws_col == 0)
		return 79;
	return ws.ws_col - 1u;
}

static void draw(struct pv_progress *p, double t)
{
	const struct pv_progress_line l = {
		.label = p->label,
		.note = p->note,
		.done = p->done,
		.total = p->total,
		.bytes = p->bytes,
		.seconds = t - p->begun,
		.rate = p->rate,
	};
	size_t label;
	pv_cleanup_free char *line = pv_progress_line(&l, columns(p), &label);

	fputc('\r', p->err);
	if (p->color)
		fprintf(p->err, "\033[1m%.*s\033[0m%s", (int)label, line, line + label);
	else
		fputs(line, p->err);
	fputs("\033[K", p->err);
	fflush(p->err);
	p->shown = true;
	p->drawn = t;
}

static void draw_if_due(struct pv_progress *p)
{
	double t;

	if (!p->live || !p->active)
		return;
	t = now();
	if (t - p->drawn >= REDRAW)
		draw(p, t);
}

void pv_progress_say(struct pv_progress *p, const char *fmt, ...)
{
	va_list ap;

	if (p->quiet)
		return;
	clear_line(p);
	va_start(ap, fmt);
	vfprintf(p->err, fmt, ap);
	va_end(ap);
	fputc('\n', p->err);
	fflush(p->err);
	if (p->live && p->active)
		draw(p, now());
}

void pv_progress_begin(struct pv_progress *p, const char *label, long long total, bool bytes)
{
	pv_progress_end(p);
	p->active = true;
	p->label = pv_xstrdup(label);
	p->total = total;
	p->bytes = bytes;
	p->done = 0;
	p->started = false;
	p->rate = 0;
	p->begun = now();
	if (p->live) {
		draw(p, p->begun);
	} else if (!p->quiet) {
		fprintf(p->err, "%s\n", label);
		fflush(p->err);
	}
}

/* An exponential average: old speed counts less the longer ago it was. */
static void measure(struct pv_progress *p, double t)
{
	double span = t - p->rate_at;
	double speed, weight;

	if (span < 0.25)
		return;
	speed = (double)(p->done - p->rate_done) / span;
	weight = span >= RATE_WINDOW ? 1 : span / RATE_WINDOW;
	p->rate = p->rate > 0 ? p->rate * (1 - weight) + speed * weight : speed;
	p->rate_at = t;
	p->rate_done = p->done;
}

void pv_progress_at(struct pv_progress *p, long long done)
{
	double t;

	if (!p->active)
		return;
	t = now();
	if (!p->started || done < p->done) { /* a first piece, or started again from less */
		p->started = true;
		p->rate = 0;
		p->rate_at = t;
		p->rate_done = done;
	}
	p->done = done;
	measure(p, t);
	if (p->live && t - p->drawn >= REDRAW)
		draw(p, t);
}

void pv_progress_note(struct pv_progress *p, const char *note)
{
	if (!p->active)
		return;
	free(p->note);
	p->note = pv_xstrdup(note);
	draw_if_due(p);
}

void pv_progress_end(struct pv_progress *p)
{
	clear_line(p);
	if (p->live && p->active)
		fflush(p->err);
	p->active = false;
	free(p->label);
	free(p->note);
	p->label = NULL;
	p->note = NULL;
}
