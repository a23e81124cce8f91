/* Times whole processes side by side:
 *
 *   pairtime [-n ROUNDS] [-w WARM] [-C DIR] [-A AWAY] [-i] COMMAND // COMMAND ...
 *   COMMAND = LABEL [-a PATH]... [-e N] [NAME=VALUE]... PROGRAM [ARGUMENT]...
 *
 * Each round starts every command once, in turn, so that whatever else the
 * machine does meanwhile meets all of them alike. Figures are medians; a ratio
 * is the median of the quotients within a round, against the first command.
 * Prints a line for each: LABEL, number of runs, median, min and max in ms,
 * ratio, its min and max, with tabs between.
 *
 * %n in any word is the number of the run, for paths that are never used
 * twice. -a PATH: after the command, the file is renamed into the folder AWAY,
 * for deleting is slow and slows down what is made next. -e N: a slow command
 * takes part in every Nth round only. -i: a command prints its own time in ms,
 * and that is taken. A command that fails in the first warming round is left
 * out and said; the first one must not fail. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_COMMANDS 12
#define MAX_WORDS 64

extern char **environ;

struct command {
	const char *label;
	char *words[MAX_WORDS], *away[MAX_WORDS], *env[MAX_WORDS];
	size_t n_words, n_away, n_env;
	double *times; /* ms, one per round; -1 when it had no part in that */
	int every;     /* how many rounds there are for one of its runs */
	int out;       /* left out: it failed */
};

