/* test_cluster_bootstrap.c: resampling clusters within arms, against the ideal bootstrap and
 * against bootstrap.h, whose intervals are held against R's boot. */
#include <utfall/cluster_bootstrap.h>

#include <check.h>
#include <math.h>
#include <string.h>
#include <utfall/bootstrap.h>

/* Six clusters of the intervention and five others, mixed. */
static const double y[] = { 3.2, 0.1, 7.5, 7.4, 12, 2.2, 15, 4.1, 5, 6.3, 1.7 };
static const unsigned char arms[] = { 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1 };
static const double treated[] = { 3.2, 7.5, 7.4, 15, 5, 1.7 },
                    control[] = { 0.1, 12, 2.2, 4.1, 6.3 };
static const double sizes[] = { 20, 35, 50, 22, 41, 38, 60, 25, 33, 44, 28 };

enum { CLUSTERS = 11, DRAWS = 3999 };

static uf_effect made(const double *weight, uf_bootstrap_interval interval)
{
    const uf_cluster_bootstrap_plan plan = { DRAWS, 7, interval, 0.9 };
    uf_effect effect;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, arms, weight, CLUSTERS, &plan, NULL), UF_OK);
    return effect;
}

static double mean(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

static double squares(const double *values, size_t n)
{
    double centre = mean(values, n), sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (values[i] - centre) * (values[i] - centre);
    return sum;
}

/* By hand: the variance of the mean of k draws from k values is SS/k^2; the draws' standard
 * deviation comes within 6 of its standard errors. */
START_TEST(ideal_variance)
{
    uf_effect effect = made(NULL, UF_BOOTSTRAP_PERCENTILE);
    ck_assert_double_eq_tol(effect.estimate, mean(treated, 6) - mean(control, 5), 1e-13);
    double ideal = sqrt(squares(treated, 6) / 36 + squares(control, 5) / 25);
    ck_assert_double_eq_tol(effect.std_error / ideal, 1, 6 / sqrt(2.0 * DRAWS));
    ck_assert(effect.conf_low < effect.estimate && effect.estimate < effect.conf_high);
    ck_assert_str_eq(effect.method, "cluster-bootstrap-percentile");
    ck_assert_str_ne(effect.note, ""); /* five clusters in an arm */
}
END_TEST

static double difference(const size_t *unit, size_t n, const void *data)
{
    const double *weight = data;
    static const size_t place[] = { 0, 2, 3, 6, 8, 10, 1, 4, 5, 7, 9 };
    double sum[2] = { 0, 0 }, all[2] = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        size_t g = place[unit[i]];
        double w = weight != NULL ? weight[g] : 1;
        sum[arms[g]] += w * y[g];
        all[arms[g]] += w;
    }
    return sum[1] / all[1] - sum[0] / all[0];
}

/* The arms are strata, the intervention first; weights go with their clusters. */
START_TEST(as_strata)
{
    static const size_t strata[] = { 6, 5 };
    const double *const weights[] = { NULL, sizes };
    const uf_bootstrap_plan plan = { strata, 2, 7 };
    static double draws[DRAWS];
    for (int i = 0; i < 2; i++) {
        double estimate, left_out[CLUSTERS];
        uf_effect expected, effect = made(weights[i], UF_BOOTSTRAP_BCA);
        uf_bootstrap_observe(&estimate, left_out, &plan, difference, weights[i], NULL);
        uf_bootstrap_draw(draws, 0, DRAWS, &plan, difference, weights[i], NULL);
        uf_bootstrap_bca(&expected, estimate, draws, DRAWS, left_out, &plan, 0.9, NULL);
        ck_assert_double_eq_tol(effect.estimate, expected.estimate, 1e-12);
        ck_assert_double_eq_tol(effect.std_error, expected.std_error, 1e-12);
        ck_assert_double_eq_tol(effect.conf_low, expected.conf_low, 1e-9);
        ck_assert_double_eq_tol(effect.conf_high, expected.conf_high, 1e-9);
        ck_assert_str_eq(effect.method, "cluster-bootstrap-bca");
    }
}
END_TEST

START_TEST(repeats)
{
    uf_effect first = made(sizes, UF_BOOTSTRAP_BCA), again = made(sizes, UF_BOOTSTRAP_BCA);
    ck_assert_double_eq(first.conf_low, again.conf_low);
    ck_assert_double_eq(first.conf_high, again.conf_high);
}
END_TEST

START_TEST(few_clusters)
{
    const unsigned char four[] = { 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0 }, none[11] = { 0 };
    const uf_cluster_bootstrap_plan plan = { 99, 1, UF_BOOTSTRAP_PERCENTILE, 0.9 };
    uf_effect effect;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, four, NULL, CLUSTERS, &plan, NULL), UF_OK);
    ck_assert_double_eq_tol(effect.estimate, mean(y, 4) - mean(y + 4, 7), 1e-13);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, none, NULL, CLUSTERS, &plan, NULL), UF_OK);
    ck_assert_double_nan(effect.estimate);
    ck_assert_str_ne(effect.note, "");
    double same[CLUSTERS];
    for (int g = 0; g < CLUSTERS; g++)
        same[g] = 0.3;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, same, arms, NULL, CLUSTERS, &plan, NULL), UF_OK);
    ck_assert_double_eq(effect.estimate, 0);
    ck_assert_double_nan(effect.conf_low);
    ck_assert_str_ne(effect.note, "");
}
END_TEST

START_TEST(refused)
{
    uf_cluster_bootstrap_plan plan = { 99, 1, UF_BOOTSTRAP_PERCENTILE, 1 };
    uf_effect effect;
    uf_error error;
    double bad[CLUSTERS];
    unsigned char odd[CLUSTERS];
    memcpy(bad, y, sizeof bad);
    memcpy(odd, arms, sizeof odd);
    bad[3] = 0;
    odd[4] = 2;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, arms, NULL, CLUSTERS, &plan, NULL),
                     UF_EINVAL);
    plan.level = 0.9;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, arms, bad, CLUSTERS, &plan, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    bad[3] = NAN;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, bad, arms, NULL, CLUSTERS, &plan, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 3);
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, odd, NULL, CLUSTERS, &plan, &error),
                     UF_EINVAL);
    ck_assert_uint_eq(error.index, 4);
    plan.replicates = 0;
    ck_assert_int_eq(uf_cluster_bootstrap(&effect, y, arms, NULL, CLUSTERS, &plan, NULL),
                     UF_EINVAL);
}
END_TEST

Suite *test_cluster_bootstrap_suite(void);

Suite *test_cluster_bootstrap_suite(void)
{
    Suite *suite = suite_create("cluster_bootstrap");
    TCase *tests = tcase_create("resampling clusters");
    tcase_add_test(tests, ideal_variance);
    tcase_add_test(tests, as_strata);
    tcase_add_test(tests, repeats);
    tcase_add_test(tests, few_clusters);
    tcase_add_test(tests, refused);
    suite_add_tcase(suite, tests);
    return suite;
}
