#include "effects/shimdir.h"

#include "base/dirscan.h"
#include "base/fs.h"
#include "base/path.h"
#include "core/layout.h"
#include "core/shimset.h"
#include "effects/lock.h"
#include "effects/shimtext.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

/* Made and renamed under the lock, so one name does; whoever was killed in
 * between leaves it to the next one. */
#define TEMP_NAME ".new-shim"

/* A shim is a hard link to the one program, so that its inode tells whether
 * it is current, and so that tools which resolve links still see its name. */
struct shim {
	char *name;
	ino_t ino;
	bool regular;
};
struct shim_list {
	struct shim *v;
	size_t n, cap;
};

struct sync {
	const struct pv_context *ctx;
	const char *program;     /* the installed pyver-shim; borrowed */
	const char *conda_tools; /* names that get no shim beside a conda; borrowed */
	const struct pv_shimdir_adjust *adjust; /* NULL: nobody; borrowed */
	char *shims;             /* ROOT/shims; owned */
	char *source;            /* what shims are links to: the program or its copy; owned */
	ino_t ino;               /* of source; 0: not known yet */
	struct pv_strv wanted;
	struct shim_list have;
};

static void list_release(struct shim_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->v[i].name);
	free(list->v);
	*list = (struct shim_list){ NULL, 0, 0 };
}

static void sync_release(struct sync *s)
{
	free(s->shims);
	free(s->source);
	pv_strv_release(&s->wanted);
	list_release(&s->have);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct shim *)a)->name, ((const struct shim *)b)->name);
}

static void list_add(void *arg, const char *name, char type, unsigned long long ino)
{
	struct shim_list *list = arg;

	if (name[0] == '.')
		return;
	if (list->n == list->cap) {
		list->cap = list->cap ? 2 * list->cap : 128;
		list->v = pv_xrealloc(list->v, list->cap * sizeof *list->v);
	}
	list->v[list->n++] = (struct shim){ pv_xstrdup(name), (ino_t)ino, type == DT_REG };
}

/* Names in ROOT/shims but for hidden ones, sorted; none when there is no such folder. */
static int read_shims(struct sync *s, struct pv_err **err)
{
	if (pv_dirscan(s->shims, list_add, &s->have) < 0 && errno != ENOENT)
		return pv_fail_errno(err, "cannot rehash: cannot list %s", s->shims);
	if (s->have.n > 1)
		qsort(s->have.v, s->have.n, sizeof *s->have.v, by_name);
	return 0;
}

/* `copy` was made from a file like `st`: same size and time. */
static bool is_copy_of(const char *copy, const struct stat *st, struct stat *ret)
{
	return stat(copy, ret) == 0 && ret->st_size == st->st_size && ret->st_mtime == st->st_mtime;
}

/* Settles what shims link to: the program where it is on the same file
 * system, else its copy in the root if that is current, else nothing yet. */
static int find_source(struct sync *s, struct pv_err **err)
{
	pv_cleanup_free char *copy = pv_layout_shim_copy(s->ctx);
	struct stat program, copied, root;

	if (stat(s->program, &program) < 0)
		return pv_fail_errno(err, "cannot rehash: %s", s->program);
	if (is_copy_of(copy, &program, &copied)) {
		s->source = pv_steal(&copy);
		s->ino = copied.st_ino;
	} else if (stat(s->ctx->root, &root) == 0 && root.st_dev == program.st_dev) {
		s->source = pv_xstrdup(s->program);
		s->ino = program.st_ino;
	}
	return 0;
}

/* Copies the program into the root, atomically: for another file system, or
 * where the kernel forbids hard links to other people's files. */
static int make_copy(struct sync *s, struct pv_err **err)
{
	pv_cleanup_free char *copy = pv_layout_shim_copy(s->ctx);
	pv_cleanup_free char *dir = pv_path_dir(copy);
	pv_cleanup_free char *temp = pv_xasprintf("%s.%ld.tmp", copy, (long)getpid());
	struct stat st;

	if (pv_fs_mkdirs(dir, 0777, err) < 0 || pv_fs_copy_file(s->program, temp, err) < 0)
		return -1;
	if (rename(temp, copy) < 0 || stat(copy, &st) < 0) {
		pv_fail_errno(err, "cannot rehash: cannot write %s", copy);
		unlink(temp);
		return -1;
	}
	free(s->source);
	s->source = pv_steal(&copy);
	s->ino = st.st_ino;
	return 0;
}

static bool is_current(const struct sync *s, const struct shim *shim)
{
	if (pv_shimset_is_sourced(shim->name))
		return pv_shimtext_is_current(s->program, s->shims, shim->name);
	return s->ino && shim->regular && shim->ino == s->ino;
}

