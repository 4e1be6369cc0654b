/* oracle.h: certified values for the unit tests, from tests/certified/.
 *
 * A test names a row and hands over what it computed; the row brings the value, where it comes from
 * and how close is close enough:
 *     ck_oracle("O-PROP-01.wilson_lower", effect.conf_low);
 * A row that does not exist fails the test: a misspelt id must not pass. Files in the folder whose
 * first line is not the header of certified rows (data for tests) are left alone. Every id that was
 * asked for is appended to the file $ORACLE_ASKED, where that is set (tests/oracle-rows.sh). */
#ifndef ORACLE_H
#define ORACLE_H

#include <check.h>

typedef enum oracle_closeness { ORACLE_EXACT, ORACLE_ABSOLUTE, ORACLE_RELATIVE } oracle_closeness;

typedef struct oracle_row {
    char id[96]; /* case.statistic, unique over all files */
    char source[512];
    double value; /* NaN for NA */
    oracle_closeness closeness;
    double tolerance; /* 0 for exact   */
} oracle_row;

/* The row of that id. Ends the test if there is none, or if the folder or a file in it is faulty.
 * Lives as long as the process. */
const oracle_row *oracle_find(const char *id);

/* Its value alone. */
double oracle_value(const char *id);

/* Whether computed is within the row's tolerance: |computed - value| <= tolerance, times |value| if
 * relative, or equal if exact. NaN agrees with NA only. */
int oracle_agrees(const oracle_row *row, double computed);

#define ck_oracle(row_id, result)                                                                  \
    do {                                                                                           \
        const oracle_row *ck_row_ = oracle_find(row_id);                                           \
        double ck_computed_ = (result);                                                            \
        ck_assert_msg(oracle_agrees(ck_row_, ck_computed_),                                        \
                      "%s: computed %.17g, certified %.17g (%s)", ck_row_->id, ck_computed_,       \
                      ck_row_->value, ck_row_->source);                                            \
    } while (0)

#endif
