/* Archives (libarchive): tar with gzip, xz, bzip2 or zstd, and zip (wheels).
 * Nothing may leave `dest`. The only file that includes libarchive's headers is unpack.c. */
#pragma once

#include "base/err.h"
#include "effects/progress.h"

struct pv_unpack {
	const char *archive;  /* already verified */
	const char *dest;     /* an existing, empty folder of ours */
	bool strip_top;       /* drop the single top folder; two different ones are an error */
	long long max_bytes;  /* unpacked, in all; 0: 8 GiB */
	long long max_entries; /* 0: 500000 */
	struct pv_progress *progress; /* may be NULL */
};
/* Refuses absolute names, "..", links that leave `dest`, writing through
 * links, devices, fifos, sockets, and drops owners, setuid, setgid, ACLs and
 * xattrs. The error names archive and entry. What was written so far stays
 * in `dest`: the caller owns the staging and removes it. */
int pv_unpack(const struct pv_unpack *what, struct pv_err **err);
