/* The floor of `versions`: the entries of PYVER_ROOT/versions and the
 * environments below each, in order, links with their targets, the selected
 * one marked; and whether PATH has a python. */
#include "project.h"

#define MAX_ROWS 4096

static char selected[FLOOR_NAME], file[PATH_MAX], out[1 << 20];
static char *rows[MAX_ROWS];
static size_t count, used;

static void add(const char *row)
{
	if (count < MAX_ROWS)
		rows[count++] = strdup(row);
}

/* Numbers count as numbers. */
static int order(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;

	for (;; x++, y++) {
		if (*x >= '0' && *x <= '9' && *y >= '0' && *y <= '9') {
			char *ex, *ey;
			long nx = strtol(x, &ex, 10), ny = strtol(y, &ey, 10);

			if (nx != ny)
				return nx < ny ? -1 : 1;
			x = ex;
			y = ey;
		}
		if (*x != *y)
			return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
		if (!*x)
			return 0;
	}
}

static void add_envs(int versions, const char *version)
{
	char path[PATH_MAX];
	struct dirent *e;
	DIR *dir;
	int fd;

	snprintf(path, sizeof path, "%s/envs", version);
	fd = openat(versions, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	dir = fdopendir(fd);
	while ((e = readdir(dir)))
		if (e->d_name[0] != '.' && e->d_type == DT_DIR) {
			snprintf(path, sizeof path, "%s/envs/%s", version, e->d_name);
			add(path);
		}
	closedir(dir);
}

static void add_versions(const char *root)
{
	char path[PATH_MAX];
	struct dirent *e;
	struct stat st;
	DIR *dir;

	snprintf(path, sizeof path, "%s/versions", root);
	dir = opendir(path);
	if (!dir)
		return;
	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		if (e->d_type == DT_LNK &&
		    (fstatat(dirfd(dir), e->d_name, &st, 0) < 0 || !S_ISDIR(st.st_mode)))
			continue;
		add(e->d_name);
		add_envs(dirfd(dir), e->d_name);
	}
	closedir(dir);
}

static void print_row(const char *root, const char *row)
{
	char path[PATH_MAX], target[PATH_MAX];
	ssize_t n;

	used += (size_t)snprintf(out + used, sizeof out - used, "%s %s",
	                         strcmp(row, selected) == 0 ? "*" : " ", row);
	snprintf(path, sizeof path, "%s/versions/%s", root, row);
	n = readlink(path, target, sizeof target);
	if (n > 0)
		used += (size_t)snprintf(out + used, sizeof out - used, " --> %.*s", (int)n,
		                         target);
	if (strcmp(row, selected) == 0)
		used += (size_t)snprintf(out + used, sizeof out - used, " (set by %s)", file);
	out[used++] = '\n';
}

static int system_has_python(void)
{
	const char *dir = getenv("PATH");
	char path[PATH_MAX];

	while (dir && *dir) {
		size_t n = strcspn(dir, ":");

		snprintf(path, sizeof path, "%.*s/python3", (int)n, dir);
		if (access(path, X_OK) == 0)
			return 1;
		dir += n + (dir[n] == ':');
	}
	return 0;
}

int main(void)
{
	const char *root = getenv("PYVER_ROOT");

	if (!root || floor_select(root, selected, file) < 0)
		return 1;
	add_versions(root);
	qsort(rows, count, sizeof *rows, order);
	if (system_has_python())
		used += (size_t)snprintf(out + used, sizeof out - used, "  system\n");
	for (size_t i = 0; i < count; i++)
		print_row(root, rows[i]);
	return write(STDOUT_FILENO, out, used) == (ssize_t)used ? 0 : 1;
}
