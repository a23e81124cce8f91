/* `pyver activate' and the code behind it, `pyver sh-activate' */
#include "base/fs.h"
#include "base/path.h"
#include "cmd/hooked_select.h"
#include "core/layout.h"
#include "core/resolve.h"
#include "core/version.h"
#include "envs.h"
#include "plugin.h"
#include "session.h"

#define VERBOSE "PYVER_VIRTUALENV_VERBOSE_ACTIVATE"
#define INTEGRATED "PYVER_VIRTUALENV_INIT"

struct request {
	bool force, quiet, verbose, unset;
	bool follow; /* asked by the hook of a prompt */
};

static int offer(struct pv_app *app, struct pv_err **err)
{
	char bare[] = "--bare";
	char *words[] = { bare, NULL };

	fputs("--unset\n", app->out);
	return pv_virtualenvs(app, 1, words, err);
}

int pv_activate(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	if (argc > 0 && strcmp(argv[0], "--complete") == 0)
		return offer(app, err);
	return pv_plugin_not_loaded(app, "activate", err);
}

/* How many words are options; -1 for one that is not known. */
static int parse(int argc, char **argv, struct request *ret)
{
	int i;

	for (i = 0; i < argc && argv[i][0] == '-'; i++) {
		const char *word = argv[i];

		if (strcmp(word, "-f") == 0 || strcmp(word, "--force") == 0)
			ret->force = true;
		else if (strcmp(word, "-q") == 0 || strcmp(word, "--quiet") == 0)
			ret->quiet = true;
		else if (strcmp(word, "-v") == 0 || strcmp(word, "--verbose") == 0)
			ret->verbose = true, ret->quiet = false;
		else if (strcmp(word, "--follow") == 0)
			ret->follow = ret->quiet = true;
		else if (strcmp(word, "--unset") == 0)
			ret->unset = true;
		else
			return -1;
	}
	return i;
}

/* The environment's own folder, which its short name may be a link to; owned
 * by the caller; NULL when NAME is no environment. */
static char *env_folder(const struct pv_context *ctx, const char *name)
{
	pv_cleanup_err struct pv_err *none = NULL;
	pv_cleanup_free char *base = NULL, *version = NULL, *dir = NULL, *target = NULL;
	pv_cleanup_free char *versions = NULL, *absolute = NULL;

	if (pv_env_base(ctx, name, &base, &none) < 0)
		return NULL;
	version = pv_resolve_name(ctx, name);
	dir = pv_layout_version(ctx, version);
	target = pv_fs_readlink(dir);
	if (!target)
		return pv_steal(&dir);
	versions = pv_layout_versions(ctx);
	absolute = pv_path_absolute(versions, target);
	return pv_path_normalize(absolute);
}

/* What is selected and installed. */
static int selected(struct pv_app *app, struct pv_strv *ret, struct pv_err **err)
{
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;

	if (pv_hooked_select(app, "sh-activate", PV_ORIGIN_NEVER, &sel, err) < 0)
		return -1;
	for (size_t i = 0; i < sel.names.n; i++) {
		char *version = pv_resolve_name(&app->ctx, sel.names.v[i]);

		if (version)
			pv_strv_take(ret, version);
	}
	return 0;
}

/* The folder of the first name, which may be that of an environment of the
 * selected version: the name is then replaced. NULL when it is none. */
static char *find_env(struct pv_app *app, struct pv_strv *names)
{
	pv_cleanup_strv struct pv_strv current = PV_STRV_INIT;
	pv_cleanup_err struct pv_err *unknown = NULL;
	char *dir = names->n ? env_folder(&app->ctx, names->v[0]) : NULL;
	char *envs, *name;

	if (dir || !names->n || selected(app, &current, &unknown) < 0 || !current.n)
		return dir;
	envs = strstr(current.v[0], "/envs/");
	if (envs)
		*envs = '\0';
	name = pv_xasprintf("%s/envs/%s", current.v[0], names->v[0]);
	dir = env_folder(&app->ctx, name);
	if (dir) {
		free(names->v[0]);
		names->v[0] = name;
	} else {
		free(name);
	}
	return dir;
}

static bool has_second_env(const struct pv_context *ctx, const struct pv_strv *names)
{
	for (size_t i = 1; i < names->n; i++) {
		pv_cleanup_free char *dir = env_folder(ctx, names->v[i]);

		if (dir && strcmp(names->v[i], names->v[0]) != 0)
			return true;
	}
	return false;
}

