#include "install/bytecode.h"

#include "base/path.h"
#include "effects/run.h"

/* Files of the standard library that are wrong on purpose. */
#define NOT_FOR_COMPILING "bad_coding|badsyntax|lib2to3/tests/data|/test/"

static void ignore_output(void *arg, const char *data, size_t n)
{
	(void)arg;
	(void)data;
	(void)n;
}

int pv_bytecode_compile(const struct pv_bytecode *b, struct pv_err **err)
{
	pv_cleanup_free char *python = pv_path_join(b->tree, "bin/python");
	pv_cleanup_free char *final = pv_path_join(b->prefix, b->folder);
	pv_cleanup_strv struct pv_strv env = PV_STRV_INIT;
	/* -B: what compileall itself imports would record where it is now. */
	const char *const argv[] = {
		python, "-IB", "-m",  "compileall", b->anew ? "-qf" : "-q", "-j",
		"0",    "-d",  final, "-x",         NOT_FOR_COMPILING,      b->folder,
		NULL
	};
	struct pv_run run = {
		.argv = argv,
		.cwd = b->tree,
		.out_fd = -1,
		.own_group = true,
		.on_output = ignore_output,
	};
	int status = 0, rc;

	for (char *const *e = b->ctx->env; *e; e++)
		if (!pv_starts_with(*e, "PYTHON"))
			pv_strv_add(&env, *e);
	run.env = env.v;
	pv_progress_begin(b->progress, "Compiling the library", -1, false);
	rc = pv_run(&run, &status, err);
	pv_progress_end(b->progress);
	if (rc < 0)
		return -1;
	if (status != 0)
		pv_progress_say(
			b->progress,
			"Some of the library could not be compiled ahead (status %d): Python "
			"compiles it when it is first used",
			status);
	return 0;
}
