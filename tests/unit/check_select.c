/* Which versions are selected, and which program that means. */
#include "core/select.h"

#include "core/installer.h"
#include "core/resolve.h"
#include "suitemain.h"
#include "tmproot.h"

#include <sys/stat.h>

/* A root with 3.9.1, 3.12.4, 3.12.10, an environment, and a home folder with a project. */
static const char *const world_dirs[] = {
	"root/versions/3.9.1/bin", "root/versions/3.12.4/bin", "root/versions/3.12.10/bin",
	"root/versions/3.12.4/envs/proj/bin", "root/versions/python-2.7/bin", "root/shims",
	"home/work/deep/er", "home/other", "sys/bin",
};
static const char *const world_programs[] = {
	"root/versions/3.9.1/bin/python",  "root/versions/3.12.4/bin/python",
	"root/versions/3.12.10/bin/python", "root/versions/3.12.4/envs/proj/bin/python",
	"root/versions/3.9.1/bin/old",     "root/shims/python", "sys/bin/python", "sys/bin/tool",
};

static char *make_world(void)
{
	char *top = tmproot_fresh();

	for (size_t i = 0; i < PV_ARRAY_SIZE(world_dirs); i++) {
		pv_cleanup_free char *path = pv_path_join(top, world_dirs[i]);
		struct pv_err *err = NULL;

		tmproot_ok(pv_fs_mkdirs(path, 0777, &err), err);
	}
	for (size_t i = 0; i < PV_ARRAY_SIZE(world_programs); i++) {
		pv_cleanup_free char *path = pv_path_join(top, world_programs[i]);

		tmproot_write(top, world_programs[i], "program\n");
		ck_assert_int_eq(chmod(path, 0755), 0);
	}
	return top;
}

static struct pv_context context_in(const char *top, const char *cwd, const char *dir, char **env)
{
	return (struct pv_context){ .root = pv_path_join(top, "root"), .cwd = pv_path_join(top, cwd),
		                    .dir = pv_path_join(top, dir), .env = env };
}

static const struct {
	const char *env;                   /* PYVER_VERSION=..., or NULL */
	const char *work, *other, *global; /* contents of the version files, or NULL */
	const char *cwd, *dir;
	const char *names;  /* joined by ':' */
	const char *origin; /* below the top folder, or NULL: the environment */
} rows[] = {
	{ NULL, NULL, NULL, NULL, "home/work", "home/work", "system", "root/version" },
	{ NULL, NULL, NULL, "3.9.1\n", "home/work", "home/work", "3.9.1", "root/version" },
	{ NULL, "3.12\n", NULL, "3.9.1\n", "home/work/deep/er", "home/work/deep/er", "3.12",
	  "home/work/.python-version" },
	{ "PYVER_VERSION=3.8:2.7", "3.12\n", NULL, "3.9.1\n", "home/work", "home/work", "3.8:2.7", NULL },
	{ "PYVER_VERSION=", "3.12\n", NULL, NULL, "home/work", "home/work", "3.12",
	  "home/work/.python-version" },
	{ "PYVER_VERSION=:", "3.12\n", NULL, NULL, "home/work", "home/work", "3.12",
	  "home/work/.python-version" },
	{ "PYVER_VERSION=..", "3.12\n", NULL, NULL, "home/work", "home/work", "system", NULL },
	{ "PYVER_VERSION=3.9::3.10", NULL, NULL, NULL, "home/work", "home/work", "3.9:3.10", NULL },
	/* An empty file stops the search and means system. */
	{ NULL, "# nothing\n", NULL, "3.9.1\n", "home/work", "home/work", "system",
	  "home/work/.python-version" },
	/* PYVER_DIR first, then the working directory. */
	{ NULL, "3.12\n", "3.9\n", NULL, "home/work", "home/other", "3.9", "home/other/.python-version" },
	{ NULL, "3.12\n", NULL, NULL, "home/work", "home/other", "3.12", "home/work/.python-version" },
};

