/* chart_dimensions.h: what tells the rows of a chart apart, and names them by it.
 *
 * A dimension is something that rows may differ in: a by-column, the measure, the period. Those
 * with several values tell rows apart; those of last resort (the estimand, the method) only where
 * the others do not. A row's name is the texts of the dimensions that tell. */
#ifndef UF_CLI_CHART_DIMENSIONS_H
#define UF_CLI_CHART_DIMENSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/intern.h"
#include "cli/program.h"

typedef struct uf_dimensions uf_dimensions;

/* None yet, of so many rows. */
uf_dimensions *uf_dimensions_new(uf_cli *cli, size_t rows);
void uf_dimensions_free(uf_dimensions *dimensions);

/* Add a dimension and return its number; the name is borrowed. Each row is then to get its text. */
size_t uf_dimensions_add(uf_dimensions *dimensions, const char *name, bool last_resort);
void uf_dimensions_set(uf_dimensions *dimensions, size_t dimension, size_t row, const char *text);
/* The row has nothing to say in it: it is named without, and "" is no value on that account. */
void uf_dimensions_silent(uf_dimensions *dimensions, size_t dimension, size_t row);

size_t uf_dimensions_count(const uf_dimensions *dimensions);
const char *uf_dimensions_name(const uf_dimensions *dimensions, size_t dimension);
const char *uf_dimensions_text(const uf_dimensions *dimensions, size_t dimension, size_t row);
/* Its distinct texts in order of appearance. */
const uf_intern *uf_dimensions_values(const uf_dimensions *dimensions, size_t dimension);

/* Find those that tell. place is what tells rows apart besides ([row]; NULL: nothing). With sparing
 * a last resort names only the rows that would otherwise be called alike, else all. */
void uf_dimensions_tell(uf_dimensions *dimensions, const char *const *place, bool sparing);
/* How many tell, and which is the t-th of them. */
size_t uf_dimensions_telling(const uf_dimensions *dimensions);
size_t uf_dimensions_teller(const uf_dimensions *dimensions, size_t t);
/* Bring the t-th to the front. */
void uf_dimensions_lead(uf_dimensions *dimensions, size_t t);

/* The row's name: the texts of those that tell, from the from-th on, without the empty ones;
 * "(empty)" if all are, "" if there are none. A new text, freed by the caller. */
char *uf_dimensions_joined(const uf_dimensions *dimensions, size_t row, size_t from);
/* The text, or "(empty)" for "". */
const char *uf_dimensions_shown(const char *text);

#endif
