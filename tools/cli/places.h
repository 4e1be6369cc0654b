/* places.h: where a lesson was: school, class, grade and what else is carried along.
 *
 * A place is one distinct combination of these, as a number. Its columns are school and class,
 * which are always there; grade, and arm, if the log or the roster has them (the log's arm is taken
 * along where the roster has one too, or where --carry or --by asks for it); then the columns of
 * --carry and --by. A cell is the log's own, or where the log has none (no such column, or an empty
 * cell) the roster's. */
#ifndef UF_CLI_PLACES_H
#define UF_CLI_PLACES_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/attendance.h>

#include "cli/intern.h"
#include "cli/roster.h"
#include "cli/rows.h"

typedef struct uf_places uf_places;

/* "Nothing said", for a place of the log or of the roster. */
#define UF_NO_PLACE UINT32_MAX

/* Find the columns, before the first uf_rows_next. roster may be NULL; texts is the table that it,
 * and a school calendar, were read with. All of them outlive the places. */
uf_places *uf_places_new(uf_cli *cli, uf_rows *rows, uf_intern *texts, const uf_roster *roster);
void uf_places_free(uf_places *places);

/* What the current row of the log says, as a number of its own; the school in it, as a code of
 * texts, or UF_NO_CODE where it says none. */
uint32_t uf_places_log(uf_places *places, const uf_rows *rows);
uint32_t uf_places_log_school(const uf_places *places, uint32_t log);

/* The place of what a row says (or UF_NO_PLACE) and of what the roster says (or UF_NO_PLACE). */
uint32_t uf_places_join(uf_places *places, uint32_t log, uint32_t roster);

/* The place of each of the roster's places alone, for pupils without rows; the caller frees it. */
uint32_t *uf_places_of_roster(uf_places *places);

/* The school of a place as a code of texts; UF_NO_CODE where nobody says which. */
uint32_t uf_places_school(const uf_places *places, uint32_t place);

/* The columns: how many, what they are called, and a place's text in one ("" where it has none). */
size_t uf_places_width(const uf_places *places);
const char *uf_places_name(const uf_places *places, size_t column);
const char *uf_places_text(const uf_places *places, uint32_t place, size_t column);

/* The columns that --by names, *n of them; live as long as places. */
const size_t *uf_places_by(const uf_places *places, size_t *n);

/* Places in the order of their texts, column by column: negative, 0 or positive. */
int uf_places_compare(const uf_places *places, uint32_t a, uint32_t b);

/* Ranks of all places and of their schools by text; live until the next call. */
uf_attendance_places uf_places_rank(uf_places *places);

#endif
