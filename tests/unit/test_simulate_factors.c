/* test_simulate_factors.c: simulated ratings have the properties that the settings state.
 * Tolerances are four standard errors of a share of the stated number of draws, unless something
 * else is said. */
#include <utfall/simulate_factors.h>

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utfall/rating_noise.h>
#include <utfall/start.h>

enum { MANY = 10000 };

/* Nothing happens, and everything is known: to switch on what a test is about. */
static uf_factor_simulation_settings quiet(void)
{
    uf_factor_simulation_settings s;
    uf_factor_simulation_settings_init(&s);
    s.cases = MANY;
    s.siblings = 0;
    s.waves = 2;
    s.correlation = 0;
    s.changed = 0;
    s.unknown = s.hidden = s.lost = s.rater_change = 0;
    s.offered = s.started = s.completed = 1;
    return s;
}

static uf_factor_simulation *start(const uf_factor_simulation_settings *s)
{
    uf_factor_simulation *simulation;
    uf_error error;
    ck_assert_msg(uf_factor_simulation_new(&simulation, s, &error) == UF_OK, "%s", error.reason);
    return simulation;
}

static double four_errors(double share, double n)
{
    return 4 * sqrt(share * (1 - share) / n);
}

static void near_share(double count, double n, double share)
{
    ck_assert_double_eq_tol(count / n, share, four_errors(share, n));
}

/* Two raters of the same agree as asked, on every factor, and as many cases seem to improve as the
 * convolution says (rating_noise.h, which R certifies). */
START_TEST(agreement_and_noise)
{
    const uf_factor_simulation_settings s = quiet();
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n, exact[19] = { 0 }, within[19] = { 0 }, improved = 0;
    double marginals[19][5] = { { 0 } };
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        int change[UF_SIDES] = { 0 };
        ck_assert_uint_eq(n, 38);
        for (size_t i = 0; i < 19; i++) {
            const int step = r[19 + i].rating.value - r[i].rating.value;
            ck_assert_uint_eq(r[19 + i].factor, i);
            exact[i] += step == 0;
            within[i] += abs(step) <= 1;
            change[i < 12 ? UF_RISK : UF_PROTECTIVE] += step;
            marginals[i][r[i].rating.value]++;
        }
        improved += change[UF_RISK] < 0 && change[UF_PROTECTIVE] > 0;
        ck_assert(!one->improved && one->before[UF_RISK] == one->after[UF_RISK]);
    }
    uf_factor factors[19];
    const double *counts[19];
    for (size_t i = 0; i < 19; i++) {
        near_share((double)exact[i], MANY, 0.56);
        near_share((double)within[i], MANY, 0.90);
        factors[i] = (uf_factor){ i < 12 ? UF_RISK : UF_PROTECTIVE, 0, 4, { 1, 0 } };
        counts[i] = marginals[i];
    }
    uf_rating_noise *noise;
    uf_noise_shares shares;
    const uf_change_rules rules = { .rule = UF_CHANGE_SUM, .min_change = { { 1, 0 }, { 1, 0 } } };
    ck_assert_int_eq(uf_rating_noise_new(&noise, factors, counts, 19, &s.agreement, NULL), UF_OK);
    ck_assert_int_eq(uf_rating_noise_expected(&shares, noise, NULL, &rules, 0, NULL), UF_OK);
    near_share((double)improved, MANY, shares.improved);
    uf_rating_noise_free(noise);
    uf_factor_simulation_free(simulation);
}
END_TEST

/* Levels are binomial: mean (levels - 1) q, q from severity - 0.1 to severity + 0.1 over the risks,
 * and from 0.9 - severity to 1.1 - severity over the protective factors. */
START_TEST(levels_at_first)
{
    uf_factor_simulation_settings s = quiet();
    s.severity = 0.6;
    s.agreement = (uf_agreement){ 1, 1 };
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n;
    double sums[19] = { 0 };
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        int side[UF_SIDES] = { 0 };
        for (size_t i = 0; i < 19; i++) {
            sums[i] += r[i].rating.value;
            side[i < 12 ? UF_RISK : UF_PROTECTIVE] += r[i].rating.value;
            ck_assert_int_eq(r[i].rating.value, r[19 + i].rating.value);
        }
        ck_assert_int_eq(side[UF_RISK], one->before[UF_RISK]);
        ck_assert_int_eq(side[UF_PROTECTIVE], one->before[UF_PROTECTIVE]);
    }
    const struct {
        size_t factor;
        double q;
    } known[] = { { 0, 0.5 }, { 11, 0.7 }, { 12, 0.3 }, { 15, 0.4 }, { 18, 0.5 } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const double q = known[i].q;
        ck_assert_double_eq_tol(sums[known[i].factor] / MANY, 4 * q,
                                4 * sqrt(4 * q * (1 - q) / MANY));
    }
    uf_factor_simulation_free(simulation);
}
END_TEST

