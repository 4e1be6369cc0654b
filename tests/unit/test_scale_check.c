/* test_scale_check.c: every flaw of a key is found, and what is no flaw is not. By hand. */
#include <check.h>
#include <string.h>

#include <utfall/scale_check.h>
#include <utfall/status.h>

Suite *test_scale_check_suite(void);

#define ONE ((int64_t)UF_ANSWER_UNIT)
enum { ROOM = 16 };
#define SOUND ((uf_scale_fault)UF_SCALE_FAULTS) /* no flaw at all */

static uf_scale_item item(size_t answer, int min, int max)
{
    return (uf_scale_item){
        .answer = answer, .min = min * ONE, .max = max * ONE, .weight = UF_WEIGHT_UNIT
    };
}

/* The scales have this one flaw (and no other), or none (SOUND). */
static void expect(const uf_scale *scales, size_t n, uf_scale_fault fault, size_t at, size_t other)
{
    uf_scale_flaw flaws[ROOM];
    const size_t found = uf_scale_check(flaws, ROOM, scales, n);
    ck_assert_uint_eq(uf_scale_check(NULL, 0, scales, n), found);
    if (fault == SOUND) {
        ck_assert_msg(found == 0, "%s", found > 0 ? uf_scale_fault_name(flaws[0].fault) : "");
        return;
    }
    ck_assert_uint_eq(found, 1);
    ck_assert_str_eq(uf_scale_fault_name(flaws[0].fault), uf_scale_fault_name(fault));
    ck_assert_uint_eq(flaws[0].at, at);
    ck_assert_uint_eq(flaws[0].other, other);
}

static const uf_scale_item three[] = {
    { .answer = 0, .min = 0, .max = 4 * ONE, .weight = UF_WEIGHT_UNIT },
    { .answer = 1, .min = 0, .max = 4 * ONE, .weight = UF_WEIGHT_UNIT },
    { .answer = 2, .min = 0, .max = 4 * ONE, .weight = UF_WEIGHT_UNIT },
};

static uf_scale sum_of_three(void)
{
    return (uf_scale){ .items = three, .n = 3, .rule = { .min_items = 3 } };
}

/* ---- Items ---- */

START_TEST(a_sound_scale)
{
    const uf_scale scale = sum_of_three();
    expect(&scale, 1, SOUND, 0, 0);
}
END_TEST

START_TEST(an_item_twice)
{
    const uf_scale_item items[] = { item(0, 0, 4), item(1, 0, 4), item(0, 0, 4) };
    const uf_scale scale = { .items = items, .n = 3, .rule = { .min_items = 3 } };
    expect(&scale, 1, UF_SCALE_ITEM_TWICE, 2, 0);
}
END_TEST

START_TEST(ranges_of_items)
{
    const int ends[][2] = {
        { 4, 0 }, { 2, 2 }, { 0, UF_ANSWER_MAX + 1 }, { -UF_ANSWER_MAX - 1, 0 }
    };
    for (size_t i = 0; i < 4; i++) {
        const uf_scale_item items[] = { item(0, ends[i][0], ends[i][1]) };
        const uf_scale scale = { .items = items, .n = 1, .rule = { .min_items = 1 } };
        expect(&scale, 1, UF_SCALE_ITEM_RANGE, 0, UF_NO_INDEX);
    }
}
END_TEST

START_TEST(an_item_with_two_ranges)
{
    const uf_scale_item one[] = { item(0, 0, 4) }, other[] = { item(1, 0, 4), item(0, 1, 5) };
    const uf_scale scales[] = { { .items = one, .n = 1, .rule = { .min_items = 1 } },
                                { .items = other, .n = 2, .rule = { .min_items = 2 } } };
    expect(scales, 2, UF_SCALE_ITEM_RANGES, 1, 0);
}
END_TEST

