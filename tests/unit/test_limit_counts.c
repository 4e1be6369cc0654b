/* test_limit_counts.c: units by their place among limits. Expected values by hand. */
#include <check.h>

#include <utfall/limit_counts.h>

Suite *test_limit_counts_suite(void);

enum { LIMITS = 3 };

static void expect(uf_limit_count c, uint64_t events, uint64_t n, uint64_t surely, uint64_t maybe,
                   uint64_t all)
{
    ck_assert_uint_eq(c.events, events);
    ck_assert_uint_eq(c.n, n);
    ck_assert_uint_eq(c.surely, surely);
    ck_assert_uint_eq(c.maybe, maybe);
    ck_assert_uint_eq(c.all, all);
}

/* Limits 5, 10 and 20 %. Five units: 3 %; 8 % that may be 4 to 12; 10 to 30 %, known to be 15;
 * 25 %; and one of which nothing was reported. */
static void count_five(uf_limit_counts *counts, uint64_t *memory)
{
    const uf_limit_place places[] = {
        { true, false, 0, 0, 0 }, { true, true, 1, 0, 2 },  { true, true, 2, 2, 3 },
        { true, false, 3, 3, 3 }, { false, true, 0, 0, 3 },
    };
    uf_limit_counts_init(counts, memory, LIMITS);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        uf_limit_counts_push(counts, &places[i], 1);
}

START_TEST(over_each_limit)
{
    uint64_t memory[UF_LIMIT_COUNTS_ROOM(LIMITS)];
    uf_limit_counts counts;
    count_five(&counts, memory);
    expect(uf_limit_counts_over(&counts, 0), 3, 4, 2, 4, 5);
    expect(uf_limit_counts_over(&counts, 1), 2, 4, 2, 4, 5);
    expect(uf_limit_counts_over(&counts, 2), 1, 4, 1, 3, 5);
    ck_assert_uint_eq(counts.missing, 1);
    ck_assert_uint_eq(counts.unsettled, 3);
}
END_TEST

START_TEST(in_each_band)
{
    uint64_t memory[UF_LIMIT_COUNTS_ROOM(LIMITS)];
    uf_limit_counts counts;
    count_five(&counts, memory);
    expect(uf_limit_counts_band(&counts, 0), 1, 4, 1, 3, 5);
    expect(uf_limit_counts_band(&counts, 1), 1, 4, 0, 2, 5);
    expect(uf_limit_counts_band(&counts, 2), 1, 4, 0, 3, 5);
    expect(uf_limit_counts_band(&counts, 3), 1, 4, 1, 3, 5);
}
END_TEST

START_TEST(no_units_and_no_limits)
{
    uint64_t memory[UF_LIMIT_COUNTS_ROOM(LIMITS)];
    uf_limit_counts counts;
    uf_limit_counts_init(&counts, memory, LIMITS);
    expect(uf_limit_counts_over(&counts, 1), 0, 0, 0, 0, 0);
    uf_limit_counts_init(&counts, memory, 0);
    uf_limit_counts_push(&counts, &(uf_limit_place){ .known = true }, 7);
    uf_limit_counts_push(&counts, &(uf_limit_place){ .unsettled = true }, 2);
    uf_limit_counts_push(&counts, &(uf_limit_place){ .known = true }, 0);
    expect(uf_limit_counts_band(&counts, 0), 7, 7, 9, 9, 9);
}
END_TEST

Suite *test_limit_counts_suite(void)
{
    Suite *suite = suite_create("limit_counts");
    TCase *tests = tcase_create("counts");
    tcase_add_test(tests, over_each_limit);
    tcase_add_test(tests, in_each_band);
    tcase_add_test(tests, no_units_and_no_limits);
    suite_add_tcase(suite, tests);
    return suite;
}