/* The latent correlation 0.5 of binomial levels gives sums a variance well above independent ones:
 * 12 factors at q 0.55 (0.45 to 0.65) have 4 * sum q (1 - q) = 11.7 without it. Siblings share
 * half. */
START_TEST(correlation_and_siblings)
{
    uf_factor_simulation_settings s = quiet();
    s.correlation = 0.5;
    s.siblings = 1;
    s.agreement = (uf_agreement){ 1, 1 };
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n;
    double sum = 0, square = 0, product = 0, first = 0, sides = 0;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        const double d = one->before[UF_RISK] - 26.4;
        sum += d;
        square += d * d;
        sides += d * (one->before[UF_PROTECTIVE] - 12.6);
        if (one->index % 2 == 0)
            first = d;
        else
            product += first * d;
        ck_assert_uint_eq(one->family, one->index / 2);
    }
    const double variance = square / MANY - (sum / MANY) * (sum / MANY);
    ck_assert_double_eq_tol(sum / MANY, 0, 4 * sqrt(variance / MANY));
    ck_assert(variance > 4 * 11.7);
    const double alike = 2 * product / MANY / variance;
    ck_assert(alike > 0.35 && alike < 0.5);
    ck_assert(sides < 0);
    uf_factor_simulation_free(simulation);
}
END_TEST

/* Rated without error, what changes is what was asked for: 40 % of the families, each factor by 0.5
 * steps where the scale has room. */
START_TEST(real_change)
{
    uf_factor_simulation_settings s = quiet();
    s.changed = 0.4;
    s.waves = 5;
    s.agreement = (uf_agreement){ 1, 1 };
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n, changed = 0, improved = 0;
    double steps = 0, room = 0, middle = 0;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        changed += one->changed;
        improved += one->improved;
        for (size_t i = 0; i < 19; i++) {
            const int good = i < 12 ? -1 : 1;
            const int before = r[i].rating.value, after = r[(size_t)4 * 19 + i].rating.value;
            for (size_t wave = 1; wave < 5; wave++)
                ck_assert(
                    good * (r[wave * 19 + i].rating.value - r[(wave - 1) * 19 + i].rating.value) >=
                    0);
            ck_assert(one->changed || before == after);
            if (!one->changed || before == (good < 0 ? 0 : 4))
                continue;
            room++;
            steps += good * (after - before);
            middle += good * (r[(size_t)2 * 19 + i].rating.value - before);
        }
    }
    near_share((double)changed, MANY, 0.4);
    near_share(steps, room, 0.5);
    near_share(middle, room, 0.25); /* half of the time, half of the steps */
    ck_assert(improved <= changed && (double)improved > 0.98 * (double)changed);
    uf_factor_simulation_free(simulation);
}
END_TEST

START_TEST(change_for_the_worse_and_the_ends_of_the_scale)
{
    uf_factor_simulation_settings s = quiet();
    s.cases = 200;
    s.changed = 1;
    s.size = -10;
    s.agreement = (uf_agreement){ 1, 1 };
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        ck_assert_int_eq(one->after[UF_RISK], 48);
        ck_assert_int_eq(one->after[UF_PROTECTIVE], 0);
        ck_assert(!one->improved);
    }
    uf_factor_simulation_free(simulation);
}
END_TEST

