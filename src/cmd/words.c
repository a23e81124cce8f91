#include "cmd/words.h"

#include "base/fs.h"
#include "base/path.h"
#include "cmd/definitions.h"
#include "cmd/names.h"
#include "core/inventory.h"
#include "core/layout.h"

static void add_installed(const struct pv_app *app, unsigned flags, struct pv_strv *ret)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_inventory_read(&app->ctx, flags, &inv, &unreadable) < 0)
		return;
	for (size_t i = 0; i < inv.n; i++)
		pv_strv_add(ret, inv.v[i].name);
}

static void add_versions(const struct pv_app *app, struct pv_strv *ret)
{
	add_installed(app, 0, ret);
}

static void add_bases(const struct pv_app *app, struct pv_strv *ret)
{
	add_installed(app, PV_SKIP_ENVS, ret);
}

static void add_envs(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv all = PV_STRV_INIT;

	add_installed(app, 0, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strchr(all.v[i], '/'))
			pv_strv_add(ret, all.v[i]);
	for (size_t i = 0; i < all.n; i++)
		if (!strchr(all.v[i], '/') && pv_inventory_is_env(&app->ctx, all.v[i]))
			pv_strv_add(ret, all.v[i]);
}

static void add_definitions(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_definitions(app, ret, &unreadable) < 0)
		return;
}

static void add_commands(const struct pv_app *app, struct pv_strv *ret)
{
	pv_command_names(app, PV_NAMES_ALL, ret);
}

static void add_shims(const struct pv_app *app, struct pv_strv *ret)
{
	pv_cleanup_free char *dir = pv_layout_shims(&app->ctx);
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unreadable = NULL;

	if (pv_fs_list(dir, &names, NULL, &unreadable) < 0)
		return;
	pv_strv_sort(&names);
	for (size_t i = 0; i < names.n; i++)
		if (names.v[i][0] != '.')
			pv_strv_add(ret, names.v[i]);
}

static void add_system(PV_UNUSED const struct pv_app *app, struct pv_strv *ret)
{
	pv_strv_add(ret, "system");
}

static const struct {
	const char *word;
	void (*add)(const struct pv_app *app, struct pv_strv *ret);
} lists[] = {
	{ "@versions", add_versions },       { "@bases", add_bases },
	{ "@envs", add_envs },               { "@definitions", add_definitions },
	{ "@commands", add_commands },       { "@shims", add_shims },
	{ "@system", add_system },
};

void pv_words_expand(const struct pv_app *app, const char *spec, struct pv_strv *ret)
{
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

	if (spec)
		pv_strv_add_words(&words, spec);
	for (size_t i = 0; i < words.n; i++) {
		size_t l = 0;

		while (l < PV_ARRAY_SIZE(lists) && strcmp(lists[l].word, words.v[i]) != 0)
			l++;
		if (l < PV_ARRAY_SIZE(lists))
			lists[l].add(app, ret);
		else
			pv_strv_add(ret, words.v[i]);
	}
}

void pv_words_print(struct pv_app *app, const char *spec)
{
	pv_cleanup_strv struct pv_strv words = PV_STRV_INIT;

	pv_words_expand(app, spec, &words);
	for (size_t i = 0; i < words.n; i++)
		fprintf(app->out, "%s\n", words.v[i]);
}
