/* Reads archives with libarchive and writes what effects/entry_policy.h allows
 * through effects/treewrite.h. libarchive's own disk writer is not used: it
 * works on paths and takes link targets as they come; here each entry is judged
 * by one small tested rule, then written through folder descriptors. */
#include "effects/unpack.h"

#include "base/path.h"
#include "effects/entry_policy.h"
#include "effects/run.h"
#include "effects/treewrite.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif
#include <sys/stat.h>

#define READ_BLOCK (1024 * 1024)
#define MAX_BYTES (8LL << 30)
#define MAX_ENTRIES 500000LL

struct unpacking {
	const struct pv_unpack *what;
	struct archive *a;
	struct pv_treewrite tree;
	char *top;       /* the folder that is dropped, once known */
	long long bytes; /* written so far */
	long long max_bytes, max_entries, entries;
};

static void release(struct unpacking *u)
{
	archive_read_free(u->a);
	pv_treewrite_release(&u->tree);
	free(u->top);
}

static int fail_archive(struct unpacking *u, struct pv_err **err)
{
	const char *text = archive_error_string(u->a);

	return pv_fail(err, "%s", text ? text : "it cannot be read");
}

static int check_interrupt(struct pv_err **err)
{
	int sig = pv_run_interrupted();

	return sig ? pv_fail_status(err, 128 + sig, "interrupted") : 0;
}

static void show_progress(struct unpacking *u)
{
	if (u->what->progress)
		pv_progress_at(u->what->progress, archive_filter_bytes(u->a, -1));
}

static int open_archive(struct unpacking *u, int fd, struct pv_err **err)
{
	int rc;

	u->a = archive_read_new();
	if (!u->a)
		return pv_fail(err, "out of memory");
	/* A warning here means "not built in, an external program is tried". */
	archive_read_support_filter_gzip(u->a);
	archive_read_support_filter_xz(u->a);
	archive_read_support_filter_bzip2(u->a);
	archive_read_support_filter_zstd(u->a);
	archive_read_support_format_tar(u->a);
	archive_read_support_format_zip(u->a);
	rc = archive_read_open_fd(u->a, fd, READ_BLOCK);
	return rc == ARCHIVE_OK ? 0 : fail_archive(u, err);
}

static enum pv_entry_type type_of(struct archive_entry *e)
{
	if (archive_entry_hardlink(e))
		return PV_ENTRY_HARDLINK;
	switch (archive_entry_filetype(e)) {
	case AE_IFREG:
		return PV_ENTRY_FILE;
	case AE_IFDIR:
		return PV_ENTRY_DIR;
	case AE_IFLNK:
		return PV_ENTRY_SYMLINK;
	default:
		return PV_ENTRY_OTHER;
	}
}

static int fail_size(struct unpacking *u, struct pv_err **err)
{
	return pv_fail(err, "it unpacks to more than %lld bytes", u->max_bytes);
}

/* Holes count like data: what is bounded is what a reader of the tree sees. */
static int check_size(struct unpacking *u, long long file_size, struct pv_err **err)
{
	if (file_size < 0 || file_size > u->max_bytes - u->bytes)
		return fail_size(u, err);
	return 0;
}

static int write_at(int fd, const char *data, size_t n, off_t at, struct pv_err **err)
{
	while (n > 0) {
		ssize_t w = pwrite(fd, data, n, at);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return pv_fail_errno(err, "cannot write it");
		data += w;
		at += w;
		n -= (size_t)w;
	}
	return 0;
}

/* Copies the current entry's data; its length in *ret_end. */
static int copy_data(struct unpacking *u, int fd, long long *ret_end, struct pv_err **err)
{
	const void *data;
	la_int64_t at;
	long long end = 0;
	size_t n;
	int rc;

	while ((rc = archive_read_data_block(u->a, &data, &n, &at)) == ARCHIVE_OK) {
		if (at < 0 || at > u->max_bytes || n > (size_t)u->max_bytes)
			return fail_size(u, err);
		if (check_size(u, at + (long long)n, err) < 0 || check_interrupt(err) < 0 ||
		    write_at(fd, data, n, (off_t)at, err) < 0) {
			return -1;
		}
		if (at + (long long)n > end)
			end = at + (long long)n;
		show_progress(u);
	}
	if (rc != ARCHIVE_EOF)
		return fail_archive(u, err);
	*ret_end = end;
	return 0;
}

static int write_file(struct unpacking *u, struct archive_entry *e, const char *path,
                      const struct timespec *mtime, struct pv_err **err)
{
	mode_t mode = (archive_entry_perm(e) & 0755) | 0600;
	pv_cleanup_close int fd = -1;
	long long end = 0, size = archive_entry_size_is_set(e) ? archive_entry_size(e) : 0;
	int rc;

	if (check_size(u, size, err) < 0)
		return -1;
	fd = pv_treewrite_file(&u->tree, path, mode, err);
	if (fd < 0 || copy_data(u, fd, &end, err) < 0)
		return -1;
	if (size > end) { /* a hole at the end */
		if (ftruncate(fd, (off_t)size) < 0)
			return pv_fail_errno(err, "cannot write it");
		end = size;
	}
	u->bytes += end;
	if (mtime) {
		struct timespec times[2] = { *mtime, *mtime };

		if (futimens(fd, times) < 0)
			return pv_fail_errno(err, "cannot set its time");
	}
	/* Delayed errors (quota, NFS) come out here. */
	rc = close(fd);
	fd = -1;
	return rc < 0 ? pv_fail_errno(err, "cannot write it") : 0;
}

