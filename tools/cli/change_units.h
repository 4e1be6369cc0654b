/* change_units.h: what is counted: cases, or families of cases. */
#ifndef UF_CLI_CHANGE_UNITS_H
#define UF_CLI_CHANGE_UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "cli/change_study.h"

/* Units in the order of their first case. A case without a family is one by itself. */
typedef struct uf_change_units {
    uint32_t *cases; /* [first[count]] the cases, those of a unit together */
    size_t *first;   /* [count + 1] where a unit begins in cases           */
    size_t count;
} uf_change_units;

/* Divide n cases by the code of a column, or with UF_NO_COLUMN let each be one. */
void uf_change_units_make(uf_change_units *units, const uf_study *study, const uint32_t *cases,
                          size_t n, size_t column);
void uf_change_units_release(uf_change_units *units);

/* The column that --unit divides by: the family's, or UF_NO_COLUMN. */
size_t uf_change_unit_column(const uf_study *study);

/* What a unit is called: its family, or its only case. */
const char *uf_change_unit_name(const uf_study *study, const uf_change_units *units, size_t unit);

/* Judge every case of a unit under a reading, and the unit by them. */
void uf_change_unit_judge(uf_study *study, const uf_change_units *units, size_t unit,
                          const uf_factor_set *set, uf_revealed revealed,
                          uf_change_verdict *verdict);

#endif
