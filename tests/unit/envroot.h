/* A throw-away root for tests of the environments plugin: files put there by
 * name, and what is found there afterwards. */
#pragma once

#include "tmproot.h"

#include "core/context.h"

static char *root;
static struct pv_context ctx;
static char *no_env[] = { NULL };

static inline void set_up(void)
{
	pv_cleanup_free char *dir = tmproot_fresh();

	root = realpath(dir, NULL);
	ctx = (struct pv_context){ .root = root, .cwd = root, .dir = root, .env = no_env };
}

static inline void tear_down(void)
{
	free(root);
}

/* root/NAME, its folders made; executable. */
static inline void put(const char *name, const char *text)
{
	pv_cleanup_free char *path = pv_path_join(root, name);
	pv_cleanup_free char *dir = pv_path_dir(path);
	pv_cleanup_err struct pv_err *err = NULL;

	tmproot_ok(pv_fs_mkdirs(dir, 0755, &err), err);
	tmproot_write(root, name, text);
	ck_assert_int_eq(chmod(path, 0755), 0);
}

static inline void link_to(const char *target, const char *name)
{
	pv_cleanup_free char *path = pv_path_join(root, name);

	ck_assert_int_eq(symlink(target, path), 0);
}

static inline void assert_text(const char *name, const char *expected)
{
	pv_cleanup_free char *text = tmproot_read(root, name);

	ck_assert_msg(text && strcmp(text, expected) == 0, "%s holds <%s>, not <%s>", name,
	              text ? text : "nothing", expected);
}

static inline void assert_link(const char *name, const char *target)
{
	pv_cleanup_free char *path = pv_path_join(root, name);
	pv_cleanup_free char *found = pv_fs_readlink(path);

	ck_assert_msg(found && strcmp(found, target) == 0, "%s leads to <%s>, not <%s>", name,
	              found ? found : "nothing", target);
}
