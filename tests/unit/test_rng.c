/* test_rng.c: Philox against Random123's known answers, and that streams are streams. */
#include <utfall/rng.h>

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* Random123 1.14.0, examples/kat_vectors, the three lines "philox4x32 10": counter (4 words), key
 * (2 words), result (4 words). The counter is (block, stream), low words first. */
START_TEST(known_answers)
{
    static const struct {
        uint64_t block, stream, seed;
        uint32_t words[4];
    } answers[] = {
        { 0, 0, 0, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
        { UINT64_MAX, UINT64_MAX, UINT64_MAX, { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
        { 0x85a308d3243f6a88,
          0x0370734413198a2e,
          0x299f31d0a4093822,
          { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
    };
    uint32_t words[4];
    uf_rng_block(words, answers[_i].seed, answers[_i].stream, answers[_i].block);
    ck_assert_mem_eq(words, answers[_i].words, sizeof words);
}
END_TEST

START_TEST(words_come_block_by_block)
{
    uf_rng rng;
    uf_rng_init(&rng, 0, 0);
    const uint32_t first[] = { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 };
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(uf_rng_word(&rng), first[i]);
    uint32_t second[4];
    uf_rng_block(second, 0, 0, 1);
    uf_rng copy = rng;
    ck_assert_uint_eq(uf_rng_word(&rng), second[0]);
    ck_assert_uint_eq(uf_rng_word(&copy), second[0]); /* a copy runs on by itself */
}
END_TEST

/* Seeds that differ in one of 64 bits, and neighbouring streams, share no word of the first 64. */
START_TEST(every_seed_bit_and_stream_counts)
{
    uf_rng base, other;
    uf_rng_init(&base, 0, 0);
    if (_i < 64)
        uf_rng_init(&other, UINT64_C(1) << _i, 0);
    else
        uf_rng_init(&other, 0, UINT64_C(1) << (_i - 64));
    int same = 0;
    for (int i = 0; i < 64; i++)
        same += uf_rng_word(&base) == uf_rng_word(&other);
    ck_assert_int_eq(same, 0);
}
END_TEST

/* The correlation of two independent uniform streams of n = 100,000 has standard deviation
 * 1/sqrt(n) = 0.0032; 4.5 of them is one failure in 150,000. The mean of a stream has 0.00091. */
START_TEST(streams_are_uncorrelated)
{
    const int n = 100000;
    uf_rng a, b;
    uf_rng_init(&a, 20161, (uint64_t)_i);
    uf_rng_init(&b, 20161, (uint64_t)_i + 1);
    double product = 0, mean = 0;
    for (int i = 0; i < n; i++) {
        double x = uf_rng_uniform(&a), y = uf_rng_uniform(&b);
        product += (x - 0.5) * (y - 0.5) * 12 / n;
        mean += x / n;
    }
    ck_assert_double_lt(fabs(product), 4.5 / sqrt(n));
    ck_assert_double_lt(fabs(mean - 0.5), 4.5 * sqrt(1.0 / 12 / n));
}
END_TEST

START_TEST(uniform_is_from_two_words)
{
    uf_rng rng;
    uf_rng_init(&rng, 0, 0);
    /* (0x6627e8d5 >> 5) 2^26 + (0xe169c58d >> 6), over 2^53, by hand */
    uint64_t expected = ((uint64_t)0x3313f46 << 26) + 0x385a716;
    ck_assert_double_eq(uf_rng_uniform(&rng), (double)expected / 0x1p53);
}
END_TEST

START_TEST(below_is_in_range_and_even)
{
    uf_rng rng;
    uf_rng_init(&rng, 7, 0);
    int counts[6] = { 0 };
    const int n = 60000;
    for (int i = 0; i < n; i++) {
        uint32_t x = uf_rng_below(&rng, 6);
        ck_assert_uint_lt(x, 6);
        counts[x]++;
    }
    double chi_square = 0;
    for (int i = 0; i < 6; i++)
        chi_square += (counts[i] - 1e4) * (counts[i] - 1e4) / 1e4;
    ck_assert_double_lt(chi_square, 25.7); /* R 4.2.2: qchisq(1 - 1e-4, 5) = 25.74 */
    ck_assert_uint_eq(uf_rng_below(&rng, 1), 0);
}
END_TEST

/* 2^32 words for 3 * 2^30 values: taken without rejection, every third value would come twice as
 * often and multiples of 3 half of the time. Standard deviation sqrt(2/9/n) = 0.0019. */
START_TEST(below_is_even_for_large_limits)
{
    uf_rng rng;
    uf_rng_init(&rng, 7, 1);
    const int n = 60000;
    int multiples = 0;
    for (int i = 0; i < n; i++)
        multiples += uf_rng_below(&rng, UINT32_C(3) << 30) % 3 == 0;
    ck_assert_double_eq_tol((double)multiples / n, 1.0 / 3, 4.5 * sqrt(2.0 / 9 / n));
}
END_TEST

START_TEST(gsl_draws_from_the_same_stream)
{
    uf_rng own, shared;
    uf_rng_init(&own, 5, 9);
    uf_rng_init(&shared, 5, 9);
    gsl_rng generator = uf_rng_gsl(&shared);
    ck_assert_uint_eq((uint32_t)gsl_rng_get(&generator), uf_rng_word(&own));
    ck_assert_double_eq(gsl_rng_uniform(&generator), uf_rng_uniform(&own));
    ck_assert_str_eq(gsl_rng_name(&generator), "philox4x32-10");
    ck_assert(isfinite(gsl_ran_gaussian(&generator, 1)));
    gsl_rng_set(&generator, 0); /* stream 0 of seed 0 */
    ck_assert_uint_eq((uint32_t)gsl_rng_get(&generator), 0x6627e8d5);
}
END_TEST

Suite *test_rng_suite(void);

Suite *test_rng_suite(void)
{
    Suite *suite = suite_create("rng");
    TCase *tests = tcase_create("philox");
    tcase_add_loop_test(tests, known_answers, 0, 3);
    tcase_add_test(tests, words_come_block_by_block);
    tcase_add_loop_test(tests, every_seed_bit_and_stream_counts, 0, 128);
    tcase_add_loop_test(tests, streams_are_uncorrelated, 0, 8);
    tcase_add_test(tests, uniform_is_from_two_words);
    tcase_add_test(tests, below_is_in_range_and_even);
    tcase_add_test(tests, below_is_even_for_large_limits);
    tcase_add_test(tests, gsl_draws_from_the_same_stream);
    suite_add_tcase(suite, tests);
    return suite;
}
