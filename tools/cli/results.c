/* results.c: the results schema, as a table that both writing and reading follow. */
#include "cli/results.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"
#include "cli/messages.h"
#include "cli/rows.h"
#include "cli/writer.h"

/* --- The fixed columns. --- */

typedef enum field_kind { ROLE, BETTER, TEXT, NUMBER, METHOD, NOTE } field_kind;

typedef struct field {
    const char *name;
    field_kind kind;
    size_t offset; /* in uf_estimate, of a text or a number */
} field;

#define TEXT_FIELD(name)                                                                           \
    {                                                                                              \
#name, TEXT, offsetof(uf_estimate, name)                                                   \
    }
#define NUMBER_FIELD(name)                                                                         \
    {                                                                                              \
#name, NUMBER, offsetof(uf_estimate, name)                                                 \
    }

static const field fields[] = {
    { "role", ROLE, 0 },
    TEXT_FIELD(measure),
    { "better", BETTER, 0 },
    TEXT_FIELD(term),
    TEXT_FIELD(group),
    TEXT_FIELD(reference),
    TEXT_FIELD(period),
    NUMBER_FIELD(estimate),
    NUMBER_FIELD(std_error),
    NUMBER_FIELD(conf_low),
    NUMBER_FIELD(conf_high),
    NUMBER_FIELD(conf_level),
    NUMBER_FIELD(statistic),
    NUMBER_FIELD(df),
    NUMBER_FIELD(p_value),
    NUMBER_FIELD(n),
    NUMBER_FIELD(events),
    NUMBER_FIELD(n_reference),
    NUMBER_FIELD(events_reference),
    NUMBER_FIELD(clusters),
    NUMBER_FIELD(bound_low),
    NUMBER_FIELD(bound_high),
    { "method", METHOD, 0 },
    TEXT_FIELD(estimand),
    TEXT_FIELD(definition),
    { "note", NOTE, 0 },
};

enum { FIELDS = sizeof fields / sizeof *fields };

const char *uf_results_column(size_t position)
{
    return position < FIELDS ? fields[position].name : NULL;
}

static bool is_fixed(const char *name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].name, name) == 0)
            return true;
    return false;
}

static const char **text_at(uf_estimate *estimate, const field *f)
{
    return (const char **)(void *)((char *)estimate + f->offset);
}

static double *number_at(uf_estimate *estimate, const field *f)
{
    return (double *)(void *)((char *)estimate + f->offset);
}

/* --- Writing. --- */

static void check_names(uf_cli *cli, const char *const *names, size_t n, const char *what)
{
    for (size_t i = 0; i < n; i++) {
        if (is_fixed(names[i]))
            uf_cli_die(cli, "%s '%s' is called like a fixed column of results; rename it", what,
                       names[i]);
        for (size_t j = 0; j < i; j++)
            if (strcmp(names[i], names[j]) == 0)
                uf_cli_die(cli, "%s '%s' is there twice", what, names[i]);
    }
}

static void check_layout(uf_cli *cli, const uf_results_layout *layout)
{
    check_names(cli, layout->by, layout->by_count, "by-column");
    check_names(cli, layout->extensions, layout->extension_count, "column");
    for (size_t i = 0; i < layout->by_count; i++)
        for (size_t j = 0; j < layout->extension_count; j++)
            if (strcmp(layout->by[i], layout->extensions[j]) == 0)
                uf_cli_die(cli,
                           "by-column '%s' is called like a column of these results; rename it",
                           layout->by[i]);
}

static uf_writer *writer_of(uf_cli *cli, const uf_results_layout *layout)
{
    return layout->writer != NULL ? layout->writer : uf_cli_output(cli);
}

void uf_results_header(uf_cli *cli, const uf_results_layout *layout)
{
    check_layout(cli, layout);
    size_t width = layout->by_count + FIELDS + layout->extension_count;
    const char **names = uf_cli_allocate(cli, width, sizeof *names);
    size_t used = 0;
    for (size_t i = 0; i < layout->by_count; i++)
        names[used++] = layout->by[i];
    for (size_t i = 0; i < FIELDS; i++)
        names[used++] = fields[i].name;
    for (size_t i = 0; i < layout->extension_count; i++)
        names[used++] = layout->extensions[i];
    uf_writer_header(writer_of(cli, layout), names, width);
    free(names);
}

