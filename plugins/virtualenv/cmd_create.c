/* `pyver virtualenv [OPTION...] [VERSION] NAME' */
#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked_select.h"
#include "core/inventory.h"
#include "core/resolve.h"
#include "effects/run.h"
#include "effects/stage.h"
#include "envs.h"
#include "hooks.h"
#include "place.h"
#include "plugin.h"
#include "seed.h"
#include "tool.h"
#include "venv.h"

/* One creation. */
struct creation {
	struct pv_app *app;
	const struct pv_venv_options *opt;
	struct pv_place place;
	struct pv_base base;
	struct pv_strv wheels; /* natively: what to install; empty without pip */
	struct pv_tool tool;   /* otherwise: the interpreter's own */
	bool replace;          /* what was there when we looked goes; never what came later */
};

static void say(const struct creation *c, const char *fmt, ...) PV_PRINTF(2, 3);
static void say(const struct creation *c, const char *fmt, ...)
{
	va_list args;

	if (!c->opt->verbose)
		return;
	va_start(args, fmt);
	vfprintf(c->app->err, fmt, args);
	va_end(args);
	fputc('\n', c->app->err);
}

/* "." asks for the name of the working directory, as `python -m venv' has it. */
static const char *prompt_of(const struct creation *c)
{
	if (c->opt->prompt && strcmp(c->opt->prompt, ".") == 0)
		return pv_path_base(c->app->ctx.cwd);
	return c->opt->prompt;
}

/* All that can be known to go wrong is found before anything is written. */
static int prepare(struct creation *c, struct pv_err **err)
{
	struct pv_app *app = c->app;
	const struct pv_venv_options *opt = c->opt;
	bool force = opt->force || opt->clear;

	if (pv_place_find(app, opt, &c->place, err) < 0 ||
	    pv_place_check(app, &c->place, force, err) < 0)
		return -1;
	c->replace = force || pv_fs_exists(c->place.path);
	if ((opt->python ? pv_place_python(app, c->place.version, opt->python, &c->base, err) :
	     pv_base_of_version(&app->ctx, c->place.version, &c->base, err)) < 0)
		return -1;
	if (!pv_base_is_native(&c->base))
		return pv_tool_find(app, &c->base, &c->tool, err);
	if (opt->without_pip)
		return 0;
	return pv_seed_find(&c->base, opt->without_setuptools, &c->wheels, err);
}

/* The whole environment, at a private place. */
static int write_tree(struct creation *c, const char *scratch, const char *tree,
                      struct pv_err **err)
{
	pv_cleanup_free char *templates = pv_path_join(c->app->dirs.libexec,
	                                               "plugins/virtualenv/activate");
	const struct pv_venv venv = {
		.base = &c->base, .tree = tree, .path = c->place.path, .name = c->place.name,
		.prompt = prompt_of(c), .templates = templates, .system_site = c->opt->system_site,
		.copies = c->opt->copies, .without_pip = c->opt->without_pip,
	};

	say(c, "Making `%s' from `%s'.", venv.path, c->base.python);
	if (c->tool.module) {
		say(c, "Its own `%s' does it.", c->tool.module);
		if (pv_tool_make(c->app, &c->tool, &venv, c->opt->quiet, err) < 0)
			return -1;
		return pv_venv_add_programs(&venv, err);
	}
	for (size_t i = 0; i < c->wheels.n; i++)
		say(c, "Installing `%s'.", pv_path_base(c->wheels.v[i]));
	if (pv_fs_mkdirs(tree, 0777, err) < 0 || pv_venv_write(&venv, err) < 0)
		return -1;
	return pv_seed_install(c->app, &venv, &c->wheels, scratch, err);
}

static bool link_is_right(const struct creation *c)
{
	pv_cleanup_free char *target = pv_env_link_target(&c->app->ctx, c->place.link);

	return target && strcmp(target, c->place.path) == 0;
}

static int publish_tree(struct creation *c, struct pv_stage *stage, const char *tree,
                        struct pv_err **err)
{
	bool there = pv_fs_exists(c->place.path);

	if (there && !c->replace)
		return pv_fail(err, "`%s' already exists.", c->place.path);
	return pv_stage_publish(stage, tree, c->place.path, there, err);
}

/* A new link is made first: it leads nowhere, and nobody sees it, until the
 * one rename that makes the tree visible under both of its names. A link that
 * leads to another environment is turned over when the tree is there. */
