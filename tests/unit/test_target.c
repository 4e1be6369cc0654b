/* test_target.c: verdicts, evidence, probabilities and luck. Expected values by hand unless
 * certified. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <utfall/beta.h>
#include <utfall/proportion.h>
#include <utfall/target.h>
#include <utfall/target_chance.h>

#include "oracle.h"

static uf_requirement require(uf_quantity quantity, uf_relation relation, int64_t mantissa,
                              int places)
{
    return (uf_requirement){ quantity, relation, { mantissa, places } };
}

static uf_requirement share_at_least(int percent)
{
    return require(UF_QUANTITY_SHARE, UF_AT_LEAST, percent, 2);
}

static const uf_requirement fall_by_a_fifth = { UF_QUANTITY_RELATIVE_CHANGE,
                                                UF_AT_MOST,
                                                { -20, 2 } };

static uf_judgement judge(uf_requirement requirement, const uf_estimate *row)
{
    uf_judgement judgement = { .verdict = UF_VERDICT_UNDECIDED };
    uf_error error = { .reason = "" };
    uf_status status = uf_target_judge(&judgement, &requirement, row, &error);
    ck_assert_msg(status == UF_OK, "%s", status == UF_OK ? "" : error.reason);
    return judgement;
}

static uf_estimate share_row(uint64_t events, uint64_t n)
{
    uf_estimate row;
    uf_estimate_init(&row);
    ck_assert_int_eq(uf_proportion_row(&row, events, n, UF_WILSON, UF_TWO_SIDED, .95, NULL), UF_OK);
    return row;
}

/* A change from c of d to a of n as an analysis would write it, without an interval. */
static uf_estimate change_row(double a, double n, double c, double d)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.term = "relative_change";
    row.events = a;
    row.n = n;
    row.events_reference = c;
    row.n_reference = d;
    row.estimate = c > 0 ? a / n / (c / d) - 1 : NAN;
    return row;
}

static uf_estimate number_row(double estimate, double std_error, double df)
{
    uf_estimate row;
    uf_estimate_init(&row);
    row.estimate = estimate;
    row.std_error = std_error;
    row.df = df;
    return row;
}

/* --- Verdict --- */

START_TEST(twenty_two_percent_of_fifty_is_eleven)
{
    uf_estimate eleven = share_row(11, 50);
    uf_estimate ten = share_row(10, 50);
    uf_judgement judgement = judge(share_at_least(22), &eleven);
    ck_assert_int_eq(judgement.verdict, UF_MET);
    ck_assert(judgement.exact);
    ck_assert_str_eq(judgement.verdict_reason, "");
    ck_assert_int_eq(judge(share_at_least(22), &ten).verdict, UF_NOT_MET);
}
END_TEST

START_TEST(relations_differ_at_the_limit)
{
    uf_estimate row = share_row(27, 180);
    const struct {
        uf_relation relation;
        uf_verdict verdict;
    } cases[] = { { UF_AT_LEAST, UF_MET },
                  { UF_AT_MOST, UF_MET },
                  { UF_MORE_THAN, UF_NOT_MET },
                  { UF_LESS_THAN, UF_NOT_MET } };
    for (int i = 0; i < 4; i++) {
        uf_requirement at_15 = require(UF_QUANTITY_SHARE, cases[i].relation, 15, 2);
        ck_assert_int_eq(judge(at_15, &row).verdict, cases[i].verdict);
    }
    /* The estimate as 1 - present / all gives it, a hair above 15 %: the counts decide. */
    row.estimate = 1 - 153.0 / 180;
    ck_assert(row.estimate > 0.15);
    ck_assert_int_eq(judge(require(UF_QUANTITY_SHARE, UF_AT_MOST, 15, 2), &row).verdict, UF_MET);
}
END_TEST

/* Minutes are counted in whole numbers too, but are no independent units: the probability is that
 * of the estimate with its standard error. */
