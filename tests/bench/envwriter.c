/* The floor of `virtualenv`: `envwriter PYTHON VERSION DEST [TREE]` writes a
 * bare environment (PEP 405): folders, links to PYTHON, pyvenv.cfg, a file of
 * activation text. With TREE, that ready-made folder of packages is copied into it, times
 * included, for a .pyc only counts while its source's time is the one inside. */
#include "project.h"

#define FOLDER (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static int copy_file(int from_dir, int to_dir, const char *name)
{
	int from = openat(from_dir, name, O_RDONLY | O_CLOEXEC);
	int to = openat(to_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	static char buffer[1 << 17];
	struct stat st;
	ssize_t n = -1;

	if (from >= 0 && to >= 0 && fstat(from, &st) == 0) {
		struct timespec times[2] = { st.st_atim, st.st_mtim };

		while ((n = read(from, buffer, sizeof buffer)) > 0)
			if (write(to, buffer, (size_t)n) != n)
				break;
		futimens(to, times);
	}
	close(from);
	close(to);
	return n == 0 ? 0 : -1;
}

/* Takes over `from`. */
static int copy_tree(int from, int to)
{
	DIR *dir = fdopendir(from);
	struct dirent *e;
	int failed = 0;

	while ((e = readdir(dir)) && !failed) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (e->d_type == DT_DIR) {
			int sub;

			mkdirat(to, e->d_name, 0777);
			sub = openat(to, e->d_name, FOLDER);
			failed = copy_tree(openat(from, e->d_name, FOLDER), sub);
			close(sub);
		} else {
			failed = copy_file(from, to, e->d_name);
		}
	}
	closedir(dir);
	return failed;
}

static void write_file(int at, const char *name, const char *text, size_t n)
{
	int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0 || write(fd, text, n) != (ssize_t)n)
		exit(1);
	close(fd);
}

/* "3.12.1" -> 4: how much of it names the folder of packages. */
static int minor_length(const char *version)
{
	size_t n = strcspn(version, ".") + 1;

	return (int)(n + strcspn(version + n, "."));
}

static void write_links(int env, const char *python, const char *version)
{
	char numbered[64];

	snprintf(numbered, sizeof numbered, "bin/python%.*s", minor_length(version), version);
	if (symlinkat("lib", env, "lib64") < 0 || symlinkat(python, env, "bin/python") < 0 ||
	    symlinkat("python", env, "bin/python3") < 0 || symlinkat("python", env, numbered) < 0)
		exit(1);
}

static void write_texts(int env, const char *python, const char *version)
{
	static const char *const scripts[] = {
		"bin/activate", "bin/activate.csh", "bin/activate.fish", "bin/activate.nu",
		"bin/Activate.ps1",
	};
	static char text[3000];
	int n = snprintf(text, sizeof text,
	                 "home = %.*s\ninclude-system-site-packages = false\nversion = %s\n",
	                 (int)(strrchr(python, '/') - python), python, version);

	write_file(env, "pyvenv.cfg", text, (size_t)n);
	memset(text, '#', sizeof text);
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		write_file(env, scripts[i], text, sizeof text);
}

int main(int argc, char **argv)
{
	char library[64], site[96];
	int env, to;

	if (argc < 4 || mkdir(argv[3], 0777) < 0)
		return 1;
	snprintf(library, sizeof library, "lib/python%.*s", minor_length(argv[2]), argv[2]);
	snprintf(site, sizeof site, "%s/site-packages", library);
	env = open(argv[3], FOLDER);
	mkdirat(env, "bin", 0777);
	mkdirat(env, "include", 0777);
	mkdirat(env, "lib", 0777);
	mkdirat(env, library, 0777);
	mkdirat(env, site, 0777);
	write_links(env, argv[1], argv[2]);
	write_texts(env, argv[1], argv[2]);
	if (argc < 5)
		return 0;
	to = openat(env, site, FOLDER);
	return copy_tree(open(argv[4], FOLDER), to) ? 1 : 0;
}
