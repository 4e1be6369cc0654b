/* test_wild_bootstrap.c: the wild cluster bootstrap against enumeration in R, and what it needs of
 * the rows. */
#include <utfall/wild_bootstrap.h>

#include "dataset.h"
#include "oracle.h"

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const uf_permutation_plan exact = { UF_WILD_EXACT_LIMIT, 0, 0 };

enum { ROWS = 24, MAX_COLUMNS = 8 };

struct data {
    double x[ROWS * MAX_COLUMNS], y[ROWS], weight[ROWS];
    uint32_t cluster[ROWS];
    size_t columns;
};

/* As in tests/certified/r/wild_bootstrap.R. */
static struct data six_clusters(size_t columns)
{
    static const size_t sizes[] = { 3, 5, 2, 4, 6, 4 };
    static const double shift[] = { 2.1, -0.7, 1.9, -1.2, 0.4 };
    struct data d = { .columns = columns };
    size_t i = 0;
    for (uint32_t g = 0; g < 6; g++) {
        for (size_t j = 0; j < sizes[g]; j++, i++) {
            size_t number = i + 1;
            double arm = g < 3, x = (double)(number * 7 % 11) / 2;
            const double row[] = { 1, arm, x };
            for (size_t c = 0; c < columns; c++)
                d.x[i * columns + c] = row[c];
            d.y[i] = shift[(g + 1) % 5] + 0.6 * x - 1.5 * arm + (double)(number * 37 % 23) / 5;
            d.weight[i] = 1 + (double)(number * 5 % 4);
            d.cluster[i] = g;
        }
    }
    return d;
}

/* Two periods; with effects, a column of ones, clusters 2 to 6, post, arm by post. */
static struct data two_periods(bool effects)
{
    static const double level[] = { 5.5, 3.2, 4.1, 6.0, 2.7, 4.9 };
    static const double change[] = { -1.1, -0.4, 0.6, 0.3, -0.2, 0.5 };
    struct data d = { .columns = effects ? 8 : 4 };
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t g = (uint32_t)(i / 4);
        double post = i % 4 >= 2, arm = g < 3, *row = d.x + i * d.columns;
        row[0] = 1;
        if (effects) {
            for (size_t c = 1; c < 6; c++)
                row[c] = g == c;
            row[6] = post;
            row[7] = arm * post;
        } else {
            row[1] = arm;
            row[2] = post;
            row[3] = arm * post;
        }
        d.y[i] = level[g] + post * change[g] + (double)((i + 1) * 29 % 17) / 20;
        d.cluster[i] = g;
    }
    return d;
}

static uf_cluster_cross *cross_of(const struct data *d, const double *weight, size_t rows)
{
    uf_cluster_cross *cross = NULL;
    ck_assert_int_eq(uf_cluster_cross_new(&cross, d->columns, 10, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_cross_add(cross, d->x, d->y, d->cluster, weight, rows, NULL),
                     UF_OK);
    return cross;
}

static uf_wild_bootstrap *made(const uf_cluster_cross *cross, size_t tested,
                               uf_wild_weights weights, const uf_permutation_plan *plan)
{
    uf_wild_bootstrap *test = NULL;
    uf_error error = { .reason = "" };
    ck_assert_msg(uf_wild_bootstrap_new(&test, cross, tested, weights, plan, &error) == UF_OK, "%s",
                  error.reason);
    return test;
}

static void same(const char *row, const char *statistic, double computed)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    ck_oracle(id, computed);
}

static double oracle_id(const char *row, const char *statistic)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", row, statistic);
    return oracle_value(id);
}

