#include "install/buildlog.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <time.h>

#define TAIL_BYTES 16384
#define LINE_MAX_KEPT 8192 /* longer lines say nothing that fits a note */

int pv_buildlog_open(const struct pv_context *ctx, const char *name, struct pv_buildlog *ret,
		     struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_layout_logs(ctx);
	pv_cleanup_free char *base = pv_xstrdup(name);
	time_t t = time(NULL);
	struct tm tm;
	char stamp[32];

	if (pv_fs_mkdirs(dir, 0777, err) < 0)
		return -1;
	for (char *p = base; *p; p++)
		if (*p == '/')
			*p = '%';
	localtime_r(&t, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", &tm);
	for (int i = 0; i < 100; i++) {
		pv_cleanup_free char *more = i > 0 ? pv_xasprintf("-%d", i) : pv_xstrdup("");
		pv_cleanup_free char *path = pv_xasprintf("%s/%s-%s%s.log", dir, base, stamp, more);
		int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC,
			      0666);

		if (fd >= 0) {
			ret->fd = fd;
			ret->path = pv_steal(&path);
			return 0;
		}
		if (errno != EEXIST)
			break;
	}
	return pv_fail_errno(err, "cannot make a log in `%s'", dir);
}

/* A full disk loses log lines, not the build. */
static void put(const struct pv_buildlog *log, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t w = write(log->fd, data, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return;
		data += w;
		n -= (size_t)w;
	}
}

void pv_buildlog_write(struct pv_buildlog *log, const char *fmt, ...)
{
	char text[4096];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	put(log, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
	put(log, "\n", 1);
	if (log->echo)
		fprintf(log->echo, "%s\n", text);
}

/* The last word of `line` that ends in one of a compiler's sources. */
static struct pv_slice source_word(struct pv_slice line)
{
	static const char *const ends[] = { ".c", ".cc", ".cpp", ".S", ".s", ".m" };
	struct pv_slice word, found = { NULL, 0 };

	while (pv_slice_split(&line, ' ', &word)) {
		for (size_t i = 0; i < PV_ARRAY_SIZE(ends); i++) {
			size_t n = strlen(ends[i]);

			if (word.n > n && word.p[0] != '-' &&
			    memcmp(word.p + word.n - n, ends[i], n) == 0)
				found = word;
		}
	}
	return found;
}

static bool has(struct pv_slice line, const char *text)
{
	return memmem(line.p, line.n, text, strlen(text)) != NULL;
}

static bool starts(struct pv_slice line, const char *text)
{
	size_t n = strlen(text);

	return line.n >= n && memcmp(line.p, text, n) == 0;
}

char *pv_buildlog_note(struct pv_slice line)
{
	struct pv_slice word, part;

	line = pv_slice_trim(line);
	if (line.n == 0)
		return NULL;
	if (starts(line, "checking ")) {
		const char *dots = memmem(line.p, line.n, "...", 3);

		if (dots)
			line.n = (size_t)(dots - line.p);
		return pv_slice_dup(line);
	}
	if (starts(line, "Compiling '") || starts(line, "Listing '")) {
		/* compileall: Compiling '/path/file.py'... */
		if (!pv_slice_split(&line, '\'', &part) || !pv_slice_split(&line, '\'', &part))
			return NULL;
		return pv_slice_dup(part);
	}
	if (has(line, " -c ")) {
		word = source_word(line);
		while (starts(word, "./")) {
			word.p += 2;
			word.n -= 2;
		}
		return word.p ? pv_slice_dup(word) : NULL;
	}
	return NULL;
}

void pv_buildlog_on_output(void *arg, const char *data, size_t n)
{
	struct pv_buildlog *log = arg;
	struct pv_slice rest = { data, n }, part;
	const char *end;

	if (log->echo) {
		fwrite(data, 1, n, log->echo);
		fflush(log->echo);
		return;
	}
	while ((end = memchr(rest.p, '\n', rest.n))) {
		pv_cleanup_free char *note = NULL;

		pv_slice_split(&rest, '\n', &part);
		if (log->line.len + part.n < LINE_MAX_KEPT)
			pv_buf_add(&log->line, part.p, part.n);
		note = pv_buildlog_note(
			(struct pv_slice){ log->line.p ? log->line.p : "", log->line.len });
		if (note && log->progress)
			pv_progress_note(log->progress, note);
		pv_buf_clear(&log->line);
		if (!rest.p)
			return;
	}
	if (log->line.len + rest.n < LINE_MAX_KEPT)
		pv_buf_add(&log->line, rest.p, rest.n);
}

void pv_buildlog_tail(const struct pv_buildlog *log, int lines, struct pv_buf *ret)
{
	pv_cleanup_free char *text = pv_xmalloc(TAIL_BYTES + 1);
	off_t size = log->fd >= 0 ? lseek(log->fd, 0, SEEK_END) : 0;
	off_t from = size > TAIL_BYTES ? size - TAIL_BYTES : 0;
	ssize_t n = log->fd >= 0 ? pread(log->fd, text, TAIL_BYTES, from) : 0;
	ssize_t begin;

	if (n <= 0)
		return;
	if (text[n - 1] != '\n')
		text[n++] = '\n';
	begin = n - 1;
	while (begin > 0 && !(text[begin - 1] == '\n' && --lines == 0))
		begin--;
	pv_buf_add(ret, text + begin, (size_t)(n - begin));
}

void pv_buildlog_close(struct pv_buildlog *log, bool keep)
{
	if (log->path && !keep)
		unlink(log->path);
	if (log->fd >= 0)
		close(log->fd);
	free(log->path);
	pv_buf_release(&log->line);
	*log = (struct pv_buildlog)PV_BUILDLOG_INIT;
}

void pv_buildlog_release(struct pv_buildlog *log)
{
	pv_buildlog_close(log, true);
}
