/* test_simulate_absence.c: that simulated logs have the properties that were asked for.
 *
 * Every seed is fixed, so each test either always passes or always fails. Where an expected number
 * is that of a distribution, the tolerance is about four of its standard errors, computed in the
 * comment. */
#include <utfall/simulate_absence.h>
#include <utfall/simulate_truth.h>

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <utfall/icc.h>
#include <utfall/school_year.h>

static uf_day day(int year, int month, int d)
{
    return uf_day_from_civil((uf_civil){ year, month, d });
}

/* A three-month window of schools with a row a day, without effect and without anything missing. */
static uf_simulation_settings quiet(void)
{
    uf_simulation_settings s;
    uf_simulation_settings_init(&s);
    s.from = day(2016, 8, 1);
    s.to = day(2016, 10, 31);
    s.per_day = true;
    s.effect = 0;
    s.unreported = 0;
    s.moves = s.class_changes = s.late = 0;
    return s;
}

static uf_simulation *start(const uf_simulation_settings *settings)
{
    uf_simulation *simulation;
    uf_error error;
    ck_assert_msg(uf_simulation_new(&simulation, settings, &error) == UF_OK, "%s", error.reason);
    return simulation;
}

/* Sums over a whole simulation, per pupil. */
struct sums {
    uint32_t pupils;
    uint32_t *school; /* of the last row          */
    uint64_t *scheduled, *missed;
    uint64_t rows, unreported, authorised, absent, total;
};

static struct sums run(const uf_simulation_settings *settings)
{
    uf_simulation *simulation = start(settings);
    struct sums sums = { .pupils = uf_simulation_pupils(simulation) };
    sums.school = calloc(sums.pupils, sizeof *sums.school);
    sums.scheduled = calloc(sums.pupils, sizeof *sums.scheduled);
    sums.missed = calloc(sums.pupils, sizeof *sums.missed);
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n))
        for (size_t i = 0; i < n; i++) {
            const uint64_t missed = (uint64_t)rows[i].authorised + rows[i].unauthorised;
            sums.school[rows[i].pupil] = rows[i].school;
            sums.scheduled[rows[i].pupil] += rows[i].scheduled;
            sums.missed[rows[i].pupil] += missed;
            sums.rows++;
            sums.unreported += !rows[i].reported;
            sums.authorised += rows[i].authorised;
            sums.absent += missed;
            sums.total += rows[i].scheduled;
        }
    uf_simulation_free(simulation);
    return sums;
}

static void release(struct sums *sums)
{
    free(sums->school);
    free(sums->scheduled);
    free(sums->missed);
}

/* 400 schools of 60: the standard error of the share is sqrt(P (1 - P) (1 + 59 icc) / 24000) =
 * 0.0035, that of the ICC about sqrt(2/399) (1 - icc) (1 + 59 icc) / 59.5 = 0.0033 (Smith 1956). */
START_TEST(prevalence_and_icc)
{
    uf_simulation_settings s = quiet();
    s.schools = 400;
    s.pupils = 60;
    s.size_cv = 0;
    struct sums sums = run(&s);
    ck_assert_uint_eq(sums.pupils, 24000);
    uint64_t above[400] = { 0 }, all = 0;
    for (uint32_t i = 0; i < sums.pupils; i++)
        above[sums.school[i]] += 100 * sums.missed[i] > 15 * sums.scheduled[i];
    uf_moments groups[400];
    for (size_t g = 0; g < 400; g++) {
        ck_assert_int_eq(uf_icc_counts(&groups[g], 60, above[g], NULL), UF_OK);
        all += above[g];
    }
    uf_icc icc;
    uf_icc_anova(&icc, groups, 400);
    ck_assert_double_eq_tol((double)all / 24000, 0.12, 0.014);
    ck_assert_double_eq_tol(icc.rho, 0.031, 0.013);
    release(&sums);
}
END_TEST

/* The share of minutes missed is what the model expects: over 500 schools of 60 (icc 0) its
 * standard error is the standard deviation of a (0.06) / sqrt(30000) and less than as much again
 * for spells: 0.0006. Of it 75 % of about 100,000 spells and lessons are authorised: 0.001, twice
 * that as spells weigh more. */
START_TEST(absence_and_leave)
{
    uf_simulation_settings s = quiet();
    s.schools = 500;
    s.pupils = 60;
    s.shape.icc = 0;
    uf_simulation *simulation = start(&s);
    const double expected = uf_absence_model_absence(uf_simulation_model(simulation), 1);
    uf_simulation_free(simulation);
    struct sums sums = run(&s);
    ck_assert_double_eq_tol((double)sums.absent / (double)sums.total, expected, 0.0024);
    ck_assert_double_eq_tol((double)sums.authorised / (double)sums.absent, 0.75, 0.012);
    ck_assert_uint_eq(sums.unreported, 0);
    release(&sums);
}
END_TEST