static void check_rows(const char *row, const uf_cluster_cross *cross, size_t tested,
                       uf_wild_weights weights, double level)
{
    uf_wild_bootstrap *test = made(cross, tested, weights, &exact);
    uf_effect effect;
    uf_inverted_interval limit;
    ck_assert_int_eq(uf_wild_bootstrap_effect(&effect, test, level, UF_TWO_SIDED, NULL), UF_OK);
    same(row, "estimate", effect.estimate);
    same(row, "se", effect.std_error);
    same(row, "p_two", effect.p_value);
    same(row, "p_less", uf_wild_bootstrap_p(test, 0, UF_LESS));
    same(row, "p_greater", uf_wild_bootstrap_p(test, 0, UF_GREATER));
    same(row, "p_at", uf_wild_bootstrap_p(test, 0.5, UF_TWO_SIDED));
    same(row, "low", effect.conf_low);
    same(row, "high", effect.conf_high);
    ck_assert_int_eq(uf_wild_bootstrap_interval(&limit, test, level, UF_GREATER, NULL), UF_OK);
    same(row, "lower", limit.low);
    uf_wild_bootstrap_interval(&limit, test, level, UF_LESS, NULL);
    same(row, "upper", limit.high);
    double tail = fmin(oracle_id(row, "p_less"), oracle_id(row, "p_greater"));
    ck_assert_double_eq_tol(uf_wild_bootstrap_p_equal_tail(test, 0), fmin(1, 2 * tail), 1e-12);
    ck_assert(uf_wild_bootstrap_exact(test));
    uf_wild_bootstrap_free(test);
}

START_TEST(enumerated_in_r)
{
    struct data two = six_clusters(2), three = six_clusters(3), did = two_periods(false);
    struct data effects = two_periods(true);
    uf_cluster_cross *cross = cross_of(&two, NULL, ROWS);
    check_rows("WILD-01", cross, 1, UF_WILD_RADEMACHER, 0.9);
    uf_cluster_cross_free(cross);
    cross = cross_of(&three, NULL, ROWS);
    check_rows("WILD-02", cross, 1, UF_WILD_RADEMACHER, 0.9);
    check_rows("WILD-03", cross, 2, UF_WILD_RADEMACHER, 0.9);
    uf_cluster_cross_free(cross);
    cross = cross_of(&three, three.weight, ROWS);
    check_rows("WILD-04", cross, 1, UF_WILD_RADEMACHER, 0.8);
    uf_cluster_cross_free(cross);
    cross = cross_of(&effects, NULL, ROWS);
    check_rows("WILD-05", cross, 7, UF_WILD_RADEMACHER, 0.9);
    uf_cluster_cross_free(cross);
    cross = cross_of(&did, NULL, ROWS);
    check_rows("WILD-06", cross, 3, UF_WILD_RADEMACHER, 0.9);
    uf_cluster_cross_free(cross);
    cross = cross_of(&did, NULL, 20); /* five clusters */
    check_rows("WILD-07", cross, 3, UF_WILD_WEBB, 0.8);
    uf_cluster_cross_free(cross);
}
END_TEST

/* The number of draws above t, which ties are not. */
static double beyond(const uf_wild_bootstrap *test)
{
    size_t count = uf_wild_bootstrap_count(test);
    double *draws = calloc(count, sizeof *draws), above = 0;
    ck_assert_ptr_nonnull(draws);
    uf_wild_bootstrap_draws(draws, test);
    for (size_t i = 0; i < count; i++)
        above += fabs(draws[i]) > fabs(draws[0]) + 1e-9 * fmax(1, fabs(draws[0]));
    free(draws);
    return above;
}

