#include "cmd/extdoc.h"

#include "base/fs.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <strings.h>

#define PREFIX "pyver-"
#define SH "sh-"
#define LEADING (64 * 1024)     /* bytes in which a leading comment has to end */
#define SEARCHED (1024 * 1024)  /* bytes in which the completions mark has to be */

void pv_doc_release(struct pv_doc *doc)
{
	free(doc->usage);
	free(doc->summary);
	free(doc->help);
	*doc = (struct pv_doc)PV_DOC_INIT;
}

/* "pyver x A\npyver x B" as it is shown: "Usage: pyver x A\n       pyver x B". */
static char *usage_text(const char *usage)
{
	struct pv_slice rest = pv_slice_of(usage), line;
	struct pv_buf text = PV_BUF_INIT;

	while (pv_slice_split(&rest, '\n', &line))
		pv_buf_addf(&text, "%s%.*s", text.len ? "\n       " : "Usage: ", (int)line.n,
		            line.p);
	return pv_buf_detach(&text);
}

void pv_doc_of_command(const struct pv_command *cmd, struct pv_doc *ret)
{
	ret->usage = cmd->usage ? usage_text(cmd->usage) : NULL;
	ret->summary = cmd->summary ? pv_xstrdup(cmd->summary) : NULL;
	ret->help = cmd->help ? pv_xstrdup(cmd->help) : NULL;
}

static bool continues_usage(struct pv_slice line)
{
	size_t blanks = 0;

	while (blanks < line.n && line.p[blanks] == ' ')
		blanks++;
	return blanks == line.n || blanks >= strlen("Usage: ");
}

/* Without blank lines at both ends; NULL when nothing is left. */
static char *trimmed(struct pv_buf *text)
{
	struct pv_slice s = { text->p, text->len };

	while (s.n && s.p[0] == '\n')
		s.p++, s.n--;
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' '))
		s.n--;
	return s.n ? pv_slice_dup(s) : NULL;
}

static bool slice_starts(struct pv_slice s, const char *text)
{
	return s.n >= strlen(text) && memcmp(s.p, text, strlen(text)) == 0;
}

void pv_doc_parse(const char *text, struct pv_doc *ret)
{
	pv_cleanup_buf struct pv_buf usage = PV_BUF_INIT, summary = PV_BUF_INIT, help = PV_BUF_INIT;
	struct pv_slice rest = pv_slice_of(text), line;
	bool in_usage = false;

	while (pv_slice_split(&rest, '\n', &line) && line.n && line.p[0] == '#') {
		if (line.n > 1 && line.p[1] != ' ')
			continue;
		line.p += line.n > 1 ? 2 : 1;
		line.n -= line.n > 1 ? 2 : 1;
		if (slice_starts(line, "Summary:")) {
			struct pv_slice rest_of = { line.p + 8, line.n - 8 };

			rest_of = pv_slice_trim(rest_of);
			pv_buf_clear(&summary);
			pv_buf_add(&summary, rest_of.p, rest_of.n);
			continue;
		}
		in_usage = slice_starts(line, "Usage:") || (in_usage && continues_usage(line));
		pv_buf_add(in_usage ? &usage : &help, line.p, line.n);
		pv_buf_addc(in_usage ? &usage : &help, '\n');
	}
	ret->usage = trimmed(&usage);
	ret->summary = trimmed(&summary);
	ret->help = trimmed(&help);
}

/* At most `limit` bytes of the beginning; NUL bytes end the text. */
static bool read_beginning(const char *path, size_t limit, struct pv_buf *ret)
{
	pv_cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	while (ret->len < limit) {
		ssize_t n = read(fd, pv_buf_reserve(ret, 4096), 4096);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		ret->len += (size_t)n;
	}
	pv_buf_add(ret, "", 0);
	return true;
}

/* BIN/../help/X of BIN/pyver-X and BIN/pyver-sh-X; owned by the caller; NULL for other names. */
static char *sidecar(const char *path)
{
	pv_cleanup_free char *bin = pv_path_dir(path);
	pv_cleanup_free char *up = pv_path_dir(bin);
	const char *name = pv_path_base(path);

	if (!pv_starts_with(name, PREFIX))
		return NULL;
	name += strlen(PREFIX);
	return pv_xasprintf("%s/help/%s", up, pv_starts_with(name, SH) ? name + strlen(SH) : name);
}

/* The text that speaks for the command at PATH. */
static bool read_document(const char *path, size_t limit, struct pv_buf *ret)
{
	pv_cleanup_free char *beside = sidecar(path);

	return (beside && read_beginning(beside, limit, ret)) || read_beginning(path, limit, ret);
}

void pv_doc_of_file(const char *path, struct pv_doc *ret)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (read_document(path, LEADING, &text))
		pv_doc_parse(text.p, ret);
}

bool pv_doc_has_completions(const char *path)
{
	static const char *const marks[] = { "# ", "% ", "-- ", "// " };
	static const char words[] = "provide pyver completions";
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct pv_slice rest, line;

	if (!read_document(path, SEARCHED, &text))
		return false;
	rest = (struct pv_slice){ text.p, text.len };
	while (pv_slice_split(&rest, '\n', &line))
		for (size_t i = 0; i < PV_ARRAY_SIZE(marks); i++) {
			size_t n = strlen(marks[i]);

			if (slice_starts(line, marks[i]) && line.n >= n + strlen(words) &&
			    strncasecmp(line.p + n, words, strlen(words)) == 0)
				return true;
		}
	return false;
}
