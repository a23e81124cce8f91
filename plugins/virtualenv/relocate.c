#include "relocate.h"

#include "base/fs.h"
#include "base/path.h"
#include "tree.h"

#include <dirent.h>
#include <fcntl.h>

#define TEXT_LIMIT (1024 * 1024)

struct move {
	const char *from, *to;
};

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		c == '_' || c == '-' || c == '.';
}

/* What is at `at` in `text` is the path itself, not a part of a longer one. */
static bool stands_alone(const char *text, const char *at, size_t n)
{
	return (at == text || !is_name_char(at[-1])) && !is_name_char(at[n]);
}

static bool replace_all(const char *text, const struct move *move, struct pv_buf *out)
{
	size_t n = strlen(move->from);
	const char *at, *rest = text;
	bool changed = false;

	for (const char *from = text; (at = strstr(from, move->from)); from = at + n) {
		if (!stands_alone(text, at, n))
			continue;
		pv_buf_add(out, rest, (size_t)(at - rest));
		pv_buf_adds(out, move->to);
		rest = at + n;
		changed = true;
	}
	pv_buf_adds(out, rest);
	return changed;
}

static int fix_link(const char *dir, const char *name, const struct move *move,
                    struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_free char *target = pv_fs_readlink(path);
	pv_cleanup_buf struct pv_buf new_target = PV_BUF_INIT;

	if (!target || !pv_starts_with(target, move->from) ||
	    !replace_all(target, move, &new_target))
		return 0;
	if (unlink(path) < 0)
		return pv_fail_errno(err, "cannot replace the link `%s'", path);
	return pv_tree_link(new_target.p, dir, name, err);
}

static int fix_text(const char *dir, const char *name, const struct move *move,
                    struct pv_err **err)
{
	pv_cleanup_free char *path = pv_path_join(dir, name);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT, fixed = PV_BUF_INIT;
	struct stat st;

	/* What is too long for a script, or has a NUL, is no text of ours. */
	if (pv_fs_read(AT_FDCWD, path, TEXT_LIMIT, &text) < 0 || text.len == 0 ||
	    memchr(text.p, '\0', text.len) || !replace_all(text.p, move, &fixed))
		return 0;
	if (stat(path, &st) < 0 || unlink(path) < 0)
		return pv_fail_errno(err, "cannot replace `%s'", path);
	return pv_tree_file(dir, name, fixed.p, fixed.len, st.st_mode & 0777, err);
}

static int fix_folder(const char *dir, bool all_texts, const struct move *move,
                      struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf types = PV_BUF_INIT;

	if (pv_fs_list(dir, &names, &types, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		const char *name = names.v[i];
		pv_cleanup_free char *path = pv_path_join(dir, name);
		bool is_text = all_texts || pv_ends_with(name, ".pth") ||
			pv_ends_with(name, ".egg-link");

		if (types.p[i] == DT_LNK && fix_link(dir, name, move, err) < 0)
			return -1;
		if (types.p[i] == DT_REG && is_text && fix_text(dir, name, move, err) < 0)
			return -1;
		if (types.p[i] == DT_DIR && fix_folder(path, false, move, err) < 0)
			return -1;
	}
	return 0;
}

int pv_relocate_tree(const char *tree, const char *from, const char *to, struct pv_err **err)
{
	pv_cleanup_free char *bin = pv_path_join(tree, "bin");
	const struct move move = { from, to };

	if (fix_folder(tree, true, &move, err) < 0)
		return -1;
	return fix_folder(bin, true, &move, err);
}
