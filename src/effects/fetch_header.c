#include "effects/fetch_header.h"

#include "base/str.h"

#include <stdio.h>
#include <strings.h>

void pv_header_range(const char *text, long long *ret_from, long long *ret_total)
{
	long long from = -1, total = -1;
	const char *slash = text ? strchr(text, '/') : NULL;

	if (slash && strncasecmp(text, "bytes ", 6) == 0) {
		if (text[6] != '*' && sscanf(text + 6, "%lld-", &from) != 1)
			from = -1;
		if (slash[1] != '*' && sscanf(slash + 1, "%lld", &total) != 1)
			total = -1;
	}
	*ret_from = from;
	*ret_total = total;
}

void pv_header_keep(const char *line, size_t n, const char *name, char **to)
{
	size_t len = strlen(name);
	struct pv_slice value;

	if (n <= len || line[len] != ':' || strncasecmp(line, name, len) != 0)
		return;
	value = (struct pv_slice){ line + len + 1, n - len - 1 };
	while (value.n && (value.p[value.n - 1] == '\n' || value.p[value.n - 1] == '\r'))
		value.n--;
	free(*to);
	*to = pv_slice_dup(pv_slice_trim(value));
}