static int enter(struct pv_app *app, const struct request *req, const struct pv_strv *names,
                 const char *dir, bool select, struct pv_err **err)
{
	struct pv_code code = { pv_dialect_of(pv_code_shell(&app->ctx)), PV_BUF_INIT };
	pv_cleanup_free char *joined = pv_strv_join(names, ":");
	struct pv_entry entry = {
		.name = names->v[0],
		.prefix = dir,
		.version = select ? joined : NULL,
		/* fish's prompt is a function, which a quiet call leaves alone */
		.prompt = code.dialect == PV_DIALECT_POSIX || req->follow || !req->quiet,
	};
	int status;

	if (pv_session_print_leave(app, false, err) < 0)
		return -1;
	if (req->verbose || pv_context_env_nonempty(&app->ctx, VERBOSE))
		fprintf(app->err, "pyver-virtualenv: activate %s\n", names->v[0]);
	pv_session_enter(&app->ctx, &entry, &code);
	status = pv_session_print(app, "activate", entry.name, dir, &code, err);
	pv_buf_release(&code.text);
	return status;
}

/* Nothing is to be done, which the user is told; a hook's shell may lack the prompt. */
static int stay(struct pv_app *app, const struct request *req, const char *name)
{
	struct pv_code code = { pv_dialect_of(pv_code_shell(&app->ctx)), PV_BUF_INIT };

	if (req->follow)
		pv_session_show(&app->ctx, name, &code);
	else if (!req->quiet)
		fprintf(app->err, "pyver-virtualenv: version `%s' is already activated\n", name);
	fputs(code.text.p ? code.text.p : "true\n", app->out);
	pv_buf_release(&code.text);
	return 0;
}

/* For the hook of a prompt: the file whose coming or going changes what is
 * to be active, though no version file changes. */
static void print_watched(struct pv_app *app, const struct pv_strv *names)
{
	struct pv_code code = { pv_dialect_of(pv_code_shell(&app->ctx)), PV_BUF_INIT };
	pv_cleanup_selection struct pv_selection sel = PV_SELECTION_INIT;
	pv_cleanup_free char *dir = NULL, *file = NULL;
	const char *name;

	pv_select(&app->ctx, &sel);
	name = names->n ? names->v[0] : sel.names.v[0];
	if (strcmp(name, "system") == 0 || !pv_version_name_valid(pv_path_base(name)))
		name = sel.names.v[0];
	if (strcmp(name, "system") != 0) {
		dir = pv_layout_version(&app->ctx, name);
		file = pv_path_join(dir, "bin/activate");
	}
	pv_code_set(&code, "_PYVER_VH_WATCH", file ? file : "");
	fputs(code.text.p, app->out);
	pv_buf_release(&code.text);
}

static int no_env(struct pv_app *app, const struct request *req, struct pv_err **err)
{
	return req->follow && pv_session_active(&app->ctx) ? pv_session_print_leave(app, false, err) : 0;
}

/* `names' are the user's when `given', else what is selected. */
static int activate(struct pv_app *app, const struct request *req, struct pv_strv *names,
                    bool given, struct pv_err **err)
{
	bool select = given || !pv_context_env_nonempty(&app->ctx, INTEGRATED);
	const char *active = pv_session_active(&app->ctx);
	pv_cleanup_free char *dir = NULL, *all = NULL;

	if (pv_session_is_foreign(&app->ctx) && !req->force) {
		if (!req->quiet)
			fprintf(app->err, "pyver-virtualenv: virtualenv `%s' is already activated\n",
			        active);
		fputs("true\n", app->out);
		return 0;
	}
	dir = find_env(app, names);
	if (req->follow)
		print_watched(app, names);
	if (req->follow && (!dir || has_second_env(&app->ctx, names)))
		return no_env(app, req, err);
	if (!dir)
		return pv_session_refuse(app, req->quiet, err, "version `%s' is not a virtualenv",
		                         names->n ? names->v[0] : "");
	if (has_second_env(&app->ctx, names)) {
		all = pv_strv_join(names, " ");
		return pv_session_refuse(app, req->quiet, err,
		                         "cannot activate multiple versions at once: %s", all);
	}
	if (active && strcmp(active, dir) == 0 && !req->force)
		return stay(app, req, names->v[0]);
	return enter(app, req, names, dir, select, err);
}

int pv_sh_activate(struct pv_app *app, int argc, char **argv, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	struct request req = { 0 };
	int options;
	bool given;

	if (argc > 0 && strcmp(argv[0], "--complete") == 0)
		return offer(app, err);
	options = parse(argc, argv, &req);
	if (options < 0)
		return pv_session_refuse(app, false, err,
		                         "unknown option; see `pyver help activate'");
	if (req.unset)
		return pv_sh_deactivate(app, 0, NULL, err);
	given = options < argc && argv[options][0];
	for (int i = options; given && i < argc; i++)
		pv_strv_add(&names, argv[i]);
	if (!given && selected(app, &names, err) < 0) {
		fputs("false\n", app->out);
		return -1;
	}
	return activate(app, &req, &names, given, err);
}
