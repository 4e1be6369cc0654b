/* test_blocked_means.c: the difference of means within blocks against R's lm, and the edges. */
#include <utfall/blocked_means.h>

#include "oracle.h"

#include <math.h>
#include <stdio.h>

/* The data of tests/certified/r/comparison.R. */
static const double y[] = { 3.1, 4.2, 5.0, 2.2, 7.5, 6.1, 1.4, 2.9, 8.8, 9.1, 4.4 };

static void clear(uf_block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uf_moments_init(&blocks[i].group);
        uf_moments_init(&blocks[i].reference);
    }
}

static uf_effect within(const uf_block *blocks, size_t count)
{
    uf_effect effect;
    ck_assert_int_eq(uf_blocked_means(&effect, blocks, count, UF_TWO_SIDED, 0.95, NULL), UF_OK);
    return effect;
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
        ck_oracle(id, parts[i].value);
    }
    ck_assert_str_eq(effect->note, "");
}

START_TEST(least_squares)
{
    static const int arm[] = { 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0 };
    static const size_t block[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2 };
    uf_block blocks[4];
    clear(blocks, 4);
    for (size_t i = 0; i < 11; i++)
        uf_moments_push(arm[i] ? &blocks[block[i]].group : &blocks[block[i]].reference, y[i]);
    uf_effect effect = within(blocks, 3);
    same("CMP-BLOCKS", &effect);
    /* A block with one arm only changes nothing. */
    uf_moments_push(&blocks[3].group, 1000);
    effect = within(blocks, 4);
    same("CMP-BLOCKS", &effect);
    ck_assert_uint_eq(uf_blocked_means_informative(blocks, 4), 3);
}
END_TEST

START_TEST(matched_pairs)
{
    uf_block blocks[5];
    clear(blocks, 5);
    for (size_t i = 0; i < 5; i++) {
        uf_moments_push(&blocks[i].group, y[i]);
        uf_moments_push(&blocks[i].reference, y[i + 5]);
    }
    const uf_effect effect = within(blocks, 5);
    same("CMP-PAIRS", &effect);
    uf_effect less;
    ck_assert_int_eq(uf_blocked_means(&less, blocks, 5, UF_LESS, 0.975, NULL), UF_OK);
    ck_assert(isinf(less.conf_low));
    ck_assert_double_eq_tol(less.conf_high, effect.conf_high, 1e-13);
    ck_assert_double_eq_tol(2 * less.p_value, effect.p_value, 1e-14);
}
END_TEST

START_TEST(nothing_to_say)
{
    uf_block blocks[2];
    clear(blocks, 2);
    uf_effect effect = within(blocks, 2);
    ck_assert(isnan(effect.estimate));
    ck_assert_str_eq(effect.note, "no stratum has units of both groups");
    uf_moments_push(&blocks[0].group, 3);
    uf_moments_push(&blocks[0].reference, 1);
    effect = within(blocks, 2);
    ck_assert_double_eq(effect.estimate, 2);
    ck_assert(isnan(effect.std_error));
    ck_assert_str_eq(effect.note, "too few units within the strata to say how much they vary");
    /* Both blocks differ by the same: 0.3 - 0.1 and 0.5 - 0.3 but for rounding. */
    clear(blocks, 2);
    uf_moments_push(&blocks[0].group, 0.3);
    uf_moments_push(&blocks[0].reference, 0.1);
    uf_moments_push(&blocks[1].group, 0.5);
    uf_moments_push(&blocks[1].reference, 0.3);
    effect = within(blocks, 2);
    ck_assert_double_eq_tol(effect.estimate, 0.2, 1e-15);
    ck_assert(isnan(effect.p_value));
    ck_assert_str_eq(effect.note, "the values do not vary within the groups");
}
END_TEST

START_TEST(refused)
{
    uf_block block;
    uf_effect effect;
    uf_error error;
    clear(&block, 1);
    ck_assert_int_eq(uf_blocked_means(&effect, &block, 1, UF_TWO_SIDED, 1, &error), UF_EINVAL);
    ck_assert_int_eq(uf_blocked_means(&effect, &block, 1, UF_LESS, 0.4, &error), UF_EINVAL);
    uf_moments_push(&block.group, NAN);
    uf_moments_push(&block.reference, 1);
    ck_assert_int_eq(uf_blocked_means(&effect, &block, 1, UF_TWO_SIDED, 0.95, &error), UF_EINVAL);
    ck_assert_uint_eq(error.index, 0);
}
END_TEST

Suite *test_blocked_means_suite(void);
Suite *test_blocked_means_suite(void)
{
    Suite *suite = suite_create("blocked_means");
    TCase *tcase = tcase_create("blocked_means");
    tcase_add_test(tcase, least_squares);
    tcase_add_test(tcase, matched_pairs);
    tcase_add_test(tcase, nothing_to_say);
    tcase_add_test(tcase, refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
