/* places.c: places as tuples of texts, from the log and the roster together.
 *
 * A row's cells make a number of their own (groups.h) and a spell of the roster has one; each pair
 * of the two that occurs is put together once, into a tuple of texts, which is the place. */
#include "cli/places.h"

#include <stdlib.h>
#include <string.h>

#include "cli/groups.h"

/* One column of a place. */
struct column {
    char *name;
    size_t position; /* in the log's rows, or UF_NO_COLUMN */
    size_t log;      /* which of the log's groups' columns, if it has a position */
    int roster;      /* uf_roster_field, or NOT_IN_ROSTER                        */
    bool carried;    /* by --carry or --by, and not a name of ours               */
};

enum { NOT_IN_ROSTER = -1, SCHOOL = 0 };

struct uf_places {
    uf_cli *cli;
    uf_rows *rows; /* while they are read */
    const uf_roster *roster;
    uf_intern *texts;
    struct column *columns;
    size_t width;
    size_t *by;
    size_t by_count;
    uf_groups *log;
    uint32_t *log_schools; /* [log_capacity] codes of texts */
    size_t log_count, log_capacity;
    uf_intern *pairs;        /* of a log's number and a roster's place */
    uint32_t *place_of_pair; /* [pair_capacity] */
    size_t pair_capacity;
    uint32_t last_log, last_roster, last_place;
    uf_intern *tuples; /* places: width codes of texts each */
    uint32_t *codes;   /* [width] while a tuple is put together */
    uint32_t *school_rank, *order;
};

/* ---- Columns ---- */

static size_t find_column(const uf_places *places, const char *name, size_t position)
{
    for (size_t i = 0; i < places->width; i++)
        if ((position != UF_NO_COLUMN && places->columns[i].position == position) ||
            strcmp(places->columns[i].name, name) == 0)
            return i;
    return UF_NO_COLUMN;
}

/* Add a column, unless it is there; returns where. */
static size_t add_column(uf_places *places, const char *name, size_t position, int roster)
{
    const size_t there = find_column(places, name, position);
    if (there != UF_NO_COLUMN)
        return there;
    places->columns =
        uf_cli_grow(places->cli, places->columns, places->width + 1, sizeof *places->columns);
    places->columns[places->width] = (struct column){
        .name = uf_cli_copy(places->cli, name),
        .position = position,
        .roster = roster,
    };
    return places->width++;
}

/* The columns that a roster may have too. School and class are always there; class is empty where
 * nobody has it. The log's arm is looked for only with the roster's: alone it is --carry's. */
static void add_own_columns(uf_places *places, uf_rows *rows)
{
    for (int i = 0; i < UF_ROSTER_FIELDS; i++) {
        const uf_roster_field field = (uf_roster_field)i;
        const bool in_roster = places->roster != NULL && uf_roster_has(places->roster, field);
        const char *name = uf_roster_field_name(field);
        const size_t position =
            field == UF_ROSTER_ARM && !in_roster ? UF_NO_COLUMN : uf_rows_column(rows, name);
        if (field <= UF_ROSTER_CLASS || in_roster || position != UF_NO_COLUMN)
            (void)add_column(places, name, position, in_roster ? i : NOT_IN_ROSTER);
    }
}

static void add_to_by(uf_places *places, size_t column)
{
    places->by = uf_cli_grow(places->cli, places->by, places->by_count + 1, sizeof *places->by);
    places->by[places->by_count++] = column;
}

/* Whether each part of a list is a column that is there already, as those of the roster are that
 * the log does not have. */
static bool all_known(const uf_places *places, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (find_column(places, parts[i], UF_NO_COLUMN) == UF_NO_COLUMN)
            return false;
    return true;
}

