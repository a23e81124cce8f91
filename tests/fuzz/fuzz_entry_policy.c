/* Input: a letter for type and stripping, then two entries as "name\0target\0".
 * Whatever is allowed must satisfy what the policy promises, checked here by
 * other means: path and link target resolved as text from a known folder. */
#include "effects/entry_policy.h"

#include "base/path.h"
#include "base/str.h"

#include <stdint.h>
#include <stdlib.h>

#define DEST "/top/dest"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

/* `text` seen from the folder `dir` is DEST or below it. */
static void require_inside(const char *dir, const char *text)
{
	pv_cleanup_free char *joined = pv_xasprintf("%s/%s", dir, text);
	pv_cleanup_free char *path = pv_path_normalize(joined);

	require(strcmp(path, DEST) == 0 || pv_path_below(path, DEST));
}

static void require_plain(const char *path)
{
	struct pv_slice rest = pv_slice_of(path), part;

	require(*path != '/');
	while (*path && pv_slice_split(&rest, '/', &part))
		require(part.n > 0 && part.n <= 255 && !pv_slice_eq(part, ".") &&
		        !pv_slice_eq(part, ".."));
	for (; *path; path++)
		require((unsigned char)*path >= 0x20 && *path != 0x7f);
}

static void check_entry(const struct pv_entry *entry, char **top)
{
	pv_cleanup_entry_place struct pv_entry_place place = PV_ENTRY_PLACE_INIT;
	pv_cleanup_free char *full = NULL, *dir = NULL, *shown = pv_entry_printable(entry->name);

	for (const char *p = shown; *p; p++)
		require((unsigned char)*p >= 0x20 && *p != 0x7f);
	if (pv_entry_decide(entry, top, &place)) {
		require(!place.path && !place.target);
		return;
	}
	require(entry->type != PV_ENTRY_OTHER);
	require(*place.path || entry->type == PV_ENTRY_DIR);
	require_plain(place.path);
	full = pv_xasprintf("%s/%s", DEST, place.path);
	dir = pv_path_dir(full);
	if (entry->type == PV_ENTRY_SYMLINK) {
		require(*place.target != '/' && *place.target != '\0');
		require_inside(dir, place.target);
	} else if (entry->type == PV_ENTRY_HARDLINK) {
		require_plain(place.target);
		require(*place.target && strcmp(place.target, place.path) != 0);
	} else {
		require(!place.target);
	}
}

/* Takes the text up to the next NUL; owned by the caller. */
static char *take(const uint8_t **data, size_t *size)
{
	const uint8_t *end = *size ? memchr(*data, 0, *size) : NULL;
	size_t n = end ? (size_t)(end - *data) : *size;
	char *text = pv_xstrndup((const char *)*data, n);

	*data += n + (end != NULL);
	*size -= n + (end != NULL);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pv_cleanup_free char *top = NULL;
	unsigned kind;

	if (size == 0)
		return 0;
	kind = *data++;
	size--;
	for (int i = 0; i < 2; i++) {
		pv_cleanup_free char *name = take(&data, &size), *target = take(&data, &size);
		struct pv_entry entry = { name, (enum pv_entry_type)(kind % 5), target };

		check_entry(&entry, kind & 0x80 ? &top : NULL);
		kind += i + 1;
	}
	return 0;
}
