/* What every unit test's main() does. */
#pragma once

#include <check.h>

/* Runs the suite as the environment says (CK_*) and frees it; the exit status. */
static inline int suitemain_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
