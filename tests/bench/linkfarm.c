/* The floor of `rehash`: `linkfarm ROOT PROGRAM` reads the bin folder of every
 * version and environment below ROOT and makes ROOT/shims hold one hard link
 * to PROGRAM for each name, no more and no fewer. */
#include "project.h"

struct names {
	char **v;
	size_t n, cap;
};

static void add(struct names *list, const char *name)
{
	if (list->n == list->cap) {
		list->cap = list->cap ? 2 * list->cap : 256;
		list->v = realloc(list->v, list->cap * sizeof *list->v);
		if (!list->v)
			exit(1);
	}
	list->v[list->n++] = strdup(name);
}

static int order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the entries of a folder that are (or are not) folders themselves. */
static void list(int at, const char *path, int folders, struct names *ret)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	while (dir && (e = readdir(dir)))
		if (e->d_name[0] != '.' && (e->d_type == DT_DIR) == folders)
			add(ret, e->d_name);
	if (dir)
		closedir(dir);
}

static void programs_of(int versions, const char *version, struct names *ret)
{
	struct names envs = { NULL, 0, 0 };
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/bin", version);
	list(versions, path, 0, ret);
	snprintf(path, sizeof path, "%s/envs", version);
	list(versions, path, 1, &envs);
	for (size_t i = 0; i < envs.n; i++) {
		snprintf(path, sizeof path, "%s/envs/%s/bin", version, envs.v[i]);
		list(versions, path, 0, ret);
	}
}

static void sort_unique(struct names *names)
{
	size_t kept = 0;

	qsort(names->v, names->n, sizeof *names->v, order);
	for (size_t i = 0; i < names->n; i++)
		if (!kept || strcmp(names->v[kept - 1], names->v[i]) != 0)
			names->v[kept++] = names->v[i];
	names->n = kept;
}

/* Both lists are sorted. */
static int reconcile(int shims, const struct names *wanted, const struct names *have,
                     const char *program)
{
	size_t w = 0, h = 0;
	int failed = 0;

	while (w < wanted->n || h < have->n) {
		int c = w == wanted->n ? 1 : h == have->n ? -1 : strcmp(wanted->v[w], have->v[h]);

		if (c < 0)
			failed |= linkat(AT_FDCWD, program, shims, wanted->v[w], 0) < 0;
		else if (c > 0)
			failed |= unlinkat(shims, have->v[h], 0) < 0;
		w += c <= 0;
		h += c >= 0;
	}
	return failed;
}

int main(int argc, char **argv)
{
	struct names versions = { NULL, 0, 0 }, wanted = { NULL, 0, 0 }, have = { NULL, 0, 0 };
	int root, at, shims;

	if (argc != 3)
		return 2;
	root = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	at = openat(root, "versions", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	list(at, ".", 1, &versions);
	for (size_t i = 0; i < versions.n; i++)
		programs_of(at, versions.v[i], &wanted);
	sort_unique(&wanted);
	mkdirat(root, "shims", 0755);
	shims = openat(root, "shims", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	list(shims, ".", 0, &have);
	sort_unique(&have);
	return reconcile(shims, &wanted, &have, argv[2]);
}
