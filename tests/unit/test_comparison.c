/* test_comparison.c: which estimates a comparison has, in which roles, and where they are blank.
 *
 * The numbers of the estimates are tested where they are made; here a few of each kind are held
 * against values that others published or computed, to see that the right counts reach the right
 * method. */
#include <utfall/comparison.h>

#include "oracle.h"

#include <math.h>
#include <string.h>

static const uf_comparison_settings shares = { UF_OUTCOME_BINARY, UF_TWO_SIDED, 0.95, 0 };
static const uf_comparison_settings numbers = { UF_OUTCOME_NUMBER, UF_TWO_SIDED, 0.95, 0 };
static const uf_comparison_settings rates = { UF_OUTCOME_RATE, UF_TWO_SIDED, 0.95, 0 };

static uf_observation after(double value, uint64_t units)
{
    return (uf_observation){ { NAN, value }, { 1, 1 }, units, 0 };
}

static uf_observation waves(double before_value, double after_value)
{
    return (uf_observation){ { before_value, after_value }, { 1, 1 }, 1, 0 };
}

/* The row of that term and role; there is exactly one. */
static const uf_estimate *row_of(const uf_comparison *c, const char *term, const char *method)
{
    const uf_estimate *found = NULL;
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->rows[i].term, term) != 0 || strcmp(c->rows[i].method, method) != 0)
            continue;
        ck_assert_ptr_null(found);
        found = &c->rows[i];
    }
    ck_assert_msg(found != NULL, "no row %s by %s", term, method);
    return found;
}

/* At most one row of each term is primary, and the first row is. */
static void roles(const uf_comparison *c, size_t count)
{
    ck_assert_uint_eq(c->count, count);
    ck_assert_uint_le(c->count, UF_COMPARISON_ROWS);
    ck_assert_int_eq(c->rows[0].role, UF_PRIMARY);
    for (size_t i = 0; i < c->count; i++)
        for (size_t j = 0; j < i; j++)
            ck_assert(c->rows[i].role != UF_PRIMARY || c->rows[j].role != UF_PRIMARY ||
                      strcmp(c->rows[i].term, c->rows[j].term) != 0);
}

/* A 2 x 2 table as two groups: x of n against y of m. */
struct table {
    uf_observation one[2], other[2];
    uf_arm group, reference;
};

static void make_table(struct table *t, uint64_t x, uint64_t n, uint64_t y, uint64_t m)
{
    *t = (struct table){ .one = { after(1, x), after(0, n - x) },
                         .other = { after(1, y), after(0, m - y) } };
    t->group = (uf_arm){ .units = t->one, .count = n > 0 ? 2 : 0 };
    t->reference = (uf_arm){ .units = t->other, .count = m > 0 ? 2 : 0 };
}

static void compare(uf_comparison *c, const uf_arm *group, const uf_arm *reference,
                    uf_comparison_settings settings)
{
    ck_assert_int_eq(uf_comparison_effects(c, group, reference, UF_WAVE_AFTER, &settings, NULL),
                     UF_OK);
}

