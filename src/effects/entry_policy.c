#include "effects/entry_policy.h"

#include "base/str.h"

#define NAME_LIMIT 4096
#define PART_LIMIT 255
#define PRINT_LIMIT 200

/* Length of the control character at `p`, 0 when it is none: C0, DEL, and C1
 * as UTF-8 writes it (C2 80..9F), which terminals obey as well. */
static size_t control_at(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	if (u[0] < 0x20 || u[0] == 0x7f)
		return 1;
	return u[0] == 0xc2 && u[1] >= 0x80 && u[1] <= 0x9f ? 2 : 0;
}

/* What is wrong with any text that is to be a name or a target. */
static const char *check_text(const char *text)
{
	if (!text || *text == '\0')
		return "it has no name";
	if (*text == '/')
		return "its name is absolute";
	if (strlen(text) > NAME_LIMIT)
		return "its name is too long";
	for (const char *p = text; *p; p++)
		if (control_at(p))
			return "its name holds a control character";
	return NULL;
}

/* The parts of `name` without "" and "." go to `ret`, joined by single '/'. */
static const char *normalize(const char *name, struct pv_buf *ret)
{
	const char *reason = check_text(name);
	struct pv_slice rest, part;

	if (reason)
		return reason;
	rest = pv_slice_of(name);
	pv_buf_adds(ret, "");
	while (pv_slice_split(&rest, '/', &part)) {
		if (part.n == 0 || pv_slice_eq(part, "."))
			continue;
		if (pv_slice_eq(part, ".."))
			return "its name holds `..'";
		if (part.n > PART_LIMIT)
			return "its name has a part that is too long";
		if (ret->len > 0)
			pv_buf_addc(ret, '/');
		pv_buf_add(ret, part.p, part.n);
	}
	return NULL;
}

/* Drops the first part of a normalized path, which must be *top. */
static const char *strip(struct pv_buf *path, char **top)
{
	size_t n = strcspn(path->p ? path->p : "", "/");
	pv_cleanup_free char *rest = NULL;

	if (n == 0)
		return NULL; /* "." itself */
	if (!*top)
		*top = pv_xstrndup(path->p, n);
	else if (strlen(*top) != n || memcmp(*top, path->p, n) != 0)
		return "it lies beside the archive's top folder";
	rest = pv_xstrdup(path->p[n] == '/' ? path->p + n + 1 : "");
	pv_buf_clear(path);
	pv_buf_adds(path, rest);
	return NULL;
}

/* A name, or a hard link's target, as a path below the destination. */
static const char *place(const char *name, char **top, char **ret)
{
	pv_cleanup_buf struct pv_buf path = PV_BUF_INIT;
	const char *reason = normalize(name, &path);

	if (!reason && top)
		reason = strip(&path, top);
	if (!reason)
		*ret = pv_buf_detach(&path);
	return reason;
}

static size_t depth_of_parent(const char *path)
{
	size_t n = 0;

	for (; *path; path++)
		n += *path == '/';
	return n;
}

/* A symbolic link at `path`. */
static const char *check_target(const char *path, const char *target)
{
	size_t up = 0, depth = depth_of_parent(path);
	struct pv_slice rest, part;
	bool named = false;

	if (!target || *target == '\0')
		return "it is a link to nothing";
	if (*target == '/')
		return "it is a link to an absolute path";
	if (check_text(target))
		return "it is a link whose target is too long or holds a control character";
	rest = pv_slice_of(target);
	while (pv_slice_split(&rest, '/', &part)) {
		if (part.n == 0 || pv_slice_eq(part, "."))
			continue;
		if (!pv_slice_eq(part, "..")) {
			named = true;
			continue;
		}
		if (named)
			return "it is a link with `..' behind a name";
		if (++up > depth)
			return "it is a link that leads out of the archive";
	}
	return NULL;
}

const char *pv_entry_decide(const struct pv_entry *entry, char **top, struct pv_entry_place *ret)
{
	pv_cleanup_free char *path = NULL, *target = NULL;
	const char *reason;

	if (entry->type == PV_ENTRY_OTHER)
		return "it is neither file nor folder nor link";
	reason = place(entry->name, top, &path);
	if (reason)
		return reason;
	if (*path == '\0' && entry->type != PV_ENTRY_DIR)
		return top && *top ? "it lies beside the archive's top folder"
		                   : "it is in the place of the folder to unpack into";
	if (entry->type == PV_ENTRY_SYMLINK) {
		reason = check_target(path, entry->target);
		if (!reason)
			target = pv_xstrdup(entry->target);
	} else if (entry->type == PV_ENTRY_HARDLINK) {
		if (place(entry->target, top, &target) || *target == '\0')
			reason = "it is a hard link to something outside the archive";
		else if (strcmp(target, path) == 0)
			reason = "it is a hard link to itself";
	}
	if (reason)
		return reason;
	ret->path = pv_steal(&path);
	ret->target = pv_steal(&target);
	return NULL;
}

void pv_entry_place_release(struct pv_entry_place *place_)
{
	free(place_->path);
	free(place_->target);
	*place_ = (struct pv_entry_place)PV_ENTRY_PLACE_INIT;
}

char *pv_entry_printable(const char *name)
{
	struct pv_buf out = PV_BUF_INIT;

	if (!name)
		return pv_xstrdup("?");
	for (const char *p = name; *p; p++) {
		size_t n = control_at(p);

		if (out.len >= PRINT_LIMIT) {
			pv_buf_adds(&out, "...");
			break;
		}
		pv_buf_addc(&out, n ? '?' : *p);
		p += n > 1;
	}
	return pv_buf_detach(&out);
}