static void write_field(uf_writer *writer, const uf_estimate *estimate, const field *f)
{
    switch (f->kind) {
    case ROLE: uf_writer_text(writer, uf_role_name(estimate->role)); break;
    case BETTER: uf_writer_text(writer, uf_better_name(estimate->better)); break;
    case METHOD: uf_writer_text(writer, estimate->method); break;
    case NOTE: uf_writer_text(writer, estimate->note); break;
    case TEXT: {
        const char *text;
        memcpy(&text, (const char *)estimate + f->offset, sizeof text);
        uf_writer_text(writer, text);
        break;
    }
    case NUMBER: {
        double number;
        memcpy(&number, (const char *)estimate + f->offset, sizeof number);
        uf_writer_number(writer, number);
        break;
    }
    }
}

void uf_results_row(uf_cli *cli, const uf_results_layout *layout, const char *const *by,
                    const uf_estimate *estimate, const char *const *extensions)
{
    uf_writer *writer = writer_of(cli, layout);
    for (size_t i = 0; i < layout->by_count; i++)
        uf_writer_text(writer, by[i]);
    for (size_t i = 0; i < FIELDS; i++)
        write_field(writer, estimate, &fields[i]);
    for (size_t i = 0; i < layout->extension_count; i++)
        uf_writer_text(writer, extensions[i]);
    uf_writer_end_row(writer);
}

/* --- Reading. --- */

typedef struct result_row {
    uf_estimate *estimate;
    const char **extras; /* extra_count of them, as many as were known when the row was read */
    size_t extra_count;
    const char *file;
    uint64_t line;
} result_row;

/* A column that is not fixed. */
typedef struct extra_column {
    const char *name;
    bool by;
} extra_column;

struct uf_results {
    uf_cli *cli;
    uf_intern *texts; /* owns every text */
    result_row *rows;
    size_t count, room;
    extra_column *extras; /* in the order met */
    size_t extra_count;
    size_t *order; /* positions in extras, by-columns first */
    size_t by_count;
};

static const char *keep(uf_results *results, uf_cell cell)
{
    return uf_intern_text(results->texts, uf_intern_code(results->texts, cell.text, cell.length));
}

/* The position of an extra column in the order met, added if it is new. */
static size_t meet_extra(uf_results *results, const char *name, bool by)
{
    for (size_t i = 0; i < results->extra_count; i++) {
        if (strcmp(results->extras[i].name, name) != 0)
            continue;
        results->extras[i].by = results->extras[i].by || by;
        return i;
    }
    results->extras = uf_cli_grow(results->cli, results->extras, results->extra_count + 1,
                                  sizeof *results->extras);
    uf_cell cell = { name, strlen(name) };
    results->extras[results->extra_count] = (extra_column){ keep(results, cell), by };
    return results->extra_count++;
}

/* Where a file has the columns of results. */
typedef struct layout {
    size_t fixed[FIELDS]; /* position in the file, or UF_NO_COLUMN          */
    size_t *columns;      /* [width]: the extra column at each, or UF_NO_COLUMN */
} layout;

/* A file without any of these columns is something else; with some of them, a name is misspelt. */
static void require_results(uf_results *results, uf_rows *rows, const char *path)
{
    static const char *const needed[] = { "measure", "term", "estimate" };
    size_t found = 0;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        found += uf_rows_column(rows, needed[i]) != UF_NO_COLUMN;
    if (found == 0)
        uf_cli_die(results->cli,
                   "%s: these are not results: a file of results has the columns measure, term and "
                   "estimate",
                   strcmp(path, "-") == 0 ? "stdin" : path);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        (void)uf_rows_require(rows, needed[i]);
}

