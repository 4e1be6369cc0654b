/* absence_rates.h: the rate of absence per group and window, as results (uf-absence --aggregate).
 *
 * A row of measure `absence` and term `rate` for each group that --by makes and each window (in
 * `period`): the ratio of totals (utfall/absence_rate.h). n is the time scheduled and events the
 * time absent, in the log's unit; clusters is the number of pupils; after note stand authorised,
 * unauthorised (empty where the log does not tell them apart) and unreported time. */
#ifndef UF_CLI_ABSENCE_RATES_H
#define UF_CLI_ABSENCE_RATES_H

#include <stddef.h>

#include <utfall/attendance.h>

#include "cli/places.h"
#include "cli/program.h"

typedef struct uf_absence_rates uf_absence_rates;

uf_absence_rates *uf_absence_rates_new(uf_cli *cli, const uf_places *places,
                                       uf_unreported unreported);
void uf_absence_rates_free(uf_absence_rates *rates);

/* Add all records of one pupil, n of them in order of window. Those that are not eligible are left
 * out and counted. */
void uf_absence_rates_add(uf_absence_rates *rates, const uf_attendance_record *records, size_t n);

/* What a window is called: a text that lives as long as the program, or is written to label. */
typedef const char *uf_window_text(const void *context, int32_t window,
                                   char label[UF_WINDOW_LABEL_SIZE]);

/* Write header and rows, by group and window; a row without estimate if nothing was added. */
void uf_absence_rates_write(uf_absence_rates *rates, uf_window_text *label, const void *context,
                            const char *definition);

#endif