START_TEST(a_rate_is_a_share_of_time)
{
    uf_estimate row = share_row(12240, 13600);
    uf_requirement at_least_90 = require(UF_QUANTITY_RATE, UF_AT_LEAST, 90, 2);
    row.estimate = 1 - 1360.0 / 13600;
    ck_assert(judge(at_least_90, &row).verdict == UF_MET && judge(at_least_90, &row).exact);
    row.estimate = nextafter(0.9, 0);
    ck_assert_int_eq(judge(at_least_90, &row).verdict, UF_MET);
    row.std_error = NAN;
    ck_assert_str_eq(judge(at_least_90, &row).probability_reason, "the row has no standard error");
    row.std_error = 0.01;
    ck_assert_double_eq_tol(judge(at_least_90, &row).probability, 0.5, 1e-12);
    /* Half days: the quotient decides. */
    row.n = 15;
    row.events = 13.5;
    row.estimate = 13.5 / 15;
    ck_assert(judge(at_least_90, &row).verdict == UF_MET && !judge(at_least_90, &row).exact);
}
END_TEST

START_TEST(a_fall_by_a_fifth_is_met_at_the_letter)
{
    uf_estimate exactly = change_row(24, 200, 30, 200);
    uf_estimate short_of_it = change_row(25, 200, 30, 200);
    ck_assert(exactly.estimate > -0.2);
    ck_assert_int_eq(judge(fall_by_a_fifth, &exactly).verdict, UF_MET);
    ck_assert(judge(fall_by_a_fifth, &exactly).exact);
    ck_assert_int_eq(judge(fall_by_a_fifth, &short_of_it).verdict, UF_NOT_MET);
}
END_TEST

START_TEST(points_and_ratios_are_exact_too)
{
    uf_estimate row = change_row(33, 100, 30, 100);
    row.estimate = 33.0 / 100 - 30.0 / 100;
    ck_assert(row.estimate > 0.03);
    uf_judgement judgement = judge(require(UF_QUANTITY_SHARE_DIFFERENCE, UF_AT_MOST, 3, 2), &row);
    ck_assert(judgement.verdict == UF_MET && judgement.exact);
    row = change_row(24, 200, 30, 200);
    row.estimate = 24.0 / 200 / (30.0 / 200);
    judgement = judge(require(UF_QUANTITY_SHARE_RATIO, UF_AT_MOST, 8, 1), &row);
    ck_assert(judgement.verdict == UF_MET && judgement.exact);
    judgement = judge(require(UF_QUANTITY_SHARE_RATIO, UF_LESS_THAN, 8, 1), &row);
    ck_assert_int_eq(judgement.verdict, UF_NOT_MET);
}
END_TEST

/* An adjusted estimate has counts beside it that it was not made from. */
START_TEST(counts_that_are_not_behind_the_estimate_are_not_used)
{
    uf_estimate row = share_row(11, 50);
    row.estimate = 0.25;
    uf_judgement judgement = judge(share_at_least(23), &row);
    ck_assert(judgement.verdict == UF_MET && !judgement.exact);
    row = change_row(24, 200, 30, 200);
    row.estimate = -0.15;
    ck_assert_int_eq(judge(fall_by_a_fifth, &row).verdict, UF_NOT_MET);
    /* Weighted counts are not whole. */
    row = share_row(11, 50);
    row.events = 11.5;
    row.estimate = 0.23;
    judgement = judge(share_at_least(23), &row);
    ck_assert(judgement.verdict == UF_MET && !judgement.exact);
    /* More events than units cannot be counts of a share. */
    row.events = 60;
    row.estimate = 1.2;
    ck_assert(!judge(share_at_least(23), &row).exact);
}
END_TEST

START_TEST(a_blank_estimate_is_undecided)
{
    uf_estimate row = change_row(5, 200, 0, 200);
    uf_judgement judgement = judge(fall_by_a_fifth, &row);
    ck_assert_int_eq(judgement.verdict, UF_VERDICT_UNDECIDED);
    ck_assert_int_eq(judgement.evidence, UF_EVIDENCE_UNDECIDED);
    ck_assert(isnan(judgement.probability) && isnan(judgement.by_luck));
    ck_assert_str_eq(judgement.verdict_reason, "the row has no estimate");
    ck_assert_str_eq(judgement.evidence_reason, "the row has no estimate");
    ck_assert_str_ne(judgement.probability_reason, "");
    ck_assert_str_ne(judgement.by_luck_reason, "");
    ck_assert(!judgement.missing_may_turn);
}
END_TEST

