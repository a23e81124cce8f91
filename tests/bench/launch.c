/* The floor of a shim, called as ROOT/ANYTHING/NAME: the working folder, the
 * nearest .python-version, one exec of ROOT/versions/VERSION/bin/NAME. When
 * there is no such version, the folder of versions is read for the newest one
 * that the name is a prefix of. */
#include "project.h"

static char root[PATH_MAX / 4], name[FLOOR_NAME], file[PATH_MAX], path[PATH_MAX];

static int become(const char *program, char **argv)
{
	snprintf(path, sizeof path, "%s/versions/%s/bin/%s", root, name, program);
	argv[0] = path;
	execv(path, argv);
	return -1;
}

int main(int argc, char **argv)
{
	const char *program;
	char *slash;

	if (argc < 1 || strlen(argv[0]) >= sizeof root)
		return 126;
	strcpy(root, argv[0]);
	slash = strrchr(root, '/');
	program = argv[0] + (slash - root) + 1;
	*slash = '\0';
	*strrchr(root, '/') = '\0';
	if (floor_select(root, name, file) < 0)
		return 126;
	become(program, argv);
	if (floor_newest(root, name) == 0)
		become(program, argv);
	return 127;
}