/* Add the columns of --carry or --by. */
static void add_listed(uf_places *places, uf_rows *rows, const char *list, bool by)
{
    size_t parts_count;
    const char *const *parts = uf_cli_list(places->cli, list, &parts_count);
    if (all_known(places, parts, parts_count)) {
        for (size_t i = 0; by && i < parts_count; i++)
            add_to_by(places, find_column(places, parts[i], UF_NO_COLUMN));
        return;
    }
    size_t n;
    const size_t *selected = uf_rows_select(rows, list, &n);
    for (size_t i = 0; i < n; i++) {
        const size_t known = places->width;
        const size_t column =
            add_column(places, uf_rows_asked_name(rows, selected[i]), selected[i], NOT_IN_ROSTER);
        places->columns[column].carried |= column == known;
        if (by)
            add_to_by(places, column);
    }
}

uf_places *uf_places_new(uf_cli *cli, uf_rows *rows, uf_intern *texts, const uf_roster *roster)
{
    uf_places *places = uf_cli_allocate(cli, 1, sizeof *places);
    *places = (uf_places){ .cli = cli,
                           .rows = rows,
                           .roster = roster,
                           .texts = texts,
                           .pairs = uf_intern_new(cli),
                           .tuples = uf_intern_new(cli),
                           .last_log = UF_NO_PLACE,
                           .last_roster = UF_NO_PLACE,
                           .last_place = UF_NO_PLACE };
    add_own_columns(places, rows);
    add_listed(places, rows, "carry", false);
    add_listed(places, rows, "by", true);
    size_t *positions = uf_cli_allocate(cli, places->width, sizeof *positions);
    size_t n = 0;
    for (size_t i = 0; i < places->width; i++)
        if (places->columns[i].position != UF_NO_COLUMN) {
            places->columns[i].log = n;
            positions[n++] = places->columns[i].position;
        }
    places->log = uf_groups_new(cli, rows, positions, n);
    places->codes = uf_cli_allocate(cli, places->width, sizeof *places->codes);
    free(positions);
    return places;
}

void uf_places_free(uf_places *places)
{
    if (places == NULL)
        return;
    for (size_t i = 0; i < places->width; i++)
        free(places->columns[i].name);
    free(places->columns);
    free(places->by);
    uf_groups_free(places->log);
    free(places->log_schools);
    uf_intern_free(places->pairs);
    free(places->place_of_pair);
    uf_intern_free(places->tuples);
    free(places->codes);
    free(places->school_rank);
    free(places->order);
    free(places);
}

/* ---- Places ---- */

/* The code of the log's text in a column; UF_NO_CODE where it has none. */
static uint32_t log_text(uf_places *places, uint32_t log, const struct column *column)
{
    if (log == UF_NO_PLACE || column->position == UF_NO_COLUMN)
        return UF_NO_CODE;
    const char *text = uf_groups_text(places->log, log, column->log);
    uf_cell cell = { .text = text, .length = strlen(text) };
    if (column->carried)
        cell = uf_rows_passed_on(places->rows, cell);
    return cell.length == 0 ? UF_NO_CODE : uf_intern_code(places->texts, cell.text, cell.length);
}

uint32_t uf_places_log(uf_places *places, const uf_rows *rows)
{
    const uint32_t log = uf_groups_code(places->log, rows);
    if (log >= places->log_count) { /* numbers are dense: this is the next one */
        if (log >= places->log_capacity) {
            places->log_capacity = 2 * (size_t)log + 64;
            places->log_schools = uf_cli_grow(places->cli, places->log_schools,
                                              places->log_capacity, sizeof *places->log_schools);
        }
        places->log_schools[log] = log_text(places, log, &places->columns[SCHOOL]);
        places->log_count = (size_t)log + 1;
    }
    return log;
}

uint32_t uf_places_log_school(const uf_places *places, uint32_t log)
{
    return places->log_schools[log];
}

