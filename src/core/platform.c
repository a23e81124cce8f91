/* The machine's target triple, by table. What counts is the user's system, not
 * the kernel: a loader's file says which programs can be started at all. */
#include "core/platform.h"

#include "base/fs.h"

#include <sys/utsname.h>

/* For each machine in the order of preference. */
static const struct target {
	const char *sysname, *machine; /* as uname says */
	enum pv_libc libc;
	const char *loader;            /* NULL: nothing to look for */
	const char *triple;
} targets[] = {
	{ "Linux", "x86_64", PV_LIBC_GNU, "lib64/ld-linux-x86-64.so.2",
	  "x86_64-unknown-linux-gnu" },
	{ "Linux", "x86_64", PV_LIBC_MUSL, "lib/ld-musl-x86_64.so.1",
	  "x86_64-unknown-linux-musl" },
	{ "Linux", "aarch64", PV_LIBC_GNU, "lib/ld-linux-aarch64.so.1",
	  "aarch64-unknown-linux-gnu" },
	{ "Linux", "aarch64", PV_LIBC_MUSL, "lib/ld-musl-aarch64.so.1",
	  "aarch64-unknown-linux-musl" },
	{ "Linux", "aarch64", PV_LIBC_GNUEABIHF, "lib/ld-linux-armhf.so.3",
	  "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv7l", PV_LIBC_GNUEABIHF, "lib/ld-linux-armhf.so.3",
	  "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv7l", PV_LIBC_GNUEABI, "lib/ld-linux.so.3",
	  "armv7-unknown-linux-gnueabi" },
	/* A 64-bit kernel that was told to look like a 32-bit one (setarch). */
	{ "Linux", "armv8l", PV_LIBC_GNUEABIHF, "lib/ld-linux-armhf.so.3",
	  "armv7-unknown-linux-gnueabihf" },
	{ "Linux", "armv8l", PV_LIBC_GNUEABI, "lib/ld-linux.so.3",
	  "armv7-unknown-linux-gnueabi" },
	{ "Linux", "ppc64le", PV_LIBC_GNU, "lib64/ld64.so.2", "ppc64le-unknown-linux-gnu" },
	{ "Linux", "riscv64", PV_LIBC_GNU, "lib/ld-linux-riscv64-lp64d.so.1",
	  "riscv64-unknown-linux-gnu" },
	{ "Linux", "s390x", PV_LIBC_GNU, "lib/ld64.so.1", "s390x-unknown-linux-gnu" },
	{ "Darwin", "arm64", PV_LIBC_SYSTEM, NULL, "aarch64-apple-darwin" },
	{ "Darwin", "x86_64", PV_LIBC_SYSTEM, NULL, "x86_64-apple-darwin" },
};

static bool same_machine(const struct target *t, const char *sysname, const char *machine)
{
	return strcmp(t->sysname, sysname) == 0 && strcmp(t->machine, machine) == 0;
}

enum pv_libc pv_platform_libc(const char *root, const char *sysname, const char *machine)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(targets); i++) {
		const struct target *t = &targets[i];
		pv_cleanup_free char *loader = NULL;

		if (!same_machine(t, sysname, machine))
			continue;
		if (!t->loader)
			return t->libc;
		loader = pv_xasprintf("%s/%s", root, t->loader);
		if (pv_fs_is_regular(loader))
			return t->libc;
	}
	return PV_LIBC_NONE;
}

const char *pv_platform_map(const char *sysname, const char *machine, enum pv_libc libc)
{
	for (size_t i = 0; i < PV_ARRAY_SIZE(targets); i++) {
		if (same_machine(&targets[i], sysname, machine) && targets[i].libc == libc)
			return targets[i].triple;
	}
	return NULL;
}

char *pv_platform_triple(void)
{
	struct utsname u;
	const char *triple;

	if (uname(&u) < 0)
		return NULL;
	triple = pv_platform_map(u.sysname, u.machine,
				 pv_platform_libc("", u.sysname, u.machine));
	return triple ? pv_xstrdup(triple) : NULL;
}

char *pv_platform_name(void)
{
	struct utsname u;

	if (uname(&u) < 0)
		return pv_xstrdup("unknown");
	return pv_xasprintf("%s-%s", u.sysname, u.machine);
}
