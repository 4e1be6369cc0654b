/* rating_noise.c: the tables of all factors, and the shares of cases that they move. */
#include <utfall/rating_noise.h>

#include <math.h>
#include <stdlib.h>

#include "bivariate_normal.h"
#include "score_grid.h"

struct table {
    uf_factor factor;
    size_t levels;
    double *joint; /* NULL without ratings */
    uf_agreement reached;
    bool feasible;
};

struct uf_rating_noise {
    size_t count;
    struct table *tables;
};

/* Of whom is asked what. */
struct question {
    const uf_rating_noise *noise;
    const uf_factor_pair *pairs; /* or NULL: all factors */
    bool given;                  /* pairs[i].before is known */
    const uf_change_rules *rules;
    const char *function;
};

/* ---- The tables ---- */

static uf_status no_memory(const char *function, uf_error *error)
{
    return uf_error_set(error, UF_ENOMEM, function, "memory ran out", UF_NO_INDEX, NAN);
}

static bool is_rated(const double *marginal, size_t levels)
{
    for (size_t i = 0; i < levels; i++)
        if (marginal[i] != 0)
            return true;
    return false;
}

static uf_status make_table(struct table *table, const uf_factor *factor, const double *marginal,
                            const uf_agreement *agreement, uf_error *error)
{
    const int64_t levels = (int64_t)factor->max - factor->min + 1;
    *table = (struct table){ .factor = *factor, .reached = { NAN, NAN } };
    if (levels > UF_RATING_LEVELS_MAX)
        return uf_error_set(error, UF_EINVAL, "uf_rating_noise_new", "more than 101 levels",
                            UF_NO_INDEX, (double)levels);
    table->levels = (size_t)levels;
    if (!is_rated(marginal, table->levels))
        return UF_OK;
    table->joint = calloc(table->levels * table->levels, sizeof *table->joint);
    if (table->joint == NULL)
        return no_memory("uf_rating_noise_new", error);
    uf_status status =
        uf_rating_table(table->joint, &table->reached, marginal, table->levels, agreement, error);
    table->feasible = status == UF_OK && uf_agreement_reached(agreement, &table->reached);
    return status;
}

static uf_status make_tables(uf_rating_noise *noise, const uf_factor *factors,
                             const double *const *marginals, size_t n,
                             const uf_agreement *agreement, uf_error *error)
{
    bool feasible = false;
    for (; noise->count < n; noise->count++) {
        const size_t i = noise->count;
        uf_status status =
            make_table(&noise->tables[i], &factors[i], marginals[i], agreement, error);
        feasible = feasible || noise->tables[i].feasible;
        if (status != UF_OK) {
            free(noise->tables[i].joint);
            if (error != NULL)
                error->index = i;
            return status;
        }
    }
    if (!feasible)
        return uf_error_set(error, UF_EDATA, "uf_rating_noise_new",
                            "no factor's ratings at baseline can give that agreement", UF_NO_INDEX,
                            agreement->exact);
    return UF_OK;
}

uf_status uf_rating_noise_new(uf_rating_noise **noise, const uf_factor *factors,
                              const double *const *marginals, size_t n,
                              const uf_agreement *agreement, uf_error *error)
{
    *noise = NULL;
    uf_status status = uf_factors_check(factors, n, error);
    if (status != UF_OK)
        return status;
    uf_rating_noise *made = calloc(1, sizeof *made);
    if (made == NULL)
        return no_memory(__func__, error);
    made->tables = calloc(n, sizeof *made->tables);
    status = made->tables == NULL ? no_memory(__func__, error)
                                  : make_tables(made, factors, marginals, n, agreement, error);
    if (status == UF_OK)
        *noise = made;
    else
        uf_rating_noise_free(made);
    return status;
}

void uf_rating_noise_free(uf_rating_noise *noise)
{
    if (noise == NULL)
        return;
    for (size_t i = 0; i < noise->count; i++)
        free(noise->tables[i].joint);
    free(noise->tables);
    free(noise);
}

