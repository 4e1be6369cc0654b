/* score_summary.c: single questions summarised, group by group: means, the share of each answer,
 * and apart from these the share that did not know. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/item_summary.h>

#include "cli/messages.h"
#include "cli/results.h"
#include "cli/score.h"
#include "cli/score_answers.h"
#include "cli/units.h"

/* Steps that are listed although nobody answers them: a question has few. */
enum { MOST_STEPS = 20 };

/* A question. */
struct question {
    size_t column;
    size_t item; /* in the key; looked at only where there is one */
    const char *name;
    uf_better better;
};

struct summary {
    uf_cli *cli;
    uf_rows *rows;
    const uf_key *key; /* or NULL */
    uf_units *units;
    uf_answers answers;
    struct question *questions;
    size_t count;
    int64_t *values;        /* [question] of the row in hand */
    bool *unsure;           /* [question] of the row in hand */
    uf_item_summary *items; /* [group][question] */
    size_t room;            /* in groups */
    bool any;               /* some row counts */
    double level;
    uf_results_layout layout;
    const char **names, **by;
    size_t *by_of; /* [by-column] its place in --by */
};

/* ---- Which questions ---- */

/* Which way is good for an answer as it is given: the scale's, turned round where the key does. */
static uf_better better_of(const uf_key *key, size_t item)
{
    for (size_t i = 0; i < key->count; i++)
        for (size_t k = 0; k < key->info[i].n; k++) {
            const uf_scale_item *here = &key->info[i].items[k];
            if (here->answer != item || key->info[i].better == UF_BETTER_UNSAID)
                continue;
            if (!here->reverse)
                return key->info[i].better;
            return key->info[i].better == UF_BETTER_LOWER ? UF_BETTER_HIGHER : UF_BETTER_LOWER;
        }
    return UF_BETTER_UNSAID;
}

static void find_by_key(struct summary *summary)
{
    const uf_key *key = summary->key;
    uf_answers_find(&summary->answers);
    summary->questions =
        uf_cli_allocate(summary->cli, key->item_count + 1, sizeof *summary->questions);
    for (size_t i = 0; i < key->item_count; i++)
        if (key->items[i].needed)
            summary->questions[summary->count++] =
                (struct question){ summary->answers.columns[i], i, key->items[i].name,
                                   better_of(key, i) };
}

static void find_by_name(struct summary *summary)
{
    size_t n;
    if (!uf_cli_given(summary->cli, "items"))
        uf_cli_die(summary->cli, "--item-summary: name the questions with --items or --key");
    const size_t *columns = uf_rows_select(summary->rows, "items", &n);
    summary->questions = uf_cli_allocate(summary->cli, n + 1, sizeof *summary->questions);
    for (size_t i = 0; i < n; i++)
        summary->questions[summary->count++] =
            (struct question){ columns[i], 0, uf_rows_asked_name(summary->rows, columns[i]),
                               UF_BETTER_UNSAID };
}

/* ---- Reading ---- */

static void make_room(struct summary *summary, uint32_t group)
{
    if (group < summary->room)
        return;
    const size_t room = 2 * summary->room + 8;
    summary->items = uf_cli_grow(summary->cli, summary->items, room * summary->count + 1,
                                 sizeof *summary->items);
    for (size_t i = summary->room * summary->count; i < room * summary->count; i++)
        uf_item_summary_init(&summary->items[i]);
    summary->room = room;
}

/* The cell of a question: a number, a code for not knowing, or nothing. */
static void read_question(struct summary *summary, size_t i)
{
    const struct question *question = &summary->questions[i];
    int64_t value = UF_NO_ANSWER;
    summary->unsure[i] = false;
    summary->values[i] = UF_NO_ANSWER;
    if (uf_rows_missing(summary->rows, question->column))
        return;
    summary->unsure[i] =
        uf_answers_unsure(&summary->answers, uf_rows_cell(summary->rows, question->column));
    if (summary->unsure[i])
        return;
    if (summary->key != NULL)
        value = uf_answers_cell(&summary->answers, question->item, question->column);
    else if (uf_answer_number(summary->rows, question->column, &value))
        value += summary->answers.shift;
    summary->values[i] = value;
}

