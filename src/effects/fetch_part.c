#include "effects/fetch_part.h"

#include "base/fs.h"
#include "base/path.h"
#include "effects/run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

#define UNKNOWN_LIMIT (4LL << 30) /* bytes, when the size is not known */
#define META_LIMIT (16 * 1024)
#define LOCK_POLL_NS (100 * 1000 * 1000)

long long pv_part_limit(const struct pv_part *p)
{
	return p->what->size >= 0 ? p->what->size : UNKNOWN_LIMIT;
}

/* Sum of what came so far is the wanted one (and the size, which it implies). */
bool pv_part_complete(const struct pv_part *p)
{
	char hex[PV_SHA256_HEX];

	if (p->what->size >= 0 && p->have != p->what->size)
		return false;
	pv_digest_peek(p->sum, hex);
	return pv_digest_equal(hex, p->what->sha256);
}

static void forget(struct pv_part *p)
{
	free(p->url);
	free(p->etag);
	free(p->modified);
	p->url = p->etag = p->modified = NULL;
}

/* Takes the lock of the open file, waiting for whoever has it. */
static int lock_fd(struct pv_part *p, struct pv_progress *progress, struct pv_err **err)
{
	const struct timespec pause = { 0, LOCK_POLL_NS };
	bool told = false;

	while (flock(p->fd, LOCK_EX | LOCK_NB) < 0) {
		int sig;

		if (errno != EWOULDBLOCK && errno != EINTR)
			return pv_fail_errno(err, "cannot lock `%s'", p->name);
		sig = pv_run_interrupted();
		if (sig)
			return pv_fail_status(err, 128 + sig, "interrupted while waiting for `%s'",
					      p->name);
		if (!told && progress)
			pv_progress_say(progress, "waiting for another process that downloads `%s'",
					p->what->label);
		told = true;
		nanosleep(&pause, NULL);
	}
	return 0;
}

/* The open file is the one that stands at its name: nobody published or
 * removed it between open() and the lock. */
static bool still_there(const struct pv_part *p, const struct stat *open_st)
{
	struct stat st;

	return lstat(p->name, &st) == 0 && st.st_dev == open_st->st_dev &&
	       st.st_ino == open_st->st_ino;
}