START_TEST(weights_of_items)
{
    const int64_t weights[] = { 0, -1, (int64_t)UF_WEIGHT_MAX * UF_WEIGHT_UNIT + 1 };
    for (size_t i = 0; i < 3; i++) {
        uf_scale_item items[] = { item(0, 0, 4) };
        items[0].weight = weights[i];
        const uf_scale scale = { .items = items, .n = 1, .rule = { .min_items = 1 } };
        expect(&scale, 1, UF_SCALE_ITEM_WEIGHT, 0, UF_NO_INDEX);
    }
}
END_TEST

START_TEST(how_many_items_must_be_answered)
{
    uf_scale scale = sum_of_three();
    scale.rule.method = UF_SCALE_MEAN;
    for (size_t n = 0; n < 6; n++) {
        scale.rule.min_items = n;
        expect(&scale, 1, n >= 1 && n <= 3 ? SOUND : UF_SCALE_MIN_ITEMS, UF_NO_INDEX, UF_NO_INDEX);
    }
}
END_TEST

START_TEST(a_partial_sum_that_is_not_prorated_understates)
{
    uf_scale scale = sum_of_three();
    scale.rule.min_items = 2;
    expect(&scale, 1, UF_SCALE_PARTIAL_SUM, UF_NO_INDEX, UF_NO_INDEX);
    scale.rule.prorate = true;
    expect(&scale, 1, SOUND, 0, 0);
}
END_TEST

/* ---- Parts ---- */

START_TEST(parts_of_totals)
{
    const size_t itself[] = { 1 }, later[] = { 2 }, twice[] = { 0, 0 }, good[] = { 0 };
    const struct {
        const size_t *parts;
        size_t n;
        uf_scale_method method;
        uf_scale_fault fault;
        size_t at, other;
    } cases[] = {
        { good, 1, UF_SCALE_SUM, SOUND, 0, 0 },
        { good, 1, UF_SCALE_ROUNDED, UF_SCALE_PART_RULE, UF_NO_INDEX, UF_NO_INDEX },
        { itself, 1, UF_SCALE_SUM, UF_SCALE_PART_ORDER, 0, UF_NO_INDEX },
        { later, 1, UF_SCALE_SUM, UF_SCALE_PART_ORDER, 0, UF_NO_INDEX },
        { twice, 2, UF_SCALE_SUM, UF_SCALE_PART_TWICE, 1, 0 },
        { NULL, 0, UF_SCALE_SUM, UF_SCALE_EMPTY, UF_NO_INDEX, UF_NO_INDEX },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_scale scales[] = {
            sum_of_three(),
            { .parts = cases[i].parts,
              .part_count = cases[i].n,
              .rule = { .method = cases[i].method } },
            sum_of_three(),
        };
        expect(scales, 3, cases[i].fault, cases[i].at, cases[i].other);
    }
}
END_TEST

START_TEST(items_and_parts)
{
    const size_t parts[] = { 0 };
    uf_scale scales[] = { sum_of_three(), sum_of_three() };
    scales[1].parts = parts;
    scales[1].part_count = 1;
    expect(scales, 2, UF_SCALE_ITEMS_AND_PARTS, UF_NO_INDEX, UF_NO_INDEX);
}
END_TEST

/* A total whose part is itself must not be asked for its ends, nor what is made of it. */
START_TEST(bands_of_a_total_without_end)
{
    const size_t itself[] = { 0 }, broken[] = { 0 };
    const uf_scale_band bands[] = { { .name = "all", .low = { 0, 0 }, .open = true } };
    const uf_scale scales[] = {
        { .parts = itself, .part_count = 1, .bands = bands, .band_count = 1 },
        { .parts = broken, .part_count = 1, .bands = bands, .band_count = 1 },
    };
    expect(scales, 2, UF_SCALE_PART_ORDER, 0, UF_NO_INDEX);
}
END_TEST

/* ---- Bands. Three items from 0 to 4: sums from 0 to 12. ---- */

static uf_scale_band closed(int64_t low, int64_t high, int places)
{
    return (uf_scale_band){ .name = "b", .low = { low, places }, .high = { high, places } };
}

static uf_scale_band from(int64_t low)
{
    return (uf_scale_band){ .name = "b", .low = { low, 0 }, .open = true };
}