/* A spell's day is its last with probability 1/D, whatever came before: days in spells over days
 * that end one estimate D. Without single lessons every day missed is in a spell. Some
 * 30,000 spells: standard error of the mean sqrt(D (D - 1)) / sqrt(30000) = 0.02. */
START_TEST(spells)
{
    uf_simulation_settings s = quiet();
    s.schools = 500;
    s.pupils = 100;
    s.shape.lessons = 1;
    s.shape.single = 0;
    s.shape.spell_days = 4;
    uf_simulation *simulation = start(&s);
    bool *away = calloc(uf_simulation_pupils(simulation), sizeof *away);
    uint64_t days = 0, ends = 0;
    const uf_simulated_row *rows;
    size_t n;
    for (bool first = true; uf_simulation_day(simulation, &rows, &n); first = false)
        for (size_t i = 0; i < n; i++) {
            const uint32_t missed = (uint32_t)rows[i].authorised + rows[i].unauthorised;
            ck_assert(missed == 0 || missed == rows[i].scheduled);
            ck_assert(rows[i].authorised == 0 || rows[i].unauthorised == 0);
            days += !first && away[rows[i].pupil];
            ends += !first && away[rows[i].pupil] && missed == 0;
            away[rows[i].pupil] = missed > 0;
        }
    ck_assert_uint_gt(ends, 30000);
    ck_assert_double_eq_tol((double)days / (double)ends, 4, 0.08);
    free(away);
    uf_simulation_free(simulation);
}
END_TEST

/* 1,000 schools of four classes of 22 for ten days: classes differ with sd 0.7 in log odds, so the
 * standard error of the share is 0.06 * 0.7 * sqrt(1/2 + 1/8) / sqrt(1000) = 0.001. */
START_TEST(unreported_share)
{
    static const struct {
        double odds;
        bool pupils;
    } cases[] = { { 1, false }, { 1000, false }, { 1, true }, { 20, true }, { 0.05, true } };
    uf_simulation_settings s = quiet();
    s.schools = 1000;
    s.pupils = 88;
    s.grades = 1;
    s.shape.lessons = 1;
    s.to = day(2016, 8, 31);
    s.unreported = 0.06;
    s.unreported_odds = cases[_i].odds;
    s.unreported_pupils = cases[_i].pupils;
    struct sums sums = run(&s);
    ck_assert_double_eq_tol((double)sums.unreported / (double)sums.rows, 0.06, 0.004);
    release(&sums);
}
END_TEST

/* Whole days missed against none, pupils' registers, no other differences: the odds ratio of being
 * unreported is the one asked for. About 40,000 days missed, 12,000 of them unreported: standard
 * error of its log sqrt(1/12000 + 1/28000 + ...) = 0.012. */
START_TEST(unreported_depends_on_absence)
{
    uf_simulation_settings s = quiet();
    s.schools = 300;
    s.pupils = 60;
    s.shape.single = 0;
    s.unreported = 0.06;
    s.unreported_sd = 0;
    s.unreported_odds = 8;
    s.unreported_pupils = true;
    uf_simulation *simulation = start(&s);
    double counts[2][2] = { { 0, 0 }, { 0, 0 } }; /* [missed][unreported] */
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n))
        for (size_t i = 0; i < n; i++)
            counts[rows[i].authorised + rows[i].unauthorised > 0][!rows[i].reported]++;
    const double ratio = counts[1][1] / counts[1][0] / (counts[0][1] / counts[0][0]);
    ck_assert_double_eq_tol(log(ratio), log(8), 0.05);
    uf_simulation_free(simulation);
}
END_TEST

/* A register of a class's lesson is taken for all of the class or for none. */
START_TEST(registers_are_the_classes)
{
    uf_simulation_settings s = quiet();
    s.per_day = false;
    s.schools = 3;
    s.unreported = 0.3;
    uf_simulation *simulation = start(&s);
    const uf_simulated_row *rows;
    size_t n, unreported = 0;
    ck_assert(uf_simulation_day(simulation, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        unreported += !rows[i].reported;
        for (size_t j = 0; j < i; j++)
            if (rows[i].school == rows[j].school && rows[i].grade == rows[j].grade &&
                rows[i].section == rows[j].section && rows[i].lesson == rows[j].lesson)
                ck_assert(rows[i].reported == rows[j].reported);
    }
    ck_assert(unreported > 0 && unreported < n);
    uf_simulation_free(simulation);
}
END_TEST

static double value_of(uf_truth *truth, const char *term, const char *arm, uf_truth_period period)
{
    const uf_truth_row *rows;
    size_t n;
    ck_assert_int_eq(uf_truth_rows(truth, &rows, &n, NULL), UF_OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].term, term) == 0 && strcmp(rows[i].arm, arm) == 0 &&
            rows[i].school == UF_TRUTH_ALL && rows[i].period == period)
            return rows[i].value;
    ck_abort_msg("no row %s, %s", term, arm);
}