static void take_row(struct summary *summary)
{
    uint32_t group;
    uf_error error;
    for (size_t i = 0; i < summary->count; i++)
        read_question(summary, i);
    if (!uf_units_take(summary->units, &group))
        return;
    make_room(summary, group);
    summary->any = true;
    for (size_t i = 0; i < summary->count; i++) {
        uf_item_summary *item = &summary->items[group * summary->count + i];
        item->do_not_know += summary->unsure[i];
        if (summary->values[i] == UF_NO_ANSWER)
            item->missing += !summary->unsure[i];
        else if (uf_item_summary_push(item, summary->values[i], &error) != UF_OK)
            uf_cli_fail(summary->cli, &error);
    }
}

/* ---- Steps that every group lists ---- */

static void declare(struct summary *summary, uf_item_summary *item, int64_t answer)
{
    uf_error error;
    if (uf_item_summary_declare(item, answer, &error) != UF_OK)
        uf_cli_fail(summary->cli, &error);
}

/* All steps of the key, or else those that occur in any group. */
static void declare_steps(struct summary *summary, size_t i, size_t groups)
{
    const uf_key_item *known =
        summary->key != NULL ? &summary->key->items[summary->questions[i].item] : NULL;
    const bool few = known != NULL && known->min % UF_ANSWER_UNIT == 0 &&
                     known->max - known->min < (int64_t)MOST_STEPS * UF_ANSWER_UNIT;
    for (size_t to = 0; to < groups; to++) {
        uf_item_summary *item = &summary->items[to * summary->count + i];
        for (int64_t step = few ? known->min : 1; step <= (few ? known->max : 0);
             step += UF_ANSWER_UNIT)
            declare(summary, item, step);
        for (size_t from = 0; from < groups; from++) {
            const uf_item_summary *other = &summary->items[from * summary->count + i];
            for (size_t k = 0; from != to && k < other->count; k++)
                declare(summary, item, other->steps[k].answer);
        }
    }
}

/* ---- Writing ---- */

static void open_table(struct summary *summary)
{
    uf_groups *groups = uf_units_groups(summary->units);
    const size_t width = uf_groups_width(groups);
    size_t n = 0;
    summary->names = uf_cli_allocate(summary->cli, width + 1, sizeof *summary->names);
    summary->by = uf_cli_allocate(summary->cli, width + 1, sizeof *summary->by);
    summary->by_of = uf_cli_allocate(summary->cli, width + 1, sizeof *summary->by_of);
    for (size_t i = 0; i < width; i++) {
        if (strcmp(uf_groups_name(groups, i), "definition") == 0)
            continue;
        summary->by_of[n] = i;
        summary->names[n++] = uf_groups_name(groups, i);
    }
    summary->layout = (uf_results_layout){ .by = summary->names, .by_count = n };
    uf_results_header(summary->cli, &summary->layout);
}

/* Append to a text that is freed. */
static char *append(const struct summary *summary, char *text, const char *name, const char *value)
{
    char *longer = uf_message_text("%s;%s=%s", text, name, value);
    free(text);
    if (longer == NULL)
        uf_cli_no_memory(summary->cli);
    return longer;
}

/* How the answers were made: "q1;range=0..4;answers=as-given;dont-know=9". The caller frees it. */
static char *definition_of(const struct summary *summary, size_t i, const char *before)
{
    const struct question *question = &summary->questions[i];
    char low[UF_ANSWER_TEXT_SIZE];
    char *text = uf_message_text("%s%s%s", before, before[0] != '\0' ? ";" : "", question->name);
    if (text == NULL)
        uf_cli_no_memory(summary->cli);
    if (summary->key != NULL) {
        const uf_key_item *known = &summary->key->items[question->item];
        char high[UF_ANSWER_TEXT_SIZE], range[2 * UF_ANSWER_TEXT_SIZE + 2];
        (void)snprintf(range, sizeof range, "%s..%s", uf_answer_text(known->min, low),
                       uf_answer_text(known->max, high));
        text = append(summary, text, "range", range);
    }
    text = append(summary, text, "answers", "as-given");
    if (summary->answers.shift != 0)
        text = append(summary, text, "shift", uf_answer_text(summary->answers.shift, low));
    for (size_t k = 0; k < summary->answers.unsure_count; k++)
        text = append(summary, text, "dont-know", summary->answers.unsure[k]);
    return text;
}

static void begin(const struct summary *summary, size_t i, const char *definition, uf_estimate *row)
{
    uf_estimate_init(row);
    row->role = UF_DESCRIPTIVE;
    row->measure = summary->questions[i].name;
    row->estimand = uf_units_name(summary->units);
    row->definition = definition;
}

