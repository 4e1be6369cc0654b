/* test_linearised.c: rates and their changes against R's survey package, the tests that they
 * contain as special cases, and the edges. */
#include <utfall/linearised.h>

#include "oracle.h"

#include <math.h>
#include <stdio.h>
#include <utfall/mean_difference.h>

enum { A = 7, B = 6 };

/* The units of tests/certified/r/comparison.R; n = 0 there is no value here. */
static const double a_rows[A][4] = { { 1200, 120, 1150, 60 }, { 1100, 0, 1000, 20 },
                                     { 900, 60, 0, 0 },       { 1300, 300, 1200, 250 },
                                     { 800, 45, 850, 15 },    { 1000, 10, 0, 0 },
                                     { 1250, 90, 1100, 40 } };
static const double b_rows[B][4] = { { 1000, 80, 1050, 95 }, { 1150, 35, 0, 0 },
                                     { 700, 140, 750, 160 }, { 0, 0, 1200, 10 },
                                     { 1250, 20, 1300, 5 },  { 900, 75, 950, 60 } };

static void read_units(uf_observation *units, const double rows[][4], size_t count, double times)
{
    for (size_t i = 0; i < count; i++) {
        units[i] = (uf_observation){ .units = 1 };
        for (size_t w = 0; w < UF_WAVES; w++) {
            const double n = rows[i][2 * w], x = rows[i][2 * w + 1];
            units[i].value[w] = n > 0 ? x * times : NAN;
            units[i].exposure[w] = n > 0 ? n * times : 1;
        }
    }
}

static void same(const char *row, const uf_effect *effect)
{
    const struct {
        const char *statistic;
        double value;
    } parts[] = {
        { "estimate", effect->estimate }, { "se", effect->std_error },   { "df", effect->df },
        { "low", effect->conf_low },      { "high", effect->conf_high }, { "t", effect->statistic },
        { "p", effect->p_value }
    };
    char id[64];
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        snprintf(id, sizeof id, "%s.%s", row, parts[i].statistic);
        if (!isnan(parts[i].value))
            ck_oracle(id, parts[i].value);
    }
    ck_assert_str_eq(effect->note, "");
}

static uf_linearised ratio(const uf_observation *units, size_t count, uf_linearised_scale scale)
{
    uf_linearised l;
    ck_assert_int_eq(uf_linearised_ratio(&l, units, count, UF_WAVE_AFTER, scale, NULL), UF_OK);
    return l;
}

static uf_linearised change(const uf_observation *units, size_t count, uf_linearised_basis basis,
                            uf_linearised_scale scale)
{
    uf_linearised l;
    ck_assert_int_eq(uf_linearised_change(&l, units, count, basis, scale, NULL), UF_OK);
    return l;
}

static uf_effect difference(uf_linearised one, uf_linearised other)
{
    uf_effect effect;
    ck_assert_int_eq(uf_linearised_difference(&effect, &one, &other, UF_TWO_SIDED, 0.95, NULL),
                     UF_OK);
    return effect;
}