/* Low birth weight by smoking, 30 of 74 against 29 of 115: MASS birthwt. */
START_TEST(two_shares)
{
    struct table t;
    uf_comparison c;
    make_table(&t, 30, 74, 29, 115);
    compare(&c, &t.group, &t.reference, shares);
    roles(&c, 8);
    const uf_estimate *row = row_of(&c, "risk_difference", "newcombe+fisher-mid-p");
    ck_assert_int_eq(row->role, UF_PRIMARY);
    ck_oracle("O-RR-01.rd", row->estimate);
    ck_oracle("O-RR-01.newc_lower", row->conf_low);
    ck_oracle("O-RR-01.newc_upper", row->conf_high);
    ck_assert_double_eq(row->n, 74);
    ck_assert_double_eq(row->events_reference, 29);
    row = row_of(&c, "risk_ratio", "koopman");
    ck_oracle("O-RR-01.koop_lower", row->conf_low);
    ck_oracle("O-RR-01.koop_upper", row->conf_high);
    const uf_estimate *relative = row_of(&c, "relative_change", "koopman");
    ck_assert_double_eq_tol(relative->conf_low, row->conf_low - 1, 1e-15);
    ck_assert_int_eq(relative->role, UF_PRIMARY);
    row = row_of(&c, "odds_ratio", "miettinen-nurminen");
    ck_oracle("O-RR-01.mnor_lower", row->conf_low);
    ck_oracle("O-RR-01.mnor_upper", row->conf_high);
    row = row_of(&c, "odds_ratio", "woolf");
    ck_oracle("O-RR-01.woolf_lower", row->conf_low);
    ck_assert_int_eq(row->role, UF_SENSITIVITY);
    row = row_of(&c, "odds_ratio", "conditional-exact");
    ck_oracle("O-RR-01.fisher_p", row->p_value);
    ck_oracle("O-RR-01.fisher_upper", row->conf_high);
}
END_TEST

/* Doll & Hill's smokers by sex, as counts; the pooled odds ratio comes first of its term. */
START_TEST(strata)
{
    /* men: 647 of 649 cases and 622 of 649 controls smoked; women: 41 of 60 and 28 of 60. */
    uf_observation cases[] = { after(1, 647), after(0, 2), after(1, 41), after(0, 19) };
    uf_observation controls[] = { after(1, 622), after(0, 27), after(1, 28), after(0, 32) };
    uf_comparison_settings settings = shares;
    uf_comparison c;
    for (size_t i = 0; i < 4; i++)
        cases[i].stratum = controls[i].stratum = i / 2;
    const uf_arm group = { .units = cases, .count = 4 },
                 reference = { .units = controls, .count = 4 };
    settings.strata = 2;
    compare(&c, &group, &reference, settings);
    roles(&c, 14);
    ck_assert_uint_eq(c.strata, 2);
    const uf_estimate *row = row_of(&c, "odds_ratio", "mantel-haenszel");
    ck_assert_int_eq(row->role, UF_PRIMARY);
    ck_oracle("O-MH-01.or_mh", row->estimate);
    ck_oracle("O-MH-01.lower", row->conf_low);
    ck_oracle("O-MH-01.upper", row->conf_high);
    ck_oracle("O-MH-01.cmh", row_of(&c, "association", "cochran-mantel-haenszel")->statistic);
    ck_assert_int_eq(row_of(&c, "risk_difference", "newcombe+fisher-mid-p")->role, UF_SENSITIVITY);
    ck_assert_double_eq(row_of(&c, "homogeneity", "breslow-day-tarone")->df, 1);
}
END_TEST

START_TEST(nobody_and_everybody)
{
    struct table t;
    uf_comparison c;
    make_table(&t, 0, 10, 0, 10);
    compare(&c, &t.group, &t.reference, shares);
    roles(&c, 8);
    ck_assert_double_eq(c.rows[0].estimate, 0);
    ck_assert_double_eq(c.rows[0].p_value, 1);
    ck_assert(c.rows[0].conf_low < 0 && c.rows[0].conf_high > 0);
    const uf_estimate *row = row_of(&c, "risk_ratio", "koopman");
    ck_assert(isnan(row->estimate) && isinf(row->conf_high) && row->conf_low == 0);
    make_table(&t, 10, 10, 0, 10);
    compare(&c, &t.group, &t.reference, shares);
    ck_assert_double_eq(c.rows[0].estimate, 1);
    ck_assert_double_eq(c.rows[0].conf_high, 1);
    /* Fisher: 1 / C(20, 10) at each end; half of the observed and the other table count. */
    ck_assert_double_eq_tol(c.rows[0].p_value, 1.0 / 184756, 1e-15);
    make_table(&t, 3, 10, 0, 0);
    compare(&c, &t.group, &t.reference, shares);
    roles(&c, 8);
    ck_assert(isnan(c.rows[0].estimate) && isnan(c.rows[0].p_value));
    ck_assert_str_eq(c.rows[0].note, "a group is empty");
}
END_TEST

