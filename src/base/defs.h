/* Small helpers that every file may use: cleanup attributes, ownership
 * transfer, and the functions this project bans. Knows nothing of Python. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
/* These declare functions that are banned below, so they have to come first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PV_ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define PV_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define PV_UNUSED __attribute__((unused))
#define PV_NORETURN __attribute__((noreturn))

/* Hands a pointer over to the caller: the variable no longer owns it. */
static inline void *pv_steal_(void *pp)
{
	void **p = pp;
	void *v = *p;

	*p = NULL;
	return v;
}
#define pv_steal(pp) ((__typeof__(*(pp)))pv_steal_(pp))

static inline void pv_freep(void *pp)
{
	free(*(void **)pp);
}

static inline void pv_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* `pv_cleanup_free char *p = NULL;`: freed when the scope ends, unless stolen. */
#define pv_cleanup_free __attribute__((cleanup(pv_freep)))
/* `pv_cleanup_close int fd = -1;`: closed when the scope ends. */
#define pv_cleanup_close __attribute__((cleanup(pv_closep)))

/* Allocation never fails as far as callers see: out of memory ends the
 * process with a message (status 1). Sizes are in bytes. The caller owns
 * what is returned and releases it with free(). */
void *pv_xmalloc(size_t n);
void *pv_xcalloc(size_t n, size_t size);
void *pv_xrealloc(void *p, size_t n);
char *pv_xstrdup(const char *s);
char *pv_xstrndup(const char *s, size_t n);
/* printf into a fresh string. */
char *pv_xasprintf(const char *fmt, ...) PV_PRINTF(1, 2);

/* Unbounded, locale-dependent or shell-spawning functions do not compile. */
#ifndef PV_ALLOW_BANNED
/* clang with _FORTIFY_SOURCE has some as macros */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi atol popen tmpnam mktemp tempnam
#endif
