/* The machine's own package archive as a source of upstream's tarballs. On
 * Debian-family systems apt's configuration names archives that can be
 * reached; their pool holds upstream's bytes, which the sum proves. */
#pragma once

#include "core/catalogue.h"

/* Appends the base addresses in `etc_dir`/sources.list, sources.list.d/NAME.list
 * (one line per source) and sources.list.d/NAME.sources (RFC 822 style stanzas):
 * enabled entries with the component `main', each address once, in apt's
 * order, without a final '/'. http, https and file addresses (copy: becomes
 * file:) are kept; discs and other transports are left out. What cannot be
 * read is left out. */
void pv_apt_bases(const char *etc_dir, struct pv_strv *ret);
/* The two forms by themselves, `n` bytes of text each. */
void pv_apt_parse_list(const char *text, size_t n, struct pv_strv *ret);
void pv_apt_parse_stanzas(const char *text, size_t n, struct pv_strv *ret);

/* Where the pool holds a CPython source tarball:
 * "pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz". Owned by the caller;
 * NULL for an archive of another kind. */
char *pv_apt_pool_path(const struct pv_artifact *artifact);