START_TEST(bands_of_a_sum)
{
    const struct {
        uf_scale_band bands[3];
        size_t n;
        uf_scale_fault fault;
        size_t at, other;
    } cases[] = {
        { { closed(0, 3, 0), closed(4, 7, 0), closed(8, 12, 0) }, 3, SOUND, 0, 0 },
        { { from(0), from(4), from(8) }, 3, SOUND, 0, 0 },
        { { from(-1), closed(4, 12, 0) }, 2, SOUND, 0, 0 },
        { { closed(0, 3, 0), closed(3, 12, 0) }, 2, UF_SCALE_BAND_OVERLAP, 1, 0 },
        { { from(0), from(0) }, 2, UF_SCALE_BAND_OVERLAP, 1, 0 },
        { { closed(0, 3, 0), closed(5, 12, 0) }, 2, UF_SCALE_BAND_HOLE, 1, 0 },
        { { closed(1, 3, 0), closed(4, 12, 0) }, 2, UF_SCALE_BAND_HOLE, 0, UF_NO_INDEX },
        { { closed(0, 3, 0), closed(4, 11, 0) }, 2, UF_SCALE_BAND_HOLE, 2, UF_NO_INDEX },
        { { closed(0, 12, 0), closed(13, 20, 0) }, 2, UF_SCALE_BAND_OUTSIDE, 1, UF_NO_INDEX },
        { { from(0), from(13) }, 2, UF_SCALE_BAND_OUTSIDE, 1, UF_NO_INDEX },
        /* 3.5 is no sum: nothing is between 3 and 4, nor between 3.9 and 4. */
        { { closed(0, 35, 1), closed(36, 120, 1) }, 2, SOUND, 0, 0 },
        { { closed(0, 39, 1), closed(41, 120, 1) }, 2, UF_SCALE_BAND_HOLE, 1, 0 },
        /* Below 0 there is nothing to leave out. */
        { { closed(-5, -3, 0), closed(0, 12, 0) }, 2, UF_SCALE_BAND_OUTSIDE, 0, UF_NO_INDEX },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uf_scale scale = sum_of_three();
        scale.bands = cases[i].bands;
        scale.band_count = cases[i].n;
        expect(&scale, 1, cases[i].fault, cases[i].at, cases[i].other);
    }
}
END_TEST

START_TEST(a_band_that_runs_backwards)
{
    const uf_scale_band bands[] = { closed(0, 12, 0), closed(14, 13, 0) };
    uf_scale scale = sum_of_three();
    scale.bands = bands;
    scale.band_count = 2;
    expect(&scale, 1, UF_SCALE_BAND_BACKWARDS, 1, UF_NO_INDEX);
}
END_TEST

/* 3.00 to 4.30 and 4.31 to 5: no mean of six answers is between, but 13/3 is past 4.31 and no
 * mean of three is either; from 4.30 to 4.34 there is 4.333, of six and of three. */
START_TEST(bands_of_a_mean_leave_out_only_what_nobody_has)
{
    uf_scale_item items[6];
    for (size_t i = 0; i < 6; i++)
        items[i] = item(i, 1, 5);
    const struct {
        uf_scale_band bands[2];
        size_t min_items;
        uf_scale_fault fault;
    } cases[] = {
        { { closed(100, 430, 2), closed(431, 500, 2) }, 6, SOUND },
        { { closed(100, 430, 2), closed(431, 500, 2) }, 3, SOUND },
        { { closed(100, 430, 2), closed(434, 500, 2) }, 6, UF_SCALE_BAND_HOLE },
        { { closed(100, 420, 2), closed(430, 500, 2) }, 6, SOUND },
        { { closed(100, 419, 2), closed(430, 500, 2) }, 5, UF_SCALE_BAND_HOLE }, /* 21/5 = 4.2 */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const uf_scale scale = {
            .items = items,
            .n = 6,
            .rule = { .method = UF_SCALE_MEAN, .min_items = cases[i].min_items },
            .bands = cases[i].bands,
            .band_count = 2,
        };
        expect(&scale, 1, cases[i].fault, 1, 0);
    }
}
END_TEST