static void write_row(struct summary *summary, const uf_estimate *row)
{
    uf_results_row(summary->cli, &summary->layout, summary->by, row, NULL);
}

static void note_count(uf_estimate *row, const char *what, uint64_t n)
{
    char *text = n > 0 ? uf_message_text("%s: %" PRIu64, what, n) : NULL;
    if (text != NULL)
        (void)uf_estimate_note(row, text);
    free(text);
}

static void write_mean(struct summary *summary, size_t i, const uf_item_summary *item,
                       const char *definition)
{
    uf_estimate row;
    uf_error error;
    begin(summary, i, definition, &row);
    row.role = UF_PRIMARY;
    row.better = summary->questions[i].better;
    if (uf_item_mean_row(&row, item, summary->level, &error) != UF_OK)
        uf_cli_fail(summary->cli, &error);
    if (!summary->any) {
        row.note[0] = '\0';
        (void)uf_estimate_note(&row, "no rows");
    }
    note_count(&row, "did not know", item->do_not_know);
    note_count(&row, "no answer", item->missing);
    write_row(summary, &row);
}

static void write_question(struct summary *summary, size_t i, const uf_item_summary *item,
                           const char *before)
{
    uf_estimate row;
    uf_error error;
    char *definition = definition_of(summary, i, before), answer[UF_ANSWER_TEXT_SIZE];
    write_mean(summary, i, item, definition);
    for (size_t k = 0; summary->any && k < item->count; k++) {
        begin(summary, i, definition, &row);
        row.group = uf_answer_text(item->steps[k].answer, answer);
        if (uf_item_share_row(&row, item, k, summary->level, &error) != UF_OK)
            uf_cli_fail(summary->cli, &error);
        write_row(summary, &row);
    }
    if (summary->any && summary->answers.unsure_count > 0) {
        begin(summary, i, definition, &row);
        row.group = "don't know";
        if (uf_item_do_not_know_row(&row, item, summary->level, &error) != UF_OK)
            uf_cli_fail(summary->cli, &error);
        write_row(summary, &row);
    }
    free(definition);
}

static void write_all(struct summary *summary)
{
    uf_groups *groups = uf_units_groups(summary->units);
    const size_t count = uf_groups_count(groups);
    const uint32_t *order = uf_groups_order(groups);
    const bool exists = count > 0;
    make_room(summary, 0);
    for (size_t i = 0; i < summary->count; i++)
        declare_steps(summary, i, count);
    open_table(summary);
    for (size_t g = 0; g < (exists ? count : 1); g++) {
        const uint32_t group = exists ? order[g] : 0;
        for (size_t k = 0; k < summary->layout.by_count; k++)
            summary->by[k] = exists ? uf_groups_text(groups, group, summary->by_of[k]) : "";
        for (size_t i = 0; i < summary->count; i++)
            write_question(summary, i, &summary->items[group * summary->count + i],
                           exists ? uf_units_definition(summary->units, group) : "");
    }
}

static void close_summary(struct summary *summary)
{
    for (size_t i = 0; i < summary->room * summary->count; i++)
        uf_item_summary_release(&summary->items[i]);
    uf_answers_close(&summary->answers);
    uf_units_free(summary->units);
    free(summary->items);
    free(summary->questions);
    free(summary->values);
    free(summary->unsure);
    free(summary->names);
    free(summary->by);
    free(summary->by_of);
}

void uf_score_summary(uf_cli *cli, const uf_key *key)
{
    struct summary summary = { .cli = cli, .key = key, .level = uf_cli_number(cli, "level") };
    summary.rows = uf_rows_open(cli);
    uf_answers_open(&summary.answers, cli, summary.rows, key);
    if (key != NULL)
        find_by_key(&summary);
    else
        find_by_name(&summary);
    summary.values = uf_cli_allocate(cli, summary.count + 1, sizeof *summary.values);
    summary.unsure = uf_cli_allocate(cli, summary.count + 1, sizeof *summary.unsure);
    summary.units = uf_units_new(cli, summary.rows);
    while (uf_rows_next(summary.rows))
        take_row(&summary);
    uf_answers_warn_of_shift(&summary.answers);
    if (uf_units_ineligible(summary.units) > 0)
        uf_cli_say(cli, "rows left out as not eligible: %" PRIu64,
                   uf_units_ineligible(summary.units));
    /* The names of questions live as long as the rows. */
    write_all(&summary);
    uf_rows_close(summary.rows);
    close_summary(&summary);
}
