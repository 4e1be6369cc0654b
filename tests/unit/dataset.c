/* dataset.c: a CSV file in memory, one text split in place. */
#include "dataset.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef UF_CERTIFIED_DIR
#define UF_CERTIFIED_DIR "tests/certified"
#endif

struct dataset {
    char *text;
    char **fields; /* row by row, the header first */
    size_t columns, rows;
};

static FILE *find(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/data/%s.csv", UF_CERTIFIED_DIR, name);
    FILE *file = fopen(path, "r");
    const char *folder = getenv("UTFALL_REFERENCE");
    if (file != NULL || folder == NULL)
        return file;
    snprintf(path, sizeof path, "%s/data/%s.csv", folder, name);
    return fopen(path, "r");
}

static char *read_all(FILE *file)
{
    size_t length = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    ck_assert_ptr_nonnull(text);
    for (size_t got; (got = fread(text + length, 1, capacity - length - 1, file)) > 0;) {
        length += got;
        if (capacity - length < 2) {
            capacity *= 2;
            char *more = realloc(text, capacity);
            ck_assert_ptr_nonnull(more);
            text = more;
        }
    }
    ck_assert_int_eq(ferror(file), 0);
    text[length] = '\0';
    return text;
}

/* Cut the field at *at off, unquoted in place; *at moves past its separator. True if it was the
 * last of its line. */
static bool cut(char **at, char **field)
{
    char *from = *at, *to = *at;
    bool quoted = false;
    *field = to;
    for (; *from != '\0' && (quoted || (*from != ',' && *from != '\n')); from++) {
        if (*from == '"' && quoted && from[1] == '"')
            *to++ = *from++;
        else if (*from == '"')
            quoted = !quoted;
        else if (*from != '\r')
            *to++ = *from;
    }
    bool last = *from != ',';
    *at = *from == '\0' ? from : from + 1;
    *to = '\0';
    return last;
}

static void split(dataset *data)
{
    size_t capacity = 1024, count = 0, in_row = 0;
    data->fields = malloc(capacity * sizeof *data->fields);
    ck_assert_ptr_nonnull(data->fields);
    for (char *at = data->text; *at != '\0';) {
        if (count == capacity) {
            capacity *= 2;
            char **more = realloc(data->fields, capacity * sizeof *more);
            ck_assert_ptr_nonnull(more);
            data->fields = more;
        }
        bool last = cut(&at, &data->fields[count++]);
        in_row++;
        if (!last)
            continue;
        if (data->columns == 0)
            data->columns = in_row;
        ck_assert_uint_eq(in_row, data->columns);
        data->rows++;
        in_row = 0;
    }
    ck_assert_uint_gt(data->rows, 1);
}

dataset *dataset_open(const char *name)
{
    FILE *file = find(name);
    if (file == NULL) {
        printf("skip %s: the public data set %s.csv is not here\n", name, name);
        fflush(stdout);
        return NULL;
    }
    dataset *data = calloc(1, sizeof *data);
    ck_assert_ptr_nonnull(data);
    data->text = read_all(file);
    fclose(file);
    split(data);
    return data;
}

void dataset_close(dataset *data)
{
    if (data == NULL)
        return;
    free(data->fields);
    free(data->text);
    free(data);
}

size_t dataset_rows(const dataset *data)
{
    return data->rows - 1;
}

const char *dataset_text(const dataset *data, size_t row, const char *column)
{
    ck_assert_uint_lt(row + 1, data->rows);
    size_t i = 0;
    while (i < data->columns && strcmp(data->fields[i], column) != 0)
        i++;
    ck_assert_msg(i < data->columns, "no column %s", column);
    return data->fields[(row + 1) * data->columns + i];
}

double dataset_number(const dataset *data, size_t row, const char *column)
{
    const char *text = dataset_text(data, row, column);
    if (*text == '\0')
        return NAN;
    char *end;
    double value = strtod(text, &end);
    ck_assert_msg(*end == '\0', "%s: not a number", text);
    return value;
}

size_t dataset_select(double *values, size_t size, const dataset *data, const char *column,
                      const char *where, const char *equals)
{
    size_t found = 0;
    for (size_t row = 0; row < dataset_rows(data); row++) {
        if (where != NULL && strcmp(dataset_text(data, row, where), equals) != 0)
            continue;
        double value = dataset_number(data, row, column);
        if (isnan(value))
            continue;
        ck_assert_uint_lt(found, size);
        values[found++] = value;
    }
    return found;
}
