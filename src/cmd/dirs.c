#include "cmd/dirs.h"

#include "base/fs.h"
#include "base/path.h"

#include <errno.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

/* The running program's file, links resolved; owned by the caller. */
static char *own_file(void)
{
#ifdef __APPLE__
	uint32_t size = 0;
	pv_cleanup_free char *path = NULL;

	_NSGetExecutablePath(NULL, &size);
	path = pv_xmalloc(size + 1);
	return _NSGetExecutablePath(path, &size) == 0 ? realpath(path, NULL) : NULL;
#else
	return pv_fs_readlink("/proc/self/exe");
#endif
}

int pv_dirs_find(struct pv_install_dirs *ret, struct pv_err **err)
{
	static const char libexec[] = "/libexec/pyver/";
	pv_cleanup_free char *file = own_file();
	pv_cleanup_free char *dir = NULL;
	char *at = NULL;

	if (!file)
		return pv_fail_errno(err, "cannot tell where this program is installed");
	for (char *hit = file; (hit = strstr(hit, libexec)); hit++)
		at = hit;
	if (at) {
		ret->prefix = pv_xstrndup(file, (size_t)(at - file));
	} else {
		dir = pv_path_dir(file);
		ret->prefix = pv_path_dir(dir);
	}
	ret->program = pv_path_join(ret->prefix, "bin/pyver");
	ret->libexec = pv_path_join(ret->prefix, "libexec/pyver");
	ret->share = pv_path_join(ret->prefix, "share/pyver");
	return 0;
}

void pv_dirs_release(struct pv_install_dirs *dirs)
{
	free(dirs->prefix);
	free(dirs->program);
	free(dirs->libexec);
	free(dirs->share);
	free(dirs->hooks);
	*dirs = (struct pv_install_dirs){ NULL, NULL, NULL, NULL, NULL };
}
