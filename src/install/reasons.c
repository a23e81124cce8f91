#include "install/reasons.h"

void pv_reasons_add(struct pv_reasons *r, const char *place, const char *text, const char *detail)
{
	if (pv_strv_has(&r->places, place))
		return;
	pv_strv_add(&r->places, place);
	pv_strv_add(&r->texts, text);
	pv_strv_add(&r->details, detail ? detail : "");
}

void pv_reasons_add_all(struct pv_reasons *r, const struct pv_reasons *from)
{
	for (size_t i = 0; i < from->places.n; i++)
		pv_reasons_add(r, from->places.v[i], from->texts.v[i], from->details.v[i]);
}

/* Was this text among those before `i`? */
static bool seen(const struct pv_reasons *r, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(r->texts.v[k], r->texts.v[i]) == 0)
			return true;
	return false;
}

char *pv_reasons_line(const struct pv_reasons *r)
{
	struct pv_buf line = PV_BUF_INIT;

	for (size_t i = 0; i < r->places.n; i++) {
		if (seen(r, i))
			continue;
		pv_buf_addf(&line, "%s%s", line.len > 0 ? "; " : "", r->places.v[i]);
		for (size_t k = i + 1; k < r->places.n; k++)
			if (strcmp(r->texts.v[k], r->texts.v[i]) == 0)
				pv_buf_addf(&line, ", %s", r->places.v[k]);
		pv_buf_addf(&line, ": %s", r->texts.v[i]);
	}
	return pv_buf_detach(&line);
}

void pv_reasons_lines(const struct pv_reasons *r, struct pv_buf *ret)
{
	for (size_t i = 0; i < r->places.n; i++)
		pv_buf_addf(ret, "%s  %s: %s", i > 0 ? "\n" : "", r->places.v[i],
			    r->details.v[i][0] ? r->details.v[i] : r->texts.v[i]);
}

void pv_reasons_release(struct pv_reasons *r)
{
	pv_strv_release(&r->places);
	pv_strv_release(&r->texts);
	pv_strv_release(&r->details);
}
