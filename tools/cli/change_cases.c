/* change_cases.c: cases, from their own file and from the rows of ratings. */
#include "cli/change_cases.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/change_stages.h"
#include "cli/intern.h"

/* A text that a case has in a column; the line of the row that said so first. */
struct said {
    uint32_t code; /* of texts; UF_NO_CODE: nothing yet */
    uint64_t line;
};

struct column {
    char *name;
    size_t position; /* in its file */
    bool in_main;
    bool for_records;
};

struct uf_cases {
    uf_cli *cli;
    uf_intern *ids, *texts;
    bool listed; /* there is a file of cases */
    bool has_domains;
    bool plain;    /* nothing but names */
    uf_rows *file; /* while it is read */
    size_t id_column;
    struct column *columns;
    size_t width, room;
    size_t family, cluster;
    size_t *by, by_count;
    struct said *said; /* [case][width] once the columns are known */
    size_t said_room;  /* cases there is room for                 */
    uf_case_stages *stages;
};

/* ---- Columns ---- */

static size_t id_of(uf_cases *cases, uf_rows *rows)
{
    static const char *const usual[] = { "case", "pupil", "id" };
    const char *given = uf_cli_text(cases->cli, "id");
    if (given != NULL && rows == cases->file)
        return uf_rows_require(rows, given);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0] && given == NULL; i++) {
        const size_t column = uf_rows_column(rows, usual[i]);
        if (column != UF_NO_COLUMN)
            return column;
    }
    return uf_rows_require(rows, "case");
}

static size_t add_column(uf_cases *cases, const char *name, size_t position, bool in_main)
{
    for (size_t i = 0; i < cases->width; i++)
        if (strcmp(cases->columns[i].name, name) == 0)
            return i;
    if (cases->width == cases->room) {
        cases->room = 2 * cases->room + 8;
        cases->columns =
            uf_cli_grow(cases->cli, cases->columns, cases->room, sizeof *cases->columns);
    }
    cases->columns[cases->width] =
        (struct column){ uf_cli_copy(cases->cli, name), position, in_main, true };
    return cases->width++;
}

static uf_names names_of(uf_cases *cases, const uf_rows *rows, const char ***names)
{
    const size_t n = uf_rows_width(rows);
    *names = uf_cli_allocate(cases->cli, n, sizeof **names);
    for (size_t i = 0; i < n; i++)
        (*names)[i] = uf_rows_name(rows, i);
    return (uf_names){ *names, n };
}

static void add_by(uf_cases *cases, size_t column)
{
    cases->by = uf_cli_grow(cases->cli, cases->by, cases->by_count + 1, sizeof *cases->by);
    cases->by[cases->by_count++] = column;
}

/* The columns of the main input that one part of a list names; one column is called by that name,
 * whatever a map calls it. */
static void add_part(uf_cases *cases, uf_rows *rows, const char *part, bool is_by)
{
    const char **names;
    const uf_names there = names_of(cases, rows, &names);
    uf_selection selection = { .positions = uf_cli_allocate(cases->cli, there.n + 1,
                                                            sizeof *selection.positions) };
    const size_t alone = uf_rows_column(rows, part);
    if (alone != UF_NO_COLUMN)
        selection.positions[selection.count++] = alone;
    else if (uf_columns_add(&selection, there, part) != UF_PART_OK)
        uf_columns_missing(cases->cli, uf_rows_file(rows), there, part,
                           cases->listed ? "nor is it in the file of --cases" : NULL);
    for (size_t i = 0; i < selection.count; i++) {
        const char *theirs = uf_rows_name(rows, selection.positions[i]);
        const size_t column = add_column(cases, alone != UF_NO_COLUMN ? part : theirs,
                                         uf_rows_column(rows, theirs), true);
        if (is_by)
            add_by(cases, column);
    }
    free(selection.positions);
    free(names);
}

/* Columns that a list names, in the file of cases first. */
static void add_list(uf_cases *cases, uf_rows *rows, const char *option)
{
    size_t n;
    const char *const *parts = uf_cli_list(cases->cli, option, &n);
    const bool is_by = strcmp(option, "by") == 0;
    for (size_t i = 0; i < n; i++) {
        const bool is_domain = is_by && cases->has_domains && strcmp(parts[i], "domain") == 0;
        const size_t listed = cases->listed ? uf_rows_column(cases->file, parts[i]) : UF_NO_COLUMN;
        if (is_domain)
            add_by(cases, UF_BY_DOMAIN);
        else if (listed == UF_NO_COLUMN)
            add_part(cases, rows, parts[i], is_by);
        else if (is_by)
            add_by(cases, add_column(cases, parts[i], listed, false));
        else
            (void)add_column(cases, parts[i], listed, false);
    }
}