/* Firms' investment: inv on value and capital, 200 rows, 10 firms; capital is tested. */
START_TEST(grunfeld)
{
    static const struct {
        const char *row;
        double b0;
    } nulls[] = { { "O-WCB-0", 0 }, { "O-WCB-0.2", 0.2 }, { "O-WCB-0.3", 0.3 } };
    dataset *data = dataset_open("grunfeld");
    if (data == NULL)
        return;
    double b0 = nulls[_i].b0;
    const char *row = nulls[_i].row;
    uf_cluster_cross *cross, *moved;
    ck_assert_int_eq(uf_cluster_cross_new(&cross, 3, 11, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_cross_new(&moved, 3, 11, NULL), UF_OK);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        double capital = dataset_number(data, i, "capital"), y = dataset_number(data, i, "inv");
        const double x[] = { 1, dataset_number(data, i, "value"), capital };
        uint32_t firm = (uint32_t)dataset_number(data, i, "firm");
        double shifted = y - b0 * capital; /* b_j = b0 of y is b_j = 0 of this */
        ck_assert_int_eq(uf_cluster_cross_add(cross, x, &y, &firm, NULL, 1, NULL), UF_OK);
        ck_assert_int_eq(uf_cluster_cross_add(moved, x, &shifted, &firm, NULL, 1, NULL), UF_OK);
    }
    uf_wild_bootstrap *test = made(cross, 2, UF_WILD_RADEMACHER, &exact);
    uf_wild_bootstrap *at_b0 = made(moved, 2, UF_WILD_RADEMACHER, &exact);
    double draws = (double)uf_wild_bootstrap_count(test);
    uf_effect effect;
    uf_wild_bootstrap_effect(&effect, at_b0, 0.95, UF_TWO_SIDED, NULL);
    /* CR1S: the reference's standard error has the factor (n - 1)/(n - p) too. */
    same(row, "t_CR1S", effect.statistic / sqrt(199.0 / 197));
    same(row, "draws", draws);
    same(row, "n_ge", draws * uf_wild_bootstrap_p(test, b0, UF_TWO_SIDED));
    same(row, "p_ge", uf_wild_bootstrap_p(at_b0, 0, UF_TWO_SIDED));
    same(row, "n_gt", beyond(at_b0));
    same(row, "p_gt", beyond(at_b0) / draws);
    same(row, "p_upper", uf_wild_bootstrap_p(test, b0, UF_GREATER));
    same(row, "p_lower", uf_wild_bootstrap_p(test, b0, UF_LESS));
    uf_wild_bootstrap_free(test);
    uf_wild_bootstrap_free(at_b0);
    uf_cluster_cross_free(cross);
    uf_cluster_cross_free(moved);
    dataset_close(data);
}
END_TEST

