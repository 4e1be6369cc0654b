/* score_grid.h: the distribution of a sum of scores over independent factors, alone or jointly with
 * the sum of their baseline levels. Private to libstats.
 *
 * Each factor has a joint table of two ratings; a pair (i, j) of levels adds row_step * i to the
 * row and scores[j - i + levels - 1] to the score. Adding the factors one by one is the
 * convolution. */
#ifndef SCORE_GRID_H
#define SCORE_GRID_H

#include <stddef.h>
#include <stdint.h>

#include <utfall/status.h>

typedef struct uf_score_grid {
    size_t rows, columns; /* rows: sums of baselines from 0                   */
    size_t zero;          /* the column of score 0                            */
    double *cells;        /* rows-major; sums to 1                            */
    double *next;         /* where the next convolution is made               */
} uf_score_grid;

/* One factor as it enters. */
typedef struct uf_scored_factor {
    const double *joint; /* levels by levels, row-major */
    size_t levels;
    int only;              /* this row alone, as probabilities given it, or -1 for all rows */
    uint64_t row_step;     /* 0: rows are not told apart */
    const int64_t *scores; /* [2 levels - 1], of the step j - i */
} uf_scored_factor;

/* Everything at row 0, score 0. rows of at least 1, scores from -low to high.
 *   UF_ERANGE  more than `most` cells;  UF_ENOMEM */
uf_status uf_score_grid_init(uf_score_grid *grid, uint64_t rows, uint64_t low, uint64_t high,
                             size_t most, uf_error *error);
void uf_score_grid_release(uf_score_grid *grid);

/* Add a factor. No row or score may leave the grid. */
void uf_score_grid_add(uf_score_grid *grid, const uf_scored_factor *factor);

/* P(score >= bar, row). */
double uf_score_grid_reached(const uf_score_grid *grid, size_t row, uint64_t bar);
/* P(row). */
double uf_score_grid_row(const uf_score_grid *grid, size_t row);

#endif