static void count_is(const uf_estimate *row, uf_requirement requirement, uf_verdict verdict,
                     uf_evidence evidence, bool exact)
{
    uf_judgement judgement = judge(requirement, row);
    ck_assert_int_eq(judgement.verdict, verdict);
    ck_assert_int_eq(judgement.evidence, evidence);
    ck_assert_int_eq(judgement.exact, exact);
    ck_assert(isnan(judgement.probability) && isnan(judgement.by_luck));
    ck_assert_str_eq(judgement.probability_reason, "");
    ck_assert_int_eq(judgement.verdict_reason[0] != '\0', verdict == UF_VERDICT_UNDECIDED);
}

START_TEST(counts_are_facts)
{
    uf_requirement fifty = require(UF_QUANTITY_EVENTS, UF_AT_LEAST, 50, 0);
    uf_requirement sixty = require(UF_QUANTITY_N, UF_AT_LEAST, 600, 1);
    uf_estimate row = share_row(49, 60);
    count_is(&row, fifty, UF_NOT_MET, UF_REFUTED, true);
    count_is(&row, require(UF_QUANTITY_N, UF_MORE_THAN, 60, 0), UF_NOT_MET, UF_REFUTED, true);
    count_is(&row, sixty, UF_MET, UF_ESTABLISHED, true);
    row.events = 50;
    count_is(&row, fifty, UF_MET, UF_ESTABLISHED, true);
    row.events = NAN;
    count_is(&row, fifty, UF_VERDICT_UNDECIDED, UF_EVIDENCE_UNDECIDED, false);
    /* With a blank estimate, and with clustering ignored, a count is still a count. */
    row.estimate = NAN;
    uf_estimate_note(&row, UF_NOTE_CLUSTERING_IGNORED);
    count_is(&row, sixty, UF_MET, UF_ESTABLISHED, true);
    row.n = 59.5;
    count_is(&row, sixty, UF_NOT_MET, UF_REFUTED, false);
}
END_TEST

/* --- Evidence --- */

START_TEST(establishing_takes_more_than_meeting)
{
    const struct {
        uint64_t events, n;
        uf_evidence evidence;
    } cases[] = {
        { 17, 50, UF_ESTABLISHED }, { 16, 50, UF_EVIDENCE_UNDECIDED },
        { 12, 30, UF_ESTABLISHED }, { 11, 30, UF_EVIDENCE_UNDECIDED },
        { 0, 50, UF_REFUTED },
    };
    for (int i = 0; i < 5; i++) {
        uf_estimate row = share_row(cases[i].events, cases[i].n);
        uf_judgement judgement = judge(share_at_least(22), &row);
        ck_assert_int_eq(judgement.evidence, cases[i].evidence);
        ck_assert_str_eq(judgement.evidence_reason, "");
    }
}
END_TEST

START_TEST(an_interval_that_ends_at_the_target)
{
    uf_estimate row = number_row(2, NAN, NAN);
    row.conf_low = 1;
    row.conf_high = 3;
    const struct {
        uf_relation relation;
        int value;
        uf_evidence evidence;
    } cases[] = {
        { UF_AT_LEAST, 1, UF_ESTABLISHED },
        { UF_MORE_THAN, 1, UF_EVIDENCE_UNDECIDED },
        { UF_AT_MOST, 1, UF_EVIDENCE_UNDECIDED },
        { UF_LESS_THAN, 1, UF_REFUTED },
        { UF_AT_LEAST, 3, UF_EVIDENCE_UNDECIDED },
        { UF_MORE_THAN, 3, UF_REFUTED },
        { UF_AT_MOST, 3, UF_ESTABLISHED },
        { UF_LESS_THAN, 3, UF_EVIDENCE_UNDECIDED },
        { UF_AT_LEAST, 0, UF_ESTABLISHED },
        { UF_AT_LEAST, 4, UF_REFUTED },
        { UF_AT_MOST, 0, UF_REFUTED },
        { UF_AT_MOST, 4, UF_ESTABLISHED },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uf_requirement requirement =
            require(UF_QUANTITY_NUMBER, cases[i].relation, cases[i].value, 0);
        ck_assert_msg(judge(requirement, &row).evidence == cases[i].evidence, "case %zu", i);
    }
}
END_TEST

