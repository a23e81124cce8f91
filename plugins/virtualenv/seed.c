#include "seed.h"

#include "base/fs.h"
#include "base/path.h"
#include "core/version.h"
#include "effects/run.h"
#include "wheel.h"

/* Where distributions that take ensurepip apart put its wheels. */
#define SYSTEM_WHEELS "/usr/share/python-wheels"

/* The newest DIR/NAME-*.whl; owned by the caller; NULL when there is none. */
static char *newest_wheel(const char *dir, const char *name)
{
	pv_cleanup_strv struct pv_strv files = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;
	pv_cleanup_free char *start = pv_xasprintf("%s-", name);
	const char *best = NULL;

	if (pv_fs_list(dir, &files, NULL, &unreadable) < 0)
		return NULL;
	for (size_t i = 0; i < files.n; i++)
		if (pv_starts_with(files.v[i], start) && pv_ends_with(files.v[i], ".whl") &&
		    (!best || pv_version_cmp(files.v[i], best) > 0))
			best = files.v[i];
	return best ? pv_path_join(dir, best) : NULL;
}

static char *find_wheel(const struct pv_base *base, const char *name)
{
	pv_cleanup_free char *bundled = pv_path_join(base->stdlib, "ensurepip/_bundled");
	char *wheel = newest_wheel(bundled, name);

	if (!wheel && pv_starts_with(base->stdlib, "/usr/"))
		wheel = newest_wheel(SYSTEM_WHEELS, name);
	return wheel;
}

int pv_seed_find(const struct pv_base *base, bool pip_only, struct pv_strv *ret,
                 struct pv_err **err)
{
	char *pip = find_wheel(base, "pip");
	char *setuptools = NULL;

	if (!pip && pv_starts_with(base->stdlib, "/usr/"))
		return pv_fail(err, "the system's Python (`%s') comes without pip: install its "
		               "package for environments (python3-venv on Debian and Ubuntu, "
		               "python-pip-wheel on Fedora), or give --without-pip", base->python);
	if (!pip)
		return pv_fail(err, "`%s/ensurepip/_bundled' holds no pip: `%s' was built without "
		               "ensurepip; give --without-pip", base->stdlib, base->name);
	pv_strv_take(ret, pip);
	if (!pip_only && base->major == 3 && base->minor < 12)
		setuptools = find_wheel(base, "setuptools");
	if (setuptools)
		pv_strv_take(ret, setuptools);
	return 0;
}

/* libarchive is the installing program's business, not this one's. */
static int unpack(struct pv_app *app, const char *wheel, const char *dest, struct pv_err **err)
{
	pv_cleanup_free char *program = pv_path_join(app->dirs.libexec, "pyver-install");
	const char *const argv[] = { program, "--unpack-wheel", wheel, dest, NULL };
	const struct pv_run run = { .argv = argv, .env = app->ctx.env, .out_fd = -1 };
	int status = 0;

	if (pv_run(&run, &status, err) < 0)
		return pv_wrap(err, "cannot unpack `%s'", wheel);
	if (status != 0)
		return pv_fail(err, "cannot unpack `%s': `%s' ended with status %d", wheel, program,
		               status);
	return 0;
}

int pv_seed_install(struct pv_app *app, const struct pv_venv *venv, const struct pv_strv *wheels,
                    const char *scratch, struct pv_err **err)
{
	pv_cleanup_free char *bin = pv_path_join(venv->tree, "bin");
	pv_cleanup_free char *final_bin = pv_path_join(venv->path, "bin");
	pv_cleanup_free char *site = pv_venv_site_packages(venv);
	const struct pv_wheel_target target = {
		.bin = bin, .final_bin = final_bin, .site = site,
		.major = venv->base->major, .minor = venv->base->minor,
	};

	for (size_t i = 0; i < wheels->n; i++) {
		pv_cleanup_free char *dir = pv_xasprintf("%s/wheel%zu", scratch, i);

		if (pv_fs_mkdirs(dir, 0700, err) < 0 || unpack(app, wheels->v[i], dir, err) < 0 ||
		    pv_wheel_install(dir, &target, err) < 0)
			return -1;
	}
	return 0;
}