START_TEST(selection)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(rows); i++) {
		pv_cleanup_free char *top = make_world();
		char *env[] = { (char *)rows[i].env, NULL };
		struct pv_context ctx = context_in(top, rows[i].cwd, rows[i].dir, env);
		pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
		pv_cleanup_free char *origin = rows[i].origin ? pv_path_join(top, rows[i].origin)
		                                              : pv_xstrdup(PV_ORIGIN_ENV);
		pv_cleanup_free char *names = NULL;

		if (rows[i].work)
			tmproot_write(top, "home/work/.python-version", rows[i].work);
		if (rows[i].other)
			tmproot_write(top, "home/other/.python-version", rows[i].other);
		if (rows[i].global)
			tmproot_write(top, "root/version", rows[i].global);
		pv_select(&ctx, &sel);
		names = pv_strv_join(&sel.names, ":");
		if (strcmp(names, rows[i].names) != 0 || strcmp(sel.origin, origin) != 0) {
			fprintf(stderr, "row %zu: %s by %s\n", i, names, sel.origin);
			bad++;
		}
		pv_context_release(&ctx);
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static const struct {
	const char *names, *command;
	const char *path;    /* below the top folder; NULL: not found */
	const char *missing; /* joined by ':' */
	bool implied;
} find_rows[] = {
	{ "3.12.4", "python", "root/versions/3.12.4/bin/python", "", false },
	{ "3.12", "python", "root/versions/3.12.10/bin/python", "", false },
	{ "python-3.12", "python", "root/versions/3.12.10/bin/python", "", false },
	{ "cpython@3.12", "python", "root/versions/3.12.10/bin/python", "", false },
	{ "cpython-3.12.4-linux-x86_64-gnu", "python", "root/versions/3.12.4/bin/python", "", false },
	{ ">=3.9,<3.12", "python", "root/versions/3.9.1/bin/python", "", false },
	{ "latest", "python", "root/versions/3.12.10/bin/python", "", false },
	{ "python-3.9.1", "python", "root/versions/3.9.1/bin/python", "", false },
	{ "3.12.4/envs/proj", "python", "root/versions/3.12.4/envs/proj/bin/python", "", false },
	{ "3.12:3.9", "old", "root/versions/3.9.1/bin/old", "", false },
	{ "3.8:3.9", "python", "root/versions/3.9.1/bin/python", "3.8", false },
	{ "system", "python", "sys/bin/python", "", false },
	{ "3.12", "tool", "sys/bin/tool", "", true },
	{ "3.8", "tool", "sys/bin/tool", "3.8", true },
	{ "3.12", "nosuch", NULL, "", false },
	{ "3.12", "", NULL, "", false },
	{ "system:3.12", "old", NULL, "", false },
};

START_TEST(finding)
{
	pv_cleanup_free char *top = make_world();
	pv_cleanup_free char *path = pv_xasprintf("PATH=%s/root/shims::.:%s/sys/bin:%s/root/shims/", top,
	                                          top, top);
	char *env[] = { path, NULL };
	struct pv_context ctx = context_in(top, "home/work", "home/work", env);
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(find_rows); i++) {
		pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
		pv_cleanup_found struct pv_found found = PV_FOUND_INIT;
		pv_cleanup_free char *want = NULL, *missing = NULL;
		struct pv_slice rest = pv_slice_of(find_rows[i].names), part;

		while (pv_slice_split(&rest, ':', &part))
			pv_strv_addn(&sel.names, part.p, part.n);
		pv_find_command(&ctx, &sel, find_rows[i].command, 0, NULL, &found);
		want = find_rows[i].path ? pv_path_join(top, find_rows[i].path) : NULL;
		missing = pv_strv_join(&found.missing, ":");
		if ((want ? found.path && strcmp(found.path, want) == 0 : !found.path) &&
		    strcmp(missing, find_rows[i].missing) == 0 &&
		    found.implied_system == find_rows[i].implied)
			continue;
		fprintf(stderr, "row %zu: %s, missing %s\n", i, found.path ? found.path : "nothing", missing);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
	pv_context_release(&ctx);
}
END_TEST

static const struct {
	const char *command, *words;
	bool installer;
} installer_rows[] = {
	{ "pip", "install x", true },        { "pip3.12", "--quiet install x", true },
	{ "pip", "uninstall -y x", true },   { "pip", "list", false },
	{ "pipx", "install x", false },      { "python", "-m pip install x", true },
	{ "python", "-m pip list", false },  { "python", "-m venv install", false },
	{ "easy_install", "x", true },       { "easy_install-2.7", "x", false },
	{ "conda", "install x", true },      { "conda", "list install", false },
	{ "pip", "", false },
};

START_TEST(installers)
{
	int bad = 0;

	for (size_t i = 0; i < PV_ARRAY_SIZE(installer_rows); i++) {
		pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

		pv_strv_add_words(&words, installer_rows[i].words);
		if (pv_is_installer(installer_rows[i].command, (int)words.n, words.v) ==
		    installer_rows[i].installer)
			continue;
		fprintf(stderr, "row %zu: %s %s\n", i, installer_rows[i].command, installer_rows[i].words);
		bad++;
	}
	ck_assert_int_eq(bad, 0);
}
END_TEST

static Suite *suite(void)
{
	Suite *s = suite_create("select");
	TCase *t = tcase_create("select");

	tcase_add_unchecked_fixture(t, tmproot_make, tmproot_remove);
	tcase_add_test(t, selection);
	tcase_add_test(t, finding);
	tcase_add_test(t, installers);
	suite_add_tcase(s, t);
	return s;
}

int main(void)
{
	return suitemain_run(suite());
}
