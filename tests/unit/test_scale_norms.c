/* test_scale_norms.c: tables of norms checked and looked up. Invented norms, by hand: none of any
 * publisher. */
#include <check.h>
#include <math.h>

#include <utfall/scale_norms.h>

Suite *test_scale_norms_suite(void);

enum { ROOM = 16, GIRL = 0, BOY = 1, UNKNOWN = 7 };
#define EVERY_AGE                                                                                  \
    {                                                                                              \
        0, UF_AGE_MAX                                                                              \
    }

static const int32_t lowest[] = { 0, 5 }, highest[] = { 4, 9 };

static size_t check(const uf_norm *rows, size_t n, uf_norm_flaw *flaws, uf_norms **norms)
{
    size_t found;
    uf_error error;
    ck_assert_int_eq(uf_norms_new(norms, rows, n, lowest, highest, flaws, ROOM, &found, &error),
                     UF_OK);
    return found;
}

/* The table has this one flaw and no other. */
static void expect(const uf_norm *rows, size_t n, uf_norm_fault fault, size_t at, size_t other)
{
    uf_norm_flaw flaws[ROOM];
    uf_norms *norms;
    ck_assert_uint_eq(check(rows, n, flaws, &norms), 1);
    ck_assert_str_eq(uf_norm_fault_name(flaws[0].fault), uf_norm_fault_name(fault));
    ck_assert_uint_eq(flaws[0].at, at);
    ck_assert_uint_eq(flaws[0].other, other);
    uf_norms_free(norms);
}

/* A row for everybody. */
static uf_norm row(int32_t low, int32_t high, double t)
{
    return (uf_norm){ .sex = UF_NORM_ANY,
                      .informant = UF_NORM_ANY,
                      .ages = EVERY_AGE,
                      .low = low,
                      .high = high,
                      .t = t };
}

static uf_scale_score raw(double value)
{
    return (uf_scale_score){ .known = true, .value = value };
}

START_TEST(a_table_in_any_order)
{
    const uf_norm rows[] = { row(3, 4, 62.5), row(0, 1, 40), row(2, 2, 51) };
    const uf_norm_person person = { UNKNOWN, UNKNOWN, NAN };
    const struct {
        double raw, t;
    } cases[] = { { 0, 40 }, { 1, 40 },   { 1.49, 40 }, { 1.5, 51 },
                  { 2, 51 }, { 3, 62.5 }, { 4, 62.5 },  { 5, NAN } };
    uf_norm_flaw flaws[ROOM];
    uf_norms *norms;
    ck_assert_uint_eq(check(rows, 3, flaws, &norms), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_scale_score score = raw(cases[i].raw);
        const double t = uf_norms_find(norms, 0, &person, &score);
        ck_assert(t == cases[i].t || (isnan(t) && isnan(cases[i].t)));
    }
    const uf_scale_score none = { .known = false, .value = NAN };
    ck_assert(isnan(uf_norms_find(norms, 0, &person, &none)));
    ck_assert(isnan(uf_norms_find(norms, 1, &person, &none)));
    ck_assert(uf_norms_use(norms, 0).any && !uf_norms_use(norms, 0).sex);
    ck_assert(!uf_norms_use(norms, 1).any);
    uf_norms_free(norms);
}
END_TEST

START_TEST(gaps_overlaps_and_ends)
{
    const uf_norm gap[] = { row(0, 1, 40), row(3, 4, 60) };
    expect(gap, 2, UF_NORM_GAP, 1, 0);
    const uf_norm overlap[] = { row(0, 2, 40), row(2, 4, 60) };
    expect(overlap, 2, UF_NORM_OVERLAP, 1, 0);
    const uf_norm late[] = { row(1, 4, 40) };
    expect(late, 1, UF_NORM_GAP, 0, UF_NO_INDEX);
    const uf_norm early[] = { row(0, 3, 40) };
    expect(early, 1, UF_NORM_END, 0, UF_NO_INDEX);
    const uf_norm outside[] = { row(0, 5, 40) };
    expect(outside, 1, UF_NORM_OUTSIDE, 0, UF_NO_INDEX);
    const uf_norm endless[] = { row(0, 4, INFINITY) };
    expect(endless, 1, UF_NORM_RANGE, 0, UF_NO_INDEX);
}
END_TEST