static int publish(struct creation *c, struct pv_stage *stage, const char *tree,
                   struct pv_err **err)
{
	pv_cleanup_free char *parent = pv_path_dir(c->place.path);
	bool link_first = c->place.link && !pv_fs_exists(c->place.link);
	bool made_parent = mkdir(parent, 0777) == 0;

	if (link_first && pv_env_link(c->place.path, c->place.link, NULL, err) < 0)
		return -1;
	if (publish_tree(c, stage, tree, err) < 0) {
		/* Unless somebody else was faster, and it is theirs now. */
		if (link_first && !pv_fs_exists(c->place.path))
			unlink(c->place.link);
		if (made_parent)
			rmdir(parent);
		return -1;
	}
	if (!c->place.link || link_is_right(c))
		return 0;
	return pv_env_link(c->place.path, c->place.link, stage->dir, err);
}

static int create(void *arg, struct pv_err **err)
{
	struct creation *c = arg;
	pv_cleanup_stage struct pv_stage stage = PV_STAGE_INIT;
	pv_cleanup_free char *tree = NULL;
	int signal;

	pv_run_catch_signals();
	if (pv_stage_open(&c->app->ctx, c->place.name, &stage, err) < 0)
		return -1;
	tree = pv_path_join(stage.dir, "env");
	if (write_tree(c, stage.dir, tree, err) < 0)
		return -1;
	signal = pv_run_interrupted();
	if (signal)
		return pv_fail_status(err, 128 + signal, "interrupted");
	return publish(c, &stage, tree, err);
}

/* Which tool makes environments of the selected version. */
static int show_version(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_base struct pv_base base = PV_BASE_INIT;
	pv_cleanup_tool struct pv_tool tool = PV_TOOL_INIT;
	pv_cleanup_err struct pv_err *ignored = NULL;
	pv_cleanup_free char *version = NULL;

	if (pv_hooked_select(app, "virtualenv", PV_ORIGIN_NEVER, &sel, err) < 0)
		return -1;
	version = pv_resolve_name(&app->ctx, sel.names.n > 0 ? sel.names.v[0] : "system");
	if (!version)
		return pv_place_not_installed(app, sel.names.v[0], err);
	if (pv_base_of_version(&app->ctx, version, &base, err) < 0)
		return -1;
	if (!pv_base_is_native(&base) && pv_tool_find(app, &base, &tool, &ignored) < 0)
		tool = (struct pv_tool){ .module = "virtualenv", .version = pv_xstrdup("unknown") };
	if (tool.version)
		fprintf(app->out, "pyver-virtualenv %s (virtualenv %s)\n", PACKAGE_VERSION,
		        tool.version);
	else
		fprintf(app->out, "pyver-virtualenv %s (python -m venv)\n", PACKAGE_VERSION);
	return 0;
}

static int list_versions(struct pv_app *app, struct pv_err **err)
{
	pv_cleanup_inventory struct pv_inventory inv = PV_INVENTORY_INIT;

	if (pv_inventory_read(&app->ctx, PV_SKIP_ENVS, &inv, err) < 0)
		return -1;
	for (size_t i = 0; i < inv.n; i++)
		fprintf(app->out, "%s\n", inv.v[i].name);
	return 0;
}

int pv_virtualenv(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	struct pv_venv_options opt;
	struct creation c = { .app = app, .opt = &opt, .place = PV_PLACE_INIT,
		.base = PV_BASE_INIT, .wheels = PV_STRV_INIT, .tool = PV_TOOL_INIT };
	int rc;

	if (argc > 0 && strcmp(argv[0], "--complete") == 0)
		return list_versions(app, err);
	if (pv_venv_options_parse(argc, argv, &opt, err) < 0)
		return -1;
	if (opt.help)
		return pv_plugin_help(app, "virtualenv", err);
	if (opt.version)
		return show_version(app, err);
	if (opt.n_words == 0)
		return pv_fail_status(err, PV_EXIT_USAGE, "no virtualenv name given.");
	if (!*opt.words[0] || !*opt.words[opt.n_words - 1])
		return pv_plugin_usage(app, "virtualenv", false, err);
	rc = prepare(&c, err);
	if (rc == 0)
		rc = pv_between_hooks(app, &opt, &c.place, create, &c, err);
	pv_place_release(&c.place);
	pv_base_release(&c.base);
	pv_strv_release(&c.wheels);
	pv_tool_release(&c.tool);
	return rc < 0 ? -1 : pv_plugin_rehash(app, err);
}