static void find_family(uf_cases *cases, uf_rows *rows)
{
    const char *given = uf_cli_text(cases->cli, "family");
    const size_t listed = cases->listed
                              ? uf_rows_column(cases->file, given != NULL ? given : "family")
                              : UF_NO_COLUMN;
    const size_t here = listed == UF_NO_COLUMN ? uf_rows_column(rows, "family") : UF_NO_COLUMN;
    cases->family = UF_NO_COLUMN;
    if (listed != UF_NO_COLUMN)
        cases->family = add_column(cases, "family", listed, false);
    else if (here != UF_NO_COLUMN)
        cases->family = add_column(cases, "family", here, true);
}

static void find_cluster(uf_cases *cases, uf_rows *rows)
{
    const char *name = uf_cli_text(cases->cli, "cluster");
    cases->cluster = UF_NO_COLUMN;
    if (name == NULL || strcmp(name, "none") == 0)
        return;
    for (size_t i = 0; i < cases->width && cases->cluster == UF_NO_COLUMN; i++)
        if (strcmp(cases->columns[i].name, name) == 0)
            cases->cluster = i;
    if (cases->cluster != UF_NO_COLUMN)
        return;
    const size_t listed = cases->listed ? uf_rows_column(cases->file, name) : UF_NO_COLUMN;
    cases->cluster = listed != UF_NO_COLUMN
                         ? add_column(cases, name, listed, false)
                         : add_column(cases, name, uf_rows_require(rows, name), true);
    cases->columns[cases->cluster].for_records = false;
}

/* ---- What a case has in its columns ---- */

static struct said *said_of(uf_cases *cases, uint32_t id)
{
    if (id >= cases->said_room) {
        const size_t room = 2 * (size_t)id + 64;
        cases->said =
            uf_cli_grow(cases->cli, cases->said, room * (cases->width + 1), sizeof *cases->said);
        for (size_t i = cases->said_room * cases->width; i < room * cases->width; i++)
            cases->said[i] = (struct said){ UF_NO_CODE, 0 };
        cases->said_room = room;
    }
    return cases->said + id * cases->width;
}

static uint32_t text_code(uf_cases *cases, const uf_rows *rows, size_t position)
{
    const uf_cell cell = uf_rows_cell(rows, position);
    return uf_rows_missing(rows, position) ? uf_intern_code(cases->texts, "", 0)
                                           : uf_intern_code(cases->texts, cell.text, cell.length);
}

static void take_column(uf_cases *cases, uf_rows *rows, uint32_t id, size_t column)
{
    struct said *said = said_of(cases, id) + column;
    const uint32_t code = text_code(cases, rows, cases->columns[column].position);
    if (said->code == UF_NO_CODE)
        *said = (struct said){ code, uf_rows_line(rows) };
    else if (said->code != code)
        uf_rows_reject(rows, cases->columns[column].position,
                       "case '%s' has '%s' here and '%s' in line %" PRIu64
                       "; it is one value of a case",
                       uf_cases_name(cases, id), uf_intern_text(cases->texts, code),
                       uf_intern_text(cases->texts, said->code), said->line);
}

static void take_columns(uf_cases *cases, uf_rows *rows, uint32_t id, bool in_main)
{
    for (size_t i = 0; i < cases->width; i++)
        if (cases->columns[i].in_main == in_main)
            take_column(cases, rows, id, i);
}

/* ---- The file of cases ---- */

static void read_case(uf_cases *cases)
{
    uf_rows *rows = cases->file;
    if (!uf_rows_present(rows, cases->id_column))
        return;
    const uf_cell cell = uf_rows_cell(rows, cases->id_column);
    if (uf_intern_find(cases->ids, cell.text, cell.length) != UF_NO_CODE)
        uf_rows_reject(rows, cases->id_column, "'%s' stands in the file twice", cell.text);
    uf_case_stages_read(cases->stages, rows);
    if (uf_rows_bad(rows))
        return;
    const uint32_t id = uf_intern_code(cases->ids, cell.text, cell.length);
    take_columns(cases, rows, id, false);
    uf_case_stages_keep(cases->stages, id);
}

static void read_file(uf_cases *cases)
{
    while (uf_rows_next(cases->file))
        read_case(cases);
    uf_rows_close(cases->file);
    cases->file = NULL;
    uf_case_stages_finish(cases->stages);
}