/* 46 typed for 64: no single score looks wrong. */
START_TEST(a_typing_slip_turns_t_round)
{
    const uf_norm rows[] = { row(0, 0, 40), row(1, 1, 50), row(2, 2, 46), row(3, 4, 70) };
    expect(rows, 4, UF_NORM_TURN, 2, 1);
    const uf_norm falling[] = { row(0, 1, 60), row(2, 2, 60), row(3, 4, 40) };
    uf_norm_flaw flaws[ROOM];
    uf_norms *norms;
    ck_assert_uint_eq(check(falling, 3, flaws, &norms), 0);
    uf_norms_free(norms);
}
END_TEST

/* Girls and boys, 8 to 9 and 10 to 12. */
static uf_norm for_group(uint32_t sex, int32_t from, int32_t to, double t)
{
    uf_norm norm = row(0, 4, t);
    norm.sex = sex;
    norm.ages = (uf_ages){ from, to };
    return norm;
}

START_TEST(norms_by_sex_and_age)
{
    const uf_norm rows[] = { for_group(BOY, 10, 12, 4), for_group(GIRL, 8, 9, 1),
                             for_group(GIRL, 10, 12, 2), for_group(BOY, 8, 9, 3) };
    const struct {
        uint32_t sex;
        double age, t;
    } cases[] = { { GIRL, 8, 1 },   { GIRL, 9.99, 1 }, { GIRL, 10, 2 },   { BOY, 9, 3 },
                  { BOY, 12.5, 4 }, { BOY, 13, NAN },  { BOY, NAN, NAN }, { UNKNOWN, 9, NAN } };
    uf_norm_flaw flaws[ROOM];
    uf_norms *norms;
    ck_assert_uint_eq(check(rows, 4, flaws, &norms), 0);
    const uf_scale_score score = raw(2);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_norm_person person = { cases[i].sex, UNKNOWN, cases[i].age };
        const double t = uf_norms_find(norms, 0, &person, &score);
        ck_assert(t == cases[i].t || (isnan(t) && isnan(cases[i].t)));
    }
    const uf_norm_use use = uf_norms_use(norms, 0);
    ck_assert(use.sex && use.age && !use.informant);
    uf_norms_free(norms);
}
END_TEST

START_TEST(groups_that_leave_people_out_or_share_them)
{
    const uf_norm ages[] = { for_group(GIRL, 8, 9, 1), for_group(GIRL, 11, 12, 2) };
    expect(ages, 2, UF_NORM_AGES, 1, 0);
    const uf_norm shared[] = { for_group(GIRL, 8, 10, 1), for_group(GIRL, 10, 12, 2) };
    expect(shared, 2, UF_NORM_TWO_GROUPS, 1, 0);
    const uf_norm both[] = { for_group(GIRL, 8, 9, 1), for_group(UF_NORM_ANY, 8, 9, 2) };
    expect(both, 2, UF_NORM_TWO_GROUPS, 1, 0);
}
END_TEST

START_TEST(an_empty_table)
{
    uf_norm_flaw flaws[ROOM];
    uf_norms *norms;
    ck_assert_uint_eq(check(NULL, 0, flaws, &norms), 0);
    ck_assert(!uf_norms_use(norms, 0).any);
    uf_norms_free(norms);
    uf_norms_free(NULL);
}
END_TEST

Suite *test_scale_norms_suite(void)
{
    Suite *suite = suite_create("scale_norms");
    TCase *tests = tcase_create("scale_norms");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, a_table_in_any_order);
    tcase_add_test(tests, gaps_overlaps_and_ends);
    tcase_add_test(tests, a_typing_slip_turns_t_round);
    tcase_add_test(tests, norms_by_sex_and_age);
    tcase_add_test(tests, groups_that_leave_people_out_or_share_them);
    tcase_add_test(tests, an_empty_table);
    return suite;
}