/* Difference in differences, high-needs pupils against others, in nine Connecticut districts. */
START_TEST(connecticut)
{
    static const char *const districts[] = { "Achievement First Bridgeport Academy District",
                                             "Achievement First Hartford Academy District",
                                             "Amistad Academy District",
                                             "Andover School District",
                                             "Ansonia School District",
                                             "Area Cooperative Educational Services",
                                             "Ashford School District",
                                             "Avon School District",
                                             "Barkhamsted School District" };
    dataset *data = dataset_open("ct_attendance");
    if (data == NULL)
        return;
    uf_cluster_cross *cross, *moved;
    ck_assert_int_eq(uf_cluster_cross_new(&cross, 4, 9, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_cross_new(&moved, 4, 9, NULL), UF_OK);
    for (size_t i = 0; i < dataset_rows(data); i++) {
        const char *group = dataset_text(data, i, "student_group");
        bool high = strcmp(group, "Students With High Needs") == 0;
        uint32_t g = 0;
        while (g < 9 && strcmp(districts[g], dataset_text(data, i, "district")) != 0)
            g++;
        if (g == 9 || (!high && strcmp(group, "Students Without High Needs") != 0))
            continue;
        for (int post = 0; post < 2; post++) {
            const double x[] = { 1, high, post, high && post };
            double y = dataset_number(data, i, post ? "rate_2022" : "rate_2020");
            double shifted = y + 0.01 * x[3];
            ck_assert_int_eq(uf_cluster_cross_add(cross, x, &y, &g, NULL, 1, NULL), UF_OK);
            ck_assert_int_eq(uf_cluster_cross_add(moved, x, &shifted, &g, NULL, 1, NULL), UF_OK);
        }
    }
    ck_assert_double_eq(uf_cluster_cross_rows(cross), 36);
    uf_wild_bootstrap *test = made(cross, 3, UF_WILD_RADEMACHER, &exact);
    uf_wild_bootstrap *at_b0 = made(moved, 3, UF_WILD_RADEMACHER, &exact);
    ck_oracle("O-FC-02.wcb_p_ge", uf_wild_bootstrap_p(test, 0, UF_TWO_SIDED));
    ck_oracle("O-FC-02.wcb_n_ge", 512 * uf_wild_bootstrap_p(test, 0, UF_TWO_SIDED));
    ck_oracle("O-FC-02.wcb01_n_ge", 512 * uf_wild_bootstrap_p(test, -0.01, UF_TWO_SIDED));
    ck_oracle("O-FC-02.wcb01_n_gt", beyond(at_b0));
    uf_wild_bootstrap_free(test);
    uf_wild_bootstrap_free(at_b0);
    uf_cluster_cross_free(cross);
    uf_cluster_cross_free(moved);
    dataset_close(data);
}
END_TEST

/* With cluster effects or with arm and period: in a balanced panel the same coefficient, standard
 * error and draws (by hand: the regressor cleared of the others is the same). */
START_TEST(absorbed_effects)
{
    struct data did = two_periods(false), effects = two_periods(true);
    uf_cluster_cross *a = cross_of(&did, NULL, ROWS), *b = cross_of(&effects, NULL, ROWS);
    uf_wild_bootstrap *short_one = made(a, 3, UF_WILD_RADEMACHER, &exact);
    uf_wild_bootstrap *long_one = made(b, 7, UF_WILD_RADEMACHER, &exact);
    double x[64], y[64];
    ck_assert_uint_eq(uf_wild_bootstrap_count(short_one), 64);
    uf_wild_bootstrap_draws(x, short_one);
    uf_wild_bootstrap_draws(y, long_one);
    for (int i = 0; i < 64; i++)
        ck_assert_double_eq_tol(x[i], y[i], 1e-9);
    uf_wild_bootstrap_free(short_one);
    uf_wild_bootstrap_free(long_one);
    uf_cluster_cross_free(a);
    uf_cluster_cross_free(b);
}
END_TEST

/* Parts merged, rows of weight 0 and a large constant change nothing but the last digits. */
START_TEST(parts_and_constants)
{
    struct data d = six_clusters(3), far = d;
    uf_cluster_cross *whole = cross_of(&d, NULL, ROWS), *first = cross_of(&d, NULL, 11), *rest;
    ck_assert_int_eq(uf_cluster_cross_new(&rest, 3, 10, NULL), UF_OK);
    double none[ROWS];
    for (int i = 0; i < ROWS; i++)
        none[i] = i >= 11; /* the first eleven rows count for nothing */
    ck_assert_int_eq(uf_cluster_cross_add(rest, d.x, d.y, d.cluster, none, ROWS, NULL), UF_OK);
    ck_assert_double_eq(uf_cluster_cross_rows(rest), ROWS - 11);
    ck_assert_int_eq(uf_cluster_cross_merge(first, rest, NULL), UF_OK);
    ck_assert_uint_eq(uf_cluster_cross_clusters(first), 6);
    ck_assert_uint_eq(uf_cluster_cross_columns(first), 3);
    for (int i = 0; i < ROWS; i++) {
        far.y[i] += 1e6;
        far.x[3 * i + 2] -= 1e5;
    }
    uf_cluster_cross *moved = cross_of(&far, NULL, ROWS);
    const uf_cluster_cross *others[] = { first, moved };
    uf_wild_bootstrap *test = made(whole, 1, UF_WILD_RADEMACHER, &exact);
    for (int i = 0; i < 2; i++) {
        uf_wild_bootstrap *other = made(others[i], 1, UF_WILD_RADEMACHER, &exact);
        double x[64], y[64];
        uf_wild_bootstrap_draws(x, test);
        uf_wild_bootstrap_draws(y, other);
        for (int k = 0; k < 64; k++)
            ck_assert_double_eq_tol(x[k], y[k], i == 0 ? 1e-12 : 1e-7);
        uf_wild_bootstrap_free(other);
    }
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(whole);
    uf_cluster_cross_free(first);
    uf_cluster_cross_free(rest);
    uf_cluster_cross_free(moved);
}
END_TEST

/* Drawn weights: near the enumerated p, the same bits again, the data's own t first. */
START_TEST(drawn)
{
    static const uf_permutation_plan plan = { 1, 9999, 11 };
    struct data d = six_clusters(2);
    uf_cluster_cross *cross = cross_of(&d, NULL, ROWS);
    for (int weights = 0; weights < 2; weights++) {
        uf_wild_bootstrap *all = made(cross, 1, (uf_wild_weights)weights, &exact);
        uf_wild_bootstrap *some = made(cross, 1, (uf_wild_weights)weights, &plan);
        uf_wild_bootstrap *again = made(cross, 1, (uf_wild_weights)weights, &plan);
        static double x[10000], y[10000];
        ck_assert_uint_eq(uf_wild_bootstrap_count(some), 10000);
        ck_assert(!uf_wild_bootstrap_exact(some));
        uf_wild_bootstrap_draws(x, some);
        uf_wild_bootstrap_draws(y, again);
        ck_assert_mem_eq(x, y, sizeof x);
        double p = uf_wild_bootstrap_p(all, -0.5, UF_TWO_SIDED);
        ck_assert_double_eq_tol(uf_wild_bootstrap_p(some, -0.5, UF_TWO_SIDED), p,
                                6 * sqrt(p * (1 - p) / 10000));
        uf_effect effect;
        uf_wild_bootstrap_effect(&effect, some, 0.9, UF_TWO_SIDED, NULL);
        ck_assert_double_eq_tol(effect.statistic, x[0], 1e-12);
        ck_assert_str_eq(effect.method,
                         weights == 0 ? "wild-cluster-rademacher" : "wild-cluster-webb");
        uf_wild_bootstrap_free(all);
        uf_wild_bootstrap_free(some);
        uf_wild_bootstrap_free(again);
    }
    uf_cluster_cross_free(cross);
}
END_TEST

/* p need not fall steadily: here Webb's leaves a hole, which the p-values show. */
START_TEST(two_pieces)
{
    struct data d = six_clusters(2);
    uf_cluster_cross *cross = cross_of(&d, NULL, ROWS);
    uf_wild_bootstrap *test = made(cross, 1, UF_WILD_WEBB, &exact);
    uf_inverted_interval i;
    ck_assert_int_eq(uf_wild_bootstrap_interval(&i, test, 0.16, UF_TWO_SIDED, NULL), UF_OK);
    ck_assert_uint_eq(i.pieces, 2);
    const double step = 1e-6;
    const double inside[] = { i.low + step, i.gap_low - step, i.gap_high + step, i.high - step };
    const double outside[] = { i.low - step, i.gap_low + step, i.gap_high - step, i.high + step };
    for (int k = 0; k < 4; k++) {
        ck_assert_double_gt(uf_wild_bootstrap_p(test, inside[k], UF_TWO_SIDED), 0.84);
        ck_assert_double_le(uf_wild_bootstrap_p(test, outside[k], UF_TWO_SIDED), 0.84);
    }
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(cross);
}
END_TEST

/* By hand: 2/64 and 6/46656 at six clusters; beyond that level the interval is unbounded. */
START_TEST(floors)
{
    struct data d = six_clusters(2);
    uf_cluster_cross *cross = cross_of(&d, NULL, ROWS);
    uf_wild_bootstrap *test = made(cross, 1, UF_WILD_RADEMACHER, &exact);
    ck_assert_double_eq(uf_wild_bootstrap_ways(test), 64);
    ck_assert_double_eq(uf_wild_bootstrap_smallest_p(test, UF_TWO_SIDED), 2.0 / 64);
    ck_assert_double_eq(uf_wild_bootstrap_smallest_p(test, UF_LESS), 1.0 / 64);
    ck_assert_double_eq(uf_wild_bootstrap_highest_level(test, UF_TWO_SIDED), 1 - 2.0 / 64);
    uf_effect effect;
    uf_wild_bootstrap_effect(&effect, test, 0.97, UF_TWO_SIDED, NULL);
    ck_assert_double_eq(effect.conf_low, -INFINITY);
    ck_assert_double_eq(effect.conf_high, INFINITY);
    ck_assert_str_ne(effect.note, "");
    uf_wild_bootstrap_free(test);
    test = made(cross, 1, UF_WILD_WEBB, &exact);
    ck_assert_double_eq(uf_wild_bootstrap_ways(test), 46656);
    ck_assert_double_eq_tol(uf_wild_bootstrap_smallest_p(test, UF_TWO_SIDED), 6.0 / 46656, 1e-18);
    double never = uf_wild_bootstrap_p(test, 1e9, UF_TWO_SIDED);
    ck_assert_double_ge(never, 6.0 / 46656 - 1e-12);
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(cross);
}
END_TEST

static void refuse(const struct data *d, size_t rows, size_t tested, uf_status expected,
                   size_t index)
{
    uf_cluster_cross *cross = cross_of(d, NULL, rows);
    uf_wild_bootstrap *test;
    uf_error error;
    ck_assert_int_eq(
        uf_wild_bootstrap_new(&test, cross, tested, UF_WILD_RADEMACHER, &exact, &error), expected);
    ck_assert_ptr_null(test);
    ck_assert_uint_eq(error.index, index);
    uf_cluster_cross_free(cross);
}

START_TEST(refused)
{
    struct data d = six_clusters(3);
    refuse(&d, ROWS, 3, UF_EINVAL, 3);
    refuse(&d, 3, 2, UF_EDATA, UF_NO_INDEX); /* one cluster */
    refuse(&d, 8, 1, UF_ESINGULAR, 1);       /* one arm     */
    for (int i = 0; i < ROWS; i++)
        d.x[3 * i + 2] = 7; /* a second constant */
    refuse(&d, ROWS, 1, UF_ESINGULAR, 2);
    d = six_clusters(2);
    for (int i = 0; i < ROWS; i++)
        d.x[2 * i + 1] = d.cluster[i] == 4; /* one treated cluster */
    refuse(&d, ROWS, 1, UF_EDATA, 4);
    d = six_clusters(2);
    for (int i = 0; i < ROWS; i++)
        d.y[i] = 3.3;
    refuse(&d, ROWS, 1, UF_EDATA, UF_NO_INDEX);
    d = two_periods(true); /* cluster effects, one treated cluster */
    for (int i = 0; i < ROWS; i++)
        d.x[8 * i + 7] = d.cluster[i] == 2 && i % 4 >= 2;
    refuse(&d, ROWS, 7, UF_EDATA, 2);
    uf_cluster_cross *cross, *other;
    uf_error error;
    double y[] = { 1, 2, NAN }, x[] = { 1, 1, 1 }, minus[] = { 1, -1, 1 };
    const uint32_t cluster[] = { 0, 9, 10 };
    ck_assert_int_eq(uf_cluster_cross_new(&cross, 0, 5, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_cluster_cross_new(&cross, 1, 10, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_cross_add(cross, x, x, cluster, NULL, 3, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_cluster_cross_add(cross, x, x, cluster, minus, 3, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    const uint32_t good[] = { 0, 1, 2 };
    ck_assert_int_eq(uf_cluster_cross_add(cross, x, y, good, NULL, 3, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 2);
    ck_assert_int_eq(uf_cluster_cross_new(&other, 1, 9, NULL), UF_OK);
    ck_assert_int_eq(uf_cluster_cross_merge(cross, other, NULL), UF_EINVAL);
    uf_cluster_cross_free(cross);
    uf_cluster_cross_free(other);
    d = six_clusters(2);
    cross = cross_of(&d, NULL, ROWS);
    uf_wild_bootstrap *test;
    const uf_permutation_plan unplanned = { 1, 0, 0 };
    ck_assert_int_eq(uf_wild_bootstrap_new(&test, cross, 1, UF_WILD_RADEMACHER, &unplanned, NULL),
                     UF_EINVAL);
    test = made(cross, 1, UF_WILD_RADEMACHER, &exact);
    uf_inverted_interval interval;
    ck_assert_int_eq(uf_wild_bootstrap_interval(&interval, test, 0, UF_TWO_SIDED, NULL), UF_EINVAL);
    uf_wild_bootstrap_free(test);
    uf_cluster_cross_free(cross);
    uf_wild_bootstrap_free(NULL);
    uf_cluster_cross_free(NULL);
}
END_TEST

Suite *test_wild_bootstrap_suite(void);

Suite *test_wild_bootstrap_suite(void)
{
    Suite *suite = suite_create("wild_bootstrap");
    TCase *tests = tcase_create("wild cluster bootstrap");
    tcase_add_test(tests, enumerated_in_r);
    tcase_add_loop_test(tests, grunfeld, 0, 3);
    tcase_add_test(tests, connecticut);
    tcase_add_test(tests, absorbed_effects);
    tcase_add_test(tests, parts_and_constants);
    tcase_add_test(tests, drawn);
    tcase_add_test(tests, two_pieces);
    tcase_add_test(tests, floors);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
