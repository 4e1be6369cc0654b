/* units.c: units, their groups, eligibility and definition. */
#include "cli/units.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/intern.h"
#include "cli/reading.h"

/* Columns that usually tell the several rows of a unit apart: the ones to suggest for --by. */
static const char *const usual_keys[] = { "window", "period", "wave",   "time", "term",
                                          "year",   "date",   "school", "class" };
enum { KEYS = sizeof usual_keys / sizeof usual_keys[0] };

struct key {
    size_t column; /* or UF_NO_COLUMN, also when it is in --by already */
    char *first;   /* its first value */
    bool varies;
};

struct uf_units {
    uf_cli *cli;
    uf_rows *rows;
    uf_groups *groups;
    uf_groups *seen; /* what may stand once; NULL where nothing must */
    size_t id, eligible, definition;
    const char *name;
    struct key keys[KEYS];
    uf_intern *definitions;
    uint32_t *definition_of; /* [group] */
    size_t definition_capacity;
    bool definition_is_by;
    uint64_t ineligible;
};

static size_t find_id(uf_units *units)
{
    static const struct {
        const char *column, *units;
    } kinds[] = { { "pupil", "pupils" }, { "case", "cases" }, { "id", "units" } };
    units->name = "units";
    if (uf_cli_given(units->cli, "id"))
        return uf_rows_require(units->rows, "pupil");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const size_t column = uf_rows_column(units->rows, kinds[i].column);
        if (column == UF_NO_COLUMN)
            continue;
        units->name = kinds[i].units;
        return column;
    }
    return UF_NO_COLUMN;
}

static bool is_among(size_t column, const size_t *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i] == column)
            return true;
    return false;
}

static void find_keys(uf_units *units, const size_t *by, size_t n)
{
    for (size_t i = 0; i < KEYS; i++) {
        const size_t column = uf_rows_column(units->rows, usual_keys[i]);
        units->keys[i].column = is_among(column, by, n) ? UF_NO_COLUMN : column;
    }
}

