#include "venv.h"

#include "activate.h"
#include "base/fs.h"
#include "base/path.h"
#include "pyvenvcfg.h"
#include "script.h"
#include "tree.h"

/* From 3.13 on an environment tells git not to look at it. */
static const char gitignore[] = "# Made by pyver; nothing in here belongs into a repository.\n*\n";

char *pv_venv_site_packages(const struct pv_venv *venv)
{
	return pv_xasprintf("%s/lib/%s/site-packages", venv->tree, venv->base->tag);
}

static bool since(const struct pv_venv *venv, int minor)
{
	return venv->base->major > 3 || venv->base->minor >= minor;
}

static int make_folders(const struct pv_venv *venv, struct pv_err **err)
{
	pv_cleanup_free char *bin = pv_path_join(venv->tree, "bin");
	pv_cleanup_free char *site = pv_venv_site_packages(venv);
	/* 3.11 began to keep headers of packages apart by version. */
	pv_cleanup_free char *include = pv_xasprintf("%s/include%s%s", venv->tree,
	                                             since(venv, 11) ? "/" : "",
	                                             since(venv, 11) ? venv->base->tag : "");

	if (pv_fs_mkdirs(bin, 0777, err) < 0 || pv_fs_mkdirs(site, 0777, err) < 0 ||
	    pv_fs_mkdirs(include, 0777, err) < 0)
		return -1;
#ifndef __APPLE__
	if (venv->base->is_64bit && pv_tree_link("lib", venv->tree, "lib64", err) < 0)
		return -1;
#endif
	return 0;
}

/* A copied interpreter looks for its library beside itself, when it was
 * linked that way: ../lib/libpython3.13.so.1.0. */
static int link_libpython(const struct pv_venv *venv, struct pv_err **err)
{
	pv_cleanup_free char *real_bin = pv_path_dir(venv->base->real);
	pv_cleanup_free char *prefix = pv_path_dir(real_bin);
	pv_cleanup_free char *from = pv_path_join(prefix, "lib");
	pv_cleanup_free char *to = pv_path_join(venv->tree, "lib");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_fs_list(from, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *target = pv_path_join(from, names.v[i]);

		if (pv_starts_with(names.v[i], "libpython") && !pv_ends_with(names.v[i], ".a") &&
		    pv_fs_is_regular(target) && pv_tree_link(target, to, names.v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* bin/python leads to the base; the other names lead to it. */
static int put_interpreter(const struct pv_venv *venv, const char *bin, struct pv_err **err)
{
	pv_cleanup_free char *first = pv_path_join(bin, "python");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	pv_strv_add(&names, "python3");
	pv_strv_addf(&names, "python%d.%d", venv->base->major, venv->base->minor);
	if (!pv_strv_has(&names, venv->base->tag))
		pv_strv_add(&names, venv->base->tag);
	if (!venv->copies && pv_tree_link(venv->base->python, bin, "python", err) < 0)
		return -1;
	if (venv->copies && (pv_fs_copy_file(venv->base->real, first, err) < 0 ||
	                     link_libpython(venv, err) < 0))
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *path = pv_path_join(bin, names.v[i]);

		if (!venv->copies && pv_tree_link("python", bin, names.v[i], err) < 0)
			return -1;
		if (venv->copies && pv_fs_copy_file(venv->base->real, path, err) < 0)
			return -1;
	}
	return 0;
}

/* The command line of the standard library's tool that does the same. */
static char *equivalent_command(const struct pv_venv *venv)
{
	struct pv_buf line = PV_BUF_INIT;

	pv_buf_addf(&line, "%s -m venv", venv->base->python);
	if (venv->copies)
		pv_buf_adds(&line, " --copies");
	if (venv->without_pip)
		pv_buf_adds(&line, " --without-pip");
	if (venv->system_site)
		pv_buf_adds(&line, " --system-site-packages");
	if (venv->prompt)
		pv_buf_addf(&line, " --prompt=\"%s\"", venv->prompt);
	pv_buf_addf(&line, " %s", venv->path);
	return pv_buf_detach(&line);
}

static int put_config(const struct pv_venv *venv, struct pv_err **err)
{
	pv_cleanup_free char *command = equivalent_command(venv);
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	const struct pv_pyvenvcfg cfg = {
		.home = venv->base->home,
		.version = venv->base->version,
		.executable = since(venv, 11) ? venv->base->real : NULL,
		.command = since(venv, 11) ? command : NULL,
		.prompt = venv->prompt,
		.system_site = venv->system_site,
	};

	if (pv_pyvenvcfg_format(&cfg, &text, err) < 0)
		return -1;
	return pv_tree_file(venv->tree, "pyvenv.cfg", text.p, text.len, 0666, err);
}

int pv_venv_write(const struct pv_venv *venv, struct pv_err **err)
{
	pv_cleanup_free char *bin = pv_path_join(venv->tree, "bin");

	/* PATH is a list: an entry cannot hold what parts its entries. */
	if (strchr(venv->path, ':'))
		return pv_fail(err, "cannot make an environment in `%s': a path with `:' cannot be "
		               "on PATH", venv->path);
	if (make_folders(venv, err) < 0 || put_config(venv, err) < 0 ||
	    put_interpreter(venv, bin, err) < 0)
		return -1;
	if (since(venv, 13) &&
	    pv_tree_file(venv->tree, ".gitignore", gitignore, strlen(gitignore), 0666, err) < 0)
		return -1;
	if (pv_activate_write(venv->templates, bin, venv->path,
	                      venv->prompt ? venv->prompt : venv->name, err) < 0)
		return -1;
	return pv_venv_add_programs(venv, err);
}

int pv_venv_add_programs(const struct pv_venv *venv, struct pv_err **err)
{
	pv_cleanup_free char *bin = pv_path_join(venv->tree, "bin");
	pv_cleanup_free char *final_bin = pv_path_join(venv->path, "bin");
	pv_cleanup_free char *pydoc = pv_path_join(bin, "pydoc");
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_list(venv->base->home, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		pv_cleanup_free char *target = pv_path_join(venv->base->home, names.v[i]);
		pv_cleanup_free char *there = pv_path_join(bin, names.v[i]);

		if (pv_starts_with(names.v[i], "python") && pv_ends_with(names.v[i], "-config") &&
		    !pv_fs_exists(there) && pv_tree_link(target, bin, names.v[i], err) < 0)
			return -1;
	}
	if (pv_fs_exists(pydoc))
		return 0;
	pv_script_text(&text, final_bin, "pydoc", "cli");
	return pv_tree_file(bin, "pydoc", text.p, text.len, 0777, err);
}
