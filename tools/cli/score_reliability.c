/* score_reliability.c: reading answers for the reliability of scales. */
#include "cli/score_reliability.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "cli/intern.h"
#include "cli/score_answers.h"

struct reader {
    uf_reliability *to;
    uf_rows *rows;
    uf_answers answers;
    uf_scale_score *scores; /* [scale] of the row in hand */
    double *keyed;          /* [item of a scale]          */
    uf_intern *persons;     /* with --retest              */
};

/* ---- Room ---- */

static void new_cell(uf_reliability *to, uf_scale_answers *cell, size_t scale)
{
    uf_error error;
    *cell = (uf_scale_answers){ NULL, NULL, .scores = { .n = 0 } };
    uf_moments_init(&cell->scores);
    const size_t items = to->key->scales[scale].n;
    if (items == 0 || !to->key->info[scale].shown)
        return;
    if (uf_item_covariance_new(&cell->complete, items, UF_ITEMS_COMPLETE, &error) != UF_OK ||
        uf_item_covariance_new(&cell->pairwise, items, UF_ITEMS_PAIRWISE, &error) != UF_OK)
        (void)uf_cli_fail(to->cli, &error);
}

static void make_room(uf_reliability *to, size_t cell)
{
    if (cell < to->cell_room)
        return;
    const size_t room = 2 * to->cell_room + 4, scales = to->key->count;
    to->scales = uf_cli_grow(to->cli, to->scales, room * scales + 1, sizeof *to->scales);
    to->unit_group = uf_cli_grow(to->cli, to->unit_group, room, sizeof *to->unit_group);
    for (size_t c = to->cell_room; c < room; c++) {
        to->unit_group[c] = 0;
        for (size_t s = 0; s < scales; s++)
            new_cell(to, &to->scales[c * scales + s], s);
    }
    to->cell_room = room;
}

/* ---- One row ---- */

/* An answer as it counts in the score: reversed and weighted. NaN without one. */
static double counted(const uf_scale_item *item, int64_t answer)
{
    if (answer == UF_NO_ANSWER)
        return NAN;
    return (double)uf_scale_keyed(item, answer) / UF_ANSWER_UNIT * (double)item->weight /
           UF_WEIGHT_UNIT;
}

static void push(struct reader *reader, size_t cell)
{
    const uf_reliability *to = reader->to;
    for (size_t s = 0; s < to->key->count; s++) {
        const uf_scale *scale = &to->key->scales[s];
        uf_scale_answers *here = &to->scales[cell * to->key->count + s];
        size_t answered = 0;
        if (here->complete == NULL)
            continue;
        for (size_t i = 0; i < scale->n; i++) {
            const int64_t answer = reader->answers.values[scale->items[i].answer];
            answered += answer != UF_NO_ANSWER;
            reader->keyed[i] = counted(&scale->items[i], answer);
        }
        uf_item_covariance_push(here->complete, reader->keyed);
        uf_item_covariance_push(here->pairwise, reader->keyed);
        if (answered == scale->n)
            uf_moments_push(&here->scores, reader->scores[s].value);
    }
}

static void keep_person(struct reader *reader, uint32_t cell)
{
    uf_reliability *to = reader->to;
    const uf_cell name = uf_rows_cell(reader->rows, uf_units_column(to->units));
    const size_t scales = to->key->count;
    if (to->person_count == to->person_room) {
        to->person_room = 2 * to->person_room + 256;
        to->people = uf_cli_grow(to->cli, to->people, to->person_room, sizeof *to->people);
        to->scores =
            uf_cli_grow(to->cli, to->scores, to->person_room * scales + 1, sizeof *to->scores);
    }
    to->people[to->person_count].cell = cell;
    to->people[to->person_count].person = uf_intern_code(reader->persons, name.text, name.length);
    for (size_t s = 0; s < scales; s++)
        to->scores[to->person_count * scales + s] = reader->scores[s].value;
    to->person_count++;
}