static int write_entry(struct unpacking *u, struct archive_entry *e, enum pv_entry_type type,
                       const struct pv_entry_place *place, struct pv_err **err)
{
	struct timespec time = { archive_entry_mtime(e), archive_entry_mtime_nsec(e) };
	const struct timespec *mtime = archive_entry_mtime_is_set(e) ? &time : NULL;

	if (type == PV_ENTRY_FILE)
		return write_file(u, e, place->path, mtime, err);
	/* Data of a folder or link is read past: it costs time, so it counts. */
	if (archive_entry_size_is_set(e)) {
		if (check_size(u, archive_entry_size(e), err) < 0)
			return -1;
		u->bytes += archive_entry_size(e);
	}
	if (type == PV_ENTRY_DIR)
		return pv_treewrite_dir(&u->tree, place->path, mtime, err);
	if (type == PV_ENTRY_SYMLINK)
		return pv_treewrite_symlink(&u->tree, place->path, place->target, mtime, err);
	return pv_treewrite_hardlink(&u->tree, place->path, place->target, err);
}

/* Judges one entry and writes it. */
static int take_entry(struct unpacking *u, struct archive_entry *e, struct pv_err **err)
{
	pv_cleanup_entry_place struct pv_entry_place place = PV_ENTRY_PLACE_INIT;
	pv_cleanup_free char *shown = NULL;
	struct pv_entry entry = { .name = archive_entry_pathname(e), .type = type_of(e) };
	const char *reason;

	entry.target = entry.type == PV_ENTRY_HARDLINK ? archive_entry_hardlink(e)
	                                               : archive_entry_symlink(e);
	reason = pv_entry_decide(&entry, u->what->strip_top ? &u->top : NULL, &place);
	shown = pv_entry_printable(entry.name);
	if (reason)
		return pv_fail(err, "entry `%s' is refused: %s", shown, reason);
	if (write_entry(u, e, entry.type, &place, err) < 0)
		return pv_run_interrupted() ? -1 : pv_wrap(err, "entry `%s'", shown);
	return 0;
}

static int take_all(struct unpacking *u, struct pv_err **err)
{
	struct archive_entry *e;
	int rc;

	while ((rc = archive_read_next_header(u->a, &e)) == ARCHIVE_OK) {
		if (check_interrupt(err) < 0)
			return -1;
		if (++u->entries > u->max_entries)
			return pv_fail(err, "it holds more than %lld entries", u->max_entries);
		if (take_entry(u, e, err) < 0)
			return -1;
		show_progress(u);
	}
	/* A warning too: a name or header that was not understood. */
	if (rc != ARCHIVE_EOF)
		return fail_archive(u, err);
	if (u->entries == 0)
		return pv_fail(err, "it is empty");
	return pv_treewrite_finish(&u->tree, err);
}

/* Names in archives are UTF-8 or plain bytes; libarchive converts the former
 * to the locale's encoding, which is ASCII in the C locale. So this thread gets
 * a UTF-8 one for the while; (locale_t)0 when the system has none. */
static locale_t utf8_locale(void)
{
	static const char *const names[] = { "C.UTF-8", "en_US.UTF-8", "UTF-8" };
	locale_t loc = (locale_t)0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(names) && !loc; i++)
		loc = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
	return loc;
}

static int unpack(struct unpacking *u, int fd, struct pv_err **err)
{
	locale_t utf8 = utf8_locale();
	locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
	int rc = open_archive(u, fd, err);

	if (rc == 0)
		rc = take_all(u, err);
	if (utf8) {
		uselocale(before);
		freelocale(utf8);
	}
	return rc;
}

int pv_unpack(const struct pv_unpack *what, struct pv_err **err)
{
	struct unpacking u = {
		.what = what,
		.tree = { .root = -1, .parent = -1 },
		.max_bytes = what->max_bytes > 0 ? what->max_bytes : MAX_BYTES,
		.max_entries = what->max_entries > 0 ? what->max_entries : MAX_ENTRIES,
	};
	pv_cleanup_close int fd = open(what->archive, O_RDONLY | O_CLOEXEC);
	struct stat st;
	int rc;

	if (fd < 0 || fstat(fd, &st) < 0)
		return pv_fail_errno(err, "cannot open the archive `%s'", what->archive);
	if (!S_ISREG(st.st_mode))
		return pv_fail(err, "cannot open the archive `%s': it is not a file",
		               what->archive);
	if (what->progress)
		pv_progress_begin(what->progress, "Unpacking", (long long)st.st_size, true);
	rc = pv_treewrite_open(&u.tree, what->dest, u.max_entries, err);
	if (rc == 0)
		rc = unpack(&u, fd, err);
	release(&u);
	if (what->progress)
		pv_progress_end(what->progress);
	if (rc < 0)
		return pv_wrap(err, "cannot unpack `%s'", what->archive);
	return 0;
}
