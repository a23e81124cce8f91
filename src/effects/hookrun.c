#include "effects/hookrun.h"

#include "base/env.h"
#include "base/fs.h"
#include "effects/run.h"
#include "effects/talk.h"

#define DRIVER_FD 29 /* as share/hookdriver.bash has it */
#define DRIVER_LIMIT (64 * 1024)
#define DRIVER_DONE "done"
#define OUTPUT_LIMIT (1024 * 1024) /* bytes that a program may print */

struct pv_hooks {
	const struct pv_hook_call *call;
	struct pv_talk bash; /* pid 0: there are no scripts */
	struct pv_strv env;  /* for hooks */
	struct pv_strv changes, notes;
};

/* --- the environment --- */

static bool is_name(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!(text[i] == '_' || (text[i] >= 'A' && text[i] <= 'Z') ||
		      (text[i] >= 'a' && text[i] <= 'z') || (i && text[i] >= '0' && text[i] <= '9')))
			return false;
	return n > 0;
}

/* What a bash changes by itself, and what is ours. */
static bool is_private(const char *entry)
{
	static const char *const names[] = {
		"_", "SHLVL", "PWD", "OLDPWD", "SHELLOPTS", "BASHOPTS", "LINES", "COLUMNS",
		PV_HOOKS_RUNNING,
	};
	size_t n = strcspn(entry, "=");

	for (size_t i = 0; i < PV_ARRAY_SIZE(names); i++)
		if (strlen(names[i]) == n && memcmp(names[i], entry, n) == 0)
			return true;
	return pv_starts_with(entry, "__pv_") || pv_starts_with(entry, "PYENV_");
}

static bool has_entry(const struct pv_strv *env, const char *entry, size_t n)
{
	for (size_t i = 0; i < env->n; i++)
		if (strncmp(env->v[i], entry, n) == 0)
			return true;
	return false;
}

/* `present` is the environment that the scripts left. */
static void note_changes(struct pv_hooks *h, const struct pv_strv *present)
{
	if (!present->n)
		return; /* this bash cannot tell */
	pv_strv_release(&h->changes);
	for (size_t i = 0; i < present->n; i++)
		if (!is_private(present->v[i]) && !pv_strv_has(&h->env, present->v[i]))
			pv_strv_add(&h->changes, present->v[i]);
	for (size_t i = 0; i < h->env.n; i++) {
		size_t n = strcspn(h->env.v[i], "=");

		/* A bash does not know names that are none for it. */
		if (is_name(h->env.v[i], n) && !is_private(h->env.v[i]) &&
		    !has_entry(present, h->env.v[i], n + 1))
			pv_strv_addn(&h->changes, h->env.v[i], n);
	}
}

static void make_env(struct pv_hooks *h)
{
	const char *point = h->call->point;
	pv_cleanup_free char *running = NULL;

	pv_env_copy(&h->env, h->call->env);
	for (size_t i = 0; i < h->env.n && !running; i++)
		if (pv_starts_with(h->env.v[i], PV_HOOKS_RUNNING "="))
			running = pv_xasprintf("%s:%s", strchr(h->env.v[i], '=') + 1, point);
	pv_env_set(&h->env, PV_HOOKS_RUNNING, running ? running : point);
	pv_env_set(&h->env, "PYVER_HOOK", point);
}

/* --- scripts --- */

/* The end of the bash that ended before it was done: a hook's `exit', or its failure. */
static int fail_ended(struct pv_hooks *h, struct pv_err **err)
{
	return pv_fail_silent(err, pv_talk_end(&h->bash));
}

static int take_answer(struct pv_hooks *h, struct pv_hook_vars *vars, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;

	pv_hook_vars_expect(vars);
	for (;;) {
		const char *item;
		int got = pv_talk_item(&h->bash, &item, err);

		if (got < 0)
			return -1;
		if (got == 0)
			return fail_ended(h, err);
		if (strcmp(item, DRIVER_DONE) == 0)
			break;
		if (item[0] == '*')
			pv_strv_add(&env, item + 1);
		else
			pv_hook_vars_take(vars, item);
	}
	if (h->call->takes_env)
		note_changes(h, &env);
	return 0;
}

