#include "place.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/definitions.h"
#include "cmd/hooked_select.h"
#include "cmd/selected.h"
#include "core/inventory.h"
#include "core/layout.h"
#include "core/resolve.h"
#include "core/version.h"
#include "envs.h"
#include "plugin.h"

void pv_place_release(struct pv_place *place)
{
	free(place->version);
	free(place->name);
	free(place->path);
	free(place->link);
	*place = (struct pv_place)PV_PLACE_INIT;
}

/* The catalogue knows V, or versions that V is a prefix of. */
static bool is_known(const struct pv_app *app, const char *v)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_definitions(app, &names, &unreadable) < 0)
		return false;
	return pv_version_latest(v, names.v, names.n) != NULL;
}

int pv_place_not_installed(const struct pv_app *app, const char *v, struct pv_err **err)
{
	if (is_known(app, v))
		return pv_fail(err, "`%s' is not installed in pyver.\n"
		               "Run `pyver install %s' to install it.", v, v);
	return pv_fail(err, "`%s' is not installed in pyver.\nIt does not look like a valid Python "
	               "version. See `pyver install --list' for available versions.", v);
}

/* NAME without VERSION: the first selected version there is. */
static int selected_version(struct pv_app *app, char **ret, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;

	if (pv_hooked_select(app, "virtualenv", PV_ORIGIN_WHEN_MISSING, &sel, err) < 0)
		return -1;
	pv_selected_names(app, &sel, false, &names);
	if (names.n == 0)
		return pv_place_not_installed(app, sel.names.n > 0 ? sel.names.v[0] : "", err);
	*ret = pv_xstrdup(names.v[0]);
	return 0;
}

/* `word` is NAME, or VERSION/envs/NAME with the right VERSION. */
static int check_name(const char *word, const char *version, struct pv_err **err)
{
	const char *name = pv_path_base(word);

	if (strcmp(name, "system") == 0)
		return pv_fail(err, "`system' is not allowed as virtualenv name.");
	if (strpbrk(word, " \t\n\v\f\r"))
		return pv_fail(err, "no whitespace allowed in virtualenv name.");
	if (name != word) {
		int n = (int)strcspn(version, "/");
		pv_cleanup_free char *long_name = pv_xasprintf("%.*s/envs/%s", n, version, name);

		if (strcmp(word, long_name) != 0)
			return pv_fail(err, "no slash allowed in virtualenv name.");
	}
	if (!pv_version_name_valid(name))
		return pv_fail(err, "`%s' is not allowed as virtualenv name.", name);
	return 0;
}

/* 3.13 may be a link to 3.13.1: environments belong into what it leads to, or
 * they would be lost when it is made to lead elsewhere. */
static char *follow_alias(const struct pv_context *ctx, const char *version)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_free char *dir = pv_layout_version(ctx, version);
	pv_cleanup_free char *real_versions = realpath(versions, NULL);
	pv_cleanup_free char *real = realpath(dir, NULL);
	pv_cleanup_free char *parent = NULL;

	if (!real || !real_versions || !pv_fs_is_link(dir))
		return pv_xstrdup(version);
	parent = pv_path_dir(real);
	return pv_xstrdup(strcmp(parent, real_versions) == 0 ? pv_path_base(real) : version);
}

/* An environment stands for its base: an installed version, else system. */
static int settle_base(const struct pv_context *ctx, const char *version, char **ret,
                       struct pv_err **err)
{
	pv_cleanup_free char *versions = pv_layout_versions(ctx);
	pv_cleanup_free char *base = NULL, *dir = NULL;

	if (strcmp(version, "system") == 0 || !pv_inventory_is_env(ctx, version)) {
		*ret = follow_alias(ctx, version);
		return 0;
	}
	if (pv_env_base(ctx, version, &base, err) < 0)
		return -1;
	dir = pv_path_dir(base);
	*ret = pv_xstrdup(strcmp(dir, versions) == 0 ? pv_path_base(base) : "system");
	return 0;
}

int pv_place_find(struct pv_app *app, const struct pv_venv_options *opt, struct pv_place *ret,
                  struct pv_err **err)
{
	pv_cleanup_free char *versions = pv_layout_versions(&app->ctx);
	pv_cleanup_place struct pv_place place = PV_PLACE_INIT;
	pv_cleanup_free char *version = NULL;
	const char *word = opt->words[opt->n_words - 1];

