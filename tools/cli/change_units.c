/* change_units.c: cases put together by a column. */
#include "cli/change_units.h"

#include <stdlib.h>

#include "cli/intern.h"

/* The unit of each case, numbered in the order in which they are met; returns how many. */
static size_t number_units(const uf_study *study, const uint32_t *cases, size_t n, size_t column,
                           size_t *unit_of)
{
    uf_intern *seen = uf_intern_new(study->cli);
    for (size_t i = 0; i < n; i++) {
        const uint32_t code = uf_cases_code(study->cases, cases[i], column);
        /* A case without a text in the column is told from all codes by its second word. */
        const uint32_t key[] = { code, code == UF_NO_CODE ? cases[i] : 0 };
        unit_of[i] = uf_intern_code(seen, (const char *)key, sizeof key);
    }
    const size_t count = uf_intern_count(seen);
    uf_intern_free(seen);
    return count;
}

void uf_change_units_make(uf_change_units *units, const uf_study *study, const uint32_t *cases,
                          size_t n, size_t column)
{
    size_t *unit_of = uf_cli_allocate(study->cli, n, sizeof *unit_of);
    *units = (uf_change_units){ .count = number_units(study, cases, n, column, unit_of) };
    units->cases = uf_cli_allocate(study->cli, n, sizeof *units->cases);
    units->first = uf_cli_allocate(study->cli, units->count + 2, sizeof *units->first);
    for (size_t i = 0; i < units->count + 2; i++)
        units->first[i] = 0;
    for (size_t i = 0; i < n; i++)
        units->first[unit_of[i] + 2]++;
    for (size_t i = 2; i < units->count + 2; i++)
        units->first[i] += units->first[i - 1];
    for (size_t i = 0; i < n; i++)
        units->cases[units->first[unit_of[i] + 1]++] = cases[i];
    free(unit_of);
}

void uf_change_units_release(uf_change_units *units)
{
    free(units->cases);
    free(units->first);
}

size_t uf_change_unit_column(const uf_study *study)
{
    return study->settings.by_family ? uf_cases_family(study->cases) : UF_NO_COLUMN;
}

const char *uf_change_unit_name(const uf_study *study, const uf_change_units *units, size_t unit)
{
    const uint32_t id = units->cases[units->first[unit]];
    const size_t column = uf_change_unit_column(study);
    return uf_cases_code(study->cases, id, column) != UF_NO_CODE
               ? uf_cases_text(study->cases, id, column)
               : uf_cases_name(study->cases, id);
}

void uf_change_unit_judge(uf_study *study, const uf_change_units *units, size_t unit,
                          const uf_factor_set *set, uf_revealed revealed,
                          uf_change_verdict *verdict)
{
    const size_t begin = units->first[unit], n = units->first[unit + 1] - begin;
    uf_judged judged;
    if (n == 1) {
        uf_study_judge(study, units->cases[begin], set, revealed, &judged);
        *verdict = judged.change.verdict;
        return;
    }
    uf_change_verdict *verdicts = uf_cli_allocate(study->cli, n, sizeof *verdicts);
    for (size_t i = 0; i < n; i++) {
        uf_study_judge(study, units->cases[begin + i], set, revealed, &judged);
        verdicts[i] = judged.change.verdict;
    }
    uf_factors_family(verdict, verdicts, n, study->settings.family_rule);
    free(verdicts);
}
