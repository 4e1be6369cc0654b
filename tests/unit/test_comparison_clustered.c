/* test_comparison_clustered.c: which rows a comparison of clusters has, and what it refuses.
 *
 * Whole comparisons are held against R in tests/cli/compare-clusters.sh; here is what a program
 * cannot show, and sums small enough to be done by hand. */
#include <utfall/comparison_clustered.h>

#include "oracle.h"

#include <math.h>
#include <string.h>

enum { MOST = 48 };

/* Six clusters of two units each, three in each arm. */
struct made {
    uf_clustered_unit units[MOST];
    double covariates[MOST * UF_WAVES * 2];
    unsigned char treated[6];
    size_t block[6];
    uf_clustered_data data;
    uf_clustered_settings settings;
};

/* Unit i of cluster g: g + i before; after 4 less where treated, 1 less elsewhere, and `spread`
 * more in every second cluster. */
static void make(struct made *m, uf_clustered_design design, double spread)
{
    *m = (struct made){ .data = { .clusters = 6, .count = 12 } };
    for (size_t g = 0; g < 6; g++) {
        m->treated[g] = g < 3;
        m->block[g] = g % 3;
        for (size_t i = 0; i < 2; i++) {
            uf_clustered_unit *unit = &m->units[2 * g + i];
            const double before = (double)(g + i);
            const double after = before - (g < 3 ? 4 : 1) + (g % 2 == 1 ? spread : 0);
            *unit = (uf_clustered_unit){ .value = { before, after },
                                         .exposure = { 1, 1 },
                                         .low = { NAN, NAN },
                                         .high = { NAN, NAN },
                                         .whole = { NAN, NAN },
                                         .cluster = { g, g },
                                         .units = 1 };
        }
    }
    m->data.units = m->units;
    m->data.treated = m->treated;
    m->settings = (uf_clustered_settings){ .kind = UF_OUTCOME_NUMBER,
                                           .design = design,
                                           .inferences = UF_INFER_ALL,
                                           .replicates = 999,
                                           .seed = 1,
                                           .level = 0.95 };
}

static uf_clustered *table_of(const struct made *m)
{
    uf_clustered *table;
    uf_error error;
    ck_assert_int_eq(uf_clustered_new(&table, &m->data, &m->settings, &error), UF_OK);
    return table;
}

static void compare(const struct made *m, uf_clustered_effects *effects)
{
    uf_clustered *table = table_of(m);
    uf_error error;
    ck_assert_int_eq(uf_clustered_compare(effects, table, &error), UF_OK);
    uf_clustered_free(table);
}

/* Treated changes -4, -3, -4, others 0, -1, 0: by hand -10/3, and p 2/20. */
START_TEST(one_number)
{
    struct made m;
    uf_clustered_effects effects;
    make(&m, UF_CLUSTERED_DID, 1);
    compare(&m, &effects);
    ck_assert_uint_eq(effects.count, 5);
    for (size_t i = 0; i < effects.count; i++) {
        const uf_estimate *row = &effects.rows[i].row;
        ck_assert_str_eq(row->term, "did");
        ck_assert_int_eq(row->role, i == 0 ? UF_PRIMARY : UF_SENSITIVITY);
        ck_assert(fabs(row->estimate - -10.0 / 3) < 1e-13);
        ck_assert(row->clusters == 6 && row->n == 6 && row->n_reference == 6);
    }
    ck_assert(fabs(effects.rows[2].row.p_value - 0.1) < 1e-15);
    ck_assert(effects.rows[2].resampled && effects.rows[2].exact && effects.rows[2].draws == 20);
    ck_assert(!effects.rows[2].highest && effects.rows[3].highest);
    ck_assert_uint_eq(effects.draw_count, 20);
    ck_assert(fabs(effects.draws[0] - -10.0 / 3) < 1e-13);
    ck_assert(uf_clustered_sides_differ(&effects, 0.95));
    ck_assert(!uf_clustered_sides_differ(&effects, 0.5));
    uf_clustered_effects_release(&effects);
    ck_assert_ptr_null(effects.draws);
}
END_TEST

/* p = 0.1 is not above a limit of 0.1, however 1 - 0.9 is rounded. */
START_TEST(sides)
{
    ck_assert_int_eq(uf_clustered_side(0.1, 0.9), -1);
    ck_assert_int_eq(uf_clustered_side(0.100001, 0.9), 1);
    ck_assert_int_eq(uf_clustered_side(NAN, 0.9), 0);
}
END_TEST

START_TEST(scales)
{
    struct made m;
    uf_clustered_effects effects;
    make(&m, UF_CLUSTERED_DID, 1);
    m.settings.scale = UF_ON_LOG;
    for (size_t i = 0; i < 12; i++)
        for (int w = 0; w < UF_WAVES; w++)
            m.units[i].value[w] = i < 6 && w == UF_WAVE_AFTER ? 2 : 4; /* halved where treated */
    m.units[0].value[UF_WAVE_BEFORE] = 3;
    compare(&m, &effects);
    ck_assert_str_eq(effects.rows[0].row.term, "did_ratio");
    /* geometric mean of 2/3.5, 1/2, 1/2 */
    ck_assert(fabs(effects.rows[0].row.estimate - cbrt(2 / 3.5 / 4)) < 1e-14);
    for (size_t i = 0; i < effects.count; i++)
        ck_assert_uint_ne(effects.rows[i].inference, UF_INFER_CR2);
    uf_clustered_effects_release(&effects);
    m.units[2].value[UF_WAVE_AFTER] = m.units[3].value[UF_WAVE_AFTER] = 0;
    compare(&m, &effects);
    ck_assert_uint_eq(effects.count, 1);
    ck_assert(isnan(effects.rows[0].row.estimate));
    ck_assert_str_eq(effects.rows[0].row.note,
                     "a cluster's value is 0: it has no place on this scale");
    uf_clustered_effects_release(&effects);
}
END_TEST