START_TEST(missing_outcomes_bound_a_difference)
{
    struct table t;
    uf_comparison c;
    uf_estimate row;
    make_table(&t, 3, 10, 4, 10);
    t.group.missing[UF_WAVE_AFTER] = 2;
    t.reference.missing[UF_WAVE_AFTER] = 1;
    compare(&c, &t.group, &t.reference, shares);
    ck_assert_double_eq_tol(c.rows[0].bound_low, 3.0 / 12 - 5.0 / 11, 1e-15);
    ck_assert_double_eq_tol(c.rows[0].bound_high, 5.0 / 12 - 4.0 / 11, 1e-15);
    ck_assert_int_eq(uf_comparison_arm(&row, &t.group, UF_WAVE_AFTER, &shares, NULL), UF_OK);
    ck_assert_double_eq_tol(row.bound_low, 3.0 / 12, 1e-15);
    ck_assert_double_eq_tol(row.bound_high, 5.0 / 12, 1e-15);
    ck_assert_int_eq(row.role, UF_DESCRIPTIVE);
}
END_TEST

START_TEST(one_sided)
{
    struct table t;
    uf_comparison c, both;
    uf_comparison_settings settings = shares;
    make_table(&t, 30, 74, 29, 115);
    settings.level = 0.9;
    compare(&both, &t.group, &t.reference, settings);
    settings.level = 0.95;
    settings.alternative = UF_GREATER;
    compare(&c, &t.group, &t.reference, settings);
    for (size_t i = 0; i < c.count; i++) {
        ck_assert_double_eq_tol(c.rows[i].conf_low, both.rows[i].conf_low, 1e-12);
        ck_assert(isinf(c.rows[i].conf_high));
        ck_assert_ptr_nonnull(strstr(c.rows[i].method, " one-sided greater"));
        ck_assert(isnan(c.rows[i].p_value) || c.rows[i].p_value < both.rows[i].p_value);
    }
}
END_TEST

START_TEST(numbers_and_ties)
{
    const uf_observation a[] = { after(1, 1), after(2, 2), after(4, 1) };
    const uf_observation b[] = { after(3, 1), after(5, 3) };
    const uf_arm group = { .units = a, .count = 3 }, reference = { .units = b, .count = 2 };
    uf_comparison c;
    uf_estimate row;
    compare(&c, &group, &reference, numbers);
    roles(&c, 3);
    ck_assert_double_eq(c.rows[0].n, 4);
    ck_assert_double_eq_tol(c.rows[0].estimate, 2.25 - 4.5, 1e-15);
    /* variances 19/12 and 1, by hand */
    ck_assert_double_eq_tol(c.rows[0].std_error, sqrt((19.0 / 12 + 1) / 4), 1e-15);
    /* Of the 16 pairs the group's value is the larger in one (4 over 3). */
    ck_assert_double_eq(row_of(&c, "shift", "hodges-lehmann+mann-whitney")->statistic, 1);
    ck_assert_int_eq(uf_comparison_arm(&row, &group, UF_WAVE_AFTER, &numbers, NULL), UF_OK);
    ck_assert_str_eq(row.term, "mean");
    ck_assert_double_eq_tol(row.std_error, sqrt(19.0 / 12 / 4), 1e-15);
}
END_TEST

START_TEST(identical_and_alone)
{
    const uf_observation same[] = { after(5, 3) }, one[] = { after(7, 1) };
    const uf_arm group = { .units = same, .count = 1 }, other = { .units = one, .count = 1 };
    uf_comparison c;
    uf_estimate row;
    compare(&c, &group, &group, numbers);
    ck_assert_double_eq(c.rows[0].estimate, 0);
    ck_assert(isnan(c.rows[0].p_value) && c.rows[0].note[0] != '\0');
    compare(&c, &other, &other, numbers);
    ck_assert(isnan(c.rows[0].std_error) && c.rows[0].note[0] != '\0');
    ck_assert_int_eq(uf_comparison_arm(&row, &group, UF_WAVE_AFTER, &numbers, NULL), UF_OK);
    ck_assert(isnan(row.conf_low));
    ck_assert_str_eq(row.note, "the values do not vary");
}
END_TEST