START_TEST(open_ended_and_missing_intervals)
{
    uf_estimate row = number_row(2, NAN, NAN);
    uf_requirement at_least_1 = require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, 0);
    row.conf_low = 1.5;
    row.conf_high = INFINITY;
    ck_assert_int_eq(judge(at_least_1, &row).evidence, UF_ESTABLISHED);
    ck_assert_int_eq(judge(require(UF_QUANTITY_NUMBER, UF_AT_MOST, 1, 0), &row).evidence,
                     UF_REFUTED);
    row.conf_low = -INFINITY;
    ck_assert_int_eq(judge(at_least_1, &row).evidence, UF_EVIDENCE_UNDECIDED);
    ck_assert_str_eq(judge(at_least_1, &row).evidence_reason, "");
    row.conf_low = NAN;
    ck_assert_int_eq(judge(at_least_1, &row).evidence, UF_EVIDENCE_UNDECIDED);
    ck_assert_str_eq(judge(at_least_1, &row).evidence_reason, "the row has no interval");
}
END_TEST

START_TEST(ignored_clustering_holds_the_evidence_back)
{
    uf_estimate row = share_row(45, 50);
    uf_estimate_note(&row, "under 60 units");
    ck_assert(!uf_target_clustering_ignored(&row));
    uf_estimate_note(&row, UF_NOTE_CLUSTERING_IGNORED " by school");
    ck_assert(uf_target_clustering_ignored(&row));
    uf_judgement judgement = judge(share_at_least(22), &row);
    ck_assert_int_eq(judgement.verdict, UF_MET);
    ck_assert_int_eq(judgement.evidence, UF_EVIDENCE_UNDECIDED);
    ck_assert(isnan(judgement.probability));
    ck_assert_str_ne(judgement.evidence_reason, "");
    ck_assert_str_ne(judgement.probability_reason, "");
    row = change_row(24, 200, 30, 200);
    uf_estimate_note(&row, UF_NOTE_CLUSTERING_IGNORED);
    ck_assert(isnan(judge(fall_by_a_fifth, &row).by_luck));
}
END_TEST

/* --- Bounds --- */

/* 17 of 50 establishes 22 % by Wilson's 95 % interval (methods: 17 of 50), and by no other level
 * when one is asked for. */
START_TEST(evidence_of_another_level_is_none)
{
    uf_estimate seventeen = share_row(17, 50);
    uf_requirement rule = share_at_least(22);
    uf_judgement judgement = judge(rule, &seventeen);
    uf_target_require_level(&judgement, &rule, &seventeen, NAN);
    ck_assert_int_eq(judgement.evidence, UF_ESTABLISHED);
    uf_target_require_level(&judgement, &rule, &seventeen, .95);
    ck_assert_int_eq(judgement.evidence, UF_ESTABLISHED);
    uf_target_require_level(&judgement, &rule, &seventeen, .9);
    ck_assert_int_eq(judgement.evidence, UF_EVIDENCE_UNDECIDED);
    ck_assert_str_ne(judgement.evidence_reason, "");
    rule = require(UF_QUANTITY_EVENTS, UF_AT_LEAST, 17, 0);
    judgement = judge(rule, &seventeen);
    uf_target_require_level(&judgement, &rule, &seventeen, .9);
    ck_assert_int_eq(judgement.evidence, UF_ESTABLISHED);
}
END_TEST

START_TEST(missing_data_may_turn_the_verdict)
{
    uf_estimate row = share_row(30, 200);
    uf_requirement at_most_15 = require(UF_QUANTITY_SHARE, UF_AT_MOST, 15, 2);
    ck_assert(!judge(at_most_15, &row).missing_may_turn);
    row.bound_low = 28.0 / 200;
    /* 30 of 200 as 1 - 170/200: a hair above 15 %, and not above it. */
    row.bound_high = 1 - 170.0 / 200;
    ck_assert(row.bound_high > 0.15);
    ck_assert(!judge(at_most_15, &row).missing_may_turn);
    row.bound_high = 31.0 / 200;
    ck_assert(judge(at_most_15, &row).missing_may_turn);
    ck_assert_int_eq(judge(at_most_15, &row).verdict, UF_MET);
    row = number_row(2, NAN, NAN);
    row.bound_low = 0;
    ck_assert(judge(require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, 0), &row).missing_may_turn);
    ck_assert(!judge(require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 0, 0), &row).missing_may_turn);
}
END_TEST