static uf_effect interval(uf_linearised one)
{
    uf_effect effect;
    ck_assert_int_eq(uf_linearised_interval(&effect, &one, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    return effect;
}

START_TEST(survey)
{
    uf_observation a[A], b[B];
    uf_effect effect;
    read_units(a, a_rows, A, 1);
    read_units(b, b_rows, B, 1);
    ck_assert_int_eq(uf_linearised_rate(&effect, a, A, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.method, "logit-t");
    same("CMP-RATE", &effect);
    effect = difference(ratio(a, A, UF_SCALE_PLAIN), ratio(b, B, UF_SCALE_PLAIN));
    same("CMP-RATEDIFF", &effect);
    effect = difference(ratio(a, A, UF_SCALE_LOG), ratio(b, B, UF_SCALE_LOG));
    uf_linearised_exponentiate(&effect, 0);
    same("CMP-RATERATIO", &effect);
    effect = interval(change(a, A, UF_BASIS_BOTH_WAVES, UF_SCALE_PLAIN));
    same("CMP-CHANGE", &effect);
    effect = interval(change(a, A, UF_BASIS_BOTH_WAVES, UF_SCALE_LOG));
    uf_linearised_exponentiate(&effect, 1);
    same("CMP-RELATIVE", &effect);
    effect = difference(change(a, A, UF_BASIS_BOTH_WAVES, UF_SCALE_PLAIN),
                        change(b, B, UF_BASIS_BOTH_WAVES, UF_SCALE_PLAIN));
    same("CMP-DID", &effect);
    effect = difference(change(a, A, UF_BASIS_EITHER_WAVE, UF_SCALE_PLAIN),
                        change(b, B, UF_BASIS_EITHER_WAVE, UF_SCALE_PLAIN));
    same("CMP-DIDALL", &effect);
}
END_TEST

/* Lessons or minutes: not a bit differs. */
START_TEST(unit_of_time)
{
    uf_observation a[A], b[B], a60[A], b60[B];
    read_units(a, a_rows, A, 1);
    read_units(b, b_rows, B, 1);
    read_units(a60, a_rows, A, 60);
    read_units(b60, b_rows, B, 60);
    for (int scale = UF_SCALE_PLAIN; scale <= UF_SCALE_LOG; scale++) {
        const uf_linearised_scale s = (uf_linearised_scale)scale;
        const uf_effect one = difference(ratio(a, A, s), ratio(b, B, s));
        const uf_effect other = difference(ratio(a60, A, s), ratio(b60, B, s));
        ck_assert(one.estimate == other.estimate && one.std_error == other.std_error);
        ck_assert(one.df == other.df && one.p_value == other.p_value);
        const uf_effect did = difference(change(a, A, UF_BASIS_EITHER_WAVE, s),
                                         change(b, B, UF_BASIS_EITHER_WAVE, s));
        const uf_effect did60 = difference(change(a60, A, UF_BASIS_EITHER_WAVE, s),
                                           change(b60, B, UF_BASIS_EITHER_WAVE, s));
        ck_assert(did.std_error == did60.std_error && did.p_value == did60.p_value);
    }
    uf_effect one, other;
    ck_assert_int_eq(uf_linearised_rate(&one, a, A, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert_int_eq(uf_linearised_rate(&other, a60, A, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert(one.conf_low == other.conf_low && one.conf_high == other.conf_high);
}
END_TEST

/* With an exposure of 1 the ratio is a mean: a difference of two is Welch's t with the variances of
 * the means, a change of units in both waves is the paired t. Those are certified elsewhere. */
START_TEST(means_are_a_special_case)
{
    static const double first[] = { 3.1, 4.2, 5, 2.2, 7.5 }, second[] = { 6.1, 1.4, 2.9, 8.8, 9.1 };
    uf_observation units[5];
    uf_moments one, other;
    uf_effect t;
    uf_moments_init(&one);
    uf_moments_init(&other);
    for (size_t i = 0; i < 5; i++) {
        units[i] = (uf_observation){ { second[i], first[i] }, { 1, 1 }, 1, 0 };
        uf_moments_push(&one, first[i]);
        uf_moments_push(&other, second[i]);
    }
    ck_assert_int_eq(uf_paired_t(&t, first, second, 5, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    uf_effect l = interval(change(units, 5, UF_BASIS_BOTH_WAVES, UF_SCALE_PLAIN));
    ck_assert_double_eq_tol(l.estimate, t.estimate, 1e-14);
    ck_assert_double_eq_tol(l.std_error, t.std_error, 1e-14);
    ck_assert_double_eq_tol(l.p_value, t.p_value, 1e-13);
    ck_assert_double_eq_tol(l.conf_low, t.conf_low, 1e-13);
    uf_linearised before;
    ck_assert_int_eq(uf_linearised_ratio(&before, units, 5, UF_WAVE_BEFORE, UF_SCALE_PLAIN, NULL),
                     UF_OK);
    ck_assert_int_eq(
        uf_mean_difference(&t, &one, &other, UF_MEAN_DIFFERENCE_WELCH, UF_TWO_SIDED, 0.95, NULL),
        UF_OK);
    l = difference(ratio(units, 5, UF_SCALE_PLAIN), before);
    ck_assert_double_eq_tol(l.std_error, t.std_error, 1e-14);
    ck_assert_double_eq_tol(l.df, t.df, 1e-12);
    ck_assert_double_eq_tol(l.p_value, t.p_value, 1e-13);
}
END_TEST

/* A row that stands for three units is three rows. */
START_TEST(repeated_units)
{
    uf_observation a[A], spread[A + 2];
    read_units(a, a_rows, A, 1);
    for (size_t i = 0; i < A + 2; i++)
        spread[i] = a[i < 3 ? 0 : i - 2];
    a[0].units = 3;
    const uf_linearised one = change(a, A, UF_BASIS_EITHER_WAVE, UF_SCALE_PLAIN);
    const uf_linearised other = change(spread, A + 2, UF_BASIS_EITHER_WAVE, UF_SCALE_PLAIN);
    ck_assert_double_eq(one.units, A + 2);
    ck_assert_double_eq_tol(one.estimate, other.estimate, 1e-15);
    ck_assert_double_eq_tol(one.variance, other.variance, 1e-15);
}
END_TEST

START_TEST(one_sided)
{
    uf_observation a[A], b[B];
    uf_effect less;
    read_units(a, a_rows, A, 1);
    read_units(b, b_rows, B, 1);
    const uf_linearised one = ratio(a, A, UF_SCALE_PLAIN), other = ratio(b, B, UF_SCALE_PLAIN);
    const uf_effect both = difference(one, other);
    ck_assert_int_eq(uf_linearised_difference(&less, &one, &other, UF_LESS, 0.975, NULL), UF_OK);
    ck_assert(isinf(less.conf_low) && less.conf_low < 0);
    ck_assert_double_eq_tol(less.conf_high, both.conf_high, 1e-14);
    const double two_sided = 2 * fmin(less.p_value, 1 - less.p_value);
    ck_assert_double_eq_tol(two_sided, both.p_value, 1e-14);
}
END_TEST

static uf_observation unit(double x, double n)
{
    return (uf_observation){ { NAN, x }, { 1, n }, 1, 0 };
}

START_TEST(nothing_to_say)
{
    const uf_observation alike[] = { unit(6, 60), unit(7, 70), unit(3, 30) };
    const uf_observation none[] = { unit(0, 60), unit(0, 70) };
    uf_effect effect;
    ck_assert_int_eq(uf_linearised_rate(&effect, alike, 3, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0.1);
    ck_assert(isnan(effect.conf_low));
    ck_assert_str_eq(effect.note, "the units do not vary");
    ck_assert_int_eq(uf_linearised_rate(&effect, alike, 1, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.note, "one unit says nothing of the spread");
    ck_assert_int_eq(uf_linearised_rate(&effect, alike, 3, UF_WAVE_BEFORE, 0.95, NULL), UF_OK);
    ck_assert(isnan(effect.estimate));
    ck_assert_str_eq(effect.note, "a group has no values");
    const uf_linearised nobody = ratio(none, 2, UF_SCALE_LOG);
    ck_assert(isinf(nobody.estimate) && isnan(nobody.variance));
    effect = difference(nobody, ratio(alike, 3, UF_SCALE_LOG));
    uf_linearised_exponentiate(&effect, 1);
    ck_assert_double_eq(effect.estimate, -1);
    ck_assert(isnan(effect.conf_high));
    ck_assert_str_eq(effect.note, "a rate is 0: its logarithm has no variance");
    const uf_observation was_none = { { 0, 3 }, { 60, 60 }, 1, 0 };
    const uf_linearised risen = change(&was_none, 1, UF_BASIS_BOTH_WAVES, UF_SCALE_LOG);
    ck_assert(isnan(risen.estimate));
    ck_assert_str_eq(risen.note, "the rate before is 0: a relative change is undefined");
    const uf_linearised apart = change(alike, 3, UF_BASIS_BOTH_WAVES, UF_SCALE_PLAIN);
    ck_assert_str_eq(apart.note, "nobody is in both periods");
}
END_TEST

/* More events than exposure: a rate that is no share has its interval on the log scale. */
START_TEST(more_than_one_each)
{
    const uf_observation units[] = { unit(6, 2), unit(1, 2), unit(3, 2) };
    uf_effect effect;
    ck_assert_int_eq(uf_linearised_rate(&effect, units, 3, UF_WAVE_AFTER, 0.95, NULL), UF_OK);
    ck_assert_str_eq(effect.method, "log-t");
    ck_assert_double_eq_tol(effect.estimate, 10.0 / 6, 1e-15);
    ck_assert_double_eq_tol(effect.conf_low * effect.conf_high, effect.estimate * effect.estimate,
                            1e-13);
}
END_TEST

START_TEST(refused)
{
    uf_observation units[] = { unit(6, 2), unit(1, 0) };
    uf_linearised l;
    uf_effect effect;
    uf_error error;
    ck_assert_int_eq(uf_linearised_ratio(&l, units, 2, UF_WAVE_AFTER, UF_SCALE_PLAIN, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 1);
    units[1] = unit(-1, 2);
    ck_assert_int_eq(uf_linearised_ratio(&l, units, 2, UF_WAVE_AFTER, UF_SCALE_LOG, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_linearised_ratio(&l, units, 2, UF_WAVE_AFTER, UF_SCALE_PLAIN, &error),
                     UF_OK);
    ck_assert_int_eq(uf_linearised_interval(&effect, &l, UF_TWO_SIDED, 1, &error), UF_EINVAL);
    ck_assert_int_eq(uf_linearised_difference(&effect, &l, &l, UF_LESS, 0.5, &error), UF_EINVAL);
    ck_assert_int_eq(uf_linearised_rate(&effect, units, 2, UF_WAVE_AFTER, 0, &error), UF_EINVAL);
}
END_TEST

Suite *test_linearised_suite(void);
Suite *test_linearised_suite(void)
{
    Suite *suite = suite_create("linearised");
    TCase *tcase = tcase_create("linearised");
    tcase_add_test(tcase, survey);
    tcase_add_test(tcase, unit_of_time);
    tcase_add_test(tcase, means_are_a_special_case);
    tcase_add_test(tcase, repeated_units);
    tcase_add_test(tcase, one_sided);
    tcase_add_test(tcase, nothing_to_say);
    tcase_add_test(tcase, more_than_one_each);
    tcase_add_test(tcase, refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