START_TEST(too_many_to_rank)
{
    const uf_observation a[] = { after(1, UF_COMPARISON_MAX_RANKED), after(2, 1) };
    const uf_arm group = { .units = a, .count = 2 };
    uf_comparison c;
    compare(&c, &group, &group, numbers);
    ck_assert_uint_eq(c.count, 3);
    ck_assert(isnan(c.rows[2].estimate));
    ck_assert_str_eq(c.rows[2].note, "more than 10,000,000 units: ranks are not computed");
    ck_assert(!isnan(c.rows[0].std_error));
}
END_TEST

/* Bentur 2009: both 1, first only 1, second only 7, neither 12. After is the first. */
START_TEST(paired_shares)
{
    uf_observation units[] = { waves(1, 1), waves(0, 1), waves(1, 0), waves(0, 0), waves(NAN, 1) };
    const uint64_t times[] = { 1, 1, 7, 12, 5 };
    uf_comparison c;
    for (size_t i = 0; i < 5; i++)
        units[i].units = times[i];
    const uf_arm arm = { .units = units, .count = 5 };
    ck_assert_int_eq(uf_comparison_changes(&c, &arm, &shares, NULL), UF_OK);
    ck_assert_uint_eq(c.count, 2);
    ck_oracle("O-MCN-01.newc_lower", c.rows[0].conf_low);
    ck_oracle("O-MCN-01.newc_upper", c.rows[0].conf_high);
    ck_oracle("O-MCN-01.p_midp", c.rows[0].p_value);
    ck_assert_double_eq(c.rows[1].estimate, -0.75); /* 2 after 8 */
    ck_assert_double_eq(c.rows[0].n, 21);
    ck_assert_double_eq(c.rows[0].events, 2);
    ck_assert_double_eq(c.rows[0].events_reference, 8);
    ck_assert_str_eq(c.rows[0].estimand, UF_ESTIMAND_BOTH_WAVES);
    const uf_wave_counts counts = uf_comparison_waves(&arm);
    ck_assert_uint_eq(counts.both, 21);
    ck_assert_uint_eq(counts.only[UF_WAVE_AFTER], 5);
}
END_TEST

/* 0.3 - 0.2 and 0.1 - 0 are the same change, so nothing varies and ranks are tied. */
START_TEST(changes_that_are_the_same)
{
    const uf_observation a[] = { waves(0.2, 0.3), waves(0, 0.1), waves(100.2, 100.3) };
    const uf_observation b[] = { waves(7, 7.1), waves(1.7, 1.8), waves(0.7, 0.8) };
    const uf_arm group = { .units = a, .count = 3 }, reference = { .units = b, .count = 3 };
    uf_comparison c;
    ck_assert_int_eq(uf_comparison_did(&c, &group, &reference, &numbers, NULL), UF_OK);
    roles(&c, 3);
    ck_assert_double_eq(c.rows[0].estimate, 0);
    ck_assert(isnan(c.rows[0].p_value));
    ck_assert_double_eq(c.rows[2].statistic, 4.5); /* 9 pairs, all tied */
    ck_assert_double_eq(c.rows[2].p_value, 1);
}
END_TEST

