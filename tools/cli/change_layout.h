/* change_layout.h: where in a file of ratings the ratings stand.
 *
 * Three shapes are read:
 *     long          case,time,factor,rating       a row for each rating
 *     by occasion   case,time,R1,R2,...           a row for each case and time
 *     by case       case,R1_0,R1_6,R2_0,...       a row for each case, the time after the factor
 * It is long where there is a column factor; by occasion where there is none but a column called
 * like a factor; else by case. Of two factors that fit a column's name the longer one is meant. */
#ifndef UF_CLI_CHANGE_LAYOUT_H
#define UF_CLI_CHANGE_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "cli/change_instrument.h"
#include "cli/change_times.h"
#include "cli/rows.h"

typedef enum uf_layout_kind {
    UF_LAYOUT_LONG,
    UF_LAYOUT_BY_OCCASION,
    UF_LAYOUT_BY_CASE
} uf_layout_kind;

/* The time of a rating that is the first occasion's, made later. */
#define UF_TIME_RETRO (UINT32_MAX - 1)

/* A column of ratings, in the two wide shapes. */
typedef struct uf_layout_cell {
    size_t column, factor;
    uint32_t time; /* a code of times, UF_TIME_RETRO, or in rows by occasion UF_NO_CODE */
} uf_layout_cell;

typedef struct uf_layout {
    uf_layout_kind kind;
    size_t time, factor, rating, retro; /* columns, or UF_NO_COLUMN */
    size_t reason, rater, version;
    uf_layout_cell *cells;
    size_t count;
} uf_layout;

/* Find the columns of rows. retro: what --retro names, a column of a long file, a time of a wide
 * one; or NULL. A file without any ratings ends the program. */
void uf_layout_find(uf_layout *layout, uf_cli *cli, uf_rows *rows, const uf_instrument *instrument,
                    uf_times *times, const char *retro);
void uf_layout_release(uf_layout *layout);

/* Say which factors are not there [factor], being without what a factor needs ("column"). */
void uf_layout_say_missing(uf_cli *cli, const uf_instrument *instrument, const bool *there,
                           const char *without);

#endif