static layout read_layout(uf_results *results, uf_rows *rows, const char *path)
{
    require_results(results, rows, path);
    layout l;
    size_t width = uf_rows_width(rows);
    l.columns = uf_cli_allocate(results->cli, width, sizeof *l.columns);
    for (size_t i = 0; i < FIELDS; i++)
        l.fixed[i] = uf_rows_column(rows, fields[i].name);
    bool before_fixed = true;
    for (size_t i = 0; i < width; i++) {
        const char *name = uf_rows_name(rows, i);
        bool fixed = is_fixed(name);
        before_fixed = before_fixed && !fixed;
        /* Asked for by name, so that a name that stands twice is refused. */
        l.columns[i] = fixed || uf_rows_column(rows, name) == UF_NO_COLUMN
                           ? UF_NO_COLUMN
                           : meet_extra(results, name, before_fixed);
    }
    uf_rows_want_all(rows);
    return l;
}

static bool cell_is(uf_cell cell, const char *text)
{
    return cell.length == strlen(text) && memcmp(cell.text, text, cell.length) == 0;
}

static uf_role read_role(uf_rows *rows, size_t column)
{
    static const uf_role roles[] = { UF_PRIMARY, UF_SENSITIVITY, UF_DESCRIPTIVE };
    if (column == UF_NO_COLUMN || uf_rows_missing(rows, column))
        return UF_PRIMARY;
    uf_cell cell = uf_rows_cell(rows, column);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (cell_is(cell, uf_role_name(roles[i])))
            return roles[i];
    uf_rows_reject(rows, column, "'%s' is not primary, sensitivity or descriptive", cell.text);
    return UF_PRIMARY;
}

static uf_better read_better(uf_rows *rows, size_t column)
{
    if (column == UF_NO_COLUMN || uf_rows_missing(rows, column))
        return UF_BETTER_UNSAID;
    uf_cell cell = uf_rows_cell(rows, column);
    if (cell_is(cell, uf_better_name(UF_BETTER_LOWER)))
        return UF_BETTER_LOWER;
    if (cell_is(cell, uf_better_name(UF_BETTER_HIGHER)))
        return UF_BETTER_HIGHER;
    uf_rows_reject(rows, column, "'%s' is not lower or higher", cell.text);
    return UF_BETTER_UNSAID;
}

/* Copy a cell to an array of the estimate, cut between characters where it is longer. */
static void read_array(uf_results *results, uf_rows *rows, size_t column, char *array, size_t size)
{
    if (column == UF_NO_COLUMN)
        return;
    uf_cell cell = uf_rows_cell(rows, column);
    size_t length = cell.length;
    if (length >= size) {
        length = 0;
        for (;;) {
            size_t bytes = uf_message_character(cell.text + length, cell.length - length);
            bytes = bytes > 0 ? bytes : 1;
            if (length + bytes >= size)
                break;
            length += bytes;
        }
        uf_cli_warn(results->cli, "%s:%" PRIu64 ": column '%s' is cut to %zu bytes",
                    uf_rows_file(rows), uf_rows_line(rows), uf_rows_name(rows, column), length);
    }
    memcpy(array, cell.text, length);
    array[length] = '\0';
}

static void read_field(uf_results *results, uf_rows *rows, uf_estimate *estimate, const field *f,
                       size_t column)
{
    switch (f->kind) {
    case ROLE: estimate->role = read_role(rows, column); break;
    case BETTER: estimate->better = read_better(rows, column); break;
    case NUMBER: *number_at(estimate, f) = uf_rows_bound(rows, column); break;
    case METHOD: read_array(results, rows, column, estimate->method, UF_METHOD_SIZE); break;
    case NOTE: read_array(results, rows, column, estimate->note, UF_NOTE_SIZE); break;
    case TEXT:
        if (column != UF_NO_COLUMN)
            *text_at(estimate, f) = keep(results, uf_rows_cell(rows, column));
        break;
    }
}

