/* score_grid.c: convolution of the scores of independent factors. */
#include "score_grid.h"

#include <math.h>
#include <stdlib.h>

uf_status uf_score_grid_init(uf_score_grid *grid, uint64_t rows, uint64_t low, uint64_t high,
                             size_t most, uf_error *error)
{
    *grid = (uf_score_grid){ .rows = 0 };
    if (rows > most || low > most || high > most || low + high + 1 > most / rows)
        return uf_error_set(error, UF_ERANGE, "uf_rating_noise",
                            "weights are too fine for exact sums", UF_NO_INDEX, NAN);
    grid->rows = (size_t)rows;
    grid->columns = (size_t)(low + high + 1);
    grid->zero = (size_t)low;
    grid->cells = calloc(grid->rows * grid->columns, sizeof *grid->cells);
    grid->next = calloc(grid->rows * grid->columns, sizeof *grid->next);
    if (grid->cells == NULL || grid->next == NULL) {
        uf_score_grid_release(grid);
        return uf_error_set(error, UF_ENOMEM, "uf_rating_noise", "memory ran out", UF_NO_INDEX,
                            NAN);
    }
    grid->cells[grid->zero] = 1;
    return UF_OK;
}

void uf_score_grid_release(uf_score_grid *grid)
{
    free(grid->cells);
    free(grid->next);
    *grid = (uf_score_grid){ .rows = 0 };
}

/* next += p times the grid, moved by a row and a column offset. What has probability 0 is passed
 * over: the grid is as wide as the sums will be in the end. */
static void add_moved(uf_score_grid *grid, double p, size_t down, int64_t across)
{
    for (size_t row = 0; row + down < grid->rows; row++) {
        const double *from = grid->cells + row * grid->columns;
        double *to = grid->next + (row + down) * grid->columns;
        for (size_t column = 0; column < grid->columns; column++)
            if (from[column] > 0)
                to[(size_t)((int64_t)column + across)] += p * from[column];
    }
}

void uf_score_grid_add(uf_score_grid *grid, const uf_scored_factor *factor)
{
    const size_t levels = factor->levels;
    for (size_t cell = 0; cell < grid->rows * grid->columns; cell++)
        grid->next[cell] = 0;
    for (size_t i = 0; i < levels; i++) {
        if (factor->only >= 0 && (size_t)factor->only != i)
            continue;
        const double *row = factor->joint + i * levels;
        double given = factor->only >= 0 ? 0 : 1;
        for (size_t j = 0; factor->only >= 0 && j < levels; j++)
            given += row[j];
        for (size_t j = 0; j < levels; j++)
            if (row[j] > 0)
                add_moved(grid, row[j] / given, (size_t)factor->row_step * i,
                          factor->scores[j + levels - 1 - i]);
    }
    double *full = grid->next;
    grid->next = grid->cells;
    grid->cells = full;
}

double uf_score_grid_reached(const uf_score_grid *grid, size_t row, uint64_t bar)
{
    double sum = 0;
    if (bar >= grid->columns - grid->zero)
        return 0;
    for (size_t column = grid->zero + (size_t)bar; column < grid->columns; column++)
        sum += grid->cells[row * grid->columns + column];
    return sum;
}

double uf_score_grid_row(const uf_score_grid *grid, size_t row)
{
    double sum = 0;
    for (size_t column = 0; column < grid->columns; column++)
        sum += grid->cells[row * grid->columns + column];
    return sum;
}