/* Each of risks unknown, discovered at the second or third of three waves, and never. */
START_TEST(what_is_not_known)
{
    uf_factor_simulation_settings s = quiet();
    s.waves = 3;
    s.unknown = 0.25;
    s.never = 0.2;
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n, first = 0, second = 0, last = 0, unknown = 0, discovered = 0;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        for (size_t i = 0; i < 19; i++) {
            const bool known[] = { r[i].rating.state == UF_RATING_KNOWN,
                                   r[19 + i].rating.state == UF_RATING_KNOWN,
                                   r[38 + i].rating.state == UF_RATING_KNOWN };
            ck_assert(i < 12 || (known[0] && known[1] && known[2]));
            first += !known[0];
            second += !known[1];
            last += !known[2];
        }
        unknown += one->unknown;
        discovered += one->discovered;
        ck_assert_uint_eq(one->hidden, 0);
    }
    near_share((double)first, 12.0 * MANY, 0.25);
    near_share((double)second, 12.0 * MANY, 0.25 * (0.2 + 0.8 / 2));
    near_share((double)last, 12.0 * MANY, 0.25 * 0.2);
    ck_assert_uint_eq(unknown, first);
    ck_assert_uint_eq(discovered, first - last);
    uf_factor_simulation_free(simulation);
    s = quiet();
    s.hidden = 0.05;
    simulation = start(&s);
    size_t hidden = 0;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        hidden += one->hidden;
        for (size_t i = 0; i < 19; i++)
            ck_assert_int_eq(r[i].rating.state, UF_RATING_KNOWN);
    }
    near_share((double)hidden, 19.0 * MANY, 0.05);
    uf_factor_simulation_free(simulation);
}
END_TEST

/* 30 % lost with an odds ratio of 4, at the second to the fourth of four waves; raters; stages. */
START_TEST(lost_raters_and_stages)
{
    uf_factor_simulation_settings s = quiet();
    s.waves = 4;
    s.changed = 0.5;
    s.lost = 0.3;
    s.lost_odds = 4;
    s.rater_change = 0.25;
    s.offered = 0.8;
    s.started = 0.5;
    uf_factor_simulation *simulation = start(&s);
    const uf_simulated_case *one;
    const uf_simulated_rating *r;
    size_t n, lost[2] = { 0 }, all[2] = { 0 }, waves[5] = { 0 }, moved = 0, offered = 0,
              started = 0, completed = 0;
    while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
        ck_assert_uint_eq(n, (size_t)19 * one->waves);
        all[one->changed]++;
        lost[one->changed] += one->waves < 4;
        waves[one->waves]++;
        moved += one->waves == 4 && r[0].rater != r[57].rater;
        ck_assert(r[0].rater < 4 && r[0].day > one->identified);
        for (size_t i = 19; i < n; i++)
            ck_assert(r[i].day >= r[i - 1].day &&
                      (r[i].wave == r[i - 1].wave || r[i].day > r[i - 1].day));
        ck_assert(one->identified >= s.from && one->identified <= s.to);
        offered += one->offered != UF_NO_DAY;
        started += one->started != UF_NO_DAY;
        completed += one->completed != UF_NO_DAY;
        ck_assert(one->started == UF_NO_DAY || one->started > one->offered);
        ck_assert(one->completed == UF_NO_DAY || one->waves == 4);
    }
    const double p0 = (double)lost[0] / (double)all[0], p1 = (double)lost[1] / (double)all[1];
    near_share((double)(lost[0] + lost[1]), MANY, 0.3);
    ck_assert_double_eq_tol(log(p0 / (1 - p0)) - log(p1 / (1 - p1)), log(4), 0.2);
    for (size_t wave = 1; wave < 4; wave++)
        near_share((double)waves[wave], MANY, 0.1);
    near_share((double)moved, (double)waves[4], 0.25);
    near_share((double)offered, MANY, 0.8);
    near_share((double)started, (double)offered, 0.5);
    near_share((double)completed, (double)started, 0.7);
    uf_factor_simulation_free(simulation);
}
END_TEST

/* One impression of the whole: seeming improvement becomes more common. */
START_TEST(shared_error)
{
    double improved[2] = { 0 };
    for (int with = 0; with < 2; with++) {
        uf_factor_simulation_settings s = quiet();
        s.shared = with ? 0.3 : 0;
        uf_factor_simulation *simulation = start(&s);
        const uf_simulated_case *one;
        const uf_simulated_rating *r;
        size_t n, exact = 0;
        while (uf_factor_simulation_next(simulation, &one, &r, &n)) {
            int change[UF_SIDES] = { 0 };
            for (size_t i = 0; i < 19; i++) {
                change[i < 12 ? UF_RISK : UF_PROTECTIVE] +=
                    r[19 + i].rating.value - r[i].rating.value;
                exact += r[19 + i].rating.value == r[i].rating.value;
            }
            improved[with] += change[UF_RISK] < 0 && change[UF_PROTECTIVE] > 0;
        }
        /* The agreement stays what it was: ratings of a case hang together, so the tolerance is
         * that of cases. */
        ck_assert_double_eq_tol((double)exact / (19.0 * MANY), 0.56, four_errors(0.56, MANY));
        uf_factor_simulation_free(simulation);
    }
    ck_assert(improved[1] > 1.4 * improved[0]);
}
END_TEST

