/* test_factors.c: what is known of a factor at both ends, and what a reading makes of it. Expected
 * values by hand. */
#include <check.h>

#include <utfall/factors.h>

Suite *test_factors_suite(void);

static const uf_rating unknown = { UF_RATING_UNKNOWN, 0 };
static const uf_rating not_asked = { UF_RATING_NOT_ASKED, 0 };
static const uf_rating not_applicable = { UF_RATING_NOT_APPLICABLE, 0 };

static uf_rating known(int32_t value)
{
    return (uf_rating){ UF_RATING_KNOWN, value };
}

static const uf_factor risk = { UF_RISK, 0, 4, { 1, 0 } };

/* One factor over some occasions, the first and last being compared. */
static uf_factor_pair pair_of(const uf_rating *ratings, size_t occasions, const uf_rating *retro,
                              uf_revealed revealed)
{
    const uf_factors_history history = { .ratings = ratings,
                                         .occasions = occasions,
                                         .retro = retro,
                                         .first = 0,
                                         .last = occasions - 1 };
    uf_factor_pair pair;
    uf_factors_pair(&pair, &history, &risk, 1, revealed);
    return pair;
}

static void expect_change(uf_factor_pair pair, int32_t before, int32_t after)
{
    ck_assert(pair.compared);
    ck_assert_int_eq(pair.before, before);
    ck_assert_int_eq(pair.after, after);
}

START_TEST(unknown_4_2_changes_by_0_minus_2_plus_2)
{
    const uf_rating ratings[] = { unknown, known(4), known(2) }, retro = known(3);
    uf_factor_pair pair = pair_of(ratings, 3, NULL, UF_REVEALED_EXCLUDE);
    ck_assert(!pair.compared);
    ck_assert_int_eq(pair.knowledge, UF_KNOWN_LATER);
    expect_change(pair_of(ratings, 3, NULL, UF_REVEALED_CARRY_BACK), 4, 2);
    expect_change(pair_of(ratings, 3, NULL, UF_REVEALED_COUNT), 0, 2);
    expect_change(pair_of(ratings, 3, &retro, UF_REVEALED_RETRO), 3, 2);
    ck_assert(!pair_of(ratings, 3, NULL, UF_REVEALED_RETRO).compared);
    ck_assert(!pair_of(ratings, 3, &unknown, UF_REVEALED_RETRO).compared);
}
END_TEST

/* Two occasions: what is first known at last has not changed since, if it is carried back. */
START_TEST(revealed_at_the_last_occasion)
{
    const uf_rating ratings[] = { unknown, known(4) };
    expect_change(pair_of(ratings, 2, NULL, UF_REVEALED_CARRY_BACK), 4, 4);
    expect_change(pair_of(ratings, 2, NULL, UF_REVEALED_COUNT), 0, 4);
}
END_TEST

/* No reading touches what was recorded. */
START_TEST(a_known_baseline_stays)
{
    const uf_rating ratings[] = { known(1), known(4), known(2) }, retro = known(3);
    for (int reading = 0; reading < UF_REVEALED_READINGS; reading++) {
        const uf_factor_pair pair = pair_of(ratings, 3, &retro, (uf_revealed)reading);
        expect_change(pair, 1, 2);
        ck_assert_int_eq(pair.knowledge, UF_KNOWN_AT_BOTH);
    }
}
END_TEST

