/* Which prebuilt archives run here. Triples are in python-build-standalone's
 * spelling: "x86_64-unknown-linux-gnu". */
#pragma once

#include "base/str.h"

/* The C library that programs of this system are loaded with. */
enum pv_libc {
	PV_LIBC_NONE,      /* no loader that we know: nothing prebuilt runs */
	PV_LIBC_SYSTEM,    /* macOS: there is only one */
	PV_LIBC_GNU,
	PV_LIBC_GNUEABI,   /* 32-bit ARM, glibc, software floating point */
	PV_LIBC_GNUEABIHF, /* 32-bit ARM, glibc, floating point in registers */
	PV_LIBC_MUSL,
};

/* The target triple for the machine this runs on; owned by the caller; NULL
 * when there are no builds for it. */
char *pv_platform_triple(void);
/* "Linux-x86_64" and the like, for receipts and logs; owned by the caller. */
char *pv_platform_name(void);

/* Tells the C library by the loaders' files below `root` ("" for the running
 * system). glibc's wins where both are, as musl is then an addition to it. A
 * 64-bit ARM kernel under a 32-bit system gives the 32-bit system's. */
enum pv_libc pv_platform_libc(const char *root, const char *sysname, const char *machine);
/* uname's names and a C library -> triple (static); NULL without builds. */
const char *pv_platform_map(const char *sysname, const char *machine, enum pv_libc libc);