/* Somebody else finished this very download. */
static bool published(const struct pv_fetch *what)
{
	pv_cleanup_close int fd = open(what->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	pv_cleanup_err struct pv_err *ignored = NULL;
	char hex[PV_SHA256_HEX];
	long long size;

	return fd >= 0 && pv_digest_fd(fd, what->path, hex, &size, &ignored) == 0 &&
	       pv_digest_equal(hex, what->sha256);
}

/* Opens and locks the file at its name. */
static int open_locked(struct pv_part *p, struct pv_progress *progress, bool *ret_done,
		       struct pv_err **err)
{
	struct stat st;

	for (;;) {
		p->fd = open(p->name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
		if (p->fd < 0)
			return pv_fail_errno(err, "cannot open `%s'", p->name);
		if (fstat(p->fd, &st) < 0)
			return pv_fail_errno(err, "cannot open `%s'", p->name);
		if (!S_ISREG(st.st_mode))
			return pv_fail(err, "cannot write `%s': not a regular file", p->name);
		if (lock_fd(p, progress, err) < 0)
			return -1;
		if (still_there(p, &st))
			return 0;
		close(p->fd);
		p->fd = -1;
		if (published(p->what)) {
			*ret_done = true;
			return 0;
		}
	}
}

/* Reads what is stored about the bytes. True when they belong to this download. */
static bool recall(struct pv_part *p)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	struct pv_slice rest, line;
	bool ours = false;

	if (pv_fs_read(AT_FDCWD, p->meta, META_LIMIT, &text) < 0 || !text.p)
		return false;
	rest = (struct pv_slice){ text.p, text.len };
	while (pv_slice_split(&rest, '\n', &line)) {
		struct pv_slice key;
		char **to;

		if (!pv_slice_split(&line, ' ', &key) || !line.p)
			continue;
		if (pv_slice_eq(key, "sha256")) {
			ours = pv_slice_eq(line, p->what->sha256);
			continue;
		}
		to = pv_slice_eq(key, "url")        ? &p->url
		     : pv_slice_eq(key, "etag")     ? &p->etag
		     : pv_slice_eq(key, "modified") ? &p->modified
						    : NULL;
		if (!to)
			continue;
		free(*to);
		*to = pv_slice_dup(line);
	}
	return ours;
}

int pv_part_open(struct pv_part *p, const struct pv_fetch *what, struct pv_progress *progress,
		 bool *ret_done, struct pv_err **err)
{
	bool done = false;

	p->what = what;
	p->name = pv_xasprintf("%s.part", what->path);
	p->meta = pv_xasprintf("%s.part.meta", what->path);
	if (open_locked(p, progress, &done, err) < 0)
		return -1;
	*ret_done = done;
	if (done)
		return 0;
	p->sum = pv_digest_new();
	if (pv_digest_update_fd(p->sum, p->fd, p->name, &p->have, err) < 0)
		return -1;
	p->kept = p->have > 0;
	if (p->have == 0)
		return 0;
	if (!recall(p) || p->have > pv_part_limit(p) ||
	    (p->have == what->size && !pv_part_complete(p)))
		return pv_part_restart(p, err);
	return 0;
}

int pv_part_append(struct pv_part *p, const void *data, size_t n, struct pv_err **err)
{
	const char *from = data;
	size_t left = n;

	while (left) {
		ssize_t done = pwrite(p->fd, from, left, (off_t)(p->have + (long long)(n - left)));

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return pv_fail_errno(err, "cannot write `%s'", p->name);
		from += done;
		left -= (size_t)done;
	}
	pv_digest_update(p->sum, data, n);
	p->have += (long long)n;
	return 0;
}

int pv_part_restart(struct pv_part *p, struct pv_err **err)
{
	if (ftruncate(p->fd, 0) < 0)
		return pv_fail_errno(err, "cannot write `%s'", p->name);
	unlink(p->meta);
	forget(p);
	pv_digest_free(p->sum);
	p->sum = pv_digest_new();
	p->have = 0;
	p->kept = false;
	return 0;
}

/* Fit for a line of its own. */
static bool storable(const char *text)
{
	if (!text || !*text)
		return false;
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return false;
	return true;
}

int pv_part_remember(struct pv_part *p, const char *url, const char *etag, const char *modified,
		     struct pv_err **err)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	forget(p);
	p->url = storable(url) ? pv_xstrdup(url) : NULL;
	p->etag = storable(etag) ? pv_xstrdup(etag) : NULL;
	p->modified = storable(modified) ? pv_xstrdup(modified) : NULL;
	pv_buf_addf(&text, "sha256 %s\n", p->what->sha256);
	if (p->url)
		pv_buf_addf(&text, "url %s\n", p->url);
	if (p->etag)
		pv_buf_addf(&text, "etag %s\n", p->etag);
	if (p->modified)
		pv_buf_addf(&text, "modified %s\n", p->modified);
	if (pv_fs_is_link(p->meta)) /* never write to where somebody else points */
		unlink(p->meta);
	return pv_fs_write_atomic(p->meta, text.p, text.len, 0600, err);
}

int pv_part_publish(struct pv_part *p, struct pv_err **err)
{
	pv_cleanup_free char *dir = pv_path_dir(p->what->path);

	if (fchmod(p->fd, 0644) < 0 || fsync(p->fd) < 0)
		return pv_fail_errno(err, "cannot write `%s'", p->name);
	if (rename(p->name, p->what->path) < 0)
		return pv_fail_errno(err, "cannot rename `%s' to `%s'", p->name, p->what->path);
	unlink(p->meta);
	close(p->fd);
	p->fd = -1;
	return pv_fs_sync_dir(dir, err);
}

void pv_part_discard(struct pv_part *p)
{
	if (p->fd < 0)
		return;
	unlink(p->meta);
	unlink(p->name);
	close(p->fd);
	p->fd = -1;
}

void pv_part_release(struct pv_part *p)
{
	if (p->fd >= 0 && p->sum && p->have == 0)
		pv_part_discard(p);
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
	pv_digest_free(p->sum);
	p->sum = NULL;
	forget(p);
	free(p->name);
	free(p->meta);
	p->name = p->meta = NULL;
}
