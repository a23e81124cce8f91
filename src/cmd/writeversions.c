#include "cmd/writeversions.h"

#include "core/resolve.h"
#include "core/versionfile.h"

static int check_name(struct pv_app *app, const char *name, const char *file, bool force,
                      struct pv_err **err)
{
	pv_cleanup_free char *prefix = NULL;

	if (!force && pv_resolve_prefix(&app->ctx, name, &prefix, err) < 0)
		return -1;
	/* The file's grammar would read these as something else. */
	if (strpbrk(name, " \t\r\n") || name[0] == '#' ||
	    !pv_versionfile_name_safe(&app->ctx, name))
		return pv_fail(err, "invalid version `%s': not written to %s", name, file);
	return 0;
}

/* One argument: a name, or several joined by ':'. */
static int check_argument(struct pv_app *app, const char *argument, const char *file, bool force,
                          struct pv_err **err)
{
	struct pv_slice rest = pv_slice_of(argument), part;
	size_t names = 0;

	while (pv_slice_split(&rest, ':', &part)) {
		pv_cleanup_free char *name = pv_slice_dup(part);

		if (part.n && check_name(app, name, file, force, err) < 0)
			return -1;
		names += part.n != 0;
	}
	return names ? 0 : pv_fail(err, "invalid version `%s': not written to %s", argument, file);
}

int pv_write_versions(struct pv_app *app, const char *file, bool force, char *const *names,
                      size_t n, struct pv_err **err)
{
	for (size_t i = 0; i < n; i++)
		if (check_argument(app, names[i], file, force, err) < 0)
			return -1;
	return pv_versionfile_write(file, names, n, err);
}

bool pv_take_force(int *argc, char ***argv)
{
	bool force = false;

	while (*argc > 0 && (strcmp(**argv, "-f") == 0 || strcmp(**argv, "--force") == 0)) {
		force = true;
		(*argc)--;
		(*argv)++;
	}
	return force;
}
