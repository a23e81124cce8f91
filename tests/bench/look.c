/* The floor of the commands that answer one question: `look version-name`,
 * `look which PROGRAM`, `look prefix`, `look root`. The root is PYVER_ROOT. */
#include "project.h"

static char name[FLOOR_NAME], file[PATH_MAX], path[PATH_MAX];

/* Prints what is in `path`, with a newline. */
static int print_path(void)
{
	size_t n = strlen(path);

	path[n++] = '\n';
	return write(STDOUT_FILENO, path, n) == (ssize_t)n ? 0 : 1;
}

int main(int argc, char **argv)
{
	const char *root = getenv("PYVER_ROOT");
	const char *what = argc > 1 ? argv[1] : "";
	struct stat st;

	if (!root)
		return 1;
	if (strcmp(what, "root") == 0) {
		snprintf(path, sizeof path, "%s", root);
		return print_path();
	}
	if (floor_select(root, name, file) < 0)
		return 1;
	snprintf(path, sizeof path, "%s/versions/%s", root, name);
	if (stat(path, &st) < 0) {
		if (floor_newest(root, name) < 0)
			return 1;
		snprintf(path, sizeof path, "%s/versions/%s", root, name);
	}
	if (strcmp(what, "version-name") == 0)
		snprintf(path, sizeof path, "%s", name);
	if (strcmp(what, "which") == 0) {
		snprintf(path, sizeof path, "%s/versions/%s/bin/%s", root, name, argv[2]);
		if (access(path, X_OK) < 0)
			return 127;
	}
	return print_path();
}
