/* Reading and asking the catalogue. The text of a table is copied once and cut
 * up in place; only paths and addresses are written anew, into large blocks. */
#include "core/catalogue.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/tabletext.h"
#include "core/version.h"

#include <errno.h>
#include <fcntl.h>

#define SOURCE_BASE "https://www.python.org/ftp/python/"
#define PREBUILT_BASE "https://github.com/astral-sh/python-build-standalone/releases/download/"
#define BLOCK_SIZE (64 * 1024)
#define COLUMNS 5 /* of both tables */

/* One table on its way into a catalogue. */
struct load {
	struct pv_table table;
	const char *triple; /* NULL: the sources */
	struct pv_catalogue *cat;
	size_t first;       /* the table's first row in cat->v */
	char *free_p;       /* what is left of the block for derived strings */
	size_t free_n;
};

/* --- strings of the catalogue --- */

/* Room for `n` bytes that lives as long as the catalogue. */
static char *take(struct load *l, size_t n)
{
	char *p;

	if (n > l->free_n) {
		l->free_n = n > BLOCK_SIZE ? n : BLOCK_SIZE;
		l->free_p = pv_xmalloc(l->free_n);
		pv_strv_take(&l->cat->memory, l->free_p);
	}
	p = l->free_p;
	l->free_p += n;
	l->free_n -= n;
	return p;
}

/* The parts up to NULL, one after the other. */
static char *concat(struct load *l, const char *const *parts)
{
	size_t len = 0, n;
	char *text, *p;

	for (size_t i = 0; parts[i]; i++)
		len += strlen(parts[i]);
	p = text = take(l, len + 1);
	for (size_t i = 0; parts[i]; i++) {
		n = strlen(parts[i]);
		memcpy(p, parts[i], n);
		p += n;
	}
	*p = '\0';
	return text;
}