/* --- Probability --- */

START_TEST(probability_of_a_share_is_jeffreys)
{
    uf_estimate row = share_row(11, 50);
    ck_oracle("U-PROB.jeffreys_11_of_50_at_least_22", judge(share_at_least(22), &row).probability);
    uf_requirement at_most = require(UF_QUANTITY_SHARE, UF_AT_MOST, 22, 2);
    ck_oracle("U-PROB.jeffreys_11_of_50_at_most_22", judge(at_most, &row).probability);
    row = share_row(0, 50);
    at_most = require(UF_QUANTITY_SHARE, UF_LESS_THAN, 1, 2);
    ck_oracle("U-PROB.jeffreys_0_of_50_at_most_1", judge(at_most, &row).probability);
}
END_TEST

/* tests/certified/r/target.R */
START_TEST(probability_of_a_clustered_share_counts_its_design_effect)
{
    uf_estimate row = share_row(82, 650);
    const uf_requirement at_most = require(UF_QUANTITY_SHARE, UF_AT_MOST, 15, 2);
    ck_oracle("U-PROB-CLUSTERED.share", row.estimate);
    row.clusters = 6;
    row.std_error = oracle_value("U-PROB-CLUSTERED.se");
    ck_oracle("U-PROB-CLUSTERED.deff", uf_target_design_effect(&row));
    ck_oracle("U-PROB-CLUSTERED.at_most_15", judge(at_most, &row).probability);
    /* Clusters that agree by luck are worth no more than independent units. */
    row.std_error = 1e-4;
    ck_assert_double_eq(uf_target_design_effect(&row), 1);
    /* Nothing is known of it without a standard error, at 0 and at 1, nor without counts. */
    row.std_error = NAN;
    uf_judgement judgement = judge(at_most, &row);
    ck_assert(isnan(judgement.probability));
    ck_assert_str_ne(judgement.probability_reason, "");
    ck_assert_int_eq(judgement.verdict, UF_MET);
    row = share_row(0, 650);
    row.clusters = 6;
    row.std_error = 0;
    ck_assert(isnan(judge(at_most, &row).probability));
    row = share_row(82, 650);
    row.clusters = 6;
    row.events = NAN;
    ck_assert(isnan(judge(at_most, &row).probability));
}
END_TEST

START_TEST(probability_of_a_number_is_t_or_normal)
{
    uf_requirement at_least_1 = require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, 0);
    uf_requirement at_most_1 = require(UF_QUANTITY_NUMBER, UF_AT_MOST, 1, 0);
    uf_estimate row = number_row(2.5, 1.2, 7.3);
    ck_oracle("U-PROB.t_estimate_2.5_se_1.2_df_7.3_at_least_1",
              judge(at_least_1, &row).probability);
    ck_oracle("U-PROB.t_estimate_2.5_se_1.2_df_7.3_at_most_1", judge(at_most_1, &row).probability);
    row.df = NAN;
    ck_oracle("U-PROB.normal_estimate_2.5_se_1.2_at_least_1", judge(at_least_1, &row).probability);
}
END_TEST

START_TEST(probability_of_a_ratio_is_on_the_log_scale)
{
    uf_estimate row = number_row(-0.3, 0.1, 4);
    ck_oracle("U-PROB.log_change_minus_0.3_se_0.1_df_4_at_most_minus_0.2",
              judge(fall_by_a_fifth, &row).probability);
    row = number_row(1.5, 0.3, NAN);
    uf_requirement at_least = require(UF_QUANTITY_RATIO, UF_AT_LEAST, 12, 1);
    ck_oracle("U-PROB.log_ratio_1.5_se_0.3_at_least_1.2", judge(at_least, &row).probability);
    /* A ratio is above 0 for certain, and a change above -100 %. */
    at_least = require(UF_QUANTITY_RATIO, UF_AT_LEAST, 0, 0);
    ck_assert(judge(at_least, &row).probability == 1);
    row = number_row(-0.3, 0.1, 4);
    uf_requirement all_gone = require(UF_QUANTITY_RELATIVE_CHANGE, UF_AT_MOST, -1, 0);
    ck_assert(judge(all_gone, &row).probability == 0);
    row.estimate = -1;
    ck_assert(isnan(judge(fall_by_a_fifth, &row).probability));
    ck_assert_str_eq(judge(fall_by_a_fifth, &row).probability_reason,
                     "a ratio of 0 has no logarithm");
}
END_TEST