/* Bounds in opposite directions by arm and period: by hand. */
START_TEST(bounds)
{
    struct made m;
    uf_clustered_effects effects;
    uf_estimate arm;
    uf_error error;
    make(&m, UF_CLUSTERED_DID, 1);
    for (size_t i = 0; i < 12; i++)
        for (int w = 0; w < UF_WAVES; w++) {
            m.units[i].low[w] = m.units[i].value[w] - (w == UF_WAVE_AFTER ? 1 : 0);
            m.units[i].high[w] = m.units[i].value[w] + (i < 6 ? 2 : 0);
        }
    compare(&m, &effects);
    /* lowest: treated after -1, before +2; control after 0, before 0 */
    ck_assert(fabs(effects.rows[0].row.bound_low - (-10.0 / 3 - 3)) < 1e-13);
    /* highest: treated after +2, before 0; control after -1, before 0 */
    ck_assert(fabs(effects.rows[0].row.bound_high - (-10.0 / 3 + 3)) < 1e-13);
    uf_clustered_effects_release(&effects);
    uf_clustered *table = table_of(&m);
    ck_assert(uf_clustered_has_bounds(table));
    ck_assert_int_eq(uf_clustered_arm(&arm, table, 1, UF_WAVE_AFTER, &error), UF_OK);
    ck_assert(fabs(arm.bound_low - (arm.estimate - 1)) < 1e-13);
    ck_assert(fabs(arm.bound_high - (arm.estimate + 2)) < 1e-13);
    uf_clustered_free(table);
}
END_TEST

/* A unit's covariate is cleared, a cluster's costs a degree of freedom, a copy is named. */
START_TEST(covariates)
{
    struct made m;
    uf_clustered_effects effects;
    uf_clustered *table;
    uf_error error;
    make(&m, UF_CLUSTERED_POST, 1);
    m.data.covariates = m.covariates;
    m.data.covariate_count = 1;
    for (size_t i = 0; i < 24; i++)
        m.covariates[i] = (double)(i / 2 % 2);
    compare(&m, &effects);
    ck_assert(effects.rows[0].row.df == 4);
    uf_clustered_effects_release(&effects);
    for (size_t i = 0; i < 24; i++)
        m.covariates[i] = (double)(i / 4 % 3 * (i / 4));
    compare(&m, &effects);
    ck_assert(effects.rows[0].row.df == 3);
    uf_clustered_effects_release(&effects);
    m.data.covariate_count = 2;
    for (size_t i = 0; i < 24; i++) {
        m.covariates[2 * i] = (double)(i / 2 % 2);
        m.covariates[2 * i + 1] = 3 * (double)(i / 2 % 2);
    }
    ck_assert_int_eq(uf_clustered_new(&table, &m.data, &m.settings, &error), UF_ESINGULAR);
    ck_assert_uint_eq(error.index, 1);
    ck_assert_ptr_null(table);
}
END_TEST

START_TEST(left_out)
{
    struct made m;
    uf_estimate row;
    make(&m, UF_CLUSTERED_DID, 1);
    m.units[0].value[UF_WAVE_AFTER] = m.units[1].value[UF_WAVE_AFTER] = NAN;
    uf_clustered *table = table_of(&m);
    ck_assert_uint_eq(uf_clustered_left_out(table), 1);
    ck_assert_uint_eq(uf_clustered_count(table, 1), 2);
    ck_assert(isnan(uf_clustered_values(table)[0]) && !isnan(uf_clustered_values(table)[1]));
    ck_assert(uf_clustered_cluster(&row, table, 0, UF_WAVE_BEFORE));
    ck_assert(!uf_clustered_cluster(&row, table, 0, UF_WAVE_AFTER));
    uf_clustered_free(table);
}
END_TEST

START_TEST(refused)
{
    struct made m;
    uf_clustered *table;
    uf_error error;
    make(&m, UF_CLUSTERED_DID, 1);
    m.settings.level = 1;
    ck_assert_int_eq(uf_clustered_new(&table, &m.data, &m.settings, &error), UF_EINVAL);
    make(&m, UF_CLUSTERED_DID, 1);
    m.treated[4] = 2;
    ck_assert_int_eq(uf_clustered_new(&table, &m.data, &m.settings, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 4);
    make(&m, UF_CLUSTERED_DID, 1);
    m.units[7].cluster[UF_WAVE_AFTER] = 6;
    ck_assert_int_eq(uf_clustered_new(&table, &m.data, &m.settings, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 7);
    make(&m, UF_CLUSTERED_POST, 1);
    m.settings.kind = UF_OUTCOME_BINARY;
    ck_assert_int_eq(uf_clustered_new(&table, &m.data, &m.settings, &error), UF_EINVAL);
}
END_TEST

Suite *test_comparison_clustered_suite(void);
Suite *test_comparison_clustered_suite(void)
{
    Suite *suite = suite_create("comparison_clustered");
    TCase *tests = tcase_create("comparison_clustered");
    tcase_add_test(tests, one_number);
    tcase_add_test(tests, sides);
    tcase_add_test(tests, scales);
    tcase_add_test(tests, bounds);
    tcase_add_test(tests, covariates);
    tcase_add_test(tests, left_out);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