const double *uf_rating_noise_table(const uf_rating_noise *noise, size_t factor)
{
    return noise->tables[factor].joint;
}

bool uf_rating_noise_feasible(const uf_rating_noise *noise, size_t factor, uf_agreement *reached)
{
    if (reached != NULL)
        *reached = noise->tables[factor].reached;
    return noise->tables[factor].feasible;
}

/* ---- What is asked ---- */

static bool is_compared(const struct question *q, size_t i)
{
    return q->pairs == NULL ? q->noise->tables[i].joint != NULL : q->pairs[i].compared;
}

/* Whether somebody has the level at baseline. */
static bool occurs(const struct table *table, int64_t level)
{
    if (level < 0 || level >= (int64_t)table->levels)
        return false;
    for (size_t j = 0; j < table->levels; j++)
        if (table->joint[(size_t)level * table->levels + j] > 0)
            return true;
    return false;
}

static int64_t baseline_level(const struct question *q, size_t i)
{
    return (int64_t)q->pairs[i].before - q->noise->tables[i].factor.min;
}

static uf_status check(const struct question *q, uf_error *error)
{
    uf_status status = q->rules == NULL ? UF_OK : uf_change_rules_check(q->rules, error);
    for (size_t i = 0; status == UF_OK && i < q->noise->count; i++) {
        const struct table *table = &q->noise->tables[i];
        if (!is_compared(q, i))
            continue;
        if (table->joint == NULL)
            status = uf_error_set(error, UF_EINVAL, q->function, "nobody is rated on the factor", i,
                                  NAN);
        else if (q->given && !occurs(table, baseline_level(q, i)))
            status = uf_error_set(error, UF_EINVAL, q->function, "nobody has this baseline", i,
                                  q->pairs[i].before);
    }
    return status;
}

/* ---- One side ---- */

