/* test_enrolment.c: where a roster has a pupil on a day. Expected values are by hand. */
#include <check.h>
#include <utfall/enrolment.h>

Suite *test_enrolment_suite(void);

enum { NORTH, SOUTH };

static uf_day day_of(int year, int month, int day)
{
    return uf_day_from_civil((uf_civil){ year, month, day });
}

static void add(uf_enrolments *roster, uint32_t pupil, uint32_t school, uint32_t place, uf_day from,
                uf_day to)
{
    uf_enrolment spell = {
        .pupil = pupil, .school = school, .place = place, .from = from, .to = to
    };
    ck_assert_int_eq(uf_enrolments_add(roster, &spell, NULL), UF_OK);
}

/* Pupil 0: North days 10 to 20, South 30 to 40, North again 41 on. Pupil 2: North from 0 on, and
 * South as well from 10 to 50 and from 20 to 30. Pupil 3: two classes of North at once. */
static uf_enrolments *roster(void)
{
    uf_enrolments *roster = NULL;
    ck_assert_int_eq(uf_enrolments_new(&roster, NULL), UF_OK);
    add(roster, 2, SOUTH, 6, 20, 30);
    add(roster, 0, NORTH, 1, 41, UF_LAST_DAY);
    add(roster, 0, SOUTH, 5, 30, 40);
    add(roster, 2, NORTH, 0, 0, UF_LAST_DAY);
    add(roster, 0, NORTH, 0, 10, 20);
    add(roster, 2, SOUTH, 5, 10, 50);
    add(roster, 3, NORTH, 1, 0, 10);
    add(roster, 3, NORTH, 0, 0, 10);
    ck_assert_int_eq(uf_enrolments_sort(roster, NULL), UF_OK);
    return roster;
}

static void expect(const uf_enrolments *roster, uint32_t pupil, uint32_t school, uf_day day,
                   uf_whereabouts where, uint32_t place)
{
    const uf_enrolment *spell = NULL;
    ck_assert_int_eq(uf_enrolments_find(roster, pupil, school, day, &spell), where);
    ck_assert_int_eq(spell != NULL, where >= UF_ELSEWHERE);
    if (spell != NULL)
        ck_assert_uint_eq(spell->place, place);
}

START_TEST(a_day_is_in_a_spell_or_not)
{
    uf_enrolments *spells = roster();
    expect(spells, 0, UF_ANY_SCHOOL, 9, UF_NOT_ENROLLED, 0);
    expect(spells, 0, UF_ANY_SCHOOL, 10, UF_HERE, 0);
    expect(spells, 0, UF_ANY_SCHOOL, 20, UF_HERE, 0);
    expect(spells, 0, UF_ANY_SCHOOL, 21, UF_NOT_ENROLLED, 0);
    expect(spells, 0, NORTH, 35, UF_ELSEWHERE, 5);
    expect(spells, 0, SOUTH, 35, UF_HERE, 5);
    expect(spells, 0, NORTH, UF_LAST_DAY, UF_HERE, 1);
    expect(spells, 1, UF_ANY_SCHOOL, 10, UF_NOT_IN_ROSTER, 0);
    expect(spells, 99, UF_ANY_SCHOOL, 10, UF_NOT_IN_ROSTER, 0);
    expect(spells, UINT32_MAX, UF_ANY_SCHOOL, 10, UF_NOT_IN_ROSTER, 0);
    uf_enrolments_free(spells);
    uf_enrolments_free(NULL);
}
END_TEST

START_TEST(of_several_spells_the_one_that_began_last)
{
    uf_enrolments *spells = roster();
    expect(spells, 2, UF_ANY_SCHOOL, 5, UF_HERE, 0);
    expect(spells, 2, UF_ANY_SCHOOL, 15, UF_HERE, 5);
    expect(spells, 2, UF_ANY_SCHOOL, 25, UF_HERE, 6);
    expect(spells, 2, UF_ANY_SCHOOL, 35, UF_HERE, 5);
    expect(spells, 2, NORTH, 25, UF_HERE, 0); /* the log says which */
    expect(spells, 2, SOUTH, 25, UF_HERE, 6);
    expect(spells, 2, 77, 25, UF_ELSEWHERE, 6);
    expect(spells, 3, UF_ANY_SCHOOL, 5, UF_HERE, 0); /* the lowest place */
    uf_enrolments_free(spells);
}
END_TEST

