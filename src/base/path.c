#include "base/path.h"

#include "base/str.h"

const char *pv_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *pv_path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return pv_xstrdup(".");
	if (slash == path)
		return pv_xstrdup("/");
	return pv_xstrndup(path, (size_t)(slash - path));
}

char *pv_path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	bool sep = n == 0 || dir[n - 1] != '/';
	char *path = pv_xmalloc(n + sep + m + 1);

	memcpy(path, dir, n);
	if (sep)
		path[n] = '/';
	memcpy(path + n + sep, name, m + 1);
	return path;
}

char *pv_path_absolute(const char *cwd, const char *path)
{
	return path[0] == '/' ? pv_xstrdup(path) : pv_path_join(cwd, path);
}

char *pv_path_normalize(const char *path)
{
	char *out = pv_xmalloc(strlen(path) + 2);
	size_t n = 0;

	while (*path) {
		size_t len;

		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (len == 2 && path[0] == '.' && path[1] == '.') {
			while (n && out[--n] != '/')
				;
		} else if (len && !(len == 1 && path[0] == '.')) {
			out[n++] = '/';
			memcpy(out + n, path, len);
			n += len;
		}
		path += len;
	}
	if (n == 0)
		out[n++] = '/';
	out[n] = '\0';
	return out;
}

bool pv_path_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	if (n == 1 && dir[0] == '/')
		return path[0] == '/' && path[1];
	return strncmp(path, dir, n) == 0 && path[n] == '/' && path[n + 1];
}
