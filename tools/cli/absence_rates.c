/* absence_rates.c: rates of absence, gathered by group and window and written as results. */
#include "cli/absence_rates.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/absence_rate.h>

#include "cli/figure.h"
#include "cli/intern.h"
#include "cli/results.h"

/* One group in one window. */
struct cell {
    uint32_t place; /* one of the group's: its texts are the group's */
    int32_t window;
    uf_absence_rate rate;
    uint64_t ineligible;
};

/* What a pupil's records add to a cell. */
struct share {
    uint32_t cell;
    uf_absence_sums sums;
};

struct uf_absence_rates {
    uf_cli *cli;
    const uf_places *places;
    uf_unreported unreported;
    const size_t *by;
    size_t by_count;
    uf_intern *keys; /* texts of the group, and the window: number of a cell */
    char *key;
    size_t key_size;
    struct cell *cells;
    size_t count, capacity;
    struct share *shares; /* of one pupil */
    size_t share_capacity;
};

enum { AUTHORISED, UNAUTHORISED, UNREPORTED, EXTENSIONS };
static const char *const extension_names[] = { "authorised", "unauthorised", "unreported" };

uf_absence_rates *uf_absence_rates_new(uf_cli *cli, const uf_places *places,
                                       uf_unreported unreported)
{
    uf_absence_rates *rates = uf_cli_allocate(cli, 1, sizeof *rates);
    *rates = (uf_absence_rates){
        .cli = cli, .places = places, .unreported = unreported, .keys = uf_intern_new(cli)
    };
    rates->by = uf_places_by(places, &rates->by_count);
    return rates;
}

void uf_absence_rates_free(uf_absence_rates *rates)
{
    if (rates == NULL)
        return;
    uf_intern_free(rates->keys);
    free(rates->key);
    free(rates->cells);
    free(rates->shares);
    free(rates);
}

/* The key of a record's cell: the window, then each text of the group with its terminator. */
static size_t make_key(uf_absence_rates *rates, const uf_attendance_record *record)
{
    size_t used = sizeof record->window;
    for (size_t i = 0; i < rates->by_count; i++)
        used += strlen(uf_places_text(rates->places, record->place, rates->by[i])) + 1;
    if (used > rates->key_size) {
        rates->key_size = 2 * used;
        rates->key = uf_cli_grow(rates->cli, rates->key, rates->key_size, 1);
    }
    memcpy(rates->key, &record->window, sizeof record->window);
    char *at = rates->key + sizeof record->window;
    for (size_t i = 0; i < rates->by_count; i++) {
        const char *text = uf_places_text(rates->places, record->place, rates->by[i]);
        const size_t length = strlen(text) + 1;
        memcpy(at, text, length);
        at += length;
    }
    return used;
}

static uint32_t cell_of(uf_absence_rates *rates, const uf_attendance_record *record)
{
    const size_t length = make_key(rates, record);
    const uint32_t number = uf_intern_code(rates->keys, rates->key, length);
    if (number < rates->count)
        return number;
    if (rates->count == rates->capacity) {
        rates->capacity = 2 * rates->capacity + 16;
        rates->cells = uf_cli_grow(rates->cli, rates->cells, rates->capacity, sizeof *rates->cells);
    }
    struct cell *cell = &rates->cells[rates->count++];
    *cell = (struct cell){ .place = record->place, .window = record->window };
    uf_absence_rate_init(&cell->rate, rates->unreported != UF_UNREPORTED_EXCLUDE,
                         rates->unreported == UF_UNREPORTED_ABSENT);
    return number;
}

/* Add a record to what its pupil adds to a cell. Under split a pupil may be in a cell twice, and is
 * still one pupil. Returns how many shares there are then. */
static size_t add_share(uf_absence_rates *rates, size_t count, uint32_t cell,
                        const uf_attendance_record *record)
{
    const uf_absence_sums sums = {
        .scheduled = record->scheduled,
        .absent = record->absent,
        .authorised = record->authorised,
        .unauthorised = record->unauthorised,
        .unreported = record->unreported,
        .authorised_known = record->authorised_known,
    };
    for (size_t i = count; i > 0; i--)
        if (rates->shares[i - 1].cell == cell) {
            if (!uf_absence_sums_add(&rates->shares[i - 1].sums, &sums))
                uf_cli_die(rates->cli, "the sum of a pupil's time is too large");
            return count;
        }
    rates->shares[count] = (struct share){ cell, sums };
    return count + 1;
}

void uf_absence_rates_add(uf_absence_rates *rates, const uf_attendance_record *records, size_t n)
{
    if (n > rates->share_capacity) {
        rates->share_capacity = 2 * n;
        rates->shares =
            uf_cli_grow(rates->cli, rates->shares, rates->share_capacity, sizeof *rates->shares);
    }
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t cell = cell_of(rates, &records[i]);
        if (records[i].eligible)
            count = add_share(rates, count, cell, &records[i]);
        else
            rates->cells[cell].ineligible++;
    }
    for (size_t i = 0; i < count; i++) {
        uf_error error;
        if (uf_absence_rate_push(&rates->cells[rates->shares[i].cell].rate, &rates->shares[i].sums,
                                 &error) != UF_OK)
            (void)uf_cli_fail(rates->cli, &error);
    }
}

