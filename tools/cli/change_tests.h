/* change_tests.h: the same values before and after, tested in several ways, as rows.
 *
 * Of a side's sum or of one factor: the mean change (paired t), the shift (Hodges and Lehmann's,
 * with Wilcoxon's signed rank test), the share that rose of those who changed (sign test). */
#ifndef UF_CLI_CHANGE_TESTS_H
#define UF_CLI_CHANGE_TESTS_H

#include <stddef.h>

#include <utfall/effect.h>
#include <utfall/estimate.h>

#include "cli/change_table.h"

typedef enum uf_change_test {
    UF_TEST_CHANGE,
    UF_TEST_SHIFT,
    UF_TEST_SIGN,
    UF_CHANGE_TESTS
} uf_change_test;

typedef struct uf_change_tests {
    uf_effect effects[UF_CHANGE_TESTS];
    size_t n, raised, lowered;
} uf_change_tests;

/* Values of n units before and after. Of none no test is made: no p-value. */
void uf_change_tests_make(uf_change_tests *tests, uf_cli *cli, const double *before,
                          const double *after, size_t n, double level);

/* Write one of them. row has measure, group, role, better and estimand; the rest is set here.
 * means: the values are means of so many clusters; 0: of units. */
void uf_change_test_write(const uf_change_table *table, const uf_change_tests *tests,
                          uf_change_test which, uf_estimate row, size_t means,
                          const char *const *extensions);

#endif