START_TEST(probability_needs_something_to_stand_on)
{
    uf_requirement at_least_1 = require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, 0);
    uf_estimate row = number_row(2.5, NAN, 4);
    ck_assert_str_eq(judge(at_least_1, &row).probability_reason, "the row has no standard error");
    row.std_error = 0;
    ck_assert(isnan(judge(at_least_1, &row).probability));
    row.std_error = 1.2;
    uf_estimate_method(&row, "exact-randomisation(20)");
    ck_assert(isnan(judge(at_least_1, &row).probability));
    ck_assert_str_ne(judge(at_least_1, &row).probability_reason, "");
}
END_TEST

/* --- By luck --- */

START_TEST(luck_of_an_unchanged_school)
{
    uf_estimate row = change_row(24, 200, 30, 200);
    ck_oracle("U-LUCK-200.by_luck", judge(fall_by_a_fifth, &row).by_luck);
    row = change_row(18, 150, 18, 150);
    ck_oracle("U-LUCK-150.by_luck", judge(fall_by_a_fifth, &row).by_luck);
    ck_oracle("U-LUCK-200.if_true",
              uf_chance_of_change(UF_AT_MOST, (uf_decimal){ -2, 1 }, 200, .15, 200, .12));
}
END_TEST

START_TEST(luck_is_blank_where_it_cannot_be_computed)
{
    uf_estimate row = change_row(24, 200, 30, 200);
    row.clusters = 230;
    uf_judgement judgement = judge(fall_by_a_fifth, &row);
    ck_assert(isnan(judgement.by_luck));
    ck_assert_str_ne(judgement.by_luck_reason, "");
    row.clusters = NAN;
    row.events = NAN;
    judgement = judge(fall_by_a_fifth, &row);
    ck_assert(isnan(judgement.by_luck));
    ck_assert_str_ne(judgement.by_luck_reason, "");
    row = change_row(240000, 2000000, 300000, 2000000);
    judgement = judge(fall_by_a_fifth, &row);
    ck_assert(isnan(judgement.by_luck));
    ck_assert_str_ne(judgement.by_luck_reason, "");
    /* Luck does not apply to a share, so there is nothing to explain. */
    row = share_row(11, 50);
    judgement = judge(share_at_least(22), &row);
    ck_assert(isnan(judgement.by_luck));
    ck_assert_str_eq(judgement.by_luck_reason, "");
}
END_TEST

/* The four relations divide the outcomes: below, at and above the target, and none before. */
START_TEST(chances_of_the_relations_add_up)
{
    uf_decimal fifth = { -2, 1 };
    const struct {
        uint64_t n_before, n;
        double before, after;
    } cases[] = { { 40, 60, .2, .1 }, { 200, 200, .15, .15 }, { 1, 1, .5, .5 },
                  { 30, 7, 1, .3 },   { 25, 25, .01, 1 },     { 2000, 3000, .001, .001 } };
    for (int i = 0; i < 6; i++) {
        double chance[4];
        for (int r = 0; r < 4; r++)
            chance[r] = uf_chance_of_change((uf_relation)r, fifth, cases[i].n_before,
                                            cases[i].before, cases[i].n, cases[i].after);
        double defined = uf_binomial_at_least(1, cases[i].n_before, cases[i].before);
        ck_assert(fabs(chance[UF_AT_LEAST] + chance[UF_LESS_THAN] - defined) < 1e-12);
        ck_assert(fabs(chance[UF_AT_MOST] + chance[UF_MORE_THAN] - defined) < 1e-12);
        ck_assert(chance[UF_AT_MOST] >= chance[UF_LESS_THAN] - 1e-15);
    }
    /* 1 of 1 before, 0 or 1 after: a fall, or none. */
    ck_assert(fabs(uf_chance_of_change(UF_AT_MOST, fifth, 1, .5, 1, .5) - .25) < 1e-15);
    ck_assert(uf_chance_of_change(UF_AT_MOST, fifth, 30, 0, 30, 0) == 0);
    ck_assert(uf_chance_of_change(UF_AT_LEAST, (uf_decimal){ 0, 0 }, 30, 1, 30, 1) == 1);
}
END_TEST

