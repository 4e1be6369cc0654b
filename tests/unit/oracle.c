/* oracle.c: reads every table of certified rows once, and finds rows by id. */
#include "oracle.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Relative to the repository's root, where the tests are run. */
#ifndef UF_CERTIFIED_DIR
#define UF_CERTIFIED_DIR "tests/certified"
#endif

static const char header[] =
    "id\tarea\tdataset\twhat\tmethod\tparameters\tstatistic\tvalue\tsource\t"
    "tolerance";
enum { FIELDS = 10, ID = 0, VALUE = 7, SOURCE = 8, TOLERANCE = 9 };

static oracle_row *table;
static size_t count;
static size_t capacity;

/* A number that is the whole of the text. */
static bool number(const char *text, double *value)
{
    char *end;
    errno = 0;
    *value = strtod(text, &end);
    return end != text && *end == '\0' && errno == 0;
}

static bool read_tolerance(const char *text, oracle_row *row)
{
    if (strcmp(text, "exact") == 0) {
        row->closeness = ORACLE_EXACT;
        row->tolerance = 0;
        return true;
    }
    row->closeness = strncmp(text, "rel ", 4) == 0 ? ORACLE_RELATIVE : ORACLE_ABSOLUTE;
    if (row->closeness == ORACLE_ABSOLUTE && strncmp(text, "abs ", 4) != 0)
        return false;
    /* A remark in parentheses may follow the number. */
    char copy[32];
    size_t length = strcspn(text + 4, " ");
    if (length >= sizeof copy)
        return false;
    memcpy(copy, text + 4, length);
    copy[length] = '\0';
    return number(copy, &row->tolerance) && row->tolerance >= 0;
}

/* Copy text into a field of size bytes; false if it does not fit. */
static bool keep(char *field, size_t size, const char *text)
{
    size_t length = strlen(text);
    if (length >= size)
        return false;
    memcpy(field, text, length + 1);
    return true;
}

static void add(const oracle_row *row)
{
    if (count == capacity) {
        capacity = capacity == 0 ? 512 : 2 * capacity;
        oracle_row *larger = realloc(table, capacity * sizeof *table);
        ck_assert_ptr_nonnull(larger);
        table = larger;
    }
    table[count++] = *row;
}

static void read_row(const char *file, int line, char *text)
{
    char *fields[FIELDS] = { text };
    int found = 1;
    for (char *tab = strchr(text, '\t'); tab != NULL && found < FIELDS; found++) {
        *tab = '\0';
        fields[found] = tab + 1;
        tab = strchr(tab + 1, '\t');
    }
    ck_assert_msg(found == FIELDS, "%s:%d: not %d fields", file, line, FIELDS);
    oracle_row row = { .value = NAN };
    bool good = strcmp(fields[VALUE], "NA") == 0 || number(fields[VALUE], &row.value);
    good = good && read_tolerance(fields[TOLERANCE], &row);
    ck_assert_msg(good, "%s:%d: value or tolerance is not one", file, line);
    good = keep(row.id, sizeof row.id, fields[ID]) &&
           keep(row.source, sizeof row.source, fields[SOURCE]);
    ck_assert_msg(good, "%s:%d: id or source is too long", file, line);
    add(&row);
}

static void read_file(const char *name)
{
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/%s", UF_CERTIFIED_DIR, name);
    ck_assert_msg(length > 0 && (size_t)length < sizeof path, "%s: path too long", name);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
    char *text = NULL;
    size_t size = 0;
    bool certified = false;
    for (int line = 1; getline(&text, &size, file) >= 0; line++) {
        text[strcspn(text, "\n")] = '\0';
        if (text[0] == '#' || text[0] == '\0')
            continue;
        if (!certified && strcmp(text, header) != 0)
            break;
        if (certified)
            read_row(name, line, text);
        certified = true;
    }
    ck_assert_msg(!ferror(file), "%s: cannot be read", path);
    free(text);
    fclose(file);
}

static int by_id(const void *a, const void *b)
{
    const oracle_row *first = a;
    const oracle_row *second = b;
    return strcmp(first->id, second->id);
}

static int id_against(const void *id, const void *row)
{
    return strcmp(id, ((const oracle_row *)row)->id);
}

static void read_folder(void)
{
    DIR *folder = opendir(UF_CERTIFIED_DIR);
    ck_assert_msg(folder != NULL, "%s: %s", UF_CERTIFIED_DIR, strerror(errno));
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot != NULL && strcmp(dot, ".tsv") == 0)
            read_file(entry->d_name);
    }
    closedir(folder);
    ck_assert_msg(count > 0, "%s: no certified rows", UF_CERTIFIED_DIR);
    qsort(table, count, sizeof *table, by_id);
    for (size_t i = 0; i + 1 < count; i++)
        ck_assert_msg(strcmp(table[i].id, table[i + 1].id) != 0, "%s: certified twice",
                      table[i].id);
}

/* Test suites run in processes of their own, so that each id is appended to the file. */
static void note_asked(const char *id)
{
    const char *path = getenv("ORACLE_ASKED");
    if (path == NULL)
        return;
    FILE *file = fopen(path, "a");
    ck_assert_msg(file != NULL, "%s: %s", path, strerror(errno));
    fprintf(file, "%s\n", id);
    ck_assert_msg(fclose(file) == 0, "%s: %s", path, strerror(errno));
}

const oracle_row *oracle_find(const char *id)
{
    if (count == 0)
        read_folder();
    note_asked(id);
    const oracle_row *row = bsearch(id, table, count, sizeof *table, id_against);
    ck_assert_msg(row != NULL, "%s: no such certified row", id);
    return row;
}

double oracle_value(const char *id)
{
    return oracle_find(id)->value;
}

int oracle_agrees(const oracle_row *row, double computed)
{
    if (isnan(row->value) || isnan(computed))
        return isnan(row->value) && isnan(computed);
    if (computed == row->value)
        return 1;
    double scale = row->closeness == ORACLE_RELATIVE ? fabs(row->value) : 1;
    return fabs(computed - row->value) <= row->tolerance * scale;
}
