/* The catalogue: which versions exist upstream, in which archives, with which
 * sums. Data below share/pyver/catalogue; addresses are derived by rule.
 *
 * The format, one table per file: the first line is "# pyver catalogue 1",
 * further lines that begin with '#' are comments, every other line is a row:
 * a fixed number of fields, one blank between two, printable ASCII only, at
 * most 512 bytes, a newline at the end of the last one too (its absence tells
 * a truncated file). "-" stands for a value that is not known. Rows are in
 * version order (pv_version_cmp).
 *
 *   cpython-source.txt   VERSION XZ_SHA256 XZ_SIZE TGZ_SHA256 TGZ_SIZE
 *     One row per version; at least one sum is known. 3.15.0rc1 lies upstream
 *     in the folder of the final it leads to: 3.15.0/Python-3.15.0rc1.tar.xz.
 *   cpython-TRIPLE.txt   VERSION TAG FLAVOUR.EXT SHA256 SIZE
 *     python-build-standalone's archives for one target. VERSION ends in `t'
 *     exactly for the freethreaded flavours. Several rows of one version
 *     differ in flavour, the preferred first: install_only_stripped, then
 *     install_only, then (where neither exists) the full archive. Up to 2021
 *     the flavour ends in a time stamp (pgo+lto-20211017T1616.tar.zst) and
 *     the file's name has no tag. Debug builds are left out, and so are musl
 *     builds before 20250311: static, unable to load extension modules.
 *   eol.txt              MINOR FIRST_RELEASE END_OF_BUGFIX END_OF_LIFE
 *     Dates as 2025-10-31, or 2031-10 where only the month is planned. */
#pragma once

#include "base/err.h"
#include "base/str.h"

enum pv_artifact_kind {
	PV_SOURCE,   /* a CPython source tarball */
	PV_PREBUILT, /* a python-build-standalone archive */
};

/* One archive. Strings are owned by the catalogue. */
struct pv_artifact {
	enum pv_artifact_kind kind;
	const char *version;  /* "3.13.5", "3.14.0rc2", "3.13.5t" */
	const char *file;     /* upstream's file name, '+' not escaped */
	const char *path;     /* upstream's path below its base: "3.13.5/Python-3.13.5.tar.xz",
			       * "20260814/cpython-3.13.5+20260814-...tar.gz" */
	const char *url;      /* the origin: https, '+' escaped */
	const char *sha256;   /* 64 lower-case hex digits */
	long long size;       /* bytes; -1 when not known */
};
struct pv_catalogue {
	struct pv_artifact *v; /* for each version: the preferred archive of a kind first */
	size_t n, cap;
	struct pv_strv memory; /* the blocks that the strings lie in */
};
#define PV_CATALOGUE_INIT { NULL, 0, 0, PV_STRV_INIT }

/* Reads cpython-source.txt and cpython-TRIPLE.txt, each from the first of the
 * NULL-ended `dirs` that has it (TRIPLE NULL or without a file: no prebuilt
 * ones). Any malformed line is an error that names file and line: a catalogue
 * is right or refused. *ret is replaced (what it held is released) on success
 * only. */
int pv_catalogue_read(const char *const *dirs, const char *triple, struct pv_catalogue *ret,
		      struct pv_err **err);
void pv_catalogue_release(struct pv_catalogue *cat);
#define pv_cleanup_catalogue __attribute__((cleanup(pv_catalogue_release)))

/* Appends the rows of one table in memory: the sources when `triple` is NULL,
 * else the prebuilt archives of that target. `name` stands for the file in
 * error messages. `text` is copied. On failure *cat has the rows it had. */
int pv_catalogue_parse(struct pv_catalogue *cat, struct pv_slice text, const char *name,
		       const char *triple, struct pv_err **err);

/* Every version name once, in version order; appended, copies. A source that
 * can be built free-threaded (PEP 703: 3.13 and later) gives two names, the
 * second with a `t'. */
void pv_catalogue_names(const struct pv_catalogue *cat, struct pv_strv *ret);
/* The archives of exactly `version` of one kind, preferred first; borrowed,
 * NULL-ended array in *ret that the caller frees. Returns how many. The
 * sources of "3.13.5t" are those of 3.13.5 (->version says so): the builder
 * has to ask for the free-threaded build. */
size_t pv_catalogue_find(const struct pv_catalogue *cat, const char *version,
			 enum pv_artifact_kind kind, const struct pv_artifact ***ret);

/* End of life of a minor version ("3.9"): "2025-10-31" or "2031-10", or NULL
 * when DIR/eol.txt does not know, is missing or is malformed: the date is
 * advice only. Owned by the caller. */
char *pv_catalogue_eol(const char *dir, const char *minor);
/* The same in memory, but telling what is malformed: 0 with *ret_date set
 * (NULL: not known), or -1. */
int pv_catalogue_eol_parse(struct pv_slice text, const char *name, const char *minor,
			   char **ret_date, struct pv_err **err);