START_TEST(in_one_wave_only)
{
    const uf_observation a[] = { waves(1, 3), waves(2, 2), waves(4, NAN), waves(NAN, 5) };
    const uf_observation b[] = { waves(1, 1), waves(3, 4) };
    const uf_observation apart[] = { waves(1, NAN), waves(2, NAN), waves(NAN, 3), waves(NAN, 5) };
    const uf_arm group = { .units = a, .count = 4 }, reference = { .units = b, .count = 2 };
    const uf_arm cross_section = { .units = apart, .count = 4 };
    uf_comparison c;
    ck_assert_int_eq(uf_comparison_did(&c, &group, &reference, &numbers, NULL), UF_OK);
    roles(&c, 4);
    ck_assert_str_eq(c.rows[0].estimand, UF_ESTIMAND_BOTH_WAVES);
    ck_assert_double_eq(c.rows[0].n, 2);
    ck_assert_double_eq_tol(c.rows[0].estimate, 1 - 0.5, 1e-15);
    const uf_estimate *all = row_of(&c, "did", "linearised-t");
    ck_assert_int_eq(all->role, UF_SENSITIVITY);
    ck_assert_str_eq(all->estimand, "");
    ck_assert_double_eq(all->n, 4);
    ck_assert_double_eq_tol(all->estimate, 10.0 / 3 - 7.0 / 3 - 0.5, 1e-15);
    /* Other people each time: the only answer there is. */
    ck_assert_int_eq(uf_comparison_did(&c, &cross_section, &cross_section, &numbers, NULL), UF_OK);
    roles(&c, 1);
    ck_assert_str_eq(c.rows[0].method, "linearised-t");
    ck_assert(!isnan(c.rows[0].p_value));
}
END_TEST

START_TEST(rates_have_no_strata_and_no_sd)
{
    const uf_observation a[] = { { { 6, 3 }, { 60, 60 }, 1, 0 }, { { 2, 9 }, { 50, 70 }, 1, 0 } };
    const uf_arm group = { .units = a, .count = 2 };
    uf_comparison c;
    uf_estimate row;
    compare(&c, &group, &group, rates);
    roles(&c, 3);
    ck_assert_str_eq(c.rows[0].term, "rate_difference");
    ck_assert_double_eq(c.rows[1].estimate, 1);
    ck_assert_double_eq(c.rows[0].n, 130);
    ck_assert_double_eq(c.rows[0].events_reference, 12);
    ck_assert_double_eq(c.rows[0].clusters, 4);
    ck_assert_int_eq(uf_comparison_arm(&row, &group, UF_WAVE_BEFORE, &rates, NULL), UF_OK);
    ck_assert_double_eq(row.n, 110);
    ck_assert_double_eq(row.events, 8);
    ck_assert_double_eq(row.clusters, 2);
    ck_assert_int_eq(uf_comparison_changes(&c, &group, &rates, NULL), UF_OK);
    ck_assert_double_eq_tol(c.rows[0].estimate, 12.0 / 130 - 8.0 / 110, 1e-15);
    ck_assert_int_eq(uf_comparison_did(&c, &group, &group, &rates, NULL), UF_OK);
    roles(&c, 1);
    ck_assert_int_eq(uf_comparison_baseline(&row, &group, &group, &rates, NULL), UF_OK);
    ck_assert(isnan(row.estimate) && row.note[0] != '\0');
}
END_TEST

