#include "probe.h"

#include "base/str.h"
#include "effects/run.h"

/* Also understood by Python 2, where environments know no _base_executable. */
static const char question[] =
	"import os, sys, platform\n"
	"real = getattr(sys, '_base_executable', None) or sys.executable\n"
	"text = '\\n'.join([real, os.path.dirname(os.__file__),\n"
	"    platform.python_implementation(), '%d.%d.%d' % tuple(sys.version_info[:3]),\n"
	"    '64' if sys.maxsize > 2 ** 32 else '32', ''])\n"
	"out = getattr(sys.stdout, 'buffer', sys.stdout)\n"
	"out.write(text if out is sys.stdout else os.fsencode(text))\n";

void pv_probe_release(struct pv_probe *probe)
{
	free(probe->python);
	free(probe->stdlib);
	free(probe->version);
	*probe = (struct pv_probe)PV_PROBE_INIT;
}

int pv_probe_parse(const char *answer, struct pv_probe *ret, struct pv_err **err)
{
	struct pv_slice rest = pv_slice_of(answer), line[5];
	struct pv_probe probe = PV_PROBE_INIT;
	char *end;

	for (size_t i = 0; i < PV_ARRAY_SIZE(line); i++)
		if (!pv_slice_split(&rest, '\n', &line[i]) || line[i].n == 0)
			return pv_fail(err, "its answer makes no sense: `%s'", answer);
	if (line[0].p[0] != '/' || line[1].p[0] != '/')
		return pv_fail(err, "its answer makes no sense: `%s'", answer);
	probe.python = pv_slice_dup(line[0]);
	probe.stdlib = pv_slice_dup(line[1]);
	probe.is_cpython = pv_slice_eq(line[2], "CPython");
	probe.version = pv_slice_dup(line[3]);
	probe.major = (int)strtol(probe.version, &end, 10);
	probe.minor = *end == '.' ? (int)strtol(end + 1, NULL, 10) : 0;
	probe.is_64bit = pv_slice_eq(line[4], "64");
	*ret = probe;
	return 0;
}

int pv_probe_python(const char *python, char *const *env, struct pv_probe *ret,
                    struct pv_err **err)
{
	/* -I is Python 3's; -E and -s are what Python 2 knows of it. */
	const char *const isolated[] = { python, "-I", "-c", question, NULL };
	const char *const old[] = { python, "-E", "-s", "-c", question, NULL };
	pv_cleanup_err struct pv_err *first = NULL;
	pv_cleanup_free char *answer = NULL;

	if (pv_run_capture(isolated, env, &answer, &first) < 0 &&
	    pv_run_capture(old, env, &answer, err) < 0)
		return -1;
	return pv_probe_parse(answer, ret, err);
}
