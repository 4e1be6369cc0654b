/* score_answers.c: reading answers, and noticing where they were counted from. */
#include "cli/score_answers.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/figure.h"

enum { DIGITS = 10 };

static bool is_among(const char *const *texts, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(texts[i], text) == 0)
            return true;
    return false;
}

/* Nearly every answer is one digit, which then needs no number parser: unless the digit is a
 * code. */
static void find_plain(uf_answers *answers)
{
    size_t n;
    const char *const *na = uf_cli_list(answers->cli, "na", &n);
    for (size_t digit = 0; digit < DIGITS; digit++) {
        const char text[2] = { (char)('0' + digit), '\0' };
        answers->plain[digit] =
            !is_among(na, n, text) && !is_among(answers->unsure, answers->unsure_count, text);
    }
}

void uf_answers_open(uf_answers *answers, uf_cli *cli, uf_rows *rows, const uf_key *key)
{
    const size_t n = key != NULL ? key->item_count : 0;
    *answers = (uf_answers){
        .cli = cli,
        .rows = rows,
        .key = key,
        .columns = uf_cli_allocate(cli, n + 1, sizeof *answers->columns),
        .names = uf_cli_allocate(cli, n + 1, sizeof *answers->names),
        .values = uf_cli_allocate(cli, n + 1, sizeof *answers->values),
        .ends = uf_cli_allocate(cli, n + 1, sizeof *answers->ends),
        .digits = uf_cli_allocate(cli, DIGITS * (n + 1), sizeof *answers->digits),
        .shift = uf_cli_count(cli, "shift", 0) * UF_ANSWER_UNIT,
    };
    answers->unsure = uf_cli_list(cli, "dont-know", &answers->unsure_count);
    find_plain(answers);
    for (size_t i = 0; i < DIGITS * n; i++)
        answers->digits[i] = 0;
    for (size_t i = 0; i < n; i++) {
        answers->columns[i] = UF_NO_COLUMN;
        answers->names[i] = NULL;
        answers->values[i] = UF_NO_ANSWER;
        answers->ends[i] = (uf_item_ends){ 0 };
    }
}

void uf_answers_close(uf_answers *answers)
{
    for (size_t i = 0; answers->key != NULL && i < answers->key->item_count; i++)
        free(answers->names[i]);
    free(answers->names);
    free(answers->columns);
    free(answers->values);
    free(answers->ends);
    free(answers->digits);
    *answers = (uf_answers){ 0 };
}

/* ---- Where the items stand ---- */

static void find_in_order(uf_answers *answers)
{
    size_t n;
    const size_t *columns = uf_rows_select(answers->rows, "items", &n);
    if (n != answers->key->item_count)
        uf_cli_die(answers->cli, "--items names %zu columns, but %s has %zu items", n,
                   answers->key->path, answers->key->item_count);
    for (size_t i = 0; i < n; i++)
        answers->columns[i] = columns[i];
}

void uf_answers_find(uf_answers *answers)
{
    const uf_key *key = answers->key;
    const bool in_order = uf_cli_given(answers->cli, "items");
    if (in_order)
        find_in_order(answers);
    for (size_t i = 0; i < key->item_count; i++) {
        if (!key->items[i].needed)
            continue;
        if (!in_order)
            answers->columns[i] = uf_rows_require(answers->rows, key->items[i].name);
        answers->names[i] =
            uf_cli_copy(answers->cli, uf_rows_name(answers->rows, answers->columns[i]));
    }
}

const char *uf_answers_name(const uf_answers *answers, size_t item)
{
    return answers->names[item] != NULL ? answers->names[item] : answers->key->items[item].name;
}

/* ---- One answer ---- */

bool uf_answer_number(uf_rows *rows, size_t column, int64_t *value)
{
    const uf_cell cell = uf_rows_cell(rows, column);
    uf_decimal number;
    bool exact;
    if (!uf_rows_decimal(rows, column, &number))
        return false;
    if (uf_decimal_scale(number, UF_ANSWER_PLACES, value, &exact) && exact)
        return true;
    uf_rows_reject(rows, column, "'%s' has more than %d decimals", cell.text, UF_ANSWER_PLACES);
    return false;
}

bool uf_answers_unsure(const uf_answers *answers, uf_cell cell)
{
    return is_among(answers->unsure, answers->unsure_count, cell.text);
}

char *uf_answer_text(int64_t answer, char text[UF_ANSWER_TEXT_SIZE])
{
    return uf_decimal_text((uf_decimal){ answer, UF_ANSWER_PLACES }, text);
}

static void reject(uf_answers *answers, size_t item, size_t column, int64_t value)
{
    const uf_key_item *known = &answers->key->items[item];
    char is[UF_ANSWER_TEXT_SIZE], low[UF_ANSWER_TEXT_SIZE], high[UF_ANSWER_TEXT_SIZE];
    (void)uf_answer_text(value, is);
    (void)uf_answer_text(known->min, low);
    (void)uf_answer_text(known->max, high);
    if (answers->columns[item] == UF_NO_COLUMN)
        uf_rows_reject(answers->rows, column, "item '%s': %s is outside %s to %s", known->name, is,
                       low, high);
    else
        uf_rows_reject(answers->rows, column, "%s is outside %s to %s", is, low, high);
}

