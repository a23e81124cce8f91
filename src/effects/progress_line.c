#include "effects/progress_line.h"

#include <stdint.h>

#define GAP "  "
#define LABEL_MIN 12 /* columns of the label that are worth more than the time left */
#define NOTE_MIN 8   /* a shorter piece of a note says nothing */

/* One code point of UTF-8 at `s` (not at its end); its bytes in *ret_n.
 * Malformed input gives 0xFFFD and one byte. */
static uint32_t decode(const unsigned char *s, size_t *ret_n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n = s[0] < 0x80       ? 1
		   : s[0] >> 5 == 6  ? 2
		   : s[0] >> 4 == 14 ? 3
		   : s[0] >> 3 == 30 ? 4
				     : 0;
	uint32_t c;

	*ret_n = 1;
	if (n == 1)
		return s[0];
	if (n == 0)
		return 0xFFFD;
	c = s[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if (s[i] >> 6 != 2)
			return 0xFFFD;
		c = c << 6 | (s[i] & 0x3F);
	}
	if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0xFFFD;
	*ret_n = n;
	return c;
}

struct range {
	uint32_t from, to;
};

static bool in_ranges(uint32_t c, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c >= r[i].from && c <= r[i].to)
			return true;
	return false;
}

/* Columns of one code point; -1 for what must not reach a terminal: controls, and the marks that
 * turn the direction of writing. The blocks follow Unicode's East Asian
 * Width and general categories, coarsely: file names need no more, and the C
 * library's own table depends on a locale that may not be set. */
static int code_columns(uint32_t c)
{
	static const struct range hidden[] = { { 0, 0x1F },        { 0x7F, 0x9F },
					       { 0x200E, 0x200F }, { 0x2028, 0x202E },
					       { 0x2066, 0x2069 }, { 0xFFFD, 0xFFFD } };
	static const struct range none[] = {
		{ 0x300, 0x36F },   { 0x483, 0x489 },   { 0x591, 0x5BD },    { 0x610, 0x61A },
		{ 0x64B, 0x65F },   { 0x200B, 0x200D }, { 0x20D0, 0x20FF },  { 0xFE00, 0xFE0F },
		{ 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF }, { 0xE0100, 0xE01EF }
	};
	static const struct range wide[] = { { 0x1100, 0x115F },   { 0x2E80, 0x303E },
					     { 0x3041, 0xA4CF },   { 0xA960, 0xA97C },
					     { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },
					     { 0xFE30, 0xFE6F },   { 0xFF00, 0xFF60 },
					     { 0xFFE0, 0xFFE6 },   { 0x1F300, 0x1F64F },
					     { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF },
					     { 0x20000, 0x3FFFD } };

	if (c >= 0x20 && c < 0x7F)
		return 1;
	if (in_ranges(c, hidden, PV_ARRAY_SIZE(hidden)))
		return -1;
	if (in_ranges(c, none, PV_ARRAY_SIZE(none)))
		return 0;
	return in_ranges(c, wide, PV_ARRAY_SIZE(wide)) ? 2 : 1;
}

size_t pv_text_columns(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t columns = 0, n;

	for (; *s; s += n) {
		int w = code_columns(decode(s, &n));

		columns += w < 0 ? 1 : (size_t)w;
	}
	return columns;
}

void pv_text_add_clipped(struct pv_buf *b, const char *text, size_t columns)
{
	const unsigned char *s = (const unsigned char *)text;
	bool cut = pv_text_columns(text) > columns;
	size_t dots = cut && columns > 3 ? 2 : 0;
	size_t room = columns - dots, n;

	for (; *s; s += n) {
		int w = code_columns(decode(s, &n));

		if ((w < 0 ? 1 : (size_t)w) > room)
			break;
		if (w < 0)
			pv_buf_addc(b, '?');
		else
			pv_buf_add(b, s, n);
		room -= w < 0 ? 1 : (size_t)w;
	}
	pv_buf_add(b, "..", dots);
}

