/* The selection as commands show it: resolved, with messages about what is
 * missing or unusable on the app's error stream. */
#pragma once

#include "cmd/cmd.h"
#include "core/select.h"

/* Appends the resolved names to *ret (what is missing is left out, or passed
 * through without `python-` when `force`), prints a line for each missing or
 * refused one, and returns how many were missing or refused. */
size_t pv_selected_names(struct pv_app *app, const struct pv_selection *sel, bool force,
                         struct pv_strv *ret);
/* The selection for children, joined by ':': resolved, what is missing passed through. No
 * message. Owned by the caller. */
char *pv_selected_pinned(const struct pv_context *ctx, const struct pv_selection *sel);
/* The lines about refused names, or about a file that cannot be read, only. */
void pv_selected_warn_rejected(struct pv_app *app, const struct pv_selection *sel);
/* The lines about refused names of FILE, as named by the user. */
void pv_warn_rejected(struct pv_app *app, const struct pv_strv *rejected, const char *file);
/* ``pyver: version `NAME' is not installed (set by ORIGIN)'' */
void pv_selected_warn_missing(struct pv_app *app, const struct pv_selection *sel,
                              const char *name);
