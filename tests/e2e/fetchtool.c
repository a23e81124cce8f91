/* Drives pv_fetch() for the end-to-end tests:
 *   fetchtool [OPTION]... { URL SHA256 SIZE DEST }...
 * One fetcher for all of them; prints a line per download, its outcome and the
 * error's message. Status: 0 when all were fetched, else the last error's. */
#define PV_ALLOW_BANNED
#include "effects/fetch.h"
#include "effects/run.h"

#include <stdio.h>
#include <string.h>

extern char **environ;

static const char *const outcomes[] = {
	[PV_FETCHED] = "fetched",
	[PV_FETCH_ABSENT] = "absent",
	[PV_FETCH_UNREACHABLE] = "unreachable",
	[PV_FETCH_BROKEN] = "broken",
	[PV_FETCH_MISMATCH] = "mismatch",
	[PV_FETCH_LOCAL] = "local",
};

static int fetch_all(struct pv_fetcher *f, bool http, char **arg)
{
	int status = 0;

	for (; arg[0] && arg[1] && arg[2] && arg[3]; arg += 4) {
		pv_cleanup_err struct pv_err *err = NULL;
		const struct pv_fetch what = {
			.url = arg[0],
			.sha256 = arg[1],
			.size = atoll(arg[2]),
			.path = arg[3],
			.http_allowed = http,
			.label = "the file",
		};
		enum pv_fetch_outcome outcome = pv_fetch(f, &what, &err);

		printf("%s%s%s\n", outcomes[outcome], err ? ": " : "", err ? err->msg : "");
		fflush(stdout);
		if ((outcome == PV_FETCHED) != (err == NULL))
			return 99;
		status = err ? err->status : status;
	}
	return arg[0] ? 98 : status;
}

int main(int argc, char **argv)
{
	struct pv_fetch_config config = { .env = environ,
					  .agent = "pyver/test",
					  .limits = { .backoff_ms = 20 } };
	struct pv_fetcher *f;
	bool http = false;
	int i, status;

	for (i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		long n = i + 1 < argc ? atol(argv[i + 1]) : 0;

		if (strcmp(argv[i], "--http") == 0)
			http = true;
		else if (strcmp(argv[i], "--offline") == 0)
			config.offline = true;
		else if (strcmp(argv[i], "--connect-ms") == 0 && ++i)
			config.limits.connect_ms = n;
		else if (strcmp(argv[i], "--stall-s") == 0 && ++i)
			config.limits.stall_s = n;
		else if (strcmp(argv[i], "--wait-s") == 0 && ++i)
			config.limits.wait_s = n;
		else if (strcmp(argv[i], "--tries") == 0 && ++i)
			config.limits.tries = (int)n;
		else
			return 97;
	}
	pv_run_catch_signals();
	config.progress = pv_progress_new(stderr, false, false);
	f = pv_fetcher_new(&config);
	status = fetch_all(f, http, argv + i);
	pv_fetcher_free(f);
	pv_progress_free(config.progress);
	return status;
}
