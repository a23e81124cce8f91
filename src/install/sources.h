/* Where archives come from, in this order: the cache, the mirrors that the
 * user names, upstream itself, the machine's own package archive. Whatever
 * the place, the bytes are only handed on when their sum is the catalogue's. */
#pragma once

#include "core/catalogue.h"
#include "core/context.h"
#include "effects/progress.h"
#include "install/reasons.h"

struct pv_sources;

struct pv_sources_config {
	const struct pv_context *ctx;
	struct pv_progress *progress;
	const char *apt_dir; /* "/etc/apt"; NULL or "": the package archive is not used */
	bool offline;        /* only the cache and what lies in files */
	int ip_version;      /* 4, 6, or 0: either */
};
/* The configuration's strings are borrowed. Free with pv_sources_free. */
struct pv_sources *pv_sources_new(const struct pv_sources_config *config);
void pv_sources_free(struct pv_sources *s); /* NULL-safe */

/* A verified archive. */
struct pv_archive {
	const struct pv_artifact *artifact; /* which of the ones asked for; borrowed */
	char *path;                         /* of the file, in the cache */
	char *url;   /* where it was fetched from; "file://..." when it lay in the cache */
	char *place; /* the same in short, for people: "www.python.org", "the cache" */
};
#define PV_ARCHIVE_INIT                                                                            \
	{                                                                                          \
		NULL, NULL, NULL, NULL                                                             \
	}
void pv_archive_release(struct pv_archive *a);
#define pv_cleanup_archive __attribute__((cleanup(pv_archive_release)))

enum pv_got {
	PV_GOT,      /* *ret is filled */
	PV_GOT_NONE, /* no source has any of them, or could be asked; `why` tells */
	PV_GOT_FAIL, /* stop, with *err filled: a wrong sum (PV_EXIT_SUM), or trouble on this
			machine */
};
/* Gets the first of the NULL-ended `artifacts` (the archives of one version,
 * the preferred one first) that can be had. */
enum pv_got pv_sources_get(struct pv_sources *s, const struct pv_artifact *const *artifacts,
			   struct pv_archive *ret, struct pv_reasons *why, struct pv_err **err);
