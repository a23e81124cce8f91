#include "core/versionfile.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/trace.h"
#include "core/version.h"

#include <errno.h>
#include <fcntl.h>

const char *pv_versionfile_name_fault(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *versions = NULL;
	pv_cleanup_free char *path = NULL;

	if (strcmp(name, "system") == 0)
		return NULL;
	if (!strchr(name, '/'))
		return pv_version_name_fault(name);
	if (name[0] == '/')
		return "is an absolute path";
	if (strlen(name) > 1024)
		return "is too long";
	for (const char *c = name; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return "contains a control character";
	versions = pv_layout_versions(ctx);
	path = pv_layout_version(ctx, name);
	if (!pv_path_below(path, versions))
		return "leads out of the versions folder";
	return pv_fs_is_dir(path) ? NULL : "is a path to no installed environment";
}

bool pv_versionfile_name_safe(const struct pv_context *ctx, const char *name)
{
	return !pv_versionfile_name_fault(ctx, name);
}

/* What may be shown of an unsafe name: no control characters, not too long. */
static char *printable(struct pv_slice name)
{
	pv_cleanup_free char *text = pv_xstrndup(name.p, name.n > 100 ? 100 : name.n);

	for (size_t i = 0; i < name.n && i < 100; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			text[i] = '?';
	return pv_xasprintf("%s%s", text, name.n > 100 ? "..." : "");
}

static void refuse(const struct pv_context *ctx, struct pv_slice name, const char *why, size_t line,
                   struct pv_strv *rejected)
{
	pv_cleanup_free char *text = printable(name);

	pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_REFUSED, .text = text,
	                                        .result = why, .line = line });
	if (rejected)
		pv_strv_take(rejected, pv_steal(&text));
}

void pv_versionfile_add(const struct pv_context *ctx, struct pv_slice joined, size_t line,
                        struct pv_strv *ret_names, struct pv_strv *rejected)
{
	struct pv_slice part;

	while (pv_slice_split(&joined, ':', &part)) {
		pv_cleanup_free char *name = pv_slice_dup(part);
		const char *fault;

		if (!part.n)
			continue;
		fault = memchr(part.p, '\0', part.n) ? "contains a control character"
		                                     : pv_versionfile_name_fault(ctx, name);
		if (fault) {
			refuse(ctx, part, fault, line, rejected);
			continue;
		}
		pv_trace(ctx, &(struct pv_trace_event){ .kind = PV_TRACE_NAME, .text = name, .line = line });
		pv_strv_take(ret_names, pv_steal(&name));
	}
}

static struct pv_slice first_word(struct pv_slice line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == ' ' || line.p[i] == '\t' || line.p[i] == '\r')
			line.n = i;
	return line;
}

/* ">=3.11, <3.13  # why": one request, up to the comment, whatever its blanks.
 * Taking its first word alone would lose half of what it says. */
static void add_specifier(const struct pv_context *ctx, struct pv_slice line, size_t number,
                          struct pv_strv *ret_names, struct pv_strv *rejected)
{
	pv_cleanup_buf struct pv_buf tight = PV_BUF_INIT;

	for (size_t i = 0; i < line.n && line.p[i] != '#'; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			pv_buf_addc(&tight, line.p[i]);
	pv_versionfile_add(ctx, (struct pv_slice){ tight.p, tight.len }, number, ret_names, rejected);
}

void pv_versionfile_parse(const struct pv_context *ctx, const char *text, size_t n,
                          struct pv_strv *ret_names, struct pv_strv *rejected)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct pv_slice rest = { text, n };
	struct pv_slice line;
	size_t number = 0;

	if (n >= 3 && memcmp(text, bom, 3) == 0)
		rest = (struct pv_slice){ text + 3, n - 3 };
	while (pv_slice_split(&rest, '\n', &line)) {
		number++;
		line = pv_slice_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		if (line.p[0] && strchr("<>=!~", line.p[0]))
			add_specifier(ctx, line, number, ret_names, rejected);
		else
			pv_versionfile_add(ctx, first_word(line), number, ret_names, rejected);
	}
}

int pv_versionfile_read(const struct pv_context *ctx, const char *file, struct pv_strv *ret_names,
                        struct pv_strv *rejected)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_read(AT_FDCWD, file, PV_VERSION_FILE_LIMIT, &text) < 0)
		return -1;
	pv_versionfile_parse(ctx, text.p, text.len, ret_names, rejected);
	return 0;
}

/* Says where it was looked; `path` is the answer when `found`. */
static bool looked(const struct pv_context *ctx, const char *path, bool found)
{
	if (ctx->trace)
		pv_trace(ctx, &(struct pv_trace_event){
			.kind = PV_TRACE_FILE, .text = path,
			.place = found ? PV_PLACE_TAKEN : pv_trace_place_of(path) });
	return found;
}

char *pv_versionfile_find(const struct pv_context *ctx, const char *dir)
{
	size_t n = strlen(dir);
	/* One buffer, cut shorter a folder at a time. */
	pv_cleanup_free char *path = pv_xmalloc(n + sizeof "/" PV_VERSION_FILE);

	memcpy(path, dir, n + 1);
	if (n && path[n - 1] == '/')
		path[--n] = '\0';
	for (;;) {
		memcpy(path + n, "/" PV_VERSION_FILE, sizeof "/" PV_VERSION_FILE);
		if (looked(ctx, path, pv_fs_is_regular(path)))
			return pv_steal(&path);
		/* "//host" is the top of a network file system: nothing above it. */
		if (n == 0 || (path[0] == '/' && path[1] == '/' && !memchr(path + 2, '/', n - 2)))
			return NULL;
		while (n && path[--n] != '/')
			;
	}
}

int pv_versionfile_write(const char *file, char *const *names, size_t n, struct pv_err **err)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		pv_buf_addf(&text, "%s\n", names[i]);
	return pv_fs_write_atomic(file, text.p ? text.p : "", text.len, 0666, err);
}