static int64_t millionths(uf_decimal weight)
{
    int64_t scaled = 0;
    (void)uf_decimal_scale(weight, UF_FACTOR_WEIGHT_PLACES, &scaled, NULL);
    return scaled;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The factors of a side that are compared. Sums are counted in units of the weights' greatest
 * common divisor. */
struct side {
    uf_side side;
    bool sums; /* the score is a weighted sum of gains; else the number of factors that gained */
    size_t in_set, n; /* factors, and those compared            */
    int64_t unit;     /* of weights, in millionths              */
    int64_t weight;   /* of all, in millionths                  */
    int64_t lowest;   /* weighted sum of the scales' minima, in millionths */
    uint64_t span;    /* the highest weighted sum of levels, in units      */
};

static struct side measure(const struct question *q, uf_side which)
{
    struct side side = { .side = which };
    side.sums =
        q->rules != NULL && (q->rules->rule == UF_CHANGE_SUM || q->rules->rule == UF_CHANGE_MEAN);
    for (size_t i = 0; i < q->noise->count; i++) {
        const uf_factor *factor = &q->noise->tables[i].factor;
        side.in_set += factor->side == which;
        if (factor->side != which || !is_compared(q, i))
            continue;
        const int64_t weight = millionths(factor->weight);
        side.n++;
        side.unit = common_divisor(weight, side.unit);
        side.weight += weight;
        side.lowest += weight * factor->min;
    }
    for (size_t i = 0; i < q->noise->count; i++)
        if (q->noise->tables[i].factor.side == which && is_compared(q, i))
            side.span += (uint64_t)(millionths(q->noise->tables[i].factor.weight) / side.unit) *
                         (q->noise->tables[i].levels - 1);
    return side;
}

/* Whether a gain of so many steps of one factor is what the rule asks of it. */
static bool is_enough(int64_t gain, uf_decimal least)
{
    return gain > 0 && uf_decimal_compare((uf_decimal){ gain, 0 }, least) >= 0;
}

/* What each step of a factor, from levels - 1 down to levels - 1 up, adds to the side's score. */
static void score_steps(int64_t *scores, const struct table *table, const struct side *side,
                        const uf_change_rules *rules)
{
    const int64_t most = (int64_t)table->levels - 1;
    for (int64_t step = -most; step <= most; step++) {
        const int64_t gain = side->side == UF_RISK ? -step : step;
        if (side->sums)
            scores[step + most] = gain * (millionths(table->factor.weight) / side->unit);
        else
            scores[step + most] = rules != NULL && is_enough(gain, rules->min_change[side->side]);
    }
}

/* The distribution of a side's score; with rows, jointly with the weighted sum of its baselines. */
static uf_status convolve(uf_score_grid *grid, const struct question *q, const struct side *side,
                          bool rows, uf_error *error)
{
    uf_status status =
        uf_score_grid_init(grid, rows ? side->span + 1 : 1, side->sums ? side->span : 0,
                           side->sums ? side->span : side->n, UF_NOISE_CELLS_MAX, error);
    for (size_t i = 0; status == UF_OK && i < q->noise->count; i++) {
        const struct table *table = &q->noise->tables[i];
        if (table->factor.side != side->side || !is_compared(q, i))
            continue;
        int64_t scores[2 * UF_RATING_LEVELS_MAX];
        score_steps(scores, table, side, q->rules);
        const uf_scored_factor factor = {
            .joint = table->joint,
            .levels = table->levels,
            .only = q->given ? (int)baseline_level(q, i) : -1,
            .row_step = rows ? (uint64_t)(millionths(table->factor.weight) / side->unit) : 0,
            .scores = scores,
        };
        uf_score_grid_add(grid, &factor);
    }
    return status;
}

static bool satisfies(const struct side *side, const uf_change_rules *rules, size_t score)
{
    const uf_decimal least = rules->min_change[side->side];
    const uf_decimal total = { side->unit * (int64_t)score, UF_FACTOR_WEIGHT_PLACES };
    switch (rules->rule) {
    case UF_CHANGE_SUM: return uf_decimal_compare(total, least) >= 0;
    case UF_CHANGE_MEAN:
        return uf_decimal_compare_share(
                   total, (uf_decimal){ side->weight, UF_FACTOR_WEIGHT_PLACES }, least) >= 0;
    case UF_CHANGE_ANY: return true;
    case UF_CHANGE_MAJORITY: return 2 * score > side->n;
    }
    return false;
}

/* The lowest score with which the side went the good way; above every score if there is none. */
static size_t find_bar(const struct side *side, const uf_change_rules *rules)
{
    const size_t most = side->sums ? (size_t)side->span : side->n;
    size_t score = 1;
    while (score <= most && !satisfies(side, rules, score))
        score++;
    return score;
}

/* The share of cases whose side goes the good way. */
static uf_status moves(double *share, const struct question *q, uf_side which, uf_error *error)
{
    const struct side side = measure(q, which);
    *share = side.in_set == 0 ? NAN : 0;
    if (side.n == 0)
        return UF_OK;
    uf_score_grid grid;
    uf_status status = convolve(&grid, q, &side, false, error);
    if (status == UF_OK)
        *share = fmin(1, uf_score_grid_reached(&grid, 0, find_bar(&side, q->rules)));
    uf_score_grid_release(&grid);
    return status;
}

/* ---- Both sides ---- */

static double both(const uf_noise_shares *shares, double correlation)
{
    if (isnan(shares->good[UF_RISK]) || isnan(shares->good[UF_PROTECTIVE]))
        return isnan(shares->good[UF_RISK]) ? shares->good[UF_PROTECTIVE] : shares->good[UF_RISK];
    return uf_bivariate_normal_both(shares->good[UF_RISK], shares->good[UF_PROTECTIVE],
                                    correlation);
}

static uf_status answer(uf_noise_shares *shares, const struct question *q, double shared,
                        uf_error *error)
{
    if (!(shared >= 0 && isfinite(shared)))
        return uf_error_set(error, UF_EINVAL, q->function, "shared error is negative", UF_NO_INDEX,
                            shared);
    uf_status status = check(q, error);
    for (int side = 0; status == UF_OK && side < UF_SIDES; side++)
        status = moves(&shares->good[side], q, (uf_side)side, error);
    if (status != UF_OK)
        return status;
    shares->improved = both(shares, shared / (1 + shared));
    return isnan(shares->improved) ? no_memory(q->function, error) : UF_OK;
}

uf_status uf_rating_noise_expected(uf_noise_shares *shares, const uf_rating_noise *noise,
                                   const uf_factor_pair *pairs, const uf_change_rules *rules,
                                   double shared, uf_error *error)
{
    const struct question q = { noise, pairs, false, rules, __func__ };
    return answer(shares, &q, shared, error);
}

uf_status uf_rating_noise_given(uf_noise_shares *shares, const uf_rating_noise *noise,
                                const uf_factor_pair *pairs, const uf_change_rules *rules,
                                double shared, uf_error *error)
{
    const struct question q = { noise, pairs, true, rules, __func__ };
    return answer(shares, &q, shared, error);
}

/* ---- The worst at baseline ---- */

/* P(good | among the selected): the rows from the highest sum down until the share is full, of the
 * last one only the part that is needed. */
static double good_of_worst(const uf_score_grid *grid, size_t bar, double selected)
{
    double taken = 0, good = 0;
    for (size_t row = grid->rows; row-- > 0 && taken < selected;) {
        const double here = uf_score_grid_row(grid, row);
        const double part = here > 0 ? fmin(1, (selected - taken) / here) : 0;
        taken += part * here;
        good += part * uf_score_grid_reached(grid, row, bar);
    }
    return taken > 0 ? fmin(1, good / taken) : 0;
}

uf_status uf_rating_noise_selected(uf_noise_shares *shares, const uf_rating_noise *noise,
                                   const uf_factor_pair *pairs, const uf_change_rules *rules,
                                   double selected, uf_error *error)
{
    const struct question q = { noise, pairs, false, rules, __func__ };
    if (!(selected > 0 && selected <= 1))
        return uf_error_set(error, UF_EINVAL, __func__, "selected share is outside (0, 1]",
                            UF_NO_INDEX, selected);
    uf_status status = answer(shares, &q, 0, error);
    const struct side side = measure(&q, UF_RISK);
    if (status != UF_OK || side.n == 0)
        return status;
    uf_score_grid grid;
    status = convolve(&grid, &q, &side, true, error);
    if (status == UF_OK) {
        shares->good[UF_RISK] = good_of_worst(&grid, find_bar(&side, rules), selected);
        shares->improved = both(shares, 0);
    }
    uf_score_grid_release(&grid);
    return status;
}

uf_status uf_rating_noise_share_from(double *share, const uf_rating_noise *noise,
                                     const uf_factor_pair *pairs, uf_decimal cut, uf_error *error)
{
    const struct question q = { noise, pairs, false, NULL, __func__ };
    uf_status status = check(&q, error);
    const struct side side = measure(&q, UF_RISK);
    if (status != UF_OK)
        return status;
    *share = side.n == 0 ? NAN : 0;
    if (side.n == 0)
        return UF_OK;
    uf_score_grid grid;
    status = convolve(&grid, &q, &side, true, error);
    for (size_t row = 0; status == UF_OK && row < grid.rows; row++) {
        const uf_decimal sum = { side.lowest + side.unit * (int64_t)row, UF_FACTOR_WEIGHT_PLACES };
        if (uf_decimal_compare(sum, cut) >= 0)
            *share += uf_score_grid_row(&grid, row);
    }
    *share = fmin(1, *share);
    uf_score_grid_release(&grid);
    return status;
}