static void take_row(struct reader *reader)
{
    uf_reliability *to = reader->to;
    uint32_t group;
    uf_answers_read(&reader->answers);
    if (!uf_units_take(to->units, &group) || uf_rows_bad(reader->rows))
        return;
    const uint32_t cell = uf_groups_code(to->cells, reader->rows);
    to->taken++;
    make_room(to, cell);
    to->unit_group[cell] = group;
    uf_scale_score_all(reader->scores, to->key->scales, to->key->count, reader->answers.values);
    push(reader, cell);
    if (to->retest)
        keep_person(reader, cell);
}

/* ---- The whole ---- */

static size_t most_items(const uf_key *key)
{
    size_t most = 0;
    for (size_t s = 0; s < key->count; s++)
        most = key->scales[s].n > most ? key->scales[s].n : most;
    return most;
}

/* The columns of --by and, with --retest, of the occasion. */
static void open_cells(struct reader *reader)
{
    uf_reliability *to = reader->to;
    const size_t *by = uf_rows_select(reader->rows, "by", &to->by_count);
    const char *retest = uf_cli_text(to->cli, "retest");
    size_t *columns = uf_cli_allocate(to->cli, to->by_count + 1, sizeof *columns);
    uf_units_rule rule = { .period = UF_NO_COLUMN };
    for (size_t i = 0; i < to->by_count; i++)
        columns[i] = by[i];
    if (retest != NULL)
        rule.period = columns[to->by_count] = uf_rows_require(reader->rows, retest);
    for (size_t i = 0; retest != NULL && i < to->by_count; i++)
        if (columns[i] == rule.period)
            uf_cli_die(to->cli,
                       "--retest %s: that column is in --by already, which keeps the "
                       "occasions apart",
                       retest);
    to->retest = retest != NULL;
    to->cells = uf_groups_new(to->cli, reader->rows, columns, to->by_count + to->retest);
    to->units = uf_units_new_under(to->cli, reader->rows, rule);
    if (to->retest && uf_units_column(to->units) == UF_NO_COLUMN)
        uf_cli_die(to->cli, "--retest: no column says who is who on the occasions; name it with "
                            "--id");
    free(columns);
}

static void open_reader(struct reader *reader, uf_reliability *to)
{
    uf_cli *cli = to->cli;
    *reader = (struct reader){ .to = to, .rows = uf_rows_open(cli) };
    uf_answers_open(&reader->answers, cli, reader->rows, to->key);
    uf_answers_find(&reader->answers);
    open_cells(reader);
    reader->scores = uf_cli_allocate(cli, to->key->count + 1, sizeof *reader->scores);
    reader->keyed = uf_cli_allocate(cli, most_items(to->key) + 1, sizeof *reader->keyed);
    reader->persons = uf_intern_new(cli);
}

static void release(uf_reliability *reliability)
{
    for (size_t i = 0; i < reliability->cell_room * reliability->key->count; i++) {
        uf_item_covariance_free(reliability->scales[i].complete);
        uf_item_covariance_free(reliability->scales[i].pairwise);
    }
    uf_groups_free(reliability->cells);
    uf_units_free(reliability->units);
    free(reliability->scales);
    free(reliability->unit_group);
    free(reliability->people);
    free(reliability->scores);
}

void uf_score_reliability(uf_cli *cli, const uf_key *key)
{
    uf_reliability reliability = { .cli = cli, .key = key, .level = uf_cli_number(cli, "level") };
    struct reader reader;
    open_reader(&reader, &reliability);
    while (uf_rows_next(reader.rows))
        take_row(&reader);
    uf_answers_warn_of_shift(&reader.answers);
    if (uf_units_ineligible(reliability.units) > 0)
        uf_cli_say(cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(reliability.units));
    make_room(&reliability, 0);
    reliability.persons = uf_intern_count(reader.persons);
    /* The names of columns live as long as the rows. */
    uf_reliability_write(&reliability);
    uf_rows_close(reader.rows);
    uf_answers_close(&reader.answers);
    uf_intern_free(reader.persons);
    free(reader.scores);
    free(reader.keyed);
    release(&reliability);
}
