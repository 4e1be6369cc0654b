/* item_summary.h: one question of a questionnaire, summarised: how many gave each answer, and their
 * mean.
 *
 * Answers are taken as they were given, never reversed: a single question is read by its own
 * words. An answer of "don't know" is an answer, but no step of the scale: it is counted apart,
 * in the denominator of its own share, and never in the mean or in the shares of the steps. */
#ifndef UTFALL_ITEM_SUMMARY_H
#define UTFALL_ITEM_SUMMARY_H

#include <stddef.h>
#include <stdint.h>
#include <utfall/estimate.h>
#include <utfall/moments.h>
#include <utfall/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How often a step was answered. */
typedef struct uf_item_step {
    int64_t answer; /* in 10^-UF_ANSWER_PLACES (scale.h) */
    uint64_t people;
} uf_item_step;

typedef struct uf_item_summary {
    uf_item_step *steps; /* in the order of the answers; grows with those that occur */
    size_t count, room;
    uf_moments moments;
    uint64_t do_not_know;
    uint64_t missing;
} uf_item_summary;

/* All zero but the moments: nothing is owned yet. */
void uf_item_summary_init(uf_item_summary *summary);
void uf_item_summary_release(uf_item_summary *summary);

/* Have a step among the shares, although nobody may answer it.
 *   UF_ENOMEM  memory ran out, and nothing changed */
uf_status uf_item_summary_declare(uf_item_summary *summary, int64_t answer, uf_error *error);

/* One person's answer; UF_ENOMEM as above. Time: logarithmic in the steps. */
uf_status uf_item_summary_push(uf_item_summary *summary, int64_t answer, uf_error *error);

/* Result rows; other fields are left as they are: call uf_estimate_init first. The mean with
 * Student's t interval, n - 1 degrees of freedom; the interval is missing, with a note, below
 * two answers and where all are the same. UF_EINVAL: level outside (0, 1). */
uf_status uf_item_mean_row(uf_estimate *row, const uf_item_summary *summary, double level,
                           uf_error *error);
/* The share of a step (its position) among those who answered with a step; Wilson. */
uf_status uf_item_share_row(uf_estimate *row, const uf_item_summary *summary, size_t step,
                            double level, uf_error *error);
/* The share that did not know, among those who answered anything; Wilson. */
uf_status uf_item_do_not_know_row(uf_estimate *row, const uf_item_summary *summary, double level,
                                  uf_error *error);

#ifdef __cplusplus
}
#endif
#endif