	if (opt->n_words == 2)
		version = pv_resolve_name(&app->ctx, opt->words[0]);
	else if (selected_version(app, &version, err) < 0)
		return -1;
	if (check_name(word, version ? version : opt->words[0], err) < 0)
		return -1;
	if (!version)
		return pv_place_not_installed(app, opt->words[0], err);
	if (settle_base(&app->ctx, version, &place.version, err) < 0)
		return -1;
	place.name = pv_xstrdup(pv_path_base(word));
	if (strcmp(place.version, "system") == 0) {
		place.path = pv_path_join(versions, place.name);
	} else {
		place.link = pv_path_join(versions, place.name);
		place.path = pv_xasprintf("%s/%s/envs/%s", versions, place.version, place.name);
	}
	*ret = place;
	place = (struct pv_place)PV_PLACE_INIT;
	return 0;
}

bool pv_place_is_env(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_free char *dir = pv_layout_version(ctx, name);
	pv_cleanup_free char *conda = pv_path_join(dir, "conda-meta");

	return pv_inventory_is_env(ctx, name) && !pv_fs_exists(conda);
}

/* An interrupted creation leaves its link before there is a tree. */
static bool is_leftover(const struct pv_context *ctx, const char *link)
{
	pv_cleanup_free char *target = pv_env_link_target(ctx, link);

	return target && !pv_fs_exists(target);
}

int pv_place_check(struct pv_app *app, const struct pv_place *place, bool force,
                   struct pv_err **err)
{
	const char *short_path = place->link ? place->link : place->path;
	pv_cleanup_free char *bin = pv_path_join(place->path, "bin");
	bool taken = pv_fs_exists(short_path) && !is_leftover(&app->ctx, short_path);

	if (taken && !force)
		return pv_fail(err, "`%s' already exists.", short_path);
	if (taken && !pv_fs_is_link(short_path) &&
	    (place->link || !pv_place_is_env(&app->ctx, place->name)))
		return pv_fail(err, "`%s' is not a virtualenv: it will not be replaced.",
		               short_path);
	if (place->link && !force && pv_fs_is_dir(bin)) {
		fprintf(app->err, "pyver-virtualenv: %s already exists\n", place->path);
		if (!pv_plugin_confirm(app, "continue with installation? (y/N) "))
			return pv_fail_silent(err, PV_EXIT_FAILURE);
	}
	return 0;
}

/* bin/NAME of the last version, in the order of `pyver versions', that has it. */
static char *last_with_program(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_inventory_read(ctx, 0, &inv, &unreadable) < 0)
		return NULL;
	for (size_t i = inv.n; i-- > 0;) {
		pv_cleanup_free char *dir = pv_layout_version(ctx, inv.v[i].name);
		char *path = pv_xasprintf("%s/bin/%s", dir, name);

		if (pv_fs_is_program(path))
			return path;
		free(path);
	}
	return NULL;
}

static char *find_program(struct pv_app *app, const char *version, const char *name)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_found struct pv_found found = PV_FOUND_INIT;

	pv_strv_add(&sel.names, version);
	pv_find_command(&app->ctx, &sel, name, 0, NULL, &found);
	if (found.path)
		return pv_steal(&found.path);
	return last_with_program(&app->ctx, name);
}

int pv_place_python(struct pv_app *app, const char *version, const char *python,
                    struct pv_base *ret, struct pv_err **err)
{
	pv_cleanup_free char *shims = pv_layout_shims(&app->ctx);
	pv_cleanup_free char *path = pv_path_absolute(app->ctx.cwd, python);
	pv_cleanup_free char *program = NULL, *settled = NULL;
	const char *name = pv_path_base(python);

	/* A shim stands for the program's name. */
	if (name != python && !pv_path_below(path, shims))
		return pv_base_of_python(&app->ctx, python, path, ret, err);
	program = find_program(app, version, name);
	if (program)
		return pv_base_of_python(&app->ctx, python, program, ret, err);
	settled = pv_resolve_name(&app->ctx, name);
	if (settled)
		return pv_base_of_version(&app->ctx, settled, ret, err);
	return pv_place_not_installed(app, name, err);
}