uf_cases *uf_cases_new(uf_cli *cli, bool has_domains)
{
    const char *path = uf_cli_text(cli, "cases");
    uf_cases *cases = uf_cli_allocate(cli, 1, sizeof *cases);
    *cases = (uf_cases){ .cli = cli,
                         .ids = uf_intern_new(cli),
                         .texts = uf_intern_new(cli),
                         .has_domains = has_domains,
                         .listed = path != NULL };
    if (path == NULL)
        return cases;
    cases->file = uf_rows_open_file(cli, path);
    cases->stages = uf_case_stages_new(cli, cases->file);
    return cases;
}

uf_cases *uf_cases_new_plain(uf_cli *cli)
{
    uf_cases *cases = uf_cli_allocate(cli, 1, sizeof *cases);
    *cases = (uf_cases){ .cli = cli,
                         .ids = uf_intern_new(cli),
                         .texts = uf_intern_new(cli),
                         .plain = true,
                         .family = UF_NO_COLUMN,
                         .cluster = UF_NO_COLUMN };
    return cases;
}

void uf_cases_free(uf_cases *cases)
{
    if (cases == NULL)
        return;
    uf_intern_free(cases->ids);
    uf_intern_free(cases->texts);
    uf_case_stages_free(cases->stages);
    for (size_t i = 0; i < cases->width; i++)
        free(cases->columns[i].name);
    free(cases->columns);
    free(cases->by);
    free(cases->said);
    free(cases);
}

void uf_cases_open(uf_cases *cases, uf_rows *rows)
{
    if (!cases->plain) {
        find_family(cases, rows);
        add_list(cases, rows, "by");
        add_list(cases, rows, "carry");
        find_cluster(cases, rows);
    }
    if (cases->listed) {
        cases->id_column = id_of(cases, cases->file);
        read_file(cases);
    }
    cases->id_column = id_of(cases, rows);
}

/* ---- Rows of ratings ---- */

uint32_t uf_cases_take(uf_cases *cases, uf_rows *rows)
{
    if (!uf_rows_present(rows, cases->id_column))
        return UF_NO_CODE;
    const uf_cell cell = uf_rows_cell(rows, cases->id_column);
    uint32_t id = uf_intern_find(cases->ids, cell.text, cell.length);
    if (id == UF_NO_CODE && cases->listed) {
        uf_rows_reject(rows, cases->id_column, "'%s' is not in the file of --cases", cell.text);
        return UF_NO_CODE;
    }
    if (id == UF_NO_CODE)
        id = uf_intern_code(cases->ids, cell.text, cell.length);
    take_columns(cases, rows, id, true);
    return uf_rows_bad(rows) ? UF_NO_CODE : id;
}

/* ---- What is known ---- */

size_t uf_cases_count(const uf_cases *cases)
{
    return uf_intern_count(cases->ids);
}

const char *uf_cases_name(const uf_cases *cases, uint32_t id)
{
    return uf_intern_text(cases->ids, id);
}

uint32_t *uf_cases_order(const uf_cases *cases)
{
    return uf_intern_order(cases->ids);
}

size_t uf_cases_width(const uf_cases *cases)
{
    return cases->cluster != UF_NO_COLUMN && !cases->columns[cases->cluster].for_records
               ? cases->width - 1
               : cases->width;
}

const char *uf_cases_column(const uf_cases *cases, size_t column)
{
    return cases->columns[column].name;
}

uint32_t uf_cases_code(const uf_cases *cases, uint32_t id, size_t column)
{
    if (column == UF_NO_COLUMN || id >= cases->said_room)
        return UF_NO_CODE;
    const uint32_t code = cases->said[id * cases->width + column].code;
    return code == UF_NO_CODE || uf_intern_length(cases->texts, code) == 0 ? UF_NO_CODE : code;
}

const char *uf_cases_text(const uf_cases *cases, uint32_t id, size_t column)
{
    const uint32_t code = uf_cases_code(cases, id, column);
    return code == UF_NO_CODE ? "" : uf_intern_text(cases->texts, code);
}

const size_t *uf_cases_by(const uf_cases *cases, size_t *n)
{
    *n = cases->by_count;
    return cases->by;
}

size_t uf_cases_family(const uf_cases *cases)
{
    return cases->family;
}

size_t uf_cases_cluster(const uf_cases *cases)
{
    return cases->cluster;
}

bool uf_cases_has_stage(const uf_cases *cases, uf_case_stage stage)
{
    return cases->listed && uf_case_stages_there(cases->stages, stage);
}

uf_stage_state uf_cases_stage(const uf_cases *cases, uint32_t id, uf_case_stage stage)
{
    if (!uf_cases_has_stage(cases, stage))
        return stage == UF_CASE_IDENTIFIED ? UF_STAGE_REACHED : UF_STAGE_UNKNOWN;
    return uf_case_stages_of(cases->stages, id, stage);
}
