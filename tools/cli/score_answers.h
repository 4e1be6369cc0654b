/* score_answers.h: the answers in a row, as a key says where they stand and how far they may reach.
 *
 * An answer is a number within its item's range; anything else is a bad row, never a guess: text
 * that an export wrote instead of numbers, and 5 where the key ends at 4. An empty cell, NA and
 * --na are no answer; so is a code of --dont-know, which is counted apart where that matters. */
#ifndef UF_CLI_SCORE_ANSWERS_H
#define UF_CLI_SCORE_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/scale_tally.h>

#include "cli/program.h"
#include "cli/rows.h"
#include "cli/score_key.h"

typedef struct uf_answers {
    uf_cli *cli;
    uf_rows *rows;
    const uf_key *key;
    size_t *columns;    /* [item] where it stands; UF_NO_COLUMN: not needed, or long input      */
    char **names;       /* [item] what the file calls it; NULL where columns has no column      */
    int64_t *values;    /* [item] of the row in hand, or UF_NO_ANSWER                           */
    uf_item_ends *ends; /* [item] how often its ends were answered, in all rows; without digits */
    uint64_t *digits;   /* [item][digit] answers of one digit, which are not in ends            */
    bool plain[10];     /* whether a cell of this digit is that number, and no code             */
    int64_t shift;      /* of --shift, in 10^-UF_ANSWER_PLACES                                  */
    const char *const *unsure; /* the codes of --dont-know                                      */
    size_t unsure_count;
} uf_answers;

/* Prepare to read answers; the columns are found by uf_answers_find. Without a key (NULL) there
 * are no items, and only uf_answers_unsure and shift are of use. */
void uf_answers_open(uf_answers *answers, uf_cli *cli, uf_rows *rows, const uf_key *key);
void uf_answers_close(uf_answers *answers);

/* Find the column of every needed item: by name, or by --items in the order of the key. A
 * missing one ends the program. */
void uf_answers_find(uf_answers *answers);

/* Fill values with the row in hand; what cannot be read makes the row bad. */
void uf_answers_read(uf_answers *answers);

/* One answer to an item, from a column of the row in hand. */
int64_t uf_answers_cell(uf_answers *answers, size_t item, size_t column);

/* What messages call an item: as the file does, or else as the key. Lives as long as answers. */
const char *uf_answers_name(const uf_answers *answers, size_t item);

/* Whether a cell has a code of --dont-know. */
bool uf_answers_unsure(const uf_answers *answers, uf_cell cell);

/* A cell that is not missing as a number with at most UF_ANSWER_PLACES decimals; false, and the
 * row is bad, if it is none. */
bool uf_answer_number(uf_rows *rows, size_t column, int64_t *value);

/* Warn where the answers look as if they were counted from another number than the key's. To be
 * called before the rows are closed, which ends a run with answers out of range. */
void uf_answers_warn_of_shift(const uf_answers *answers);

/* An answer as text: 4, 2.5. Returns text. */
enum { UF_ANSWER_TEXT_SIZE = 32 };
char *uf_answer_text(int64_t answer, char text[UF_ANSWER_TEXT_SIZE]);

#endif
