/* frame.c: filling one array per column, row by row. */
#include "cli/frame.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM ((size_t)1024)

struct column {
    uf_frame_kind kind;
    size_t position; /* in the file, or UF_NO_COLUMN */
    void *values;
    uf_intern *texts; /* of a text column */
};

struct uf_frame {
    uf_cli *cli;
    struct column *columns;
    size_t width;
    size_t count, room;
    bool grouped;
    uint32_t *groups;
    uf_intern *file_names;
    uint32_t *files; /* codes of file_names */
    uint64_t *lines;
};

static size_t size_of(uf_frame_kind kind)
{
    switch (kind) {
    case UF_FRAME_TEXT: return sizeof(uint32_t);
    case UF_FRAME_NUMBER: return sizeof(double);
    case UF_FRAME_DECIMAL: return sizeof(uf_decimal);
    case UF_FRAME_DAY: return sizeof(uf_day);
    case UF_FRAME_FLAG: return sizeof(int8_t);
    }
    return 0;
}

static void declare(uf_frame *frame, uf_rows *rows, const uf_frame_column *declared, size_t n)
{
    frame->width = n;
    frame->columns = uf_cli_allocate(frame->cli, n, sizeof *frame->columns);
    for (size_t i = 0; i < n; i++) {
        struct column *column = &frame->columns[i];
        *column = (struct column){ .kind = declared[i].kind };
        column->position = declared[i].required ? uf_rows_require(rows, declared[i].name)
                                                : uf_rows_column(rows, declared[i].name);
        if (column->kind == UF_FRAME_TEXT)
            column->texts = uf_intern_new(frame->cli);
    }
}

static void grow(uf_frame *frame)
{
    frame->room = frame->room > 0 ? 2 * frame->room : FIRST_ROOM;
    for (size_t i = 0; i < frame->width; i++) {
        struct column *column = &frame->columns[i];
        if (column->position != UF_NO_COLUMN)
            column->values =
                uf_cli_grow(frame->cli, column->values, frame->room, size_of(column->kind));
    }
    if (frame->grouped)
        frame->groups = uf_cli_grow(frame->cli, frame->groups, frame->room, sizeof *frame->groups);
    frame->files = uf_cli_grow(frame->cli, frame->files, frame->room, sizeof *frame->files);
    frame->lines = uf_cli_grow(frame->cli, frame->lines, frame->room, sizeof *frame->lines);
}

/* The cell of the current row in the place of the row that comes next. */
static void store(uf_frame *frame, struct column *column, uf_rows *rows)
{
    size_t row = frame->count;
    size_t position = column->position;
    switch (column->kind) {
    case UF_FRAME_TEXT: {
        uf_cell cell = uf_rows_cell(rows, position);
        ((uint32_t *)column->values)[row] =
            uf_rows_missing(rows, position) ? UF_NO_CODE
                                            : uf_intern_code(column->texts, cell.text, cell.length);
        break;
    }
    case UF_FRAME_NUMBER: ((double *)column->values)[row] = uf_rows_number(rows, position); break;
    case UF_FRAME_DECIMAL: {
        uf_decimal *decimal = (uf_decimal *)column->values + row;
        if (!uf_rows_decimal(rows, position, decimal))
            *decimal = UF_FRAME_NO_DECIMAL;
        break;
    }
    case UF_FRAME_DAY: ((uf_day *)column->values)[row] = uf_rows_day(rows, position); break;
    case UF_FRAME_FLAG:
        ((int8_t *)column->values)[row] = (int8_t)uf_rows_flag(rows, position);
        break;
    }
}

static void read_row(uf_frame *frame, uf_rows *rows, uf_groups *groups)
{
    if (frame->count == frame->room)
        grow(frame);
    for (size_t i = 0; i < frame->width; i++) {
        if (frame->columns[i].position != UF_NO_COLUMN)
            store(frame, &frame->columns[i], rows);
    }
    if (uf_rows_bad(rows))
        return;
    if (groups != NULL)
        frame->groups[frame->count] = uf_groups_code(groups, rows);
    const char *file = uf_rows_file(rows);
    frame->files[frame->count] = uf_intern_code(frame->file_names, file, strlen(file));
    frame->lines[frame->count] = uf_rows_line(rows);
    frame->count++;
}

uf_frame *uf_frame_read(uf_cli *cli, uf_rows *rows, const uf_frame_column *columns, size_t n,
                        uf_groups *groups)
{
    uf_frame *frame = uf_cli_allocate(cli, 1, sizeof *frame);
    *frame = (uf_frame){ .cli = cli, .grouped = groups != NULL, .file_names = uf_intern_new(cli) };
    declare(frame, rows, columns, n);
    grow(frame);
    while (uf_rows_next(rows))
        read_row(frame, rows, groups);
    uf_rows_close(rows);
    return frame;
}

void uf_frame_free(uf_frame *frame)
{
    if (frame == NULL)
        return;
    for (size_t i = 0; i < frame->width; i++) {
        free(frame->columns[i].values);
        uf_intern_free(frame->columns[i].texts);
    }
    free(frame->columns);
    free(frame->groups);
    free(frame->files);
    free(frame->lines);
    uf_intern_free(frame->file_names);
    free(frame);
}

size_t uf_frame_count(const uf_frame *frame)
{
    return frame->count;
}

static const void *values(const uf_frame *frame, size_t column, uf_frame_kind kind)
{
    if (column >= frame->width || frame->columns[column].kind != kind)
        uf_cli_die(frame->cli, "the program asked for column %zu as what it is not", column);
    return frame->columns[column].values;
}

const uint32_t *uf_frame_texts(const uf_frame *frame, size_t column)
{
    return values(frame, column, UF_FRAME_TEXT);
}

const double *uf_frame_numbers(const uf_frame *frame, size_t column)
{
    return values(frame, column, UF_FRAME_NUMBER);
}

const uf_decimal *uf_frame_decimals(const uf_frame *frame, size_t column)
{
    return values(frame, column, UF_FRAME_DECIMAL);
}

const uf_day *uf_frame_days(const uf_frame *frame, size_t column)
{
    return values(frame, column, UF_FRAME_DAY);
}

const int8_t *uf_frame_flags(const uf_frame *frame, size_t column)
{
    return values(frame, column, UF_FRAME_FLAG);
}

const uint32_t *uf_frame_groups(const uf_frame *frame)
{
    return frame->groups;
}

const uf_intern *uf_frame_table(const uf_frame *frame, size_t column)
{
    (void)values(frame, column, UF_FRAME_TEXT);
    return frame->columns[column].texts;
}

const char *uf_frame_file(const uf_frame *frame, size_t row)
{
    return uf_intern_text(frame->file_names, frame->files[row]);
}

uint64_t uf_frame_line(const uf_frame *frame, size_t row)
{
    return frame->lines[row];
}