START_TEST(chances_of_nonsense_are_nan)
{
    uf_decimal fifth = { -2, 1 };
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, 0, .5, 10, .5)));
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, 10, .5, 0, .5)));
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, 10, 1.5, 10, .5)));
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, 10, .5, 10, -.5)));
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, 10, NAN, 10, .5)));
    ck_assert(isnan(uf_chance_of_change(UF_AT_MOST, fifth, UF_CHANCE_MAX_UNITS + 1, .5, 10, .5)));
}
END_TEST

/* --- How often the verdicts err --- */

/* Every count of 50 when the truth is exactly 22 %: met in 56 times of 100, though nothing more
 * than the target is true; established in 3.5, near the 2.5 that a 95 % interval leaves on a side;
 * refuted in 2.3. */
START_TEST(how_often_each_answer_falls_at_the_target)
{
    double met = 0;
    double established = 0;
    double refuted = 0;
    for (uint64_t x = 0; x <= 50; x++) {
        uf_estimate row = share_row(x, 50);
        uf_judgement judgement = judge(share_at_least(22), &row);
        double chance = uf_binomial_probability(x, 50, .22);
        met += judgement.verdict == UF_MET ? chance : 0;
        established += judgement.evidence == UF_ESTABLISHED ? chance : 0;
        refuted += judgement.evidence == UF_REFUTED ? chance : 0;
        /* Who is established is met, and who is refuted is not. */
        ck_assert(judgement.evidence != UF_ESTABLISHED || judgement.verdict == UF_MET);
        ck_assert(judgement.evidence != UF_REFUTED || judgement.verdict == UF_NOT_MET);
    }
    ck_oracle("U-TYPE1.met", met);
    ck_oracle("U-TYPE1.established", established);
    ck_oracle("U-TYPE1.refuted", refuted);
    ck_assert(established < .05);
}
END_TEST

/* --- The contract --- */

static void refused(uf_requirement requirement, const char *reason)
{
    uf_estimate row = share_row(11, 50);
    uf_judgement judgement = { .verdict = UF_VERDICT_UNDECIDED };
    uf_error error = { .reason = "" };
    ck_assert_int_eq(uf_target_judge(&judgement, &requirement, &row, &error), UF_EINVAL);
    ck_assert_str_eq(error.reason, reason);
}

START_TEST(impossible_requirements_are_refused)
{
    refused(require(UF_QUANTITY_SHARE, UF_AT_LEAST, 22, 0), "a share is between 0 and 100 %");
    refused(require(UF_QUANTITY_SHARE, UF_AT_LEAST, -1, 2), "a share is between 0 and 100 %");
    refused(require(UF_QUANTITY_RATE, UF_AT_LEAST, 90, 0), "a share is between 0 and 100 %");
    refused(require(UF_QUANTITY_RELATIVE_CHANGE, UF_AT_MOST, -20, 0),
            "nothing falls by more than 100 %");
    refused(require(UF_QUANTITY_SHARE_DIFFERENCE, UF_AT_MOST, -3, 0),
            "shares differ by 100 points at most");
    refused(require(UF_QUANTITY_SHARE_DIFFERENCE, UF_AT_MOST, 3, 0),
            "shares differ by 100 points at most");
    refused(require(UF_QUANTITY_SHARE_RATIO, UF_AT_MOST, -1, 0), "a ratio is not negative");
    refused(require(UF_QUANTITY_RATIO, UF_AT_MOST, -1, 0), "a ratio is not negative");
    refused(require(UF_QUANTITY_N, UF_AT_LEAST, -1, 0), "a count is not negative");
    refused(require(UF_QUANTITY_EVENTS, UF_AT_LEAST, -1, 0), "a count is not negative");
    refused(require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, 19), "the value has too many decimals");
    refused(require(UF_QUANTITY_NUMBER, UF_AT_LEAST, 1, -1), "the value has too many decimals");
}
END_TEST