static uint32_t put_together(uf_places *places, uint32_t log, uint32_t roster)
{
    for (size_t i = 0; i < places->width; i++) {
        const struct column *column = &places->columns[i];
        uint32_t code = log_text(places, log, column);
        if (code == UF_NO_CODE && roster != UF_NO_PLACE && column->roster != NOT_IN_ROSTER)
            code = uf_roster_text(places->roster, roster, (uf_roster_field)column->roster);
        places->codes[i] = code;
    }
    return uf_intern_code(places->tuples, (const char *)places->codes,
                          places->width * sizeof *places->codes);
}

uint32_t uf_places_join(uf_places *places, uint32_t log, uint32_t roster)
{
    if (log == places->last_log && roster == places->last_roster &&
        places->last_place != UF_NO_PLACE)
        return places->last_place;
    const uint32_t key[] = { log, roster };
    const size_t known = uf_intern_count(places->pairs);
    const uint32_t pair = uf_intern_code(places->pairs, (const char *)key, sizeof key);
    if (pair >= places->pair_capacity) {
        places->pair_capacity = 2 * (size_t)pair + 64;
        places->place_of_pair = uf_cli_grow(places->cli, places->place_of_pair,
                                            places->pair_capacity, sizeof *places->place_of_pair);
    }
    if (pair == known)
        places->place_of_pair[pair] = put_together(places, log, roster);
    places->last_log = log;
    places->last_roster = roster;
    return places->last_place = places->place_of_pair[pair];
}

uint32_t *uf_places_of_roster(uf_places *places)
{
    const size_t n = uf_roster_places(places->roster);
    uint32_t *place_of = uf_cli_allocate(places->cli, n, sizeof *place_of);
    for (size_t i = 0; i < n; i++)
        place_of[i] = uf_places_join(places, UF_NO_PLACE, (uint32_t)i);
    return place_of;
}

static uint32_t code_of(const uf_places *places, uint32_t place, size_t column)
{
    uint32_t code;
    memcpy(&code, uf_intern_text(places->tuples, place) + column * sizeof code, sizeof code);
    return code;
}

uint32_t uf_places_school(const uf_places *places, uint32_t place)
{
    return code_of(places, place, SCHOOL);
}

size_t uf_places_width(const uf_places *places)
{
    return places->width;
}

const char *uf_places_name(const uf_places *places, size_t column)
{
    return places->columns[column].name;
}

const char *uf_places_text(const uf_places *places, uint32_t place, size_t column)
{
    const uint32_t code = code_of(places, place, column);
    return code == UF_NO_CODE ? "" : uf_intern_text(places->texts, code);
}

const size_t *uf_places_by(const uf_places *places, size_t *n)
{
    *n = places->by_count;
    return places->by;
}

/* ---- Order ---- */

int uf_places_compare(const uf_places *places, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < places->width; i++) {
        const int order = strcmp(uf_places_text(places, a, i), uf_places_text(places, b, i));
        if (order != 0)
            return order;
    }
    return 0;
}

/* What qsort needs to know of a place. */
struct entry {
    const uf_places *places;
    uint32_t place;
};

static int by_texts(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    return uf_places_compare(a->places, a->place, b->place);
}

uf_attendance_places uf_places_rank(uf_places *places)
{
    const size_t n = uf_intern_count(places->tuples);
    struct entry *entries = uf_cli_allocate(places->cli, n, sizeof *entries);
    for (size_t i = 0; i < n; i++)
        entries[i] = (struct entry){ .places = places, .place = (uint32_t)i };
    qsort(entries, n, sizeof *entries, by_texts);
    places->school_rank =
        uf_cli_grow(places->cli, places->school_rank, n, sizeof *places->school_rank);
    places->order = uf_cli_grow(places->cli, places->order, n, sizeof *places->order);
    uint32_t rank = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t place = entries[i].place;
        if (i > 0 &&
            uf_places_school(places, place) != uf_places_school(places, entries[i - 1].place))
            rank++;
        places->school_rank[place] = rank;
        places->order[place] = (uint32_t)i;
    }
    free(entries);
    return (
        uf_attendance_places){ .school = places->school_rank, .order = places->order, .count = n };
}
