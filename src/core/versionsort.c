/* The order of GNU `sort -V`: names are cut into runs of digits (compared as
 * numbers) and of other characters (compared as text, letters first, '~'
 * before the end); what looks like file suffixes counts only to break ties. */
#include "core/version.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Rank of the character at `i`, the end of the text included. */
static int rank(struct pv_slice s, size_t i)
{
	unsigned char c;

	if (i >= s.n)
		return -1;
	c = (unsigned char)s.p[i];
	if (is_digit((char)c))
		return 0;
	if (is_alpha((char)c))
		return c;
	return c == '~' ? -2 : c + 256;
}

static bool digit_at(struct pv_slice s, size_t i)
{
	return i < s.n && is_digit(s.p[i]);
}

/* Compares the digits at *i and *j as numbers of any length. */
static int compare_numbers(struct pv_slice a, size_t *i, struct pv_slice b, size_t *j)
{
	int first = 0;

	while (*i < a.n && a.p[*i] == '0')
		(*i)++;
	while (*j < b.n && b.p[*j] == '0')
		(*j)++;
	while (digit_at(a, *i) && digit_at(b, *j)) {
		if (!first)
			first = a.p[*i] - b.p[*j];
		(*i)++;
		(*j)++;
	}
	if (digit_at(a, *i))
		return 1;
	return digit_at(b, *j) ? -1 : first;
}

static int compare_runs(struct pv_slice a, struct pv_slice b)
{
	size_t i = 0, j = 0;

	while (i < a.n || j < b.n) {
		int difference;

		while ((i < a.n && !is_digit(a.p[i])) || (j < b.n && !is_digit(b.p[j]))) {
			difference = rank(a, i) - rank(b, j);
			if (difference)
				return difference;
			i++;
			j++;
		}
		difference = compare_numbers(a, &i, b, &j);
		if (difference)
			return difference;
	}
	return 0;
}

/* The name without a tail of ".letters" suffixes; the first byte always stays. */
static struct pv_slice without_suffixes(const char *name)
{
	struct pv_slice s = pv_slice_of(name);
	size_t end = 0;

	for (size_t i = 0; i < s.n;) {
		end = ++i;
		while (i + 1 < s.n && s.p[i] == '.' && (is_alpha(s.p[i + 1]) || s.p[i + 1] == '~'))
			for (i += 2; i < s.n && (is_alpha(s.p[i]) || is_digit(s.p[i]) || s.p[i] == '~');)
				i++;
	}
	s.n = end;
	return s;
}

int pv_version_cmp(const char *a, const char *b)
{
	int difference;

	if ((a[0] == '.') != (b[0] == '.'))
		return a[0] == '.' ? -1 : 1;
	difference = compare_runs(without_suffixes(a), without_suffixes(b));
	if (!difference)
		difference = compare_runs(pv_slice_of(a), pv_slice_of(b));
	return difference ? difference : strcmp(a, b);
}

static int by_version(const void *a, const void *b)
{
	return pv_version_cmp(*(char *const *)a, *(char *const *)b);
}

void pv_version_sort(struct pv_strv *names)
{
	if (names->n > 1)
		qsort(names->v, names->n, sizeof *names->v, by_version);
}
