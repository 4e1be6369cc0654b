/* test_funnel.c: cases by stage. Expected values by hand. */
#include <check.h>

#include <utfall/funnel.h>

Suite *test_funnel_suite(void);

enum { STAGES = 3 };

static uf_stage at(uf_day day)
{
    return (uf_stage){ UF_STAGE_REACHED, day };
}

static const uf_stage nowhere = { UF_STAGE_NOT_REACHED, UF_NO_DAY };
static const uf_stage unknown = { UF_STAGE_UNKNOWN, UF_NO_DAY };

static void expect(const uf_stage_counts *c, uint64_t n, uint64_t events, uint64_t previous_n,
                   uint64_t previous_events)
{
    ck_assert_uint_eq(c->n, n);
    ck_assert_uint_eq(c->events, events);
    ck_assert_uint_eq(c->previous_n, previous_n);
    ck_assert_uint_eq(c->previous_events, previous_events);
}

START_TEST(each_stage_has_two_denominators)
{
    const uf_stage cases[][STAGES] = {
        { at(10), at(20), at(30) },   { at(10), at(20), nowhere }, { at(10), nowhere, nowhere },
        { at(10), nowhere, at(30) },  /* skips the second stage              */
        { nowhere, at(20), nowhere }, /* skips the first                    */
        { at(10), at(40), at(30) },   /* the third before the second         */
    };
    uf_stage_counts counts[STAGES] = { { 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        uf_funnel_push(counts, cases[i], STAGES);
    expect(&counts[0], 6, 5, 6, 5);
    expect(&counts[1], 6, 4, 5, 3);
    expect(&counts[2], 6, 3, 4, 2);
    ck_assert_uint_eq(counts[0].skipped, 1);
    ck_assert_uint_eq(counts[1].skipped, 1);
    ck_assert_uint_eq(counts[2].skipped, 0);
    ck_assert_uint_eq(counts[1].jumped, 1);
    ck_assert_uint_eq(counts[2].jumped, 1);
    ck_assert_uint_eq(counts[1].out_of_order, 0);
    ck_assert_uint_eq(counts[2].out_of_order, 1);
}
END_TEST

START_TEST(what_is_not_known_is_not_counted_as_no)
{
    const uf_stage cases[][STAGES] = {
        { at(UF_NO_DAY), unknown, at(UF_NO_DAY) },
        { at(UF_NO_DAY), at(UF_NO_DAY), unknown },
        { unknown, nowhere, nowhere },
    };
    uf_stage_counts counts[STAGES] = { { 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        uf_funnel_push(counts, cases[i], STAGES);
    expect(&counts[0], 2, 2, 2, 2);
    expect(&counts[1], 2, 1, 1, 1);
    expect(&counts[2], 2, 1, 0, 0);
    ck_assert_uint_eq(counts[0].unknown, 1);
    ck_assert_uint_eq(counts[1].unknown, 1);
    ck_assert_uint_eq(counts[1].previous_unknown, 1);
    ck_assert_uint_eq(counts[2].previous_unknown, 1);
    /* A stage before that is unknown is not one that was skipped; no day is never out of order. */
    ck_assert_uint_eq(counts[2].jumped, 0);
    ck_assert_uint_eq(counts[1].skipped, 0);
    ck_assert_uint_eq(counts[2].out_of_order, 0);
}
END_TEST

Suite *test_funnel_suite(void)
{
    Suite *suite = suite_create("funnel");
    TCase *tests = tcase_create("stages");
    tcase_add_test(tests, each_stage_has_two_denominators);
    tcase_add_test(tests, what_is_not_known_is_not_counted_as_no);
    suite_add_tcase(suite, tests);
    return suite;
}