/* Half the schools with, half without, before and after: the ratio of the changes is 1 + effect.
 * Same pupils before and after, 12,000 an arm: its standard error is about 0.012. */
START_TEST(effect)
{
    uf_simulation_settings s = quiet();
    s.schools = 400;
    s.pupils = 60;
    s.effect = -0.3;
    s.start = day(2016, 9, 15);
    s.unreported = 0.06;
    uf_simulation *simulation = start(&s);
    uf_truth *truth;
    ck_assert_int_eq(uf_truth_new(&truth, simulation, &s, NULL), UF_OK);
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n))
        ck_assert_int_eq(uf_truth_add(truth, rows, n, NULL), UF_OK);
    const double ratio = value_of(truth, "absence", "intervention", UF_TRUTH_AFTER) /
                         value_of(truth, "absence", "intervention", UF_TRUTH_BEFORE);
    const double control = value_of(truth, "absence", "control", UF_TRUTH_AFTER) /
                           value_of(truth, "absence", "control", UF_TRUTH_BEFORE);
    ck_assert_double_eq_tol(ratio / control, 0.7, 0.05);
    ck_assert_double_eq_tol(value_of(truth, "unreported", "", UF_TRUTH_AFTER), 0.06, 0.006);
    uf_truth_free(truth);
    uf_simulation_free(simulation);
}
END_TEST

/* The truth's shares above the limit against sums made here. */
START_TEST(truth_counts_what_happened)
{
    uf_simulation_settings s = quiet();
    s.unreported = 0.2;
    struct sums sums = run(&s);
    uint64_t above = 0;
    for (uint32_t i = 0; i < sums.pupils; i++)
        above += 100 * sums.missed[i] > 15 * sums.scheduled[i];
    uf_simulation *simulation = start(&s);
    uf_truth *truth;
    ck_assert_int_eq(uf_truth_new(&truth, simulation, &s, NULL), UF_OK);
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n))
        ck_assert_int_eq(uf_truth_add(truth, rows, n, NULL), UF_OK);
    const uf_truth_row *found;
    ck_assert_int_eq(uf_truth_rows(truth, &found, &n, NULL), UF_OK);
    /* One window, before and after for two more terms; all, two arms and six schools each. */
    ck_assert_uint_eq(n, 45); /* 5 periods of 9 */
    ck_assert_str_eq(found[0].term, "above");
    ck_assert_int_eq(found[0].window, day(2016, 8, 1));
    ck_assert_uint_eq(found[0].events, above);
    ck_assert_uint_eq(found[0].n, sums.pupils);
    uint64_t schools = 0;
    for (size_t i = 3; i < 9; i++)
        schools += found[i].events;
    ck_assert_uint_eq(schools, above);
    ck_assert_uint_eq(found[1].events + found[2].events, above);
    uf_truth_free(truth);
    uf_simulation_free(simulation);
    release(&sums);
}
END_TEST

/* Two simulations side by side, until a day on which a comparison fails. */
typedef bool same_row(const uf_simulated_row *a, const uf_simulated_row *b);

static void expect_alike(const uf_simulation_settings *a, const uf_simulation_settings *b,
                         uf_day until, same_row *same)
{
    uf_simulation *first = start(a), *second = start(b);
    const uf_simulated_row *x, *y;
    size_t n, m;
    while (uf_simulation_day(first, &x, &n) && x->day < until) {
        ck_assert(uf_simulation_day(second, &y, &m));
        ck_assert_uint_eq(n, m);
        bool alike = true;
        for (size_t i = 0; i < n; i++)
            alike = alike && same(&x[i], &y[i]);
        ck_assert(alike);
    }
    uf_simulation_free(first);
    uf_simulation_free(second);
}

static bool all_alike(const uf_simulated_row *a, const uf_simulated_row *b)
{
    return a->day == b->day && a->pupil == b->pupil && a->school == b->school &&
           a->section == b->section && a->grade == b->grade && a->lesson == b->lesson &&
           a->scheduled == b->scheduled && a->authorised == b->authorised &&
           a->unauthorised == b->unauthorised && a->intervention == b->intervention &&
           a->reported == b->reported;
}

