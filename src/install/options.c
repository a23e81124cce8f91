#include "install/options.h"

#define FIELD(name) offsetof(struct pv_install_options, name)

/* Whose option it is. */
enum who { INSTALL = 1, BUILD = 2, BOTH = INSTALL | BUILD };

static const struct option {
	enum who who;
	char letter; /* 0: none */
	const char *word;
	size_t field;
} options[] = {
	{ INSTALL, 'f', "force", FIELD(force) },
	{ INSTALL, 's', "skip-existing", FIELD(skip_existing) },
	{ BOTH, 'l', "list", FIELD(list) },
	{ BUILD, 0, "definitions", FIELD(list) },
	{ BOTH, 'k', "keep", FIELD(keep) },
	{ BOTH, 'v', "verbose", FIELD(verbose) },
	{ BOTH, 'q', "quiet", FIELD(quiet) },
	{ BOTH, 'g', "debug", FIELD(debug) },
	{ BOTH, 'p', "patch", FIELD(patch) },
	{ BOTH, 'h', "help", FIELD(help) },
	{ BOTH, 0, "build", FIELD(build) },
	{ BOTH, 0, "prebuilt", FIELD(prebuilt) },
	{ BOTH, 0, "offline", FIELD(offline) },
	{ BUILD, '4', "ipv4", FIELD(ipv4) },
	{ BUILD, '6', "ipv6", FIELD(ipv6) },
	{ BOTH, 0, "version", FIELD(version) },
	{ INSTALL, 0, "json", FIELD(json) },
};

static void set(struct pv_install_options *opts, const struct option *opt)
{
	*(bool *)((char *)opts + opt->field) = true;
}

static const struct option *find_word(enum who who, const char *word)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(options); i++)
		if (options[i].who & who && strcmp(options[i].word, word) == 0)
			return &options[i];
	return NULL;
}

static const struct option *find_letter(enum who who, char letter)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(options); i++)
		if (options[i].who & who && options[i].letter != 0 && options[i].letter == letter)
			return &options[i];
	return NULL;
}

/* One argument that begins with '-' and is neither "-" nor "--". */
static int parse_option(enum who who, struct pv_install_options *opts, const char *arg,
			struct pv_err **err)
{
	const struct option *opt;

	if (arg[1] == '-') {
		if (!(opt = find_word(who, arg + 2)))
			return pv_fail_status(err, PV_EXIT_USAGE, "unknown option `%s'", arg);
		set(opts, opt);
		return 0;
	}
	for (const char *p = arg + 1; *p; p++) {
		if (!(opt = find_letter(who, *p)))
			return pv_fail_status(err, PV_EXIT_USAGE, "unknown option `-%c'", *p);
		set(opts, opt);
	}
	return 0;
}

static int parse(enum who who, int argc, char *const *argv, struct pv_install_options *ret,
		 struct pv_err **err)
{
	pv_cleanup_install_options struct pv_install_options opts = PV_INSTALL_OPTIONS_INIT;
	bool words_only = false;

	for (int i = 0; i < argc; i++) {
		if (!words_only && strcmp(argv[i], "--") == 0)
			words_only = true;
		else if (words_only || argv[i][0] != '-' || argv[i][1] == '\0')
			pv_strv_add(&opts.requests, argv[i]);
		else if (parse_option(who, &opts, argv[i], err) < 0)
			return -1;
	}
	if (opts.json && !opts.list)
		return pv_fail_status(err, PV_EXIT_USAGE, "--json goes with --list only");
	if (opts.prebuilt && opts.build)
		return pv_fail_status(err, PV_EXIT_USAGE,
				      "--build and --prebuilt exclude each other");
	if (opts.prebuilt && (opts.debug || opts.patch))
		return pv_fail_status(err, PV_EXIT_USAGE,
				      "--debug and --patch need a build from source");
	if (opts.ipv4 && opts.ipv6)
		return pv_fail_status(err, PV_EXIT_USAGE, "-4 and -6 exclude each other");
	*ret = opts;
	opts.requests = (struct pv_strv)PV_STRV_INIT;
	return 0;
}

int pv_install_options_parse(int argc, char *const *argv, struct pv_install_options *ret,
			     struct pv_err **err)
{
	return parse(INSTALL, argc, argv, ret, err);
}

int pv_python_build_options_parse(int argc, char *const *argv, struct pv_install_options *ret,
				  struct pv_err **err)
{
	return parse(BUILD, argc, argv, ret, err);
}

void pv_install_options_release(struct pv_install_options *opts)
{
	pv_strv_release(&opts->requests);
}
