/* dataset.h: public data sets for the unit tests, as columns of a CSV file.
 *
 * A file is looked for in tests/certified/data, which is distributed, and then in
 * $UTFALL_REFERENCE/data, which may not be there: dataset_open then prints a line `skip NAME: ...`,
 * which the test runner counts, and returns NULL; the test returns. */
#ifndef DATASET_H
#define DATASET_H

#include <stddef.h>

typedef struct dataset dataset;

/* NAME.csv: comma separated, a header, quotes as in RFC 4180 but no line break in a field. */
dataset *dataset_open(const char *name);
void dataset_close(dataset *data);

size_t dataset_rows(const dataset *data);

/* The field of a row (from 0); a column that does not exist fails the test. */
const char *dataset_text(const dataset *data, size_t row, const char *column);

/* The field as a number; NaN when it is empty. Anything else that is not a number fails the
 * test. */
double dataset_number(const dataset *data, size_t row, const char *column);

/* Numbers of `column` in the rows where `where` has the text `equals` (where NULL: all rows),
 * missing ones left out, into values[0..size-1]; how many. More than size fails the test. */
size_t dataset_select(double *values, size_t size, const dataset *data, const char *column,
                      const char *where, const char *equals);

#endif