static int start_bash(struct pv_hooks *h, const struct pv_hook_vars *vars, struct pv_err **err)
{
	const struct pv_hook_call *call = h->call;
	pv_cleanup_hook_vars struct pv_hook_vars own = PV_HOOK_VARS_INIT;
	pv_cleanup_buf struct pv_buf driver = PV_BUF_INIT, message = PV_BUF_INIT;
	pv_cleanup_free char *name = pv_xasprintf("pyver-%s", call->point);
	pv_cleanup_strv struct pv_strv argv = PV_STRV_INIT;
	struct pv_run run = { .env = h->env.v, .out_fd = call->out_fd };
	struct pv_strv *list;

	if (!call->bash)
		return pv_fail(err, "the hook %s needs bash, which is not on PATH",
		               call->set->scripts.v[0]);
	if (pv_fs_read_file(call->driver, DRIVER_LIMIT, &driver, err) < 0)
		return -1;
	pv_strv_add(&argv, call->bash);
	pv_strv_add(&argv, "-c");
	pv_strv_add(&argv, driver.p);
	pv_strv_add(&argv, name);
	for (char *const *arg = call->argv; arg && *arg; arg++)
		pv_strv_add(&argv, *arg);
	run.argv = (const char *const *)argv.v;
	pv_hook_set(&own, "__pv_point", call->point);
	pv_hook_set(&own, "__pv_program", call->pyver);
	list = pv_hook_add_list(&own, "__pv_hooks", NULL, false);
	for (size_t i = 0; i < call->set->scripts.n; i++)
		pv_strv_add(list, call->set->scripts.v[i]);
	list = pv_hook_add_list(&own, "__pv_wanted", NULL, false);
	pv_hook_vars_wanted(vars, list);
	if (call->takes_env)
		pv_strv_add(list, "*");
	pv_hook_vars_tell(vars, &own, &message);
	if (pv_talk_start(&run, DRIVER_FD, &h->bash, err) < 0)
		return -1;
	pv_talk_say(&h->bash, message.p, message.len);
	return 0;
}

static int run_codes(struct pv_hooks *h, const char *phase, struct pv_hook_vars *vars,
                     struct pv_err **err)
{
	pv_cleanup_hook_vars struct pv_hook_vars own = PV_HOOK_VARS_INIT;
	pv_cleanup_buf struct pv_buf message = PV_BUF_INIT;

	pv_hook_set(&own, "__pv_phase", phase);
	pv_hook_vars_tell(vars, &own, &message);
	pv_talk_say(&h->bash, message.p, message.len);
	return take_answer(h, vars, err);
}

int pv_hooks_load(const struct pv_hook_call *call, struct pv_hook_vars *vars,
                  struct pv_hooks **ret, struct pv_err **err)
{
	struct pv_hooks *h = pv_xcalloc(1, sizeof *h);

	h->call = call;
	h->bash = (struct pv_talk)PV_TALK_INIT;
	make_env(h);
	if (call->set->scripts.n &&
	    (start_bash(h, vars, err) < 0 || take_answer(h, vars, err) < 0)) {
		pv_hooks_unload(h);
		return -1;
	}
	*ret = h;
	return 0;
}

/* --- programs --- */

static void take_lines(struct pv_hooks *h, const char *program, const char *text,
                       struct pv_hook_vars *vars)
{
	struct pv_slice rest = pv_slice_of(text), part;

	while (pv_slice_split(&rest, '\n', &part)) {
		pv_cleanup_free char *line = pv_slice_dup(part);

		if (line[0] && !pv_hook_vars_line(vars, line))
			pv_strv_addf(&h->notes,
			             "hook %s: `%s' is ignored: no NAME=value that hooks of %s may set",
			             program, line, h->call->point);
	}
}

static int run_program(struct pv_hooks *h, const char *program, const char *phase,
                       struct pv_hook_vars *vars, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv argv = PV_STRV_INIT, env = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf out = PV_BUF_INIT;
	pv_cleanup_talk struct pv_talk talk = PV_TALK_INIT;
	struct pv_run run = { .out_fd = -1 };
	int status;

	pv_strv_add(&argv, program);
	for (char *const *arg = h->call->argv; arg && *arg; arg++)
		pv_strv_add(&argv, *arg);
	pv_env_copy(&env, h->env.v);
	pv_hook_vars_export(vars, &env);
	if (phase)
		pv_env_set(&env, "PYVER_HOOK_PHASE", phase);
	run.argv = (const char *const *)argv.v;
	run.env = env.v;
	if (pv_talk_start(&run, STDOUT_FILENO, &talk, err) < 0 ||
	    pv_talk_rest(&talk, OUTPUT_LIMIT, &out, err) < 0)
		return -1;
	status = pv_talk_end(&talk);
	if (status != 0)
		return pv_fail_status(err, status, "the hook %s failed with status %d", program,
		                      status);
	take_lines(h, program, out.p ? out.p : "", vars);
	return 0;
}

int pv_hooks_run(struct pv_hooks *h, const char *phase, struct pv_hook_vars *vars,
                 struct pv_err **err)
{
	const struct pv_strv *programs = &h->call->set->programs;

	if (phase && h->call->set->scripts.n && run_codes(h, phase, vars, err) < 0)
		return -1;
	for (size_t i = 0; i < programs->n; i++)
		if (run_program(h, programs->v[i], phase, vars, err) < 0)
			return -1;
	return 0;
}

const struct pv_strv *pv_hooks_changes(const struct pv_hooks *hooks)
{
	return &hooks->changes;
}

const struct pv_strv *pv_hooks_notes(const struct pv_hooks *hooks)
{
	return &hooks->notes;
}

void pv_hooks_unload(struct pv_hooks *hooks)
{
	if (!hooks)
		return;
	pv_talk_release(&hooks->bash);
	pv_strv_release(&hooks->env);
	pv_strv_release(&hooks->changes);
	pv_strv_release(&hooks->notes);
	free(hooks);
}
