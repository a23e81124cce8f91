#include "install/machine.h"

#include "base/fs.h"

#include <fcntl.h>
#ifdef __linux__
#include <sched.h>
#endif

#define SMALL_FILE (64 * 1024)

#ifdef __linux__
/* "max 100000" or "150000 100000": quota and period. 0: no limit. */
static long cgroup_share(void)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	char *end;
	long long quota, period;

	if (pv_fs_read(AT_FDCWD, "/sys/fs/cgroup/cpu.max", SMALL_FILE, &text) < 0 || !text.p)
		return 0;
	quota = strtoll(text.p, &end, 10);
	if (end == text.p || *end != ' ')
		return 0;
	period = strtoll(end, NULL, 10);
	if (quota <= 0 || period <= 0)
		return 0;
	return (long)((quota + period - 1) / period);
}

long pv_machine_processors(void)
{
	cpu_set_t set;
	long n = sysconf(_SC_NPROCESSORS_ONLN), share = cgroup_share();

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = CPU_COUNT(&set);
	if (share > 0 && share < n)
		n = share;
	return n > 0 ? n : 1;
}

long long pv_machine_memory(void)
{
	static const char key[] = "MemAvailable:";
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;
	const char *at;

	if (pv_fs_read(AT_FDCWD, "/proc/meminfo", SMALL_FILE, &text) < 0 || !text.p)
		return -1;
	at = strstr(text.p, key);
	return at ? strtoll(at + strlen(key), NULL, 10) * 1024 : -1;
}
#else
long pv_machine_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > 0 ? n : 1;
}

long long pv_machine_memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);

	return pages > 0 && size > 0 ? (long long)pages * size : -1;
}
#endif
