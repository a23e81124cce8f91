#include "install/preflight.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/resolve.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#define TABLE_LIMIT (256 * 1024)

static const struct {
	const char *name;    /* in the table */
	const char *program; /* tells that this machine has it */
	const char *command;
} managers[] = {
	{ "apt", "apt-get", "apt-get install -y" },
	{ "dnf", "dnf", "dnf install -y" },
	{ "apk", "apk", "apk add" },
	{ "pacman", "pacman", "pacman -S --needed" },
	{ "zypper", "zypper", "zypper install -y" },
	{ "brew", "brew", "brew install" },
};

static bool on_path(const struct pv_context *ctx, const char *program)
{
	pv_cleanup_free char *path = pv_find_on_path(ctx, program, NULL);

	return path != NULL;
}

char *pv_preflight_packages(struct pv_slice table, const char *group, const char *manager)
{
	struct pv_slice line, word;

	while (pv_slice_split(&table, '\n', &line)) {
		line = pv_slice_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (!pv_slice_split(&line, ' ', &word) || !pv_slice_eq(word, group) ||
		    !pv_slice_split(&line, ' ', &word) || !pv_slice_eq(word, manager) || !line.p)
			continue;
		return pv_slice_dup(pv_slice_trim(line));
	}
	return NULL;
}

char *pv_preflight_command(const struct pv_context *ctx, const char *share, const char *group)
{
	pv_cleanup_free char *path = pv_path_join(share, "build-deps.txt");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_read(AT_FDCWD, path, TABLE_LIMIT, &text) < 0 || !text.p)
		return NULL;
	for (size_t i = 0; i < PV_ARRAY_SIZE(managers); i++) {
		pv_cleanup_free char *packages = NULL;
		const char *sudo =
			geteuid() == 0 || strcmp(managers[i].name, "brew") == 0 ? "" : "sudo ";

		if (!on_path(ctx, managers[i].program))
			continue;
		packages = pv_preflight_packages((struct pv_slice){ text.p, text.len }, group,
						 managers[i].name);
		if (packages)
			return pv_xasprintf("%s%s %s", sudo, managers[i].command, packages);
	}
	return NULL;
}

/* The program that a variable names (its first word), else one of `names`, must be there. */
static void need(const struct pv_preflight *p, const char *variable, const char *const *names,
		 struct pv_strv *missing)
{
	const char *value = variable ? pv_context_env_nonempty(p->ctx, variable) : NULL;
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

	if (value)
		pv_strv_add_words(&words, value);
	if (words.n > 0) {
		if (!on_path(p->ctx, words.v[0]))
			pv_strv_addf(missing, "%s (%s)", words.v[0], variable);
		return;
	}
	for (size_t i = 0; names[i]; i++)
		if (on_path(p->ctx, names[i]))
			return;
	pv_strv_add(missing, names[0]);
}

/* A file that may be executed, as the kernel sees it: no such file can be on
 * a file system that is mounted with noexec. */
static bool holds_programs(const char *dir)
{
	pv_cleanup_free char *path = pv_path_join(dir, "pyver.XXXXXX");
	pv_cleanup_close int fd = mkstemp(path);
	bool can;

	if (fd < 0)
		return false;
	can = fchmod(fd, 0700) == 0 && access(path, X_OK) == 0;
	unlink(path);
	return can;
}

int pv_preflight_tmpdir(const struct pv_context *ctx, struct pv_err **err)
{
	const char *dir = pv_context_env_nonempty(ctx, "TMPDIR");

	if (!dir)
		return 0;
	if (!pv_fs_is_dir(dir) || access(dir, W_OK | X_OK) < 0)
		return pv_fail(err, "TMPDIR=%s is set to a non-accessible location", dir);
	if (!holds_programs(dir))
		return pv_fail(err,
			       "TMPDIR=%s cannot hold executables (partition possibly mounted "
			       "with `noexec')",
			       dir);
	return 0;
}

int pv_preflight_check(const struct pv_preflight *p, struct pv_err **err)
{
	static const char *const cc[] = { "cc", "gcc", "clang", NULL };
	static const char *const make[] = { "make", NULL };
	static const char *const patch[] = { "patch", NULL };
	pv_cleanup_strv struct pv_strv missing = PV_STRV_INIT;
	pv_cleanup_free char *list = NULL, *command = NULL;

	if (strpbrk(p->prefix, " \t\n'\"\\$`:;#%&"))
		return pv_fail_status(
			err, PV_EXIT_PREFLIGHT,
			"Python cannot be built for `%s': make cannot handle such a path",
			p->prefix);
	if (pv_preflight_tmpdir(p->ctx, err) < 0)
		return -1;
	need(p, "CC", cc, &missing);
	need(p, "MAKE", make, &missing);
	if (p->patch)
		need(p, NULL, patch, &missing);
	if (missing.n == 0)
		return 0;
	list = pv_strv_join(&missing, ", ");
	command = pv_preflight_command(p->ctx, p->share, "cpython");
	if (command)
		return pv_fail_status(
			err, PV_EXIT_PREFLIGHT,
			"this machine cannot build Python: %s not found. To install all that "
			"a build needs, run\n  %s",
			list, command);
	return pv_fail_status(err, PV_EXIT_PREFLIGHT,
			      "this machine cannot build Python: %s not found", list);
}
