/* codes.c: reading a table of attendance codes. */
#include "cli/codes.h"

#include <stdlib.h>
#include <string.h>

#include "cli/datafile.h"
#include "cli/intern.h"
#include "cli/rows.h"

struct uf_codes {
    uf_intern *texts; /* code text to its position in meanings */
    uf_attendance_code *meanings;
    size_t capacity;
};

/* The columns of the table. */
struct columns {
    size_t code, counts_as, weight, authorised;
};

static uf_counts_as read_counts_as(uf_rows *rows, size_t column)
{
    static const char *const names[] = { "present", "absent", "exempt", "unreported" };
    const uf_cell cell = uf_rows_cell(rows, column);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(cell.text, names[i]) == 0)
            return (uf_counts_as)i;
    uf_rows_reject(rows, column, "'%s' is not present, absent, exempt or unreported", cell.text);
    return UF_COUNTS_PRESENT;
}

static uf_authorised read_authorised(uf_rows *rows, size_t column)
{
    if (uf_rows_missing(rows, column))
        return UF_AUTHORISED_UNSAID;
    return uf_rows_flag(rows, column) == 1 ? UF_AUTHORISED_YES : UF_AUTHORISED_NO;
}

static uf_attendance_code read_meaning(uf_rows *rows, const struct columns *columns)
{
    uf_attendance_code meaning = {
        .counts_as = read_counts_as(rows, columns->counts_as),
        .authorised = read_authorised(rows, columns->authorised),
        .weight = { .mantissa = 1, .places = 0 },
    };
    if (!uf_rows_missing(rows, columns->weight))
        (void)uf_rows_decimal(rows, columns->weight, &meaning.weight);
    uf_error error;
    if (!uf_rows_bad(rows) && uf_attendance_code_check(&meaning, &error) != UF_OK)
        uf_rows_reject(rows, columns->weight, "%s", error.reason);
    return meaning;
}

static void add(uf_cli *cli, uf_codes *codes, uf_rows *rows, const struct columns *columns)
{
    if (!uf_rows_present(rows, columns->code))
        return;
    const uf_attendance_code meaning = read_meaning(rows, columns);
    const uf_cell text = uf_rows_cell(rows, columns->code);
    if (uf_intern_find(codes->texts, text.text, text.length) != UF_NO_CODE)
        uf_rows_reject(rows, columns->code, "'%s' stands in the table twice", text.text);
    if (uf_rows_bad(rows))
        return;
    const size_t position = uf_intern_code(codes->texts, text.text, text.length);
    if (position >= codes->capacity) {
        codes->capacity = 2 * position + 16;
        codes->meanings = uf_cli_grow(cli, codes->meanings, codes->capacity, sizeof meaning);
    }
    codes->meanings[position] = meaning;
}

uf_codes *uf_codes_read(uf_cli *cli, const char *file)
{
    uf_codes *codes = uf_cli_allocate(cli, 1, sizeof *codes);
    *codes = (uf_codes){ .texts = uf_intern_new(cli) };
    char *path = uf_datafile_find(cli, "codes", file);
    uf_rows *rows = uf_rows_open_file(cli, path);
    const struct columns columns = {
        .code = uf_rows_require(rows, "code"),
        .counts_as = uf_rows_require(rows, "counts_as"),
        .weight = uf_rows_column(rows, "weight"),
        .authorised = uf_rows_column(rows, "authorised"),
    };
    while (uf_rows_next(rows))
        add(cli, codes, rows, &columns);
    uf_rows_close(rows);
    free(path);
    if (uf_intern_count(codes->texts) == 0)
        uf_cli_die(cli, "%s: the table of codes is empty", file);
    return codes;
}

void uf_codes_free(uf_codes *codes)
{
    if (codes == NULL)
        return;
    uf_intern_free(codes->texts);
    free(codes->meanings);
    free(codes);
}

const uf_attendance_code *uf_codes_find(const uf_codes *codes, const char *text, size_t length)
{
    const uint32_t position = uf_intern_find(codes->texts, text, length);
    return position == UF_NO_CODE ? NULL : &codes->meanings[position];
}
