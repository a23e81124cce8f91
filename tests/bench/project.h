/* What every floor needs: the selection, by the plainest code that opens the
 * same files as the real thing. Floors trust their input: they say what the
 * work costs at least, not how it should be done. */
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLOOR_NAME 256

/* Reads the first word of an open file into `name`; closes it. */
static inline int floor_first_word(int fd, char name[FLOOR_NAME])
{
	ssize_t n = read(fd, name, FLOOR_NAME - 1);
	size_t end;

	close(fd);
	if (n <= 0)
		return -1;
	name[n] = '\0';
	end = strcspn(name, " \t\r\n");
	name[end] = '\0';
	return end ? 0 : -1;
}

/* The selected name: PYVER_VERSION, or the nearest .python-version, or
 * ROOT/version. `file` receives where it came from. */
static inline int floor_select(const char *root, char name[FLOOR_NAME], char file[PATH_MAX])
{
	const char *given = getenv("PYVER_VERSION");
	char *end;
	int fd;

	if (given && *given) {
		snprintf(name, FLOOR_NAME, "%s", given);
		snprintf(file, PATH_MAX, "PYVER_VERSION");
		return 0;
	}
	if (!getcwd(file, PATH_MAX - 32))
		return -1;
	end = file + strlen(file);
	for (;;) {
		memcpy(end, "/.python-version", sizeof "/.python-version");
		fd = open(file, O_RDONLY | O_CLOEXEC);
		if (fd >= 0 || end == file)
			break;
		while (end > file && *--end != '/')
			;
	}
	if (fd < 0) {
		snprintf(file, PATH_MAX, "%s/version", root);
		fd = open(file, O_RDONLY | O_CLOEXEC);
	}
	return fd < 0 ? -1 : floor_first_word(fd, name);
}

/* The greatest N of the folders versions/NAME.N, as NAME.N in `name` itself. */
static inline int floor_newest(const char *root, char name[FLOOR_NAME])
{
	char path[PATH_MAX];
	size_t length = strlen(name);
	struct dirent *e;
	long best = -1;
	DIR *dir;

	snprintf(path, sizeof path, "%s/versions", root);
	dir = opendir(path);
	if (!dir)
		return -1;
	while ((e = readdir(dir))) {
		char *end;
		long n;

		if (strncmp(e->d_name, name, length) != 0 || e->d_name[length] != '.')
			continue;
		n = strtol(e->d_name + length + 1, &end, 10);
		if (*end == '\0' && n > best)
			best = n;
	}
	closedir(dir);
	if (best < 0)
		return -1;
	snprintf(name + length, FLOOR_NAME - length, ".%ld", best);
	return 0;
}