int64_t uf_answers_cell(uf_answers *answers, size_t item, size_t column)
{
    const uf_key_item *known = &answers->key->items[item];
    const uf_cell cell = uf_rows_cell(answers->rows, column);
    const unsigned digit = (unsigned char)cell.text[0] - (unsigned)'0';
    int64_t value;
    if (cell.length == 1 && digit < DIGITS && answers->plain[digit]) {
        answers->digits[DIGITS * item + digit]++;
        value = (int64_t)digit * UF_ANSWER_UNIT + answers->shift;
        if (value >= known->min && value <= known->max)
            return value;
        reject(answers, item, column, value);
        return UF_NO_ANSWER;
    }
    if (uf_rows_missing(answers->rows, column) || uf_answers_unsure(answers, cell) ||
        !uf_answer_number(answers->rows, column, &value))
        return UF_NO_ANSWER;
    value += answers->shift;
    uf_item_ends_push(&answers->ends[item], known->min, known->max, value, 1);
    if (value >= known->min && value <= known->max)
        return value;
    reject(answers, item, column, value);
    return UF_NO_ANSWER;
}

void uf_answers_read(uf_answers *answers)
{
    for (size_t i = 0; i < answers->key->item_count; i++)
        if (answers->columns[i] != UF_NO_COLUMN && answers->key->items[i].needed)
            answers->values[i] = uf_answers_cell(answers, i, answers->columns[i]);
}

/* ---- Shifts ---- */

static bool same_range(const uf_key_item *a, const uf_key_item *b)
{
    return a->min == b->min && a->max == b->max;
}

/* Whether an item with the same range stands before this one. */
static bool seen_before(const uf_key *key, size_t item)
{
    for (size_t i = 0; i < item; i++)
        if (key->items[i].needed && same_range(&key->items[i], &key->items[item]))
            return true;
    return false;
}

/* The ends of an item with its digits among them. */
static uf_item_ends ends_of(const uf_answers *answers, size_t item)
{
    const uf_key_item *known = &answers->key->items[item];
    uf_item_ends ends = answers->ends[item];
    for (size_t digit = 0; digit < DIGITS; digit++)
        uf_item_ends_push(&ends, known->min, known->max,
                          (int64_t)digit * UF_ANSWER_UNIT + answers->shift,
                          answers->digits[DIGITS * item + digit]);
    return ends;
}

static void warn(const uf_answers *answers, const uf_key_item *item, const uf_item_ends *ends)
{
    char low[UF_ANSWER_TEXT_SIZE], high[UF_ANSWER_TEXT_SIZE];
    (void)uf_answer_text(item->min, low);
    (void)uf_answer_text(item->max, high);
    switch (uf_item_ends_shift(ends)) {
    case UF_SHIFT_NONE: break;
    case UF_SHIFT_UP:
        uf_cli_warn(answers->cli,
                    "items from %s to %s: of %" PRIu64 " answers %" PRIu64
                    " are one above the highest and none is the lowest; does the file count from "
                    "one more than the key? --shift -1 subtracts 1",
                    low, high, ends->answers, ends->above);
        break;
    case UF_SHIFT_DOWN:
        uf_cli_warn(answers->cli,
                    "items from %s to %s: of %" PRIu64 " answers %" PRIu64
                    " are one below the lowest and none is the highest; does the file count from "
                    "one less than the key? --shift 1 adds 1",
                    low, high, ends->answers, ends->below);
        break;
    case UF_SHIFT_SILENT_UP:
        uf_cli_warn(answers->cli,
                    "items from %s to %s: none of %" PRIu64
                    " answers is the lowest, %s; does the file count from one more than the key? "
                    "--shift -1 subtracts 1",
                    low, high, ends->answers, low);
        break;
    }
    if (ends->broken > 0)
        uf_cli_say(answers->cli,
                   "items from %s to %s: %" PRIu64 " of %" PRIu64 " answers are not whole numbers",
                   low, high, ends->broken, ends->answers);
}

void uf_answers_warn_of_shift(const uf_answers *answers)
{
    const uf_key *key = answers->key;
    for (size_t i = 0; key != NULL && i < key->item_count; i++) {
        if (!key->items[i].needed || seen_before(key, i))
            continue;
        uf_item_ends ends = { 0 };
        for (size_t k = i; k < key->item_count; k++) {
            const uf_item_ends more = ends_of(answers, k);
            if (key->items[k].needed && same_range(&key->items[k], &key->items[i]))
                uf_item_ends_merge(&ends, &more);
        }
        warn(answers, &key->items[i], &ends);
    }
}