struct options {
	int rounds, warm, inner;
	const char *dir, *away;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void *must(void *p)
{
	if (p)
		return p;
	perror("pairtime");
	exit(2);
}

/* A copy of `word` with each %n replaced. */
static char *expand(const char *word, long run)
{
	size_t cap = strlen(word) * 10 + 32;
	char *copy = must(malloc(cap)), *to = copy;

	while (*word) {
		if (word[0] == '%' && word[1] == 'n') {
			to += snprintf(to, cap - (size_t)(to - copy), "%ld", run);
			word += 2;
		} else {
			*to++ = *word++;
		}
	}
	*to = '\0';
	return copy;
}

static void expand_all(char *const *words, size_t n, long run, char **ret)
{
	for (size_t i = 0; i < n; i++)
		ret[i] = expand(words[i], run);
	ret[n] = NULL;
}

static void free_all(char **words)
{
	for (; *words; words++)
		free(*words);
}

/* The command's own variables come first: they win in getenv(3) and in execvp's callers. */
static char **environment(char **own, size_t n_own)
{
	size_t n = 0;
	char **all;

	while (environ[n])
		n++;
	all = must(calloc(n + n_own + 1, sizeof *all));
	memcpy(all, own, n_own * sizeof *all);
	for (size_t i = 0, k = n_own; i < n; i++) {
		int overridden = 0;

		for (size_t j = 0; j < n_own; j++) {
			size_t name = strcspn(own[j], "=") + 1;

			overridden |= strncmp(own[j], environ[i], name) == 0;
		}
		if (!overridden)
			all[k++] = environ[i];
	}
	return all;
}

/* What a command says on stdout, as a number; -1 when it is none. */
static double read_number(int fd)
{
	char text[256];
	size_t used = 0;
	ssize_t n;
	char *end;
	double value;

	while (used < sizeof text - 1 && (n = read(fd, text + used, sizeof text - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
	value = strtod(text, &end);
	return end == text ? -1 : value;
}

static void put_away(char **paths, const char *away, long run)
{
	for (size_t i = 0; paths[i]; i++) {
		char to[4096];

		snprintf(to, sizeof to, "%s/%ld-%ld-%zu", away, (long)getpid(), run, i);
		if (rename(paths[i], to) < 0 && errno != ENOENT) {
			perror(paths[i]);
			exit(2);
		}
	}
}

/* Runs the command once. Returns ms, or -1 when it failed (`ret_status`). */
static double run_once(const struct command *c, const struct options *o, long run, int loud,
                       int *ret_status)
{
	char *words[MAX_WORDS + 1], *away[MAX_WORDS + 1], *own[MAX_WORDS + 1];
	posix_spawn_file_actions_t files;
	int ends[2] = { -1, -1 }, error;
	double start, took;
	char **env;
	pid_t pid;

	expand_all(c->words, c->n_words, run, words);
	expand_all(c->away, c->n_away, run, away);
	expand_all(c->env, c->n_env, run, own);
	env = environment(own, c->n_env);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (o->inner && pipe(ends) == 0) {
		posix_spawn_file_actions_adddup2(&files, ends[1], 1);
		posix_spawn_file_actions_addclose(&files, ends[0]);
		posix_spawn_file_actions_addclose(&files, ends[1]);
	} else {
		posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	}
	if (!loud)
		posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	start = now_ms();
	error = posix_spawn(&pid, words[0], &files, NULL, words, env);
	*ret_status = 127 << 8;
	if (!error)
		waitpid(pid, ret_status, 0);
	took = now_ms() - start;
	if (o->inner) {
		close(ends[1]);
		took = read_number(ends[0]);
		close(ends[0]);
	}
	posix_spawn_file_actions_destroy(&files);
	put_away(away, o->away, run);
	free(env);
	free_all(words);
	free_all(away);
	free_all(own);
	return *ret_status ? -1 : took;
}

static void say_status(const struct command *c, int status)
{
	if (WIFSIGNALED(status))
		fprintf(stderr, "pairtime: %s: ended by signal %d\n", c->label, WTERMSIG(status));
	else
		fprintf(stderr, "pairtime: %s: %s: status %d\n", c->label, c->words[0],
		        WEXITSTATUS(status));
}

static void measure(struct command *commands, size_t n, const struct options *o)
{
	long run = 0;

	for (int round = -o->warm; round < o->rounds; round++) {
		for (size_t i = 0; i < n; i++) {
			struct command *c = &commands[i];
			int status, first = round == -o->warm;
			double took;

			if (round >= 0)
				c->times[round] = -1;
			if (c->out || (round >= 0 && round % c->every))
				continue;
			took = run_once(c, o, ++run, first, &status);
			if (took < 0) {
				say_status(c, status);
				if (i == 0 || !first)
					exit(1);
				c->out = 1;
			} else if (round >= 0) {
				c->times[round] = took;
			}
		}
	}
}

static int order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Sorts `v`. */
static void print_spread(double *v, size_t n, int digits)
{
	qsort(v, n, sizeof *v, order);
	printf("\t%.*f\t%.*f\t%.*f", digits, n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2,
	       digits, v[0], digits, v[n - 1]);
}

/* The times, or their ratios to those of `base`. */
static size_t collect(const struct command *c, const struct command *base, size_t rounds,
                      double *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < rounds; i++)
		if (c->times[i] >= 0)
			ret[n++] = base ? c->times[i] / base->times[i] : c->times[i];
	return n;
}

static void report(const struct command *commands, size_t n, size_t rounds)
{
	double *v = must(calloc(rounds, sizeof *v));

	for (size_t i = 0; i < n; i++) {
		size_t runs;

		if (commands[i].out)
			continue;
		runs = collect(&commands[i], NULL, rounds, v);
		printf("%s\t%zu", commands[i].label, runs);
		print_spread(v, runs, 4);
		collect(&commands[i], &commands[0], rounds, v);
		print_spread(v, runs, 3);
		printf("\n");
	}
	free(v);
}

/* Takes the words up to "//" or the end; returns how many. */
static int parse_command(char **arg, struct command *ret, int rounds)
{
	int i = 0;

	ret->label = arg[i++];
	ret->every = 1;
	for (; arg[i] && strcmp(arg[i], "//") != 0; i++) {
		if (ret->n_words + 1 >= MAX_WORDS)
			exit(2);
		if (!ret->n_words && strcmp(arg[i], "-a") == 0 && arg[i + 1])
			ret->away[ret->n_away++] = arg[++i];
		else if (!ret->n_words && strcmp(arg[i], "-e") == 0 && arg[i + 1])
			ret->every = atoi(arg[++i]) > 0 ? atoi(arg[i]) : 1;
		else if (!ret->n_words && arg[i][0] != '/' && strchr(arg[i], '='))
			ret->env[ret->n_env++] = arg[i];
		else
			ret->words[ret->n_words++] = arg[i];
	}
	ret->times = must(calloc((size_t)rounds, sizeof *ret->times));
	return i;
}

int main(int argc, char **argv)
{
	static struct command commands[MAX_COMMANDS];
	struct options o = { .rounds = 100, .warm = 3, .away = "/nonexistent" };
	size_t n = 0;
	int opt;

	while ((opt = getopt(argc, argv, "+n:w:C:A:i")) != -1) {
		switch (opt) {
		case 'n': o.rounds = atoi(optarg); break;
		case 'w': o.warm = atoi(optarg); break;
		case 'C': o.dir = optarg; break;
		case 'A': o.away = optarg; break;
		case 'i': o.inner = 1; break;
		default: return 2;
		}
	}
	while (optind < argc && n < MAX_COMMANDS) {
		optind += parse_command(argv + optind, &commands[n], o.rounds) + 1;
		if (!commands[n++].n_words)
			return 2;
	}
	commands[0].every = 1;
	if (!n || o.rounds < 1 || o.warm < 0 || (o.dir && chdir(o.dir) < 0)) {
		fprintf(stderr, "pairtime: nothing to do, or no folder `%s'\n", o.dir ? o.dir : "");
		return 2;
	}
	measure(commands, n, &o);
	report(commands, n, (size_t)o.rounds);
	return 0;
}
