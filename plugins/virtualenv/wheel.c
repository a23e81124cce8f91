#include "wheel.h"

#include "base/fs.h"
#include "base/path.h"
#include "script.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#define METADATA_LIMIT (1024 * 1024)
#define INSTALLER "pip\n" /* pip looks after it from here on */

static bool is_identifier_path(const char *s)
{
	if (!*s || *s == '.')
		return false;
	for (; *s; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_';

		if (!letter && !(*s >= '0' && *s <= '9') && *s != '.')
			return false;
	}
	return true;
}

/* A line "NAME = MODULE:ATTR [extras]". Lines of another form are not ours. */
static int script_line(struct pv_slice line,
                       int (*each)(void *arg, const char *name, const char *module,
                                   const char *attr),
                       void *arg)
{
	struct pv_slice name, module, attr;
	pv_cleanup_free char *n = NULL, *m = NULL, *a = NULL;

	if (!pv_slice_split(&line, '=', &name) || !line.p || !pv_slice_split(&line, ':', &module) ||
	    !line.p || !pv_slice_split(&line, '[', &attr))
		return 0;
	n = pv_slice_dup(pv_slice_trim(name));
	m = pv_slice_dup(pv_slice_trim(module));
	a = pv_slice_dup(pv_slice_trim(attr));
	/* The names become a file's name and Python source. */
	if (!*n || *n == '.' || *n == '-' || strchr(n, '/') || !is_identifier_path(m) ||
	    !is_identifier_path(a))
		return 0;
	return each(arg, n, m, a);
}

int pv_wheel_console_scripts(const char *entry_points,
                             int (*each)(void *arg, const char *name, const char *module,
                                         const char *attr),
                             void *arg)
{
	struct pv_slice rest = pv_slice_of(entry_points), line;
	bool ours = false;

	while (pv_slice_split(&rest, '\n', &line)) {
		int rc;

		line = pv_slice_trim(line);
		if (line.n > 0 && line.p[0] == '[')
			ours = pv_slice_eq(line, "[console_scripts]");
		else if (ours && line.n > 0 && line.p[0] != '#' &&
		         (rc = script_line(line, each, arg)))
			return rc;
	}
	return 0;
}

char *pv_wheel_script_name(const char *name, int major, int minor)
{
	if (strcmp(name, "pip") == 0 || strcmp(name, "easy_install") == 0)
		return pv_xstrdup(name);
	if (strcmp(name, "pip2") == 0 || strcmp(name, "pip3") == 0)
		return pv_xasprintf("pip%d", major);
	/* pip3.9 and easy_install-3.8 tell the Python that built the wheel. */
	if (pv_starts_with(name, "pip") && strchr(name, '.'))
		return NULL;
	if (pv_starts_with(name, "easy_install-"))
		return pv_xasprintf("easy_install-%d.%d", major, minor);
	return pv_xstrdup(name);
}

/* One wheel being installed. */
struct install {
	const struct pv_wheel_target *target;
	struct pv_buf record; /* lines to add to RECORD */
	struct pv_err **err;
};

static int add_script(struct install *in, const char *name, const char *module, const char *attr)
{
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	pv_script_text(&text, in->target->final_bin, module, attr);
	if (pv_tree_file(in->target->bin, name, text.p, text.len, 0777, in->err) < 0)
		return -1;
	/* Sum and size may be left empty (Recording installed projects). */
	pv_buf_addf(&in->record, "../../../bin/%s,,\n", name);
	return 0;
}

static int on_script(void *arg, const char *name, const char *module, const char *attr)
{
	struct install *in = arg;
	pv_cleanup_free char *as = pv_wheel_script_name(name, in->target->major, in->target->minor);
	pv_cleanup_free char *versioned = NULL;

	if (as && add_script(in, as, module, attr) < 0)
		return -1;
	if (!as || strcmp(as, "pip") != 0)
		return 0;
	versioned = pv_xasprintf("pip%d.%d", in->target->major, in->target->minor);
	return add_script(in, versioned, module, attr);
}

static int add_metadata(struct install *in, const char *dist_info, const char *base_name)
{
	pv_cleanup_free char *entry_points = pv_path_join(dist_info, "entry_points.txt");
	pv_cleanup_buf struct pv_buf text = PV_BUF_INIT;

	if (pv_fs_exists(entry_points) &&
	    pv_fs_read_file(entry_points, METADATA_LIMIT, &text, in->err) < 0)
		return -1;
	if (text.p && pv_wheel_console_scripts(text.p, on_script, in) < 0)
		return -1;
	if (pv_tree_file(dist_info, "INSTALLER", INSTALLER, strlen(INSTALLER), 0666, in->err) < 0 ||
	    pv_tree_file(dist_info, "REQUESTED", "", 0, 0666, in->err) < 0)
		return -1;
	pv_buf_addf(&in->record, "%s/INSTALLER,,\n%s/REQUESTED,,\n", base_name, base_name);
	return pv_tree_append(dist_info, "RECORD", in->record.p, in->record.len, in->err);
}

static int move_entries(const char *dir, const char *site, const struct pv_strv *names,
                        struct pv_err **err)
{
	for (size_t i = 0; i < names->n; i++) {
		pv_cleanup_free char *from = pv_path_join(dir, names->v[i]);
		pv_cleanup_free char *to = pv_path_join(site, names->v[i]);

		if (rename(from, to) < 0)
			return pv_fail_errno(err, "cannot move `%s' to `%s'", from, to);
	}
	return 0;
}

int pv_wheel_install(const char *dir, const struct pv_wheel_target *target, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	struct install in = { .target = target, .record = PV_BUF_INIT, .err = err };
	const char *info = NULL;
	int rc;

	if (pv_fs_list(dir, &names, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		/* Files for other places than site-packages: no bundled wheel has them. */
		if (pv_ends_with(names.v[i], ".data"))
			return pv_fail(err, "a wheel with `%s' is not supported here", names.v[i]);
		if (pv_ends_with(names.v[i], ".dist-info"))
			info = names.v[i];
	}
	if (!info)
		return pv_fail(err, "`%s' has no .dist-info folder: this is no wheel", dir);
	{
		pv_cleanup_free char *dist_info = pv_path_join(dir, info);

		rc = add_metadata(&in, dist_info, info);
	}
	pv_buf_release(&in.record);
	return rc < 0 ? -1 : move_entries(dir, target->site, &names, err);
}
