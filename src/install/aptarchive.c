#include "install/aptarchive.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/version.h"

#include <fcntl.h>
#include <strings.h>

#define SOURCES_LIMIT (1024 * 1024)

/* Adds one address if its transport is one that can be used here. */
static void add_base(struct pv_slice uri, struct pv_strv *ret)
{
	pv_cleanup_free char *written = pv_slice_dup(uri);
	pv_cleanup_free char *text = NULL;
	const char *path;

	if (strstr(written, "$("))
		return;
	if (pv_starts_with(written, "copy:") || pv_starts_with(written, "file:")) {
		path = written + 5;
		while (path[0] == '/' && path[1] == '/')
			path++;
		if (path[0] != '/')
			return;
		text = pv_xasprintf("file://%s", path);
	} else if (pv_starts_with(written, "http://") || pv_starts_with(written, "https://")) {
		text = pv_steal(&written);
	} else {
		return;
	}
	for (size_t n = strlen(text); n > 0 && text[n - 1] == '/'; n--)
		text[n - 1] = '\0';
	if (!pv_strv_has(ret, text))
		pv_strv_add(ret, text);
}

/* Takes the next blank-separated word off *rest; false at the end. */
static bool next_word(struct pv_slice *rest, struct pv_slice *ret)
{
	while (rest->n > 0 && (*rest->p == ' ' || *rest->p == '\t' || *rest->p == '\n'))
		rest->p++, rest->n--;
	ret->p = rest->p;
	while (rest->n > 0 && *rest->p != ' ' && *rest->p != '\t' && *rest->p != '\n')
		rest->p++, rest->n--;
	ret->n = (size_t)(rest->p - ret->p);
	return ret->n > 0;
}

static bool has_word(struct pv_slice text, const char *word)
{
	struct pv_slice w;

	while (next_word(&text, &w))
		if (pv_slice_eq(w, word))
			return true;
	return false;
}

/* "deb [options] URI SUITE COMPONENT..." */
static void parse_line(struct pv_slice line, struct pv_strv *ret)
{
	const char *hash = memchr(line.p, '#', line.n);
	struct pv_slice word, uri, suite;
	const char *end;

	if (hash)
		line.n = (size_t)(hash - line.p);
	if (!next_word(&line, &word) || !(pv_slice_eq(word, "deb") || pv_slice_eq(word, "deb-src")))
		return;
	line = pv_slice_trim(line);
	if (line.n > 0 && *line.p == '[') {
		end = memchr(line.p, ']', line.n);
		if (!end)
			return;
		line.n -= (size_t)(end + 1 - line.p);
		line.p = end + 1;
	}
	if (next_word(&line, &uri) && next_word(&line, &suite) && has_word(line, "main"))
		add_base(uri, ret);
}

void pv_apt_parse_list(const char *text, size_t n, struct pv_strv *ret)
{
	struct pv_slice rest = { text, n }, line;

	while (pv_slice_split(&rest, '\n', &line))
		parse_line(pv_slice_trim(line), ret);
}

/* The fields of one stanza that matter; continuation lines are joined. */
struct stanza {
	struct pv_buf types, uris, components, enabled;
	struct pv_buf *current; /* the field that a continuation line belongs to */
};

static struct pv_buf *field_named(struct stanza *s, struct pv_slice name)
{
	const struct {
		const char *name;
		struct pv_buf *field;
	} fields[] = { { "types", &s->types },
		       { "uris", &s->uris },
		       { "components", &s->components },
		       { "enabled", &s->enabled } };

	for (size_t i = 0; i < PV_ARRAY_SIZE(fields); i++)
		if (strlen(fields[i].name) == name.n &&
		    strncasecmp(fields[i].name, name.p, name.n) == 0)
			return fields[i].field;
	return NULL;
}

static struct pv_slice value_of(const struct pv_buf *b)
{
	return (struct pv_slice){ b->p ? b->p : "", b->len };
}

/* Uses what was gathered and begins anew. */
static void end_stanza(struct stanza *s, struct pv_strv *ret)
{
	static const char *const no[] = { "no", "false", "without", "off", "disable", "0" };
	struct pv_slice types = value_of(&s->types), uris = value_of(&s->uris), uri;
	struct pv_slice enabled = pv_slice_trim(value_of(&s->enabled));
	bool use = (has_word(types, "deb") || has_word(types, "deb-src")) &&
		   has_word(value_of(&s->components), "main");

	for (size_t i = 0; i < PV_ARRAY_SIZE(no); i++)
		if (enabled.n == strlen(no[i]) && strncasecmp(enabled.p, no[i], enabled.n) == 0)
			use = false;
	while (use && next_word(&uris, &uri))
		add_base(uri, ret);
	pv_buf_release(&s->types);
	pv_buf_release(&s->uris);
	pv_buf_release(&s->components);
	pv_buf_release(&s->enabled);
	*s = (struct stanza){ .current = NULL };
}

void pv_apt_parse_stanzas(const char *text, size_t n, struct pv_strv *ret)
{
	struct pv_slice rest = { text, n }, line;
	struct stanza s = { .current = NULL };
	const char *colon;

	while (pv_slice_split(&rest, '\n', &line)) {
		bool continued = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');

		line = pv_slice_trim(line);
		if (line.n > 0 && line.p[0] == '#')
			continue;
		if (line.n == 0) {
			end_stanza(&s, ret);
			continue;
		}
		if (!continued) {
			colon = memchr(line.p, ':', line.n);
			s.current = NULL;
			if (!colon)
				continue;
			s.current = field_named(
				&s, (struct pv_slice){ line.p, (size_t)(colon - line.p) });
			line.n -= (size_t)(colon + 1 - line.p);
			line.p = colon + 1;
		}
		if (s.current) {
			pv_buf_add(s.current, line.p, line.n);
			pv_buf_addc(s.current, ' ');
		}
	}
	end_stanza(&s, ret);
}

static void read_one(const char *path, struct pv_strv *ret)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_read(AT_FDCWD, path, SOURCES_LIMIT, &text) < 0 || !text.p)
		return;
	if (pv_ends_with(path, ".sources"))
		pv_apt_parse_stanzas(text.p, text.len, ret);
	else
		pv_apt_parse_list(text.p, text.len, ret);
}

void pv_apt_bases(const char *etc_dir, struct pv_strv *ret)
{
	pv_cleanup_free char *list = pv_path_join(etc_dir, "sources.list");
	pv_cleanup_free char *dir = pv_path_join(etc_dir, "sources.list.d");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *ignored = NULL;

	read_one(list, ret);
	if (pv_fs_list(dir, &names, NULL, &ignored) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(dir, names.v[i]);

		if (pv_ends_with(path, ".list") || pv_ends_with(path, ".sources"))
			read_one(path, ret);
	}
}

char *pv_apt_pool_path(const struct pv_artifact *artifact)
{
	const char *version = artifact->version, *ext;
	size_t release = strspn(version, "0123456789.");
	int major, minor;

	if (artifact->kind != PV_SOURCE || !pv_version_minor(version, &major, &minor))
		return NULL;
	if (pv_ends_with(artifact->file, ".tar.xz"))
		ext = "xz";
	else if (pv_ends_with(artifact->file, ".tgz"))
		ext = "gz";
	else
		return NULL;
	/* A pre-release sorts before its final: Debian writes 3.14.0~rc1. */
	return pv_xasprintf("pool/main/p/python%d.%d/python%d.%d_%.*s%s%s.orig.tar.%s", major,
			    minor, major, minor, (int)release, version, version[release] ? "~" : "",
			    version + release, ext);
}
