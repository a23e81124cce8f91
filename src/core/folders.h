/* The folders, and links to folders, inside a folder. */
#pragma once

#include "base/err.h"

struct pv_folder {
	char *name;
	bool link; /* a symbolic link; whether it leads to a folder was not looked at */
};
struct pv_folders {
	struct pv_folder *v;
	size_t n;
};
#define PV_FOLDERS_INIT { NULL, 0 }

/* Unsorted; none when `dir` is missing or no folder. */
int pv_folders_list(const char *dir, struct pv_folders *ret, struct pv_err **err);
void pv_folders_release(struct pv_folders *folders);
#define pv_cleanup_folders __attribute__((cleanup(pv_folders_release)))
