#include "options.h"

struct flag {
	const char *name;
	char letter; /* '\0': none */
	size_t at;   /* of a bool in the options */
	bool value;
};
#define FLAG(name, letter, field) { name, letter, offsetof(struct pv_venv_options, field), true }

static const struct flag flags[] = {
	FLAG("force", 'f', force),
	FLAG("quiet", 'q', quiet),
	FLAG("verbose", 'v', verbose),
	FLAG("help", 'h', help),
	FLAG("version", '\0', version),
	FLAG("without-pip", '\0', without_pip),
	FLAG("no-pip", '\0', without_pip),
	FLAG("no-setuptools", '\0', without_setuptools),
	FLAG("system-site-packages", '\0', system_site),
	FLAG("copies", '\0', copies),
	FLAG("clear", '\0', clear),
	{ .name = "symlinks", .at = offsetof(struct pv_venv_options, copies) },
};

struct words {
	int argc;
	char **argv;
	int next;
};

static void set(struct pv_venv_options *opt, const struct flag *flag)
{
	*(bool *)((char *)opt + flag->at) = flag->value;
}

static int value_of(struct words *w, const char *option, const char **ret, struct pv_err **err)
{
	if (w->next >= w->argc)
		return pv_fail_status(err, PV_EXIT_USAGE, "option `%s' needs a value", option);
	*ret = w->argv[w->next++];
	return 0;
}

static int long_option(struct words *w, const char *option, struct pv_venv_options *opt,
                       struct pv_err **err)
{
	const struct { const char *name; const char **value; } valued[] = {
		{ "--python", &opt->python }, { "--prompt", &opt->prompt },
	};

	for (size_t i = 0; i < PV_ARRAY_SIZE(valued); i++) {
		size_t n = strlen(valued[i].name);

		if (strcmp(option, valued[i].name) == 0)
			return value_of(w, option, valued[i].value, err);
		if (pv_starts_with(option, valued[i].name) && option[n] == '=') {
			*valued[i].value = option + n + 1;
			return 0;
		}
	}
	for (size_t i = 0; i < PV_ARRAY_SIZE(flags); i++) {
		if (strcmp(option + 2, flags[i].name) == 0) {
			set(opt, &flags[i]);
			return 0;
		}
	}
	return pv_fail_status(err, PV_EXIT_USAGE, "unknown option `%s'", option);
}

static int short_options(struct words *w, const char *option, struct pv_venv_options *opt,
                         struct pv_err **err)
{
	for (const char *c = option + 1; *c; c++) {
		size_t i = 0;

		/* -p takes the rest of its word, or the next one. */
		if (*c == 'p' && c[1]) {
			opt->python = c + 1;
			return 0;
		}
		if (*c == 'p')
			return value_of(w, "-p", &opt->python, err);
		while (i < PV_ARRAY_SIZE(flags) && flags[i].letter != *c)
			i++;
		if (i == PV_ARRAY_SIZE(flags))
			return pv_fail_status(err, PV_EXIT_USAGE, "unknown option `-%c'", *c);
		set(opt, &flags[i]);
	}
	return 0;
}

int pv_venv_options_parse(int argc, char **argv, struct pv_venv_options *ret, struct pv_err **err)
{
	struct pv_venv_options opt = { 0 };
	struct words w = { argc, argv, 0 };
	bool words_only = false;

	while (w.next < argc) {
		const char *word = argv[w.next++];

		if (!words_only && strcmp(word, "--") == 0) {
			words_only = true;
		} else if (words_only || word[0] != '-' || word[1] == '\0') {
			if (opt.n_words == PV_ARRAY_SIZE(opt.words))
				return pv_fail_status(err, PV_EXIT_USAGE,
				                      "too many words: `%s'", word);
			opt.words[opt.n_words++] = word;
		} else if ((word[1] == '-' ? long_option(&w, word, &opt, err) :
		            short_options(&w, word, &opt, err)) < 0) {
			return -1;
		}
	}
	*ret = opt;
	return 0;
}