/* A prorated sum need not be whole: with two of three answered, 3 * 7 / 2 = 10.5. */
START_TEST(bands_of_a_prorated_sum)
{
    const uf_scale_band bands[] = { closed(0, 10, 0), closed(11, 12, 0) };
    uf_scale scale = sum_of_three();
    scale.bands = bands;
    scale.band_count = 2;
    expect(&scale, 1, SOUND, 0, 0);
    scale.rule.min_items = 2;
    scale.rule.prorate = true;
    expect(&scale, 1, UF_SCALE_BAND_HOLE, 1, 0);
}
END_TEST

START_TEST(weights_make_every_stretch_a_hole)
{
    uf_scale_item items[] = { item(0, 0, 4) };
    const uf_scale_band bands[] = { closed(0, 1, 0), closed(2, 6, 0) };
    items[0].weight = 1500;
    const uf_scale scale = {
        .items = items, .n = 1, .rule = { .min_items = 1 }, .bands = bands, .band_count = 2
    };
    expect(&scale, 1, UF_SCALE_BAND_HOLE, 1, 0);
}
END_TEST

START_TEST(a_total_of_whole_parts_is_whole)
{
    const size_t parts[] = { 0, 1 };
    const uf_scale_band bands[] = { closed(0, 11, 0), closed(12, 24, 0) };
    uf_scale scales[] = { sum_of_three(),
                          sum_of_three(),
                          { .parts = parts, .part_count = 2, .bands = bands, .band_count = 2 } };
    expect(scales, 3, SOUND, 0, 0);
    scales[0].rule.min_items = 2;
    scales[0].rule.prorate = true;
    expect(scales, 3, UF_SCALE_BAND_HOLE, 1, 0);
}
END_TEST

/* ---- Numbers ---- */

START_TEST(gaps_in_the_numbers_of_items)
{
    static const char *const names[] = {
        "q4", "q2", "b_1", "q1", "q7", "note", "b_2", "q1234567890"
    };
    uf_numbering_gap gaps[ROOM];
    ck_assert_uint_eq(uf_scale_numbering_gaps(gaps, ROOM, names, 8), 2);
    ck_assert_uint_eq(gaps[0].before, 0); /* q4, then q7 */
    ck_assert_uint_eq(gaps[0].from, 5);
    ck_assert_uint_eq(gaps[0].upto, 6);
    ck_assert_uint_eq(gaps[1].before, 1); /* q2, then q4 */
    ck_assert_uint_eq(gaps[1].from, 3);
    ck_assert_uint_eq(gaps[1].upto, 3);
    ck_assert_uint_eq(uf_scale_numbering_gaps(NULL, 0, names, 8), 2);
    ck_assert_uint_eq(uf_scale_numbering_gaps(NULL, 0, names, 0), 0);
}
END_TEST

Suite *test_scale_check_suite(void)
{
    Suite *suite = suite_create("scale_check");
    TCase *tests = tcase_create("scale_check");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, a_sound_scale);
    tcase_add_test(tests, an_item_twice);
    tcase_add_test(tests, ranges_of_items);
    tcase_add_test(tests, an_item_with_two_ranges);
    tcase_add_test(tests, weights_of_items);
    tcase_add_test(tests, how_many_items_must_be_answered);
    tcase_add_test(tests, a_partial_sum_that_is_not_prorated_understates);
    tcase_add_test(tests, parts_of_totals);
    tcase_add_test(tests, items_and_parts);
    tcase_add_test(tests, bands_of_a_total_without_end);
    tcase_add_test(tests, bands_of_a_sum);
    tcase_add_test(tests, a_band_that_runs_backwards);
    tcase_add_test(tests, bands_of_a_mean_leave_out_only_what_nobody_has);
    tcase_add_test(tests, bands_of_a_prorated_sum);
    tcase_add_test(tests, weights_make_every_stretch_a_hole);
    tcase_add_test(tests, a_total_of_whole_parts_is_whole);
    tcase_add_test(tests, gaps_in_the_numbers_of_items);
    return suite;
}
