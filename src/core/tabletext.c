/* Lines, columns and fields of the catalogue's tables. */
#include "core/tabletext.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Ends the line at *t->p where it lies; t->p moves to the next. */
static int take_line(struct pv_table *t, char **ret, struct pv_err **err)
{
	size_t left = (size_t)(t->end - t->p);
	char *line = t->p, *nl = memchr(line, '\n', left);

	t->line++;
	if ((nl ? (size_t)(nl - line) : left) > PV_TABLE_LINE_MAX)
		return pv_fail(err, "%s:%u: the line is longer than %d bytes", t->name, t->line,
			       PV_TABLE_LINE_MAX);
	if (!nl)
		return pv_fail(err, "%s:%u: no newline at the end: the file is truncated",
			       t->name, t->line);
	for (char *p = line; p < nl; p++) {
		if (*p < 0x20 || *p > 0x7e)
			return pv_fail(err, "%s:%u: a byte that is not printable ASCII (0x%02x)",
				       t->name, t->line, (unsigned char)*p);
	}
	*nl = '\0';
	t->p = nl + 1;
	*ret = line;
	return 0;
}

int pv_table_row(struct pv_table *t, char **ret_fields, size_t n, struct pv_err **err)
{
	char *line, *blank;

	do {
		if (t->p == t->end)
			return 0;
		if (take_line(t, &line, err) < 0)
			return -1;
	} while (line[0] == '#');
	for (size_t i = 0; i < n; i++) {
		ret_fields[i] = line;
		blank = strchr(line, ' ');
		if ((i + 1 < n) != (blank != NULL))
			return pv_fail(err, "%s:%u: not %zu columns", t->name, t->line, n);
		if (blank) {
			*blank = '\0';
			line = blank + 1;
		}
		if (ret_fields[i][0] == '\0')
			return pv_fail(err, "%s:%u: column %zu is empty", t->name, t->line, i + 1);
	}
	return 1;
}

int pv_table_open(struct pv_table *t, const char *name, struct pv_slice text,
		  struct pv_strv *memory, struct pv_err **err)
{
	char *copy, *line;

	*t = (struct pv_table){ .name = name };
	if (text.n > PV_TABLE_FILE_MAX)
		return pv_fail(err, "%s: longer than %d bytes", t->name, PV_TABLE_FILE_MAX);
	copy = pv_xmalloc(text.n + 1);
	if (text.n)
		memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	pv_strv_take(memory, copy);
	t->p = copy;
	t->end = copy + text.n;
	if (take_line(t, &line, err) < 0)
		return -1;
	if (strcmp(line, PV_TABLE_FORMAT) != 0)
		return pv_fail(err, "%s:1: not a catalogue that this pyver can read: "
			       "the first line is not `%s'", t->name, PV_TABLE_FORMAT);
	return 0;
}

int pv_table_bad(const struct pv_table *t, struct pv_err **err, const char *what,
		 const char *value)
{
	return pv_fail(err, "%s:%u: %s: `%s'", t->name, t->line, what, value);
}

/* A number without leading zeros, of at most `digits` digits; *s moves behind it. */
static bool eat_number(const char **s, size_t digits)
{
	const char *p = *s;
	size_t n = 0;

	while (is_digit(p[n]))
		n++;
	if (n == 0 || n > digits || (n > 1 && p[0] == '0'))
		return false;
	*s = p + n;
	return true;
}

bool pv_field_version(const char *s, size_t *ret_xyz, bool *ret_threads)
{
	const char *p = s;

	for (int i = 0; i < 3; i++) {
		if (i > 0 && *p++ != '.')
			return false;
		if (!eat_number(&p, 4))
			return false;
	}
	*ret_xyz = (size_t)(p - s);
	if (*p == 'a' || *p == 'b' || *p == 'r') {
		if (*p == 'r' && *++p != 'c')
			return false;
		p++;
		if (!eat_number(&p, 3))
			return false;
	}
	*ret_threads = *p == 't';
	return p[*ret_threads] == '\0';
}

bool pv_field_minor(const char *s)
{
	return eat_number(&s, 4) && *s++ == '.' && eat_number(&s, 4) && *s == '\0';
}

bool pv_field_sum(const char *s)
{
	/* The bulk of every table: no branch that depends on the digit. */
	for (size_t i = 0; i < 64; i++) {
		unsigned int digit = (unsigned char)s[i] - (unsigned int)'0';
		unsigned int letter = (unsigned char)s[i] - (unsigned int)'a';

		if (!((digit < 10) | (letter < 6)))
			return false;
	}
	return s[64] == '\0';
}

bool pv_field_size(const char *s, long long *ret)
{
	const char *p = s;
	long long size = 0;

	if (s[0] == '-' && s[1] == '\0') {
		*ret = -1;
		return true;
	}
	if (!eat_number(&p, 15) || *p || *s == '0')
		return false;
	for (p = s; *p; p++)
		size = size * 10 + (*p - '0');
	*ret = size;
	return true;
}

bool pv_field_tag(const char *s)
{
	return strlen(s) == 8 && pv_all_digits(s);
}

bool pv_field_flavour(const char *s, bool *ret_stamped)
{
	static const char *const exts[] = { ".tar.gz", ".tar.zst", ".tar.xz" };
	static const char stamp[] = "-00000000T0000";
	size_t n = 0, at = sizeof(stamp) - 1;

	for (size_t i = 0; i < PV_ARRAY_SIZE(exts) && n == 0; i++) {
		if (pv_ends_with(s, exts[i]))
			n = strlen(s) - strlen(exts[i]);
	}
	if (n == 0 || s[0] < 'a' || s[0] > 'z')
		return false;
	*ret_stamped = n > at;
	for (size_t i = 0; *ret_stamped && i < at; i++) {
		char c = s[n - at + i];

		*ret_stamped = stamp[i] == '0' ? is_digit(c) : c == stamp[i];
	}
	if (*ret_stamped)
		n -= at;
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(s[i]) && !(s[i] >= 'a' && s[i] <= 'z') && !strchr("+_-", s[i]))
			return false;
	}
	return true;
}

bool pv_field_date(const char *s)
{
	static const char shape[] = "0000-00-00";
	size_t n = strlen(s);

	if (n != 7 && n != 10)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (shape[i] == '0' ? !is_digit(s[i]) : s[i] != shape[i])
			return false;
	}
	return true;
}
