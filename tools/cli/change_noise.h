/* change_noise.h: --noise EXACT,WITHIN1: how many would seem to improve if nothing had changed. */
#ifndef UF_CLI_CHANGE_NOISE_H
#define UF_CLI_CHANGE_NOISE_H

#include "cli/change_table.h"

/* The rows for the group and set in hand: two raters who agree so often exactly and so often within
 * one step, each by himself, with an error that all ratings of a case share, and of cases that were
 * chosen because their risks were high (utfall/rating_noise.h). Nothing without --noise. */
void uf_change_noise_write(const uf_change_table *table);

/* What is wrong with --noise and its like ends the program; called before anything is read. */
void uf_change_noise_check(uf_cli *cli);

#endif
