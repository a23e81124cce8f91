#include "core/folders.h"

#include "base/fs.h"

#include <dirent.h>

int pv_folders_list(const char *dir, struct pv_folders *ret, struct pv_err **err)
{
	pv_cleanup_strv struct pv_strv names = PV_STRV_INIT;
	pv_cleanup_buf struct pv_buf types = PV_BUF_INIT;

	if (pv_fs_list(dir, &names, &types, err) < 0)
		return -1;
	ret->v = pv_xcalloc(names.n, sizeof *ret->v);
	ret->n = 0;
	for (size_t i = 0; i < names.n; i++) {
		if (types.p[i] != DT_DIR && types.p[i] != DT_LNK)
			continue;
		ret->v[ret->n++] = (struct pv_folder){ names.v[i], types.p[i] == DT_LNK };
		names.v[i] = NULL;
	}
	return 0;
}

void pv_folders_release(struct pv_folders *folders)
{
	for (size_t i = 0; i < folders->n; i++)
		free(folders->v[i].name);
	free(folders->v);
	*folders = (struct pv_folders)PV_FOLDERS_INIT;
}
