#include "install/carry.h"

#include "base/fs.h"
#include "base/path.h"
#include "install/fixup.h"

#include <errno.h>
#include <fcntl.h>

#define HEAD_SIZE 1024 /* where a script says what runs it */

static int carry(const char *from, const char *to, struct pv_err **err);

static int carry_folder(const char *from, const char *to, mode_t mode, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (mkdir(to, 0700) < 0 && errno != EEXIST)
		return pv_fail_errno(err, "cannot make the folder `%s'", to);
	if (pv_fs_list(from, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *a = pv_path_join(from, names.v[i]);
		pv_cleanup_free char *b = pv_path_join(to, names.v[i]);

		if (carry(a, b, err) < 0)
			return -1;
	}
	if (chmod(to, mode & 07777) < 0)
		return pv_fail_errno(err, "cannot set the permissions of `%s'", to);
	return 0;
}

/* One file, link or folder with all in it. */
static int carry(const char *from, const char *to, struct pv_err **err)
{
	struct stat st;

	if (lstat(from, &st) < 0)
		return pv_fail_errno(err, "cannot read `%s'", from);
	if (S_ISDIR(st.st_mode))
		return carry_folder(from, to, st.st_mode, err);
	if (S_ISLNK(st.st_mode)) {
		pv_cleanup_free char *target = pv_fs_readlink(from);

		if (!target || symlink(target, to) < 0)
			return pv_fail_errno(err, "cannot copy the link `%s'", from);
		return 0;
	}
	if (!S_ISREG(st.st_mode) || link(from, to) == 0)
		return 0; /* sockets and pipes belong to running programs */
	return pv_fs_copy_file(from, to, err);
}

/* "pip-24.0.dist-info" is there in another version when any "pip-*" is. */
static bool has_distribution(const struct pv_strv *names, const char *name)
{
	const char *dash = strchr(name, '-');
	size_t n = dash ? (size_t)(dash + 1 - name) : 0;

	if (!dash || !(pv_ends_with(name, ".dist-info") || pv_ends_with(name, ".egg-info")))
		return false;
	for (size_t i = 0; i < names->n; i++)
		if (strncmp(names->v[i], name, n) == 0)
			return true;
	return false;
}

/* A script that names OLD/bin in its first lines: what pip makes for a package. */
static bool is_script(const char *old, const char *path)
{
	pv_cleanup_free char *bin = pv_xasprintf("%s/bin/", old);
	pv_cleanup_close int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char head[HEAD_SIZE];
	ssize_t n = fd >= 0 ? read(fd, head, sizeof(head)) : -1;

	return n > 2 && head[0] == '#' && head[1] == '!' &&
	       memmem(head, (size_t)n, bin, strlen(bin));
}

/* The entries of OLD/folder that TREE/folder lacks. */
static int carry_missing(const char *old, const char *tree, const char *folder, bool scripts_only,
			 bool *something, struct pv_err **err)
{
	pv_cleanup_free char *from = pv_path_join(old, folder);
	pv_cleanup_free char *to = pv_path_join(tree, folder);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT, there = PV_STRV_INIT;

	if (pv_fs_list(from, &names, NULL, err) < 0 || pv_fs_list(to, &there, NULL, err) < 0)
		return -1;
	if (names.n > 0 && pv_fs_mkdirs(to, 0755, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *a = pv_path_join(from, names.v[i]);
		pv_cleanup_free char *b = pv_path_join(to, names.v[i]);

		if (pv_strv_has(&there, names.v[i]) || has_distribution(&there, names.v[i]) ||
		    strcmp(names.v[i], "__pycache__") == 0 || (scripts_only && !is_script(old, a)))
			continue;
		*something = true;
		if (carry(a, b, err) < 0)
			return -1;
	}
	return 0;
}

int pv_carry_over(const char *old, const char *tree, bool *ret_something, struct pv_err **err)
{
	pv_cleanup_free char *theirs = pv_fixup_stdlib(old), *ours = pv_fixup_stdlib(tree);
	bool something = false;

	if (carry_missing(old, tree, "envs", false, &something, err) < 0)
		return -1;
	/* Packages fit only the same X.Y. */
	if (theirs && ours && strcmp(theirs, ours) == 0) {
		pv_cleanup_free char *site = pv_path_join(ours, "site-packages");

		if (carry_missing(old, tree, site, false, &something, err) < 0 ||
		    carry_missing(old, tree, "bin", true, &something, err) < 0)
			return -1;
	}
	*ret_something = something;
	return 0;
}