static result_row *new_row(uf_results *results)
{
    uf_cli *cli = results->cli;
    if (results->count == results->room) {
        results->room = results->room == 0 ? 64 : 2 * results->room;
        results->rows = uf_cli_grow(cli, results->rows, results->room, sizeof *results->rows);
    }
    result_row *r = &results->rows[results->count];
    *r = (result_row){ .estimate = uf_cli_allocate(cli, 1, sizeof *r->estimate),
                       .extras = uf_cli_allocate(cli, results->extra_count, sizeof *r->extras),
                       .extra_count = results->extra_count };
    results->count++;
    uf_estimate_init(r->estimate);
    for (size_t i = 0; i < r->extra_count; i++)
        r->extras[i] = "";
    return r;
}

/* The row added last, which turned out to be bad. */
static void drop_row(uf_results *results)
{
    result_row *r = &results->rows[--results->count];
    free(r->estimate);
    free(r->extras);
}

static void read_row(uf_results *results, uf_rows *rows, const layout *l)
{
    result_row *r = new_row(results);
    const char *file = uf_rows_file(rows);
    r->file = keep(results, (uf_cell){ file, strlen(file) });
    r->line = uf_rows_line(rows);
    for (size_t i = 0; i < FIELDS; i++)
        read_field(results, rows, r->estimate, &fields[i], l->fixed[i]);
    for (size_t i = 0; i < uf_rows_width(rows); i++)
        if (l->columns[i] != UF_NO_COLUMN)
            r->extras[l->columns[i]] = keep(results, uf_rows_cell(rows, i));
    if (uf_rows_bad(rows))
        drop_row(results);
}

static void read_file(uf_results *results, const char *path)
{
    uf_rows *rows = uf_rows_open_records(results->cli, path);
    layout l = read_layout(results, rows, path);
    while (uf_rows_next(rows))
        read_row(results, rows, &l);
    free(l.columns);
    uf_rows_close(rows);
}

static void put_by_columns_first(uf_results *results)
{
    results->order = uf_cli_allocate(results->cli, results->extra_count, sizeof *results->order);
    size_t used = 0;
    for (size_t i = 0; i < results->extra_count; i++)
        if (results->extras[i].by)
            results->order[used++] = i;
    results->by_count = used;
    for (size_t i = 0; i < results->extra_count; i++)
        if (!results->extras[i].by)
            results->order[used++] = i;
}

uf_results *uf_results_read(uf_cli *cli, const char *const *paths, size_t n)
{
    uf_results *results = uf_cli_allocate(cli, 1, sizeof *results);
    *results = (uf_results){ .cli = cli, .texts = uf_intern_new(cli) };
    for (size_t i = 0; i < n; i++)
        read_file(results, paths[i]);
    put_by_columns_first(results);
    return results;
}

void uf_results_free(uf_results *results)
{
    if (results == NULL)
        return;
    for (size_t i = 0; i < results->count; i++) {
        free(results->rows[i].estimate);
        free(results->rows[i].extras);
    }
    free(results->rows);
    free(results->extras);
    free(results->order);
    uf_intern_free(results->texts);
    free(results);
}

/* --- What was read. --- */

size_t uf_results_count(const uf_results *results)
{
    return results->count;
}

const uf_estimate *uf_results_get(const uf_results *results, size_t row)
{
    return results->rows[row].estimate;
}

size_t uf_results_extra_count(const uf_results *results)
{
    return results->extra_count;
}

const char *uf_results_extra_name(const uf_results *results, size_t extra)
{
    return results->extras[results->order[extra]].name;
}

size_t uf_results_by_count(const uf_results *results)
{
    return results->by_count;
}

const char *uf_results_extra(const uf_results *results, size_t row, size_t extra)
{
    const result_row *r = &results->rows[row];
    size_t met = results->order[extra];
    return met < r->extra_count ? r->extras[met] : "";
}

size_t uf_results_find_extra(const uf_results *results, const char *name)
{
    for (size_t i = 0; i < results->extra_count; i++)
        if (strcmp(uf_results_extra_name(results, i), name) == 0)
            return i;
    return UF_NO_COLUMN;
}

const char *uf_results_file(const uf_results *results, size_t row)
{
    return results->rows[row].file;
}

uint64_t uf_results_line(const uf_results *results, size_t row)
{
    return results->rows[row].line;
}
