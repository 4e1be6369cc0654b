/* score_norms.c: reading norms, and saying what is wrong with them. */
#include "cli/score_norms.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <utfall/scale_norms.h>
#include <utfall/status.h>

#include "cli/datafile.h"
#include "cli/rows.h"
#include "cli/score_range.h"

struct uf_norm_table {
    uf_cli *cli;
    const uf_key *key;
    char *path;
    uf_norm *rows;
    uint64_t *lines; /* of rows */
    size_t count, room;
    uf_intern *sexes, *informants; /* of the table */
    int32_t *lowest, *highest;     /* [scale] */
    uf_norms *norms;
};

/* The columns of the table. */
struct columns {
    size_t scale, raw, t, sex, ages, informant;
};

/* ---- A row ---- */

static uint32_t code_of(uf_intern *codes, uf_rows *rows, size_t column)
{
    if (uf_rows_missing(rows, column))
        return UF_NORM_ANY;
    const uf_cell cell = uf_rows_cell(rows, column);
    return uf_intern_code(codes, cell.text, cell.length);
}

static size_t read_scale(const uf_norm_table *table, uf_rows *rows, size_t column)
{
    const uf_cell cell = uf_rows_cell(rows, column);
    if (!uf_rows_present(rows, column))
        return 0;
    const size_t scale = uf_key_find(table->key, cell.text, cell.length);
    if (scale == UF_NO_COLUMN)
        uf_rows_reject(rows, column, "'%s' is no scale of %s", cell.text, table->key->path);
    else if (table->key->info[scale].rule.method == UF_SCALE_MEAN)
        uf_rows_reject(rows, column, "'%s' is a mean: norms here are for sums", cell.text);
    return scale;
}

static void read_row(uf_norm_table *table, uf_rows *rows, const struct columns *columns)
{
    uf_norm norm = { .scale = read_scale(table, rows, columns->scale),
                     .sex = code_of(table->sexes, rows, columns->sex),
                     .informant = code_of(table->informants, rows, columns->informant),
                     .ages = { 0, UF_AGE_MAX } };
    if (uf_rows_present(rows, columns->raw) &&
        !uf_score_range_whole(uf_rows_cell(rows, columns->raw), INT32_MIN, INT32_MIN, &norm.low,
                              &norm.high))
        uf_rows_reject(rows, columns->raw, "'%s' is neither a whole score nor a range such as 0..2",
                       uf_rows_cell(rows, columns->raw).text);
    if (uf_rows_present(rows, columns->t))
        norm.t = uf_rows_number(rows, columns->t);
    if (!uf_rows_missing(rows, columns->ages) &&
        !uf_score_range_whole(uf_rows_cell(rows, columns->ages), 0, UF_AGE_MAX, &norm.ages.low,
                              &norm.ages.high))
        uf_rows_reject(rows, columns->ages, "'%s' is not a range of ages such as 8..9",
                       uf_rows_cell(rows, columns->ages).text);
    if (uf_rows_bad(rows))
        return;
    if (table->count == table->room) {
        table->room = 2 * table->room + 64;
        table->rows = uf_cli_grow(table->cli, table->rows, table->room, sizeof *table->rows);
        table->lines = uf_cli_grow(table->cli, table->lines, table->room, sizeof *table->lines);
    }
    table->rows[table->count] = norm;
    table->lines[table->count++] = uf_rows_line(rows);
}

static void read_rows(uf_norm_table *table, uf_score_findings *findings)
{
    uf_rows *rows = uf_rows_open_file(table->cli, table->path);
    const struct columns columns = {
        .scale = uf_rows_require(rows, "scale"),
        .raw = uf_rows_require(rows, "raw"),
        .t = uf_rows_require(rows, "t"),
        .sex = uf_rows_column(rows, "sex"),
        .ages = uf_rows_column(rows, "ages"),
        .informant = uf_rows_column(rows, "informant"),
    };
    uf_score_findings_listen(findings, rows);
    while (uf_rows_next(rows))
        read_row(table, rows, &columns);
    uf_rows_close(rows);
}

/* ---- Flaws ---- */

/* "4", or "4 to 6". Returns text. */
static char *stretch(int32_t low, int32_t high, char text[32])
{
    if (low == high)
        (void)snprintf(text, 32, "%" PRId32, low);
    else
        (void)snprintf(text, 32, "%" PRId32 " to %" PRId32, low, high);
    return text;
}