/* The blocks of tests/certified/r/comparison.R. */
START_TEST(ancova_within_blocks)
{
    static const double y[] = { 3.1, 4.2, 5.0, 2.2, 7.5, 6.1, 1.4, 2.9, 8.8, 9.1, 4.4 };
    static const double was[] = { 2.9, 4.4, 4.1, 2.5, 6.0, 5.5, 1.9, 3.3, 8.1, 8.0, 5.2 };
    static const int arm[] = { 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0 };
    static const size_t block[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2 };
    uf_observation units[2][11];
    uf_arm arms[2] = { { .units = units[0] }, { .units = units[1] } };
    for (size_t i = 0; i < 11; i++) {
        uf_observation *unit = &units[arm[i]][arms[arm[i]].count++];
        *unit = waves(was[i], y[i]);
        unit->stratum = block[i];
    }
    uf_comparison_settings settings = numbers;
    uf_comparison c;
    settings.strata = 3;
    ck_assert_int_eq(uf_comparison_ancova(&c, &arms[1], &arms[0], &settings, NULL), UF_OK);
    roles(&c, 1);
    ck_assert_str_eq(c.rows[0].method, "ancova(ols-blocks)");
    ck_oracle("CMP-ANCBLOCKS.estimate", c.rows[0].estimate);
    ck_oracle("CMP-ANCBLOCKS.se", c.rows[0].std_error);
    ck_oracle("CMP-ANCBLOCKS.df", c.rows[0].df);
    ck_oracle("CMP-ANCBLOCKS.t", c.rows[0].statistic);
    ck_oracle("CMP-ANCBLOCKS.p", c.rows[0].p_value);
    ck_oracle("CMP-ANCBLOCKS.low", c.rows[0].conf_low);
    ck_oracle("CMP-ANCBLOCKS.high", c.rows[0].conf_high);
    settings.strata = 0;
    ck_assert_int_eq(uf_comparison_ancova(&c, &arms[1], &arms[0], &settings, NULL), UF_OK);
    roles(&c, 2);
    ck_assert_str_eq(c.rows[0].method, "ancova(hc2-satterthwaite)");
}
END_TEST

START_TEST(ancova_that_cannot_be)
{
    const uf_observation same[] = { waves(1, 2), waves(1, 3) };
    const uf_observation low[] = { waves(0, 2), waves(0, 3) };
    const uf_observation one[] = { waves(4, 7), waves(NAN, 3) };
    const uf_observation some[] = { waves(1, 2), waves(2, 2), waves(4, 5) };
    const uf_arm alike = { .units = same, .count = 2 }, lower = { .units = low, .count = 2 };
    const uf_arm single = { .units = one, .count = 2 }, several = { .units = some, .count = 3 };
    const uf_arm nobody = { .units = some, .count = 0 };
    uf_comparison c;
    uf_error error;
    ck_assert_int_eq(uf_comparison_ancova(&c, &alike, &alike, &numbers, &error), UF_OK);
    ck_assert_ptr_nonnull(strstr(c.rows[0].note, "all the same"));
    ck_assert(isnan(c.rows[0].estimate));
    ck_assert_int_eq(uf_comparison_ancova(&c, &alike, &lower, &numbers, &error), UF_OK);
    ck_assert_ptr_nonnull(strstr(c.rows[0].note, "tell the groups apart"));
    ck_assert_int_eq(uf_comparison_ancova(&c, &several, &nobody, &numbers, &error), UF_OK);
    ck_assert_str_eq(c.rows[0].note, "nobody of a group is in both periods");
    ck_assert_int_eq(uf_comparison_ancova(&c, &single, &several, &numbers, &error), UF_OK);
    roles(&c, 2);
    ck_assert(isnan(c.rows[0].std_error) && c.rows[0].note[0] != '\0');
    ck_assert_double_eq(c.rows[0].n, 1);
    ck_assert_int_eq(uf_comparison_ancova(&c, &several, &several, &rates, &error), UF_EINVAL);
}
END_TEST

START_TEST(equivalence)
{
    const uf_observation a[] = { waves(1, 0), waves(2, 0), waves(3, 0) };
    const uf_observation b[] = { waves(1.1, 0), waves(2.1, 0), waves(3.1, 0), waves(90, NAN) };
    const uf_arm group = { .units = a, .count = 3 }, reference = { .units = b, .count = 4 };
    uf_estimate row;
    ck_assert_int_eq(uf_comparison_baseline(&row, &group, &reference, &numbers, NULL), UF_OK);
    /* d = -0.1 / 1; J(4) = Gamma(2) / (sqrt(2) Gamma(1.5)) = 0.797884560802865, Hedges 1981 */
    ck_assert_double_eq_tol(row.estimate, -0.0797884560802865, 1e-12);
    ck_assert_double_eq(row.n_reference, 3);
    ck_assert(isnan(row.p_value));
    ck_assert_ptr_nonnull(strstr(row.note, "only with a statistical adjustment"));
    const uf_observation yes[] = { waves(1, 0), waves(1, 0), waves(0, 0) };
    const uf_observation no[] = { waves(0, 0), waves(0, 0), waves(1, 0) };
    const uf_arm more = { .units = yes, .count = 3 }, fewer = { .units = no, .count = 3 };
    ck_assert_int_eq(uf_comparison_baseline(&row, &more, &fewer, &shares, NULL), UF_OK);
    ck_assert_str_eq(row.term, "cox_index");
    ck_assert_double_eq_tol(row.estimate, log(4) / 1.65, 1e-14); /* odds 2 against 1/2 */
    ck_assert_ptr_nonnull(strstr(row.note, "does not satisfy"));
}
END_TEST