START_TEST(pupils_at_two_schools_at_once_are_counted)
{
    uf_enrolments *spells = roster();
    ck_assert_uint_eq(uf_enrolments_overlaps(spells), 1); /* pupil 2; pupil 3 is at one school */
    uf_enrolments_free(spells);
}
END_TEST

START_TEST(a_return_is_after_a_school_day_away)
{
    uf_enrolments *spells = NULL;
    ck_assert_int_eq(uf_enrolments_new(&spells, NULL), UF_OK);
    uf_day friday = day_of(2016, 10, 28);
    add(spells, 0, NORTH, 0, friday - 50, friday - 40);
    add(spells, 0, NORTH, 0, friday - 60, friday - 30); /* holds the one before it */
    add(spells, 0, NORTH, 0, friday - 28, friday);      /* Friday: a Thursday lies between */
    add(spells, 0, SOUTH, 5, friday + 3, friday + 7);   /* a weekend lies between */
    add(spells, 0, SOUTH, 5, friday + 17, UF_LAST_DAY); /* the week 7 to 11 November and more */
    ck_assert_int_eq(uf_enrolments_sort(spells, NULL), UF_OK);
    size_t i = 0;
    ck_assert_int_eq(uf_enrolments_return(spells, 0, NULL, &i), friday - 28);
    ck_assert_int_eq(uf_enrolments_return(spells, 0, NULL, &i), friday + 17);
    ck_assert_int_eq(uf_enrolments_return(spells, 0, NULL, &i), UF_NO_DAY);
    ck_assert_int_eq(uf_enrolments_return(spells, 0, NULL, &i), UF_NO_DAY);

    /* School is closed that Thursday: no time away. */
    uf_school_days *days = NULL;
    ck_assert_int_eq(uf_school_days_new(&days, NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_add_term(days, friday - 100, friday + 100, NULL), UF_OK);
    ck_assert_int_eq(uf_school_days_close(days, UF_ALL_SCHOOLS, friday - 29, friday - 29, NULL),
                     UF_OK);
    uf_school_days_number(days);
    i = 0;
    ck_assert_int_eq(uf_enrolments_return(spells, 0, days, &i), friday + 17);
    ck_assert_int_eq(uf_enrolments_return(spells, 0, days, &i), UF_NO_DAY);
    i = 0;
    ck_assert_int_eq(uf_enrolments_return(spells, 1, days, &i), UF_NO_DAY);
    uf_school_days_free(days);
    uf_enrolments_free(spells);
}
END_TEST

START_TEST(bad_spells_are_refused)
{
    uf_enrolments *spells = NULL;
    ck_assert_int_eq(uf_enrolments_new(&spells, NULL), UF_OK);
    uf_enrolment spell = { .from = 10, .to = 9 };
    ck_assert_int_eq(uf_enrolments_add(spells, &spell, NULL), UF_EINVAL);
    spell.to = UF_LAST_DAY + 1;
    ck_assert_int_eq(uf_enrolments_add(spells, &spell, NULL), UF_EINVAL);
    spell.to = 10;
    spell.pupil = UINT32_MAX;
    ck_assert_int_eq(uf_enrolments_add(spells, &spell, NULL), UF_EINVAL);
    ck_assert_int_eq(uf_enrolments_sort(spells, NULL), UF_OK);
    size_t n;
    (void)uf_enrolments_of(spells, 0, &n);
    ck_assert_uint_eq(n, 0);
    ck_assert_uint_eq(uf_enrolments_overlaps(spells), 0);
    uf_enrolments_free(spells);
}
END_TEST

Suite *test_enrolment_suite(void)
{
    Suite *suite = suite_create("enrolment");
    TCase *cases = tcase_create("spells");
    tcase_add_test(cases, a_day_is_in_a_spell_or_not);
    tcase_add_test(cases, of_several_spells_the_one_that_began_last);
    tcase_add_test(cases, pupils_at_two_schools_at_once_are_counted);
    tcase_add_test(cases, a_return_is_after_a_school_day_away);
    tcase_add_test(cases, bad_spells_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