/* Group, period and unit: what may stand once. */
static uf_groups *new_seen(uf_units *units, const size_t *by, size_t n, size_t period)
{
    size_t *columns = uf_cli_allocate(units->cli, n + 2, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = by[i];
    if (period != UF_NO_COLUMN)
        columns[n++] = period;
    columns[n++] = units->id;
    uf_groups *seen = uf_groups_new(units->cli, units->rows, columns, n);
    free(columns);
    return seen;
}

static void forget_key(uf_units *units, size_t column)
{
    for (size_t i = 0; i < KEYS; i++)
        if (units->keys[i].column == column)
            units->keys[i].column = UF_NO_COLUMN;
}

uf_units *uf_units_new_under(uf_cli *cli, uf_rows *rows, uf_units_rule rule)
{
    uf_units *units = uf_cli_allocate(cli, 1, sizeof *units);
    *units = (uf_units){ .cli = cli, .rows = rows };
    size_t n;
    const size_t *by = uf_rows_select(rows, "by", &n);
    units->groups = uf_groups_new(cli, rows, by, n);
    units->id = find_id(units);
    if (rule.repeated)
        units->name = "rows";
    units->eligible = uf_rows_column(rows, "eligible");
    units->definition = uf_rows_column(rows, "definition");
    units->definition_is_by = is_among(units->definition, by, n);
    units->definitions = uf_intern_new(cli);
    find_keys(units, by, n);
    forget_key(units, rule.period);
    if (units->id != UF_NO_COLUMN && !rule.repeated)
        units->seen = new_seen(units, by, n, rule.period);
    return units;
}

uf_units *uf_units_new(uf_cli *cli, uf_rows *rows)
{
    return uf_units_new_under(cli, rows, (uf_units_rule){ .period = UF_NO_COLUMN });
}

void uf_units_free(uf_units *units)
{
    if (units == NULL)
        return;
    uf_groups_free(units->groups);
    uf_groups_free(units->seen);
    uf_intern_free(units->definitions);
    free(units->definition_of);
    for (size_t i = 0; i < KEYS; i++)
        free(units->keys[i].first);
    free(units);
}

static void watch_keys(uf_units *units)
{
    for (size_t i = 0; i < KEYS; i++) {
        struct key *key = &units->keys[i];
        if (key->column == UF_NO_COLUMN || key->varies)
            continue;
        const char *text = uf_rows_cell(units->rows, key->column).text;
        if (key->first == NULL)
            key->first = uf_cli_copy(units->cli, text);
        else
            key->varies = strcmp(key->first, text) != 0;
    }
}

_Noreturn static void refuse_repeat(uf_units *units)
{
    const char *unit = uf_rows_name(units->rows, units->id);
    const char *text = uf_rows_cell(units->rows, units->id).text;
    for (size_t i = 0; i < KEYS; i++)
        if (units->keys[i].column != UF_NO_COLUMN && units->keys[i].varies)
            uf_cli_die(units->cli, "%s:%" PRIu64 ": %s '%s' stands twice; add --by %s",
                       uf_rows_file(units->rows), uf_rows_line(units->rows), unit, text,
                       uf_rows_name(units->rows, units->keys[i].column));
    uf_cli_die(units->cli,
               "%s:%" PRIu64 ": %s '%s' stands twice; each unit may stand once in a group",
               uf_rows_file(units->rows), uf_rows_line(units->rows), unit, text);
}

static void check_once(uf_units *units)
{
    if (units->seen == NULL || !uf_rows_present(units->rows, units->id))
        return;
    watch_keys(units);
    const size_t before = uf_groups_count(units->seen);
    (void)uf_groups_code(units->seen, units->rows);
    if (uf_groups_count(units->seen) == before)
        refuse_repeat(units);
}

/* Rows of different definitions do not belong in one analysis. */
static void check_definition(uf_units *units, uint32_t group)
{
    if (units->definition == UF_NO_COLUMN)
        return;
    const uf_cell cell = uf_rows_cell(units->rows, units->definition);
    const uint32_t code = uf_intern_code(units->definitions, cell.text, cell.length);
    if (group >= units->definition_capacity) {
        const size_t capacity = 2 * (size_t)group + 16;
        units->definition_of =
            uf_cli_grow(units->cli, units->definition_of, capacity, sizeof *units->definition_of);
        for (size_t i = units->definition_capacity; i < capacity; i++)
            units->definition_of[i] = UF_NO_CODE;
        units->definition_capacity = capacity;
    }
    units->definition_of[group] = code;
    if (code != 0 && !units->definition_is_by)
        uf_cli_die(units->cli,
                   "%s:%" PRIu64 ": rows of different definitions, '%s' and '%s'; add --by "
                   "definition, or choose with --where",
                   uf_rows_file(units->rows), uf_rows_line(units->rows),
                   uf_intern_text(units->definitions, 0), cell.text);
}

bool uf_units_take(uf_units *units, uint32_t *group)
{
    if (units->eligible != UF_NO_COLUMN && !uf_rows_missing(units->rows, units->eligible) &&
        uf_rows_flag(units->rows, units->eligible) == 0) {
        if (!uf_rows_bad(units->rows)) {
            units->ineligible++;
            uf_reading_leave_out(units->cli, 1, "not eligible");
        }
        return false;
    }
    if (uf_rows_bad(units->rows))
        return false;
    check_once(units);
    if (uf_rows_bad(units->rows))
        return false;
    *group = uf_groups_code(units->groups, units->rows);
    check_definition(units, *group);
    return true;
}

uf_groups *uf_units_groups(uf_units *units)
{
    return units->groups;
}

size_t uf_units_column(const uf_units *units)
{
    return units->id;
}

const char *uf_units_name(const uf_units *units)
{
    return units->name;
}

uint64_t uf_units_ineligible(const uf_units *units)
{
    return units->ineligible;
}

const char *uf_units_definition(const uf_units *units, uint32_t group)
{
    if (group >= units->definition_capacity || units->definition_of[group] == UF_NO_CODE)
        return "";
    return uf_intern_text(units->definitions, units->definition_of[group]);
}