static bool absence_alike(const uf_simulated_row *a, const uf_simulated_row *b)
{
    return a->pupil == b->pupil && a->authorised == b->authorised &&
           a->unauthorised == b->unauthorised;
}

static bool reported_alike(const uf_simulated_row *a, const uf_simulated_row *b)
{
    return a->pupil == b->pupil && a->reported == b->reported;
}

/* The same settings, the same rows; and a setting changes only what it is about. */
START_TEST(streams_do_not_disturb_each_other)
{
    uf_simulation_settings a;
    uf_simulation_settings_init(&a);
    a.to = day(2017, 1, 31);
    a.schools = 2;
    uf_simulation_settings b = a;
    expect_alike(&a, &b, UF_LAST_DAY, all_alike);
    b.effect = 0.5;
    expect_alike(&a, &b, a.start, all_alike);
    b = a;
    b.unreported = 0.5;
    b.unreported_pupils = true;
    expect_alike(&a, &b, UF_LAST_DAY, absence_alike);
    b = a;
    b.effect = 0;
    a.effect = 0;
    b.moves = b.class_changes = 0;
    expect_alike(&a, &b, UF_LAST_DAY, absence_alike);
    b = a;
    b.effect = -0.9;
    expect_alike(&a, &b, UF_LAST_DAY, reported_alike);
}
END_TEST

START_TEST(another_seed_gives_others)
{
    uf_simulation_settings s = quiet();
    struct sums a = run(&s);
    s.seed++;
    struct sums b = run(&s);
    ck_assert_uint_ne(a.absent, b.absent);
    release(&a);
    release(&b);
}
END_TEST

/* A row a day is the day's lessons added up. */
START_TEST(days_are_lessons_added_up)
{
    uf_simulation_settings s = quiet();
    uf_simulation *by_day = start(&s);
    s.per_day = false;
    uf_simulation *by_lesson = start(&s);
    const uf_simulated_row *days, *lessons;
    size_t n, m;
    while (uf_simulation_day(by_day, &days, &n)) {
        ck_assert(uf_simulation_day(by_lesson, &lessons, &m));
        ck_assert_uint_eq(m, 4 * n);
        for (size_t i = 0; i < n; i++) {
            uint32_t scheduled = 0, authorised = 0, unauthorised = 0;
            for (size_t k = 0; k < 4; k++) {
                const uf_simulated_row *lesson = &lessons[4 * i + k];
                ck_assert_uint_eq(lesson->pupil, days[i].pupil);
                ck_assert_uint_eq(lesson->lesson, k + 1);
                scheduled += lesson->scheduled;
                authorised += lesson->authorised;
                unauthorised += lesson->unauthorised;
            }
            ck_assert_uint_eq(days[i].lesson, 0);
            ck_assert_uint_eq(days[i].scheduled, scheduled);
            ck_assert_uint_eq(days[i].authorised, authorised);
            ck_assert_uint_eq(days[i].unauthorised, unauthorised);
        }
    }
    uf_simulation_free(by_day);
    uf_simulation_free(by_lesson);
}
END_TEST

/* 10,000 pupils in two terms: 1,000 moves and 400 changes of class, standard errors 31 and 20; and
 * 200 late, 14. On the first days of the terms nobody moves. */
START_TEST(moves_and_late_joiners)
{
    uf_simulation_settings s = quiet();
    s.schools = 20;
    s.pupils = 500;
    s.size_cv = 0;
    s.to = day(2017, 6, 30);
    s.shape.lessons = 1;
    s.moves = 0.05;
    s.class_changes = 0.02;
    s.late = 0.02;
    uf_simulation *simulation = start(&s);
    uint32_t *school = calloc(uf_simulation_pupils(simulation), sizeof *school);
    uint32_t moves = 0, on_first_days = 0;
    int term = 0;
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n)) {
        const bool first = uf_school_term(rows->day) != term;
        term = uf_school_term(rows->day);
        for (size_t i = 0; i < n; i++) {
            uint32_t *last = &school[rows[i].pupil];
            moves += *last != 0 && *last != rows[i].school + 1;
            on_first_days += first && *last != 0 && *last != rows[i].school + 1;
            *last = rows[i].school + 1;
        }
    }
    const uf_simulation_counts *counts = uf_simulation_so_far(simulation);
    ck_assert_uint_eq(counts->moves, moves);
    ck_assert_uint_eq(on_first_days, 0);
    ck_assert_uint_eq(counts->pupils, 10000);
    ck_assert_double_eq_tol(counts->moves, 1000, 124);
    ck_assert_double_eq_tol(counts->class_changes, 400, 80);
    ck_assert_double_eq_tol(counts->late, 200, 56);
    free(school);
    uf_simulation_free(simulation);
}
END_TEST