START_TEST(selected)
{
    const uf_observation most[] = { { { 1, 0 }, { 1, 1 }, 9, 0 }, waves(0, 0) };
    const uf_observation fewer[] = { { { 1, 0 }, { 1, 1 }, 8, 0 }, waves(0, 0) };
    const uf_arm nine = { .units = most, .count = 2 }, eight = { .units = fewer, .count = 2 };
    const uf_arm nobody = { .count = 0 };
    ck_assert(uf_comparison_selected(&nine, &nobody)); /* 9 of 10 */
    ck_assert(!uf_comparison_selected(&eight, &nobody));
    ck_assert(!uf_comparison_selected(&nobody, &nobody));
}
END_TEST

START_TEST(refused)
{
    const uf_observation three[] = { after(3, 1) };
    const uf_observation far_out[] = { after(INFINITY, 1) };
    const uf_arm arm = { .units = three, .count = 1 }, infinite = { .units = far_out, .count = 1 };
    uf_comparison_settings settings = shares;
    uf_comparison c;
    uf_error error;
    ck_assert_int_eq(uf_comparison_effects(&c, &arm, &arm, UF_WAVE_AFTER, &settings, &error),
                     UF_EINVAL);
    ck_assert_double_eq(error.value, 3);
    settings = numbers;
    ck_assert_int_eq(uf_comparison_did(&c, &infinite, &arm, &settings, &error), UF_EINVAL);
    settings.level = 0.5;
    settings.alternative = UF_LESS;
    ck_assert_int_eq(uf_comparison_effects(&c, &arm, &arm, UF_WAVE_AFTER, &settings, &error),
                     UF_EINVAL);
    ck_assert_int_eq(uf_comparison_did(&c, &arm, &arm, &settings, &error), UF_EINVAL);
    settings = numbers;
    settings.strata = 1;
    uf_observation beyond[] = { after(3, 1) };
    beyond[0].stratum = 1;
    const uf_arm outside = { .units = beyond, .count = 1 };
    ck_assert_int_eq(uf_comparison_effects(&c, &outside, &arm, UF_WAVE_AFTER, &settings, &error),
                     UF_EINVAL);
}
END_TEST

Suite *test_comparison_suite(void);
Suite *test_comparison_suite(void)
{
    Suite *suite = suite_create("comparison");
    TCase *tcase = tcase_create("comparison");
    tcase_add_test(tcase, two_shares);
    tcase_add_test(tcase, strata);
    tcase_add_test(tcase, nobody_and_everybody);
    tcase_add_test(tcase, missing_outcomes_bound_a_difference);
    tcase_add_test(tcase, one_sided);
    tcase_add_test(tcase, numbers_and_ties);
    tcase_add_test(tcase, identical_and_alone);
    tcase_add_test(tcase, too_many_to_rank);
    tcase_add_test(tcase, paired_shares);
    tcase_add_test(tcase, changes_that_are_the_same);
    tcase_add_test(tcase, in_one_wave_only);
    tcase_add_test(tcase, rates_have_no_strata_and_no_sd);
    tcase_add_test(tcase, ancova_within_blocks);
    tcase_add_test(tcase, ancova_that_cannot_be);
    tcase_add_test(tcase, equivalence);
    tcase_add_test(tcase, selected);
    tcase_add_test(tcase, refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
