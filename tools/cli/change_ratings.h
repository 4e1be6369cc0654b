/* change_ratings.h: every rating that the main input has, sorted by case, time and factor. */
#ifndef UF_CLI_CHANGE_RATINGS_H
#define UF_CLI_CHANGE_RATINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <utfall/factors.h>

#include "cli/change_cases.h"
#include "cli/change_instrument.h"
#include "cli/change_times.h"

/* One rating of a factor of a case. */
typedef struct uf_case_rating {
    uint32_t id;     /* the case                                                              */
    uint32_t factor; /* of the instrument                                                     */
    size_t place;    /* of the time (change_times.h); UF_NO_PLACE_IN_TIME: it is retro alone  */
    uf_rating rating;
    uf_rating retro; /* the first occasion, rated again                                       */
    uint32_t reason, rater, version; /* codes of texts, or UF_NO_CODE                         */
    uint32_t file;                   /* where it was read, for messages                       */
    uint64_t line;
} uf_case_rating;

#define UF_NO_PLACE_IN_TIME ((size_t)-1)

typedef struct uf_ratings uf_ratings;

/* Read rows to their end and close them; their cases are added to cases, whose columns are found in
 * them. Whatever is wrong ends the program, a factor of a case that is rated twice at one time
 * too. */
uf_ratings *uf_ratings_read(uf_cli *cli, uf_rows *rows, const uf_instrument *instrument,
                            uf_cases *cases);
void uf_ratings_free(uf_ratings *ratings);

const uf_times *uf_ratings_times(const uf_ratings *ratings);
/* The ratings of a case, *n of them, by place and factor; those that are retro alone come last. */
const uf_case_rating *uf_ratings_of(const uf_ratings *ratings, uint32_t id, size_t *n);
/* Which of the columns that describe a rating were there. */
bool uf_ratings_have_reason(const uf_ratings *ratings);
bool uf_ratings_have_rater(const uf_ratings *ratings);
bool uf_ratings_have_version(const uf_ratings *ratings);
/* The text of a reason, a rater, a version; "" for UF_NO_CODE. */
const char *uf_ratings_text(const uf_ratings *ratings, uint32_t code);
/* How many different texts there are in these columns, and the code of number k of them in their
 * order by bytes (UF_NO_CODE past the last). */
size_t uf_ratings_texts(const uf_ratings *ratings);
uint32_t uf_ratings_text_at(const uf_ratings *ratings, size_t k);

#endif