START_TEST(what_each_state_at_either_end_is)
{
    const struct {
        uf_rating ratings[3];
        uf_knowledge knowledge;
    } cases[] = {
        { { known(1), unknown, known(2) }, UF_KNOWN_AT_BOTH },
        { { known(1), known(2), unknown }, UF_KNOWN_AT_FIRST },
        { { unknown, unknown, known(2) }, UF_KNOWN_LATER },
        { { unknown, known(2), unknown }, UF_KNOWN_LATER }, /* revealed, but not known at last */
        { { unknown, unknown, unknown }, UF_NEVER_KNOWN },
        { { not_asked, known(1), known(2) }, UF_NOT_COMPARABLE },
        { { not_applicable, known(1), known(2) }, UF_NOT_COMPARABLE },
        { { known(1), known(2), not_asked }, UF_NOT_COMPARABLE },
        { { unknown, known(2), not_applicable }, UF_NOT_COMPARABLE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int reading = 0; reading < UF_REVEALED_READINGS; reading++) {
            const uf_factor_pair pair = pair_of(cases[i].ratings, 3, NULL, (uf_revealed)reading);
            ck_assert_int_eq(pair.knowledge, cases[i].knowledge);
            if (cases[i].ratings[2].state != UF_RATING_KNOWN || i >= 5)
                ck_assert(!pair.compared);
        }
}
END_TEST

START_TEST(without_one_of_the_occasions_nothing_is_compared)
{
    const uf_rating ratings[] = { known(1), known(2) };
    uf_factors_history history = {
        .ratings = ratings, .occasions = 2, .first = 0, .last = UF_NO_OCCASION
    };
    uf_factor_pair pair;
    uf_factors_pair(&pair, &history, &risk, 1, UF_REVEALED_COUNT);
    ck_assert(!pair.compared && pair.knowledge == UF_NOT_COMPARABLE);
    history.first = UF_NO_OCCASION;
    history.last = 1;
    uf_factors_pair(&pair, &history, &risk, 1, UF_REVEALED_COUNT);
    ck_assert(!pair.compared && pair.knowledge == UF_NOT_COMPARABLE);
}
END_TEST

/* What was asked can begin a case's history although nothing was known; a form that was never
 * filled in cannot end it. */
START_TEST(which_occasions_are_compared)
{
    const uf_rating ratings[][2] = { { not_applicable, not_asked },
                                     { unknown, not_asked },
                                     { known(1), unknown },
                                     { unknown, known(2) },
                                     { unknown, unknown } };
    const size_t own = UF_OWN_OCCASION, none = UF_NO_OCCASION;
    const struct {
        size_t occasions, asked_first, asked_last, first, last;
    } cases[] = {
        { 5, own, own, 1, 3 }, { 2, own, own, 1, none },  { 1, own, own, none, none },
        { 5, 1, 3, 1, 3 },     { 5, 0, 3, none, 3 },      { 5, 1, 4, 1, none },
        { 5, 1, own, 1, 3 },   { 5, 0, own, none, 3 },    { 5, 3, own, 3, none },
        { 5, own, 3, 1, 3 },   { 5, own, 1, none, none }, { 5, own, 4, 1, none },
        { 5, 3, 1, 3, none },  { 5, 2, 2, 2, none },      { 0, own, own, none, none },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uf_factors_history history = { .ratings = ratings[0], .occasions = cases[i].occasions };
        uf_factors_span(&history, 2, cases[i].asked_first, cases[i].asked_last);
        ck_assert_msg(history.first == cases[i].first && history.last == cases[i].last, "case %zu",
                      i);
    }
}
END_TEST

START_TEST(factors_that_cannot_be_used)
{
    const struct {
        uf_factor factor;
        bool fine;
    } cases[] = {
        { { UF_RISK, 0, 4, { 1, 0 } }, true },
        { { UF_RISK, -1000000, 1000000, { 1000, 0 } }, true },
        { { UF_PROTECTIVE, -2, 2, { 1, 6 } }, true }, /* a millionth */
        { { UF_PROTECTIVE, -2, 2, { 10, 7 } }, true },
        { { UF_RISK, 4, 4, { 1, 0 } }, false },
        { { UF_RISK, 4, 0, { 1, 0 } }, false },
        { { UF_RISK, 0, 1000001, { 1, 0 } }, false },
        { { UF_RISK, -1000001, 0, { 1, 0 } }, false },
        { { UF_RISK, 0, 4, { 0, 0 } }, false },
        { { UF_RISK, 0, 4, { -1, 0 } }, false },
        { { UF_RISK, 0, 4, { 10001, 1 } }, false },
        { { UF_RISK, 0, 4, { 1, 7 } }, false },
    };
    uf_error error;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_factor factors[] = { risk, cases[i].factor };
        const uf_status status = uf_factors_check(factors, 2, &error);
        ck_assert_int_eq(status, cases[i].fine ? UF_OK : UF_EINVAL);
        if (!cases[i].fine)
            ck_assert_uint_eq(error.index, 1);
    }
    ck_assert_int_eq(uf_factors_check(&risk, 0, &error), UF_EINVAL);
    ck_assert_int_eq(uf_factors_check(&risk, UF_FACTORS_MAX + 1, &error), UF_EINVAL);
}
END_TEST

START_TEST(names)
{
    uf_revealed revealed;
    for (int i = 0; i < UF_REVEALED_READINGS; i++) {
        ck_assert(uf_revealed_named(uf_revealed_name((uf_revealed)i), &revealed));
        ck_assert_int_eq(revealed, i);
    }
    ck_assert(!uf_revealed_named("carry", &revealed));
    ck_assert_str_eq(uf_side_name(UF_RISK), "risk");
    ck_assert_str_eq(uf_side_name(UF_PROTECTIVE), "protective");
}
END_TEST

Suite *test_factors_suite(void)
{
    Suite *suite = suite_create("factors");
    TCase *tests = tcase_create("pairs");
    tcase_add_test(tests, unknown_4_2_changes_by_0_minus_2_plus_2);
    tcase_add_test(tests, revealed_at_the_last_occasion);
    tcase_add_test(tests, a_known_baseline_stays);
    tcase_add_test(tests, what_each_state_at_either_end_is);
    tcase_add_test(tests, without_one_of_the_occasions_nothing_is_compared);
    tcase_add_test(tests, which_occasions_are_compared);
    tcase_add_test(tests, factors_that_cannot_be_used);
    tcase_add_test(tests, names);
    suite_add_tcase(suite, tests);
    return suite;
}