START_TEST(nobody_moves_who_cannot)
{
    uf_simulation_settings s = quiet();
    s.schools = 1;
    s.moves = 1;
    s.class_changes = 1;
    s.pupils = 20; /* one class in each of three grades */
    s.size_cv = 0;
    uf_simulation *simulation = start(&s);
    const uf_simulated_row *rows;
    size_t n;
    while (uf_simulation_day(simulation, &rows, &n))
        for (size_t i = 0; i < n; i++) {
            ck_assert_uint_eq(rows[i].school, 0);
            ck_assert_uint_eq(rows[i].section, 0);
        }
    ck_assert(uf_simulation_intervention(simulation, 0));
    ck_assert_uint_eq(uf_simulation_so_far(simulation)->moves, 0);
    ck_assert_uint_eq(uf_simulation_so_far(simulation)->class_changes, 0);
    uf_simulation_free(simulation);
}
END_TEST

/* The default project: the 266 days of test_school_year.c, three schools against three, grades 1 to
 * 3 that are 2 to 4 in the second autumn. */
START_TEST(the_default_project)
{
    uf_simulation_settings s;
    uf_simulation_settings_init(&s);
    s.per_day = true;
    uf_simulation *simulation = start(&s);
    const uf_simulated_row *rows;
    size_t n;
    int days = 0;
    while (uf_simulation_day(simulation, &rows, &n)) {
        days++;
        const unsigned first = rows->day < day(2017, 8, 1) ? 1 : 2;
        bool grades[3] = { false, false, false };
        for (size_t i = 0; i < n; i++) {
            ck_assert(rows[i].grade >= first && rows[i].grade < first + 3);
            grades[rows[i].grade - first] = true;
            ck_assert(rows[i].intervention == (rows[i].school < 3));
        }
        ck_assert(grades[0] && grades[1] && grades[2]);
    }
    ck_assert_int_eq(days, 266);
    uf_simulation_free(simulation);
}
END_TEST

START_TEST(refused)
{
    uf_simulation_settings bad[12];
    const size_t count = sizeof bad / sizeof bad[0];
    for (size_t i = 0; i < count; i++)
        bad[i] = quiet();
    bad[0].schools = 0;
    bad[1].pupils = 0;
    bad[2].shape.prevalence = 0;
    bad[3].shape.prevalence = 1;
    bad[4].unreported = 1;
    bad[5].moves = 1.5;
    bad[6].effect = -1.1;
    bad[7].sports_week = 44;
    bad[8].grades = 0;
    bad[9].unreported_odds = 0;
    bad[10].shape.icc = 0.8;
    bad[11].pupils = NAN;
    for (size_t i = 0; i < count; i++) {
        uf_simulation *simulation = NULL;
        uf_error error;
        ck_assert_msg(uf_simulation_new(&simulation, &bad[i], &error) == UF_EINVAL, "%zu", i);
        ck_assert_ptr_null(simulation);
    }
    uf_simulation_settings s = quiet();
    uf_simulation *simulation;
    s.to = s.from;
    ck_assert_int_eq(uf_simulation_new(&simulation, &s, NULL), UF_EDATA);
    s.to = s.from - 1;
    ck_assert_int_eq(uf_simulation_new(&simulation, &s, NULL), UF_EDATA);
}
END_TEST

Suite *test_simulate_absence_suite(void);

Suite *test_simulate_absence_suite(void)
{
    Suite *suite = suite_create("simulate_absence");
    TCase *tests = tcase_create("simulate_absence");
    tcase_add_test(tests, prevalence_and_icc);
    tcase_add_test(tests, absence_and_leave);
    tcase_add_test(tests, spells);
    tcase_add_loop_test(tests, unreported_share, 0, 5);
    tcase_add_test(tests, unreported_depends_on_absence);
    tcase_add_test(tests, registers_are_the_classes);
    tcase_add_test(tests, effect);
    tcase_add_test(tests, truth_counts_what_happened);
    tcase_add_test(tests, streams_do_not_disturb_each_other);
    tcase_add_test(tests, another_seed_gives_others);
    tcase_add_test(tests, days_are_lessons_added_up);
    tcase_add_test(tests, moves_and_late_joiners);
    tcase_add_test(tests, nobody_moves_who_cannot);
    tcase_add_test(tests, the_default_project);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