START_TEST(terms_and_names)
{
    ck_assert_int_eq(uf_quantity_of_term("share"), UF_QUANTITY_SHARE);
    ck_assert_int_eq(uf_quantity_of_term("relative_change"), UF_QUANTITY_RELATIVE_CHANGE);
    ck_assert_int_eq(uf_quantity_of_term("risk_difference"), UF_QUANTITY_SHARE_DIFFERENCE);
    ck_assert_int_eq(uf_quantity_of_term("risk_ratio"), UF_QUANTITY_SHARE_RATIO);
    ck_assert_int_eq(uf_quantity_of_term("odds_ratio"), UF_QUANTITY_RATIO);
    ck_assert_int_eq(uf_quantity_of_term("rate"), UF_QUANTITY_RATE);
    ck_assert_int_eq(uf_quantity_of_term("coverage"), UF_QUANTITY_RATE);
    ck_assert_int_eq(uf_quantity_of_term("hedges_g"), UF_QUANTITY_NUMBER);
    ck_assert_str_eq(uf_verdict_name(UF_MET), "met");
    ck_assert_str_eq(uf_verdict_name(UF_NOT_MET), "not met");
    ck_assert_str_eq(uf_verdict_name(UF_VERDICT_UNDECIDED), "undecided");
    ck_assert_str_eq(uf_evidence_name(UF_ESTABLISHED), "established");
    ck_assert_str_eq(uf_evidence_name(UF_REFUTED), "refuted");
    ck_assert_str_eq(uf_evidence_name(UF_EVIDENCE_UNDECIDED), "undecided");
    ck_assert_str_eq(uf_relation_name(UF_AT_LEAST), ">=");
    ck_assert_str_eq(uf_relation_name(UF_AT_MOST), "<=");
    ck_assert_str_eq(uf_relation_name(UF_MORE_THAN), ">");
    ck_assert_str_eq(uf_relation_name(UF_LESS_THAN), "<");
}
END_TEST

Suite *test_target_suite(void);

Suite *test_target_suite(void)
{
    Suite *suite = suite_create("target");
    TCase *verdict = tcase_create("verdict");
    tcase_add_test(verdict, twenty_two_percent_of_fifty_is_eleven);
    tcase_add_test(verdict, relations_differ_at_the_limit);
    tcase_add_test(verdict, a_rate_is_a_share_of_time);
    tcase_add_test(verdict, a_fall_by_a_fifth_is_met_at_the_letter);
    tcase_add_test(verdict, points_and_ratios_are_exact_too);
    tcase_add_test(verdict, counts_that_are_not_behind_the_estimate_are_not_used);
    tcase_add_test(verdict, a_blank_estimate_is_undecided);
    tcase_add_test(verdict, counts_are_facts);
    suite_add_tcase(suite, verdict);
    TCase *evidence = tcase_create("evidence");
    tcase_add_test(evidence, establishing_takes_more_than_meeting);
    tcase_add_test(evidence, an_interval_that_ends_at_the_target);
    tcase_add_test(evidence, open_ended_and_missing_intervals);
    tcase_add_test(evidence, ignored_clustering_holds_the_evidence_back);
    tcase_add_test(evidence, evidence_of_another_level_is_none);
    tcase_add_test(evidence, missing_data_may_turn_the_verdict);
    suite_add_tcase(suite, evidence);
    TCase *probability = tcase_create("probability");
    tcase_add_test(probability, probability_of_a_share_is_jeffreys);
    tcase_add_test(probability, probability_of_a_clustered_share_counts_its_design_effect);
    tcase_add_test(probability, probability_of_a_number_is_t_or_normal);
    tcase_add_test(probability, probability_of_a_ratio_is_on_the_log_scale);
    tcase_add_test(probability, probability_needs_something_to_stand_on);
    suite_add_tcase(suite, probability);
    TCase *luck = tcase_create("luck");
    tcase_add_test(luck, luck_of_an_unchanged_school);
    tcase_add_test(luck, luck_is_blank_where_it_cannot_be_computed);
    tcase_add_test(luck, chances_of_the_relations_add_up);
    tcase_add_test(luck, chances_of_nonsense_are_nan);
    tcase_add_test(luck, how_often_each_answer_falls_at_the_target);
    suite_add_tcase(suite, luck);
    TCase *contract = tcase_create("contract");
    tcase_add_test(contract, impossible_requirements_are_refused);
    tcase_add_test(contract, terms_and_names);
    suite_add_tcase(suite, contract);
    return suite;
}
