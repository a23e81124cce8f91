/* Which entries of an archive may be unpacked, and where they go: decided from
 * name, type and link target alone, so that it can be tested and fuzzed
 * without an archive or a file system. */
#pragma once

#include "base/defs.h"

enum pv_entry_type {
	PV_ENTRY_FILE,
	PV_ENTRY_DIR,
	PV_ENTRY_SYMLINK,
	PV_ENTRY_HARDLINK,
	PV_ENTRY_OTHER, /* devices, fifos, sockets, ...: never allowed */
};

struct pv_entry {
	const char *name;   /* as the archive has it; NULL: it could not be read */
	enum pv_entry_type type;
	const char *target; /* of both kinds of link; else ignored */
};

struct pv_entry_place {
	char *path;   /* "a/b/c" below the destination, nothing to normalize in it;
	               * "" (folders only) is the destination itself */
	char *target; /* a symbolic link's, as stored; a hard link's as a path like the above;
	               * else NULL */
};
#define PV_ENTRY_PLACE_INIT { NULL, NULL }

/* Fills *ret and returns NULL when `entry` may be unpacked, else the reason
 * why not (static text that fits behind "entry `X' is refused: ").
 *
 * Refused: absolute names, "..", control characters, names longer than 4096
 * bytes or with a part longer than 255, types that are no file, folder or
 * link; links that lead out of the destination or hold ".." behind a name. That last
 * rule is what makes the check by text sound: with ".." only in front,
 * counted from a real folder, every link leads into the tree, so a path through any
 * number of them does too ("a -> b/c", "a/.." is not what the text says).
 *
 * `top`, when not NULL, drops the single top folder: *top is NULL before the
 * first entry, is set by it (owned by the caller) and must be the same for all. */
const char *pv_entry_decide(const struct pv_entry *entry, char **top, struct pv_entry_place *ret);
void pv_entry_place_release(struct pv_entry_place *place);
#define pv_cleanup_entry_place __attribute__((cleanup(pv_entry_place_release)))

/* `name` fit for a message: control characters become '?', long ones are cut
 * with "..."; owned by the caller. NULL gives "?". */
char *pv_entry_printable(const char *name);
