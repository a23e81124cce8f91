#include "base/json.h"

/* The length of the UTF-8 character (RFC 3629) at the start of the `n` bytes;
 * when there is none, 0 with *ret_skip: how many bytes one U+FFFD stands for. */
static size_t utf8_length(const unsigned char *p, size_t n, size_t *ret_skip)
{
	unsigned char low = 0x80, high = 0xbf; /* the bounds of the second byte */
	size_t length;

	*ret_skip = 1;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	/* No overlong form, no surrogate, nothing above U+10FFFF. */
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xf0)
		low = 0x90;
	if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf4)
		high = 0x8f;
	for (size_t i = 1; i < length; i++) {
		if (i >= n || p[i] < low || p[i] > high) {
			*ret_skip = i;
			return 0;
		}
		low = 0x80;
		high = 0xbf;
	}
	return length;
}

static void add_escaped(struct pv_buf *to, unsigned char c)
{
	static const char names[] = "\bb\ff\nn\rr\tt\"\"\\\\";

	for (size_t i = 0; i + 1 < sizeof names; i += 2)
		if (c == (unsigned char)names[i]) {
			pv_buf_addf(to, "\\%c", names[i + 1]);
			return;
		}
	if (c < ' ' || c == 0x7f)
		pv_buf_addf(to, "\\u%04x", c);
	else
		pv_buf_addc(to, (char)c);
}

void pv_json_quote(struct pv_buf *to, const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)text;

	pv_buf_addc(to, '"');
	for (size_t i = 0; i < n;) {
		size_t skip, length = utf8_length(p + i, n - i, &skip);

		if (length == 1)
			add_escaped(to, p[i]);
		else if (length)
			pv_buf_add(to, p + i, length);
		else
			pv_buf_adds(to, "\xef\xbf\xbd");
		i += length ? length : skip;
	}
	pv_buf_addc(to, '"');
}

static void new_line(struct pv_json *j)
{
	pv_buf_addc(&j->text, '\n');
	for (size_t i = 0; i < j->depth; i++)
		pv_buf_adds(&j->text, "  ");
}

/* What stands before a value: comma, indentation, key. */
static void begin_value(struct pv_json *j, const char *key)
{
	if (!j->first)
		pv_buf_addc(&j->text, ',');
	if (j->depth)
		new_line(j);
	if (key) {
		pv_json_quote(&j->text, key, strlen(key));
		pv_buf_adds(&j->text, ": ");
	}
	j->first = false;
}

static void open_level(struct pv_json *j, const char *key, char opening, char closing)
{
	begin_value(j, key);
	pv_buf_addc(&j->text, opening);
	/* No document of ours is that deep: one that were would not be closed. */
	if (j->depth < PV_JSON_DEPTH)
		j->closing[j->depth++] = closing;
	j->first = true;
}

void pv_json_object(struct pv_json *j, const char *key)
{
	open_level(j, key, '{', '}');
}

void pv_json_array(struct pv_json *j, const char *key)
{
	open_level(j, key, '[', ']');
}

void pv_json_end(struct pv_json *j)
{
	if (!j->depth)
		return;
	j->depth--;
	if (!j->first)
		new_line(j);
	pv_buf_addc(&j->text, j->closing[j->depth]);
	if (!j->depth)
		pv_buf_addc(&j->text, '\n');
	j->first = false;
}

void pv_json_string(struct pv_json *j, const char *key, const char *value)
{
	begin_value(j, key);
	if (value)
		pv_json_quote(&j->text, value, strlen(value));
	else
		pv_buf_adds(&j->text, "null");
}

void pv_json_bool(struct pv_json *j, const char *key, bool value)
{
	begin_value(j, key);
	pv_buf_adds(&j->text, value ? "true" : "false");
}

void pv_json_number(struct pv_json *j, const char *key, long long value)
{
	begin_value(j, key);
	pv_buf_addf(&j->text, "%lld", value);
}

void pv_json_null(struct pv_json *j, const char *key)
{
	pv_json_string(j, key, NULL);
}

void pv_json_strings(struct pv_json *j, const char *key, const struct pv_strv *values)
{
	pv_json_array(j, key);
	for (size_t i = 0; i < values->n; i++)
		pv_json_string(j, NULL, values->v[i]);
	pv_json_end(j);
}

void pv_json_release(struct pv_json *j)
{
	pv_buf_release(&j->text);
}
