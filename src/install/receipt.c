#include "install/receipt.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"

#include <stdarg.h>
#include <stdio.h>

#define RECEIPT_LIMIT (1024 * 1024)

void pv_receipt_add(struct pv_receipt *r, const char *key, const char *value)
{
	char *text = pv_xstrdup(value);

	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	pv_strv_add(&r->keys, key);
	pv_strv_take(&r->values, text);
}

void pv_receipt_addf(struct pv_receipt *r, const char *key, const char *fmt, ...)
{
	pv_cleanup_free char *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	text = pv_xmalloc((size_t)(n < 0 ? 0 : n) + 1);
	text[0] = '\0';
	va_start(ap, fmt);
	vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
	va_end(ap);
	pv_receipt_add(r, key, text);
}

const char *pv_receipt_get(const struct pv_receipt *r, const char *key)
{
	for (size_t i = 0; i < r->keys.n; i++)
		if (strcmp(r->keys.v[i], key) == 0)
			return r->values.v[i];
	return NULL;
}

int pv_receipt_write(const struct pv_receipt *r, const char *version_dir, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_receipt(version_dir);
	pv_cleanup_free char *dir = pv_path_dir(path);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	for (size_t i = 0; i < r->keys.n; i++)
		pv_buf_addf(&text, "%s: %s\n", r->keys.v[i], r->values.v[i]);
	if (pv_fs_mkdirs(dir, 0755, err) < 0)
		return -1;
	return pv_fs_write_atomic(path, text.p ? text.p : "", text.len, 0644, err);
}

int pv_receipt_read(const char *version_dir, struct pv_receipt *ret, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_layout_receipt(version_dir);
	pv_cleanup_receipt struct pv_receipt r = PV_RECEIPT_INIT;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct pv_slice rest, line, key;

	if (pv_fs_read_file(path, RECEIPT_LIMIT, &text, err) < 0)
		return -1;
	rest = (struct pv_slice){ text.p ? text.p : "", text.len };
	for (int number = 1; pv_slice_split(&rest, '\n', &line); number++) {
		const char *colon;

		if (line.n == 0)
			continue;
		colon = memchr(line.p, ':', line.n);
		if (!colon)
			return pv_fail(err, "`%s', line %d: this is no `key: value' line", path,
				       number);
		key = (struct pv_slice){ line.p, (size_t)(colon - line.p) };
		line = (struct pv_slice){ colon + 1, line.n - key.n - 1 };
		key = pv_slice_trim(key);
		line = pv_slice_trim(line);
		pv_strv_addn(&r.keys, key.p, key.n);
		pv_strv_addn(&r.values, line.p, line.n);
	}
	*ret = r;
	r = (struct pv_receipt)PV_RECEIPT_INIT;
	return 0;
}

void pv_receipt_release(struct pv_receipt *r)
{
	pv_strv_release(&r->keys);
	pv_strv_release(&r->values);
}