static char *copy_n(struct load *l, const char *s, size_t n)
{
	char *p = take(l, n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

/* `base` + `path` with every '+' as "%2B". */
static char *address(struct load *l, const char *base, const char *path)
{
	size_t n = strlen(base), plus = 0;
	char *url, *p;

	for (const char *s = path; *s; s++)
		plus += *s == '+';
	url = take(l, n + strlen(path) + 2 * plus + 1);
	memcpy(url, base, n);
	p = url + n;
	for (const char *s = path; *s; s++) {
		if (*s == '+') {
			memcpy(p, "%2B", 3);
			p += 3;
		} else {
			*p++ = *s;
		}
	}
	*p = '\0';
	return url;
}

static void add_row(struct pv_catalogue *cat, const struct pv_artifact *a)
{
	if (cat->n == cat->cap) {
		cat->cap = cat->cap ? cat->cap * 2 : 512;
		cat->v = pv_xrealloc(cat->v, cat->cap * sizeof(*cat->v));
	}
	cat->v[cat->n++] = *a;
}

/* --- rows --- */

/* Rows come in version order; the same version again only in another flavour.
 * Rows of one version are neighbours, so duplicates show here. */
static int check_order(const struct load *l, const char *version, const char *flavour,
		       struct pv_err **err)
{
	int order;

	if (l->cat->n == l->first)
		return 0;
	order = pv_version_cmp(l->cat->v[l->cat->n - 1].version, version);
	if (order > 0)
		return pv_table_bad(&l->table, err, "not in version order", version);
	if (order < 0)
		return 0;
	if (!l->triple)
		return pv_table_bad(&l->table, err, "listed twice", version);
	for (size_t i = l->cat->n; i > l->first; i--) {
		const struct pv_artifact *a = &l->cat->v[i - 1];
		const char *other = strstr(a->file, l->triple) + strlen(l->triple) + 1;

		if (strcmp(a->version, version) != 0)
			break;
		if (strcmp(other, flavour) == 0)
			return pv_table_bad(&l->table, err, "listed twice", flavour);
	}
	return 0;
}

static int source_row(struct load *l, char **f, struct pv_err **err)
{
	static const char *const exts[] = { ".tar.xz", ".tgz" };
	struct pv_artifact a = { .kind = PV_SOURCE, .version = f[0] };
	bool threads, any = false;
	size_t xyz;
	char *url, *folder;

	if (!pv_field_version(f[0], &xyz, &threads) || threads)
		return pv_table_bad(&l->table, err, "not a version of CPython", f[0]);
	if (check_order(l, f[0], NULL, err) < 0)
		return -1;
	folder = copy_n(l, f[0], xyz);
	for (size_t i = 0; i < 2; i++) {
		const char *sum = f[1 + 2 * i], *size = f[2 + 2 * i];
		bool known = strcmp(sum, "-") != 0;

		if (known && !pv_field_sum(sum))
			return pv_table_bad(&l->table, err, "not a SHA-256 sum", sum);
		if (!pv_field_size(size, &a.size) || (!known && a.size >= 0))
			return pv_table_bad(&l->table, err,
					    known ? "not a size" : "a size without a sum", size);
		if (!known)
			continue;
		url = concat(l, (const char *const[]){ SOURCE_BASE, folder, "/Python-", f[0],
						       exts[i], NULL });
		a.url = url;
		a.path = url + strlen(SOURCE_BASE);
		a.file = a.path + xyz + 1;
		a.sha256 = sum;
		add_row(l->cat, &a);
		any = true;
	}
	return any ? 0 : pv_table_bad(&l->table, err, "no sum is known", f[0]);
}

static int prebuilt_row(struct load *l, char **f, struct pv_err **err)
{
	struct pv_artifact a = { .kind = PV_PREBUILT, .version = f[0] };
	bool threads, stamped;
	const char *plain;
	size_t xyz;

	if (!pv_field_version(f[0], &xyz, &threads))
		return pv_table_bad(&l->table, err, "not a version of CPython", f[0]);
	if (!pv_field_tag(f[1]))
		return pv_table_bad(&l->table, err, "not a release tag", f[1]);
	if (!pv_field_flavour(f[2], &stamped))
		return pv_table_bad(&l->table, err, "not a flavour and extension", f[2]);
	if (threads && !pv_starts_with(f[2], "freethreaded"))
		return pv_table_bad(&l->table, err, "not a free-threaded flavour", f[2]);
	if (!threads && pv_starts_with(f[2], "freethreaded"))
		return pv_table_bad(&l->table, err,
				    "a free-threaded flavour needs a version with a final t", f[2]);
	if (!pv_field_sum(f[3]))
		return pv_table_bad(&l->table, err, "not a SHA-256 sum", f[3]);
	if (!pv_field_size(f[4], &a.size))
		return pv_table_bad(&l->table, err, "not a size", f[4]);
	if (check_order(l, f[0], f[2], err) < 0)
		return -1;
	plain = threads ? copy_n(l, f[0], strlen(f[0]) - 1) : f[0];
	a.path = concat(l, (const char *const[]){ f[1], "/cpython-", plain, stamped ? "" : "+",
						  stamped ? "" : f[1], "-", l->triple, "-", f[2],
						  NULL });
	a.file = a.path + strlen(f[1]) + 1;
	a.url = address(l, PREBUILT_BASE, a.path);
	a.sha256 = f[3];
	add_row(l->cat, &a);
	return 0;
}

int pv_catalogue_parse(struct pv_catalogue *cat, struct pv_slice text, const char *name,
		       const char *triple, struct pv_err **err)
{
	struct load l = { .triple = triple, .cat = cat, .first = cat->n };
	char *fields[COLUMNS];
	int r = pv_table_open(&l.table, name, text, &cat->memory, err);

	while (r == 0 && (r = pv_table_row(&l.table, fields, COLUMNS, err)) > 0)
		r = triple ? prebuilt_row(&l, fields, err) : source_row(&l, fields, err);
	if (r < 0)
		cat->n = l.first;
	return r;
}

/* --- files --- */

/* Parses the table "cpython-WHAT.txt" of the first folder that has it. */
static int read_table(const char *const *dirs, const char *what, const char *triple,
		      struct pv_catalogue *cat, struct pv_err **err)
{
	const char *last = "";

	for (; *dirs; dirs++) {
		pv_cleanup_free char *path = pv_xasprintf("%s/cpython-%s.txt", *dirs, what);
		pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

		if (pv_fs_read(AT_FDCWD, path, PV_TABLE_FILE_MAX, &text) == 0)
			return pv_catalogue_parse(cat, (struct pv_slice){ text.p, text.len }, path,
						  triple, err);
		if (errno != ENOENT && errno != ENOTDIR)
			return pv_fail_errno(err, "cannot read the catalogue `%s'", path);
		last = *dirs;
	}
	if (triple)
		return 0;
	return pv_fail(err, "there is no catalogue: `%s/cpython-%s.txt' is missing", last, what);
}

int pv_catalogue_read(const char *const *dirs, const char *triple, struct pv_catalogue *ret,
		      struct pv_err **err)
{
	pv_cleanup_catalogue struct pv_catalogue cat = PV_CATALOGUE_INIT;

	if (read_table(dirs, "source", NULL, &cat, err) < 0 ||
	    (triple && read_table(dirs, triple, triple, &cat, err) < 0))
		return -1;
	pv_catalogue_release(ret);
	*ret = cat;
	cat = (struct pv_catalogue)PV_CATALOGUE_INIT;
	return 0;
}

void pv_catalogue_release(struct pv_catalogue *cat)
{
	free(cat->v);
	pv_strv_release(&cat->memory);
	*cat = (struct pv_catalogue)PV_CATALOGUE_INIT;
}

/* --- questions --- */

/* PEP 703: --disable-gil is there since 3.13. */
static bool has_threads_build(const char *version)
{
	int major, minor;

	return pv_version_minor(version, &major, &minor) &&
	       (major > 3 || (major == 3 && minor >= 13));
}

void pv_catalogue_names(const struct pv_catalogue *cat, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	const char *last = "";

	for (size_t i = 0; i < cat->n; i++) {
		const struct pv_artifact *a = &cat->v[i];

		if (strcmp(a->version, last) == 0)
			continue;
		last = a->version;
		pv_strv_add(&names, last);
		if (a->kind == PV_SOURCE && has_threads_build(last))
			pv_strv_addf(&names, "%st", last);
	}
	pv_version_sort(&names);
	pv_strv_uniq(&names);
	for (size_t i = 0; i < names.n; i++)
		pv_strv_take(ret, pv_steal(&names.v[i]));
}

size_t pv_catalogue_find(const struct pv_catalogue *cat, const char *version,
			 enum pv_artifact_kind kind, const struct pv_artifact ***ret)
{
	size_t n = 0, len = strlen(version);
	const struct pv_artifact **found = pv_xcalloc(1, sizeof(struct pv_artifact *));

	if (kind == PV_SOURCE && pv_version_is_freethreaded(version) && has_threads_build(version))
		len--;
	for (size_t i = 0; i < cat->n; i++) {
		const struct pv_artifact *a = &cat->v[i];

		if (a->kind != kind || strncmp(a->version, version, len) != 0 || a->version[len])
			continue;
		found = pv_xrealloc(found, (n + 2) * sizeof(struct pv_artifact *));
		found[n++] = a;
		found[n] = NULL;
	}
	*ret = found;
	return n;
}

int pv_catalogue_eol_parse(struct pv_slice text, const char *name, const char *minor,
			   char **ret_date, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv memory = PV_STRV_INIT;
	pv_cleanup_free char *date = NULL;
	struct pv_table t;
	char *f[4];
	int r = pv_table_open(&t, name, text, &memory, err);

	while (r == 0 && (r = pv_table_row(&t, f, PV_ARRAY_SIZE(f), err)) > 0) {
		if (!pv_field_minor(f[0]))
			return pv_table_bad(&t, err, "not a minor version", f[0]);
		for (size_t i = 1; i < PV_ARRAY_SIZE(f); i++) {
			if (!pv_field_date(f[i]))
				return pv_table_bad(&t, err, "not a date", f[i]);
		}
		r = 0;
		if (strcmp(f[0], minor) != 0)
			continue;
		if (date)
			return pv_table_bad(&t, err, "listed twice", minor);
		date = pv_xstrdup(f[3]);
	}
	if (r == 0)
		*ret_date = pv_steal(&date);
	return r;
}

char *pv_catalogue_eol(const char *dir, const char *minor)
{
	pv_cleanup_free char *path = pv_path_join(dir, "eol.txt");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	pv_cleanup_err struct pv_err *err = NULL;
	char *date = NULL;

	if (pv_fs_read(AT_FDCWD, path, PV_TABLE_FILE_MAX, &text) == 0)
		(void)pv_catalogue_eol_parse((struct pv_slice){ text.p, text.len }, path, minor,
					     &date, &err);
	return date;
}