static void add_flaw(const uf_norm_table *table, const uf_norm_flaw *flaw,
                     uf_score_findings *findings)
{
    static const char *const columns[UF_NORM_FAULTS] = {
        [UF_NORM_TURN] = "t", [UF_NORM_AGES] = "ages", [UF_NORM_TWO_GROUPS] = "ages"
    };
    const uf_norm *norm = &table->rows[flaw->at];
    const bool pair = flaw->other != UF_NO_INDEX;
    const uint64_t other = pair ? table->lines[flaw->other] : 0;
    const uf_norm *before = pair ? &table->rows[flaw->other] : norm;
    const int32_t lowest = table->lowest[norm->scale], highest = table->highest[norm->scale];
    const uf_score_place place = { table->path, table->lines[flaw->at],
                                   columns[flaw->fault] != NULL ? columns[flaw->fault] : "raw",
                                   table->key->info[norm->scale].name };
    const char *rule = uf_norm_fault_name(flaw->fault);
    char text[32];
    switch (flaw->fault) {
    case UF_NORM_RANGE:
        uf_score_findings_add(findings, place, rule, "a range that runs backwards");
        break;
    case UF_NORM_OUTSIDE:
        uf_score_findings_add(findings, place, rule, "raw %s is outside %" PRId32 " to %" PRId32,
                              stretch(norm->low, norm->high, text), lowest, highest);
        break;
    case UF_NORM_OVERLAP:
        uf_score_findings_add(findings, place, rule,
                              "raw %" PRId32 " has a T in line %" PRIu64 " already", norm->low,
                              other);
        break;
    case UF_NORM_GAP:
        (void)stretch(pair ? before->high + 1 : lowest, norm->low - 1, text);
        uf_score_findings_add(findings, place, rule, "raw %s has no T", text);
        break;
    case UF_NORM_END:
        uf_score_findings_add(findings, place, rule, "raw %s has no T",
                              stretch(norm->high + 1, highest, text));
        break;
    case UF_NORM_TURN:
        uf_score_findings_add(findings, place, rule,
                              "T goes from %g in line %" PRIu64 " to %g: the other way than before",
                              before->t, other, norm->t);
        break;
    case UF_NORM_AGES:
        uf_score_findings_add(findings, place, rule, "age %s has no T",
                              stretch(before->ages.high + 1, norm->ages.low - 1, text));
        break;
    case UF_NORM_TWO_GROUPS:
        uf_score_findings_add(findings, place, rule,
                              "the people of this row are also those of line %" PRIu64, other);
        break;
    }
}

static void find_ends(uf_norm_table *table)
{
    const size_t n = table->key->count;
    table->lowest = uf_cli_allocate(table->cli, n + 1, sizeof *table->lowest);
    table->highest = uf_cli_allocate(table->cli, n + 1, sizeof *table->highest);
    for (size_t i = 0; i < n; i++) {
        uf_scale_score lowest, highest;
        uf_scale_ends(&lowest, &highest, table->key->scales, i);
        table->lowest[i] = (int32_t)lround(lowest.value);
        table->highest[i] = (int32_t)lround(highest.value);
    }
}

static void check(uf_norm_table *table, uf_score_findings *findings)
{
    uf_error error;
    size_t found;
    /* A row has at most a few flaws; what is beyond is heard of when these are gone. */
    const size_t room = 4 * table->count + 16;
    uf_norm_flaw *flaws = uf_cli_allocate(table->cli, room, sizeof *flaws);
    if (uf_norms_new(&table->norms, table->rows, table->count, table->lowest, table->highest, flaws,
                     room, &found, &error) != UF_OK)
        uf_cli_fail(table->cli, &error);
    for (size_t i = 0; i < found && i < room; i++)
        add_flaw(table, &flaws[i], findings);
    free(flaws);
    if (table->count == 0)
        uf_score_findings_add(findings, (uf_score_place){ table->path, 0, "", "" }, "empty",
                              "there are no norms");
}

uf_norm_table *uf_norm_table_read(uf_cli *cli, const uf_key *key, uf_score_findings *findings)
{
    if (!uf_cli_given(cli, "norms") || uf_score_findings_count(findings) > 0)
        return NULL;
    uf_norm_table *table = uf_cli_allocate(cli, 1, sizeof *table);
    *table = (uf_norm_table){ .cli = cli,
                              .key = key,
                              .path = uf_datafile_find(cli, "norms", uf_cli_text(cli, "norms")),
                              .sexes = uf_intern_new(cli),
                              .informants = uf_intern_new(cli) };
    read_rows(table, findings);
    find_ends(table);
    if (uf_score_findings_count(findings) == 0)
        check(table, findings);
    return table;
}

void uf_norm_table_free(uf_norm_table *table)
{
    if (table == NULL)
        return;
    uf_norms_free(table->norms);
    uf_intern_free(table->sexes);
    uf_intern_free(table->informants);
    free(table->lowest);
    free(table->highest);
    free(table->rows);
    free(table->lines);
    free(table->path);
    free(table);
}

/* ---- Looking up ---- */

static void need(const uf_norm_table *table, size_t column, const char *name)
{
    if (column == UF_NO_COLUMN)
        uf_cli_die(table->cli, "%s tells people apart by %s, but the answers have no column '%s'",
                   table->path, name, name);
}

void uf_norm_table_meet(const uf_norm_table *table, const uf_people *people)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->key->count; i++) {
        const uf_norm_use use = uf_norms_use(table->norms, i);
        if (!use.any || !table->key->info[i].shown)
            continue;
        if (use.sex)
            need(table, people->sex, "sex");
        if (use.informant)
            need(table, people->informant, "informant");
        if (use.age)
            need(table, people->age, "age");
    }
}

bool uf_norm_table_has(const uf_norm_table *table, size_t scale)
{
    return table != NULL && uf_norms_use(table->norms, scale).any;
}

/* The table's code for a text of people's; one that it does not have for any other. */
static uint32_t translate(const uf_intern *theirs, uint32_t code, const uf_intern *ours)
{
    /* UF_NORM_ANY is a row's, never a person's. */
    const uint32_t none = UF_NORM_ANY - 1;
    if (code == UF_NO_CODE)
        return none;
    const uint32_t found =
        uf_intern_find(ours, uf_intern_text(theirs, code), uf_intern_length(theirs, code));
    return found == UF_NO_CODE ? none : found;
}

double uf_norm_table_find(const uf_norm_table *table, size_t scale, const uf_people *people,
                          const uf_person *person, const uf_scale_score *raw)
{
    const uf_norm_person who = {
        .sex = translate(people->sexes, person->sex, table->sexes),
        .informant = translate(people->informants, person->informant, table->informants),
        .age = person->age,
    };
    return uf_norms_find(table->norms, scale, &who, raw);
}
