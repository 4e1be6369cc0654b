/* absence_records.h: the records of uf-absence: one row per pupil and window. */
#ifndef UF_CLI_ABSENCE_RECORDS_H
#define UF_CLI_ABSENCE_RECORDS_H

#include <utfall/attendance.h>

#include "cli/places.h"
#include "cli/program.h"

/* The header. A column that is carried along and called like one of a record's ends the program. */
void uf_absence_records_header(uf_cli *cli, const uf_places *places);

/* One record: pupil and window are their texts. */
void uf_absence_records_write(uf_cli *cli, const uf_places *places, const char *pupil,
                              const char *window, const uf_attendance_record *record,
                              const char *definition);

#endif