/* Settings that have nothing to do with each other do not disturb each other; another seed does. */
START_TEST(streams)
{
    uf_factor_simulation_settings a = quiet(), b = quiet(), other = quiet();
    a.cases = b.cases = other.cases = 300;
    a.changed = b.changed = other.changed = 0.3;
    b.agreement = (uf_agreement){ 0.78, 0.98 };
    b.unknown = 0.3;
    b.lost = 0.4;
    other.seed = 7;
    uf_factor_simulation *first = start(&a), *second = start(&b), *third = start(&other);
    const uf_simulated_case *x, *y, *z;
    const uf_simulated_rating *r;
    size_t n, differ = 0;
    while (uf_factor_simulation_next(first, &x, &r, &n)) {
        ck_assert(uf_factor_simulation_next(second, &y, &r, &n));
        ck_assert(uf_factor_simulation_next(third, &z, &r, &n));
        ck_assert(x->changed == y->changed && x->identified == y->identified);
        ck_assert_int_eq(x->before[UF_RISK], y->before[UF_RISK]);
        ck_assert_int_eq(x->after[UF_PROTECTIVE], y->after[UF_PROTECTIVE]);
        differ += x->identified != z->identified;
    }
    ck_assert(!uf_factor_simulation_next(second, &y, &r, &n));
    ck_assert_uint_ge(differ, 290);
    uf_factor_simulation_free(first);
    uf_factor_simulation_free(second);
    uf_factor_simulation_free(third);
}
END_TEST

START_TEST(refused)
{
    uf_factor_simulation_settings bad[11];
    const size_t count = sizeof bad / sizeof bad[0];
    for (size_t i = 0; i < count; i++)
        bad[i] = quiet();
    bad[0].cases = 0;
    bad[1].waves = 1;
    bad[2].months = 0;
    bad[3].risks = 51;
    bad[4].levels = 12;
    bad[5].severity = 0.1;
    bad[6].changed = NAN;
    bad[7].lost = 1;
    bad[8].raters = 0;
    bad[9].to = bad[9].from - 1;
    bad[10].agreement = (uf_agreement){ 0.9, 0.5 };
    for (size_t i = 0; i < count; i++) {
        uf_factor_simulation *simulation;
        ck_assert_msg(uf_factor_simulation_new(&simulation, &bad[i], NULL) == UF_EINVAL, "%zu", i);
        ck_assert_ptr_null(simulation);
    }
    uf_factor_simulation *simulation;
    uf_factor_simulation_settings s = quiet();
    s.agreement = (uf_agreement){ 0.1, 0.5 }; /* less than chance */
    ck_assert_int_eq(uf_factor_simulation_new(&simulation, &s, NULL), UF_EDATA);
    s = quiet();
    s.levels = 2; /* all ratings are within one step */
    ck_assert_int_eq(uf_factor_simulation_new(&simulation, &s, NULL), UF_EDATA);
    uf_factor_simulation_free(NULL);
}
END_TEST

Suite *test_simulate_factors_suite(void);

Suite *test_simulate_factors_suite(void)
{
    Suite *suite = suite_create("simulate_factors");
    TCase *tests = tcase_create("simulate_factors");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, uf_start, NULL);
    tcase_add_test(tests, agreement_and_noise);
    tcase_add_test(tests, levels_at_first);
    tcase_add_test(tests, correlation_and_siblings);
    tcase_add_test(tests, real_change);
    tcase_add_test(tests, change_for_the_worse_and_the_ends_of_the_scale);
    tcase_add_test(tests, what_is_not_known);
    tcase_add_test(tests, lost_raters_and_stages);
    tcase_add_test(tests, shared_error);
    tcase_add_test(tests, streams);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