/* What qsort needs to know of a cell. */
struct entry {
    const uf_absence_rates *rates;
    const struct cell *cell;
};

static int by_group_and_window(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    for (size_t i = 0; i < a->rates->by_count; i++) {
        const size_t column = a->rates->by[i];
        const int order = strcmp(uf_places_text(a->rates->places, a->cell->place, column),
                                 uf_places_text(b->rates->places, b->cell->place, column));
        if (order != 0)
            return order;
    }
    return (a->cell->window > b->cell->window) - (a->cell->window < b->cell->window);
}

static void note_count(uf_estimate *row, uint64_t count, const char *what)
{
    char note[96];
    if (count == 0)
        return;
    (void)snprintf(note, sizeof note, "%s: %" PRIu64, what, count);
    (void)uf_estimate_note(row, note);
}

/* The estimate of a cell, in an estimate that has its texts. */
static void estimate(uf_absence_rates *rates, const struct cell *cell, uf_estimate *row)
{
    const uf_absence_rate *rate = &cell->rate;
    const double level = uf_cli_number(rates->cli, "level");
    uf_effect effect;
    uf_error error;
    if (uf_absence_rate_get(&effect, rate, level, &error) != UF_OK)
        (void)uf_cli_fail(rates->cli, &error);
    if (rate->pupils == 0)
        effect.note = "nothing was scheduled";
    else if (rate->pupils == 1)
        effect.note = "one pupil: no interval";
    uf_effect_row(row, &effect, level);
    row->n = uf_decimal_value(uf_absence_total_decimal(rate->scheduled));
    row->events = uf_decimal_value(uf_absence_total_decimal(rate->absent));
    row->clusters = (double)rate->pupils;
    uf_absence_rate_bounds(rate, &row->bound_low, &row->bound_high);
    note_count(row, rate->without, "pupils without a lesson that counts");
    note_count(row, cell->ineligible, "records left out for too little scheduled time");
}

static uf_estimate empty_row(const char *definition)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.measure = "absence";
    row.better = UF_BETTER_LOWER;
    row.term = "rate";
    row.estimand = "scheduled time";
    row.definition = definition;
    return row;
}

static void write_cell(uf_absence_rates *rates, const uf_results_layout *layout, const char **by,
                       const struct cell *cell, const char *window, const char *definition)
{
    char texts[EXTENSIONS][UF_DECIMAL_TEXT_SIZE] = { "", "", "" };
    uf_estimate row = empty_row(definition);
    row.period = window;
    estimate(rates, cell, &row);
    if (cell->rate.authorised_known && cell->rate.pupils > 0) {
        uf_decimal_text(uf_absence_total_decimal(cell->rate.authorised), texts[AUTHORISED]);
        uf_decimal_text(uf_absence_total_decimal(cell->rate.unauthorised), texts[UNAUTHORISED]);
    }
    uf_decimal_text(uf_absence_total_decimal(cell->rate.unreported), texts[UNREPORTED]);
    const char *extensions[EXTENSIONS];
    for (size_t i = 0; i < EXTENSIONS; i++)
        extensions[i] = texts[i];
    for (size_t i = 0; i < rates->by_count; i++)
        by[i] = uf_places_text(rates->places, cell->place, rates->by[i]);
    uf_results_row(rates->cli, layout, by, &row, extensions);
}

static void write_nothing(uf_absence_rates *rates, const uf_results_layout *layout, const char **by,
                          const char *definition)
{
    const char *const extensions[EXTENSIONS] = { "", "", "" };
    uf_estimate row = empty_row(definition);
    row.n = row.events = row.clusters = 0;
    (void)uf_estimate_method(&row, "logit-t");
    (void)uf_estimate_note(&row, "no rows");
    for (size_t i = 0; i < rates->by_count; i++)
        by[i] = "";
    uf_results_row(rates->cli, layout, by, &row, extensions);
}

void uf_absence_rates_write(uf_absence_rates *rates, uf_window_text *label, const void *context,
                            const char *definition)
{
    const char **names = uf_cli_allocate(rates->cli, rates->by_count, sizeof *names);
    const char **by = uf_cli_allocate(rates->cli, rates->by_count, sizeof *by);
    struct entry *entries = uf_cli_allocate(rates->cli, rates->count, sizeof *entries);
    for (size_t i = 0; i < rates->by_count; i++)
        names[i] = uf_places_name(rates->places, rates->by[i]);
    const uf_results_layout layout = { .by = names,
                                       .by_count = rates->by_count,
                                       .extensions = extension_names,
                                       .extension_count = EXTENSIONS };
    uf_results_header(rates->cli, &layout);
    for (size_t i = 0; i < rates->count; i++)
        entries[i] = (struct entry){ rates, &rates->cells[i] };
    qsort(entries, rates->count, sizeof *entries, by_group_and_window);
    for (size_t i = 0; i < rates->count; i++) {
        char text[UF_WINDOW_LABEL_SIZE];
        write_cell(rates, &layout, by, entries[i].cell,
                   label(context, entries[i].cell->window, text), definition);
    }
    if (rates->count == 0)
        write_nothing(rates, &layout, by, definition);
    free(names);
    free(by);
    free(entries);
}