void pv_text_add_bytes(struct pv_buf *b, double n)
{
	static const char *const units[] = { "KiB", "MiB", "GiB", "TiB" };
	size_t u = 0;

	if (n < 1024) {
		pv_buf_addf(b, "%.0f B", n < 0 ? 0 : n);
		return;
	}
	for (n /= 1024; n >= 1023.95 && u + 1 < PV_ARRAY_SIZE(units); u++)
		n /= 1024;
	pv_buf_addf(b, "%.1f %s", n, units[u]);
}

void pv_text_add_clock(struct pv_buf *b, double seconds)
{
	long s = seconds < 0 ? 0 : seconds > 359999 ? 359999 : (long)seconds;

	if (s >= 3600)
		pv_buf_addf(b, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
	else
		pv_buf_addf(b, "%ld:%02ld", s / 60, s % 60);
}

/* "12.3/22.1 MiB", "900 B/1.2 KiB", "3/10", "12.3 MiB", "3". */
static void add_amount(struct pv_buf *b, const struct pv_progress_line *l)
{
	struct pv_buf done = PV_BUF_INIT, total = PV_BUF_INIT;
	const char *unit_done, *unit_total;

	if (!l->bytes) {
		pv_buf_addf(b, "%lld", l->done);
		if (l->total >= 0)
			pv_buf_addf(b, "/%lld", l->total);
		return;
	}
	pv_text_add_bytes(&done, (double)l->done);
	if (l->total >= 0)
		pv_text_add_bytes(&total, (double)l->total);
	unit_done = strchr(done.p, ' ');
	unit_total = total.p ? strchr(total.p, ' ') : NULL;
	if (unit_total && strcmp(unit_done, unit_total) == 0)
		pv_buf_add(b, done.p, (size_t)(unit_done - done.p));
	else
		pv_buf_adds(b, done.p);
	if (unit_total)
		pv_buf_addf(b, "/%s", total.p);
	pv_buf_release(&done);
	pv_buf_release(&total);
}

/* What stands behind the label, from most to least: tier 0 has all. */
#define TIERS 5
static void add_figures(struct pv_buf *b, const struct pv_progress_line *l, int tier)
{
	bool known = l->total > 0;
	bool moving = l->done > 0 || l->total >= 0;

	if (tier == TIERS - 1)
		return;
	if (tier == TIERS - 2) {
		if (known)
			pv_buf_addf(b, GAP "%d%%",
				    (int)(100.0 * (double)l->done / (double)l->total));
		return;
	}
	if (moving) {
		pv_buf_adds(b, GAP);
		add_amount(b, l);
	}
	if (tier <= 1 && l->bytes && l->rate > 0) {
		pv_buf_adds(b, GAP);
		pv_text_add_bytes(b, l->rate);
		pv_buf_adds(b, "/s");
	}
	if (tier != 0)
		return;
	if (known && l->bytes && l->rate <= 0)
		return; /* no guess yet */
	pv_buf_adds(b, GAP);
	if (known && l->bytes)
		pv_text_add_clock(b, (double)(l->total - l->done) / l->rate + 0.5);
	else
		pv_text_add_clock(b, l->seconds);
}

char *pv_progress_line(const struct pv_progress_line *l, size_t columns, size_t *ret_label)
{
	struct pv_buf line = PV_BUF_INIT;
	pv_cleanup_buf struct pv_buf figures = PV_BUF_INIT;
	size_t label = pv_text_columns(l->label), need;

	for (int tier = 0; tier < TIERS; tier++) {
		pv_buf_clear(&figures);
		add_figures(&figures, l, tier);
		need = figures.len; /* plain ASCII */
		if (tier == TIERS - 1 || need + (label < LABEL_MIN ? label : LABEL_MIN) <= columns)
			break;
		if (tier == TIERS - 2 && need + 4 <= columns)
			break;
	}
	need = figures.len;
	pv_text_add_clipped(&line, l->label, columns - need);
	*ret_label = line.len;
	if (l->note && l->note[0] && label + need + strlen(GAP) + NOTE_MIN <= columns) {
		pv_buf_adds(&line, GAP);
		pv_text_add_clipped(&line, l->note, columns - label - need - strlen(GAP));
	}
	pv_buf_add(&line, figures.p, figures.len);
	return pv_buf_detach(&line);
}