static int remove_shim(struct sync *s, const char *name, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(s->shims, name);

	if (pv_fs_remove(path, err) < 0)
		return pv_wrap(err, "cannot rehash");
	return 0;
}

/* Links `source` to ROOT/shims/NAME: aside first, then renamed over. */
static int make_link(struct sync *s, const char *name, bool replace, struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(s->shims, name);
	pv_cleanup_free char *temp = pv_path_join(s->shims, TEMP_NAME);
	const char *first = replace ? temp : path;

	if (!s->source && make_copy(s, err) < 0)
		return -1;
	if (link(s->source, first) < 0) {
		if (errno == EEXIST && !replace)
			return 0;
		if (strcmp(s->source, s->program) != 0)
			return pv_fail_errno(err, "cannot rehash: cannot make %s", path);
		if (make_copy(s, err) < 0)
			return -1;
		if (link(s->source, first) < 0)
			return pv_fail_errno(err, "cannot rehash: cannot make %s", path);
	}
	/* A folder has to make room first; anything else is replaced in one step. */
	if (replace && pv_fs_is_dir(path) && !pv_fs_is_link(path) && remove_shim(s, name, err) < 0)
		return -1;
	if (replace && rename(temp, path) < 0) {
		pv_fail_errno(err, "cannot rehash: cannot replace %s", path);
		unlink(temp);
		return -1;
	}
	/* rename() of two links to one file does nothing and leaves both. */
	if (replace)
		unlink(temp);
	return 0;
}

static int make_shim(struct sync *s, const char *name, bool replace, struct pv_err **err)
{
	if (pv_shimset_is_sourced(name))
		return pv_shimtext_write(s->program, s->shims, name, err);
	return make_link(s, name, replace, err);
}

/* Walks both sorted lists. Without `apply`, only tells (1) whether anything has to change. */
static int reconcile(struct sync *s, bool apply, struct pv_err **err)
{
	size_t w = 0, h = 0;

	while (w < s->wanted.n || h < s->have.n) {
		int order = w == s->wanted.n ? 1 : h == s->have.n ? -1
		          : strcmp(s->wanted.v[w], s->have.v[h].name);
		int result = 0;
		bool change = order != 0 || !is_current(s, &s->have.v[h]);

		if (change && !apply)
			return 1;
		if (order > 0)
			result = remove_shim(s, s->have.v[h].name, err);
		else if (change)
			result = make_shim(s, s->wanted.v[w], order == 0, err);
		if (result < 0)
			return -1;
		w += order <= 0;
		h += order >= 0;
	}
	return 0;
}

static int compare(struct sync *s, struct pv_err **err)
{
	pv_strv_release(&s->wanted);
	list_release(&s->have);
	if (pv_shimset_wanted(s->ctx, &s->wanted, err) < 0 ||
	    pv_shimset_drop_general(&s->wanted, s->conda_tools, err) < 0)
		return -1;
	if (s->adjust) {
		if (s->adjust->run(s->adjust->arg, &s->wanted, err) < 0)
			return -1;
		pv_strv_sort(&s->wanted);
		pv_strv_uniq(&s->wanted);
	}
	if (read_shims(s, err) < 0)
		return -1;
	return reconcile(s, false, err);
}

/* Under the lock, so that two processes never undo each other's changes. */
static int apply(struct sync *s, int timeout, struct pv_err **err)
{
	pv_cleanup_free char *leftover = pv_path_join(s->shims, TEMP_NAME);
	pv_cleanup_close int lock = -1;
	int changes;

	if (pv_fs_mkdirs(s->shims, 0777, err) < 0)
		return pv_wrap(err, "cannot rehash");
	if (access(s->shims, W_OK) < 0)
		return pv_fail(err, "cannot rehash: %s isn't writable", s->shims);
	lock = pv_lock_take(s->ctx, "shims", timeout, NULL, NULL, err);
	if (lock < 0)
		return pv_wrap(err, "cannot rehash");
	unlink(leftover);
	changes = compare(s, err);
	return changes > 0 ? reconcile(s, true, err) : changes;
}

int pv_shimdir_sync(const struct pv_context *ctx, const char *program, const char *conda_tools,
                    int timeout, const struct pv_shimdir_adjust *adjust, struct pv_err **err)
{
	struct sync s = { .ctx = ctx, .program = program, .conda_tools = conda_tools,
	                  .adjust = adjust,
	                  .shims = pv_layout_shims(ctx) };
	int result = find_source(&s, err);

	/* Who has a say is asked once, and under the lock. */
	if (result == 0)
		result = adjust ? 1 : compare(&s, err);
	if (result > 0 || (result == 0 && !pv_fs_is_dir(s.shims)))
		result = apply(&s, timeout, err);
	sync_release(&s);
	return result < 0 ? -1 : 0;
}
