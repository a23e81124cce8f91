/* `pyver install --list'. */
#pragma once

#include "core/catalogue.h"
#include "core/context.h"

#include <stdio.h>

/* All names of the catalogue in version order, indented by two blanks, below a
 * heading, as pyenv prints them. */
void pv_listing_print(const struct pv_context *ctx, const struct pv_catalogue *cat, FILE *out);
/* The names alone, one a line. */
void pv_listing_names(const struct pv_catalogue *cat, FILE *out);
/* The same as one JSON document; the keys are in the help. */
void pv_listing_json(const struct pv_context *ctx, const struct pv_catalogue *cat, FILE *out);
