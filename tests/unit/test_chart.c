/* test_chart.c: texts on their way into a chart, and round axes.
 *
 * That gnuplot then draws them and runs nothing is shown by tests/cli/charts.sh. Widths: the font's
 * own table (hmtx of DejaVu Sans 2.37: H 1540, i 569, å 1255 of 2048 units an em). */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/chart_axis.h"
#include "cli/chart_colour.h"
#include "cli/chart_measure.h"
#include "cli/chart_terminal.h"
#include "cli/chart_text.h"
#include "cli/language.h"
#include "cli/messages.h"
#include "cli/vocabulary.h"

Suite *test_chart_suite(void);

#define FONT(pixels) ((uf_chart_font){ (pixels), false })

/* --- Texts. --- */

static void expect_clean(const char *text, const char *expected)
{
    char *clean = uf_chart_text_clean(text);
    ck_assert_str_eq(clean, expected);
    free(clean);
}

START_TEST(clean_keeps_text_and_drops_controls)
{
    expect_clean("", "");
    expect_clean("\xC3\x85ker\xC3\xB6 'a' \"b\" `c` \\ $ @",
                 "\xC3\x85ker\xC3\xB6 'a' \"b\" `c` \\ $ @");
    expect_clean("a\nb\tc\x1B[31m\x7F", "a b c [31m ");
    expect_clean("a\xC2\x9B"
                 "b",
                 "a b");                   /* C1: U+009B */
    expect_clean("a\xE2\x80\x8F.", "a ."); /* U+200F, right-to-left mark */
    expect_clean("a\xE2\x80\xA9.", "a ."); /* U+2029, paragraph separator */
    expect_clean("\xEF\xBB\xBF.", " .");   /* U+FEFF */
    expect_clean("\xFFz\xC3", "\xEF\xBF\xBDz\xEF\xBF\xBD");
    expect_clean("\xEF\xBF\xBE", "\xEF\xBF\xBD"); /* U+FFFE is no character, and no XML */
}
END_TEST

static void expect_quoted(const char *text, const char *expected)
{
    char field[UF_CHART_FIELD_SIZE];
    ck_assert_uint_eq(uf_chart_text_quote(field, text), strlen(expected));
    ck_assert_str_eq(field, expected);
}

/* Octal by hand: backquote 0140, " 042, \ 0134, @ 0100, $ 044, # 043, ; 073, ' 047, { 0173. */
START_TEST(quote_leaves_nothing_that_means_something)
{
    expect_quoted("", "\"\"");
    expect_quoted("\xC3\x85ker\xC3\xB6 (15%)", "\"\xC3\x85ker\xC3\xB6 (15%)\"");
    expect_quoted("`x`", "\"\\140x\\140\"");
    expect_quoted("\"\\@$#;'{", "\"\\042\\134\\100\\044\\043\\073\\047\\173\"");
}
END_TEST

/* gnuplot reads \0431 as one escape; 1 is 061, 7 067, 2 062. */
START_TEST(quote_ends_escapes_before_digits)
{
    expect_quoted("b#172.5", "\"b\\043\\061\\067\\062.5\"");
    expect_quoted("#8#x1", "\"\\0438\\043x1\"");
    expect_quoted("above_15 {1}2", "\"above\\13715 \\1731\\1752\"");
}
END_TEST

/* Every ASCII character but letters, digits and the few listed is escaped. */
START_TEST(quote_escapes_all_of_ascii)
{
    for (int c = 1; c < 128; c++) {
        const char text[] = { (char)c, '\0' };
        char field[UF_CHART_FIELD_SIZE], escaped[8];
        (void)uf_chart_text_quote(field, text);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || strchr(" .,:()%+-=/<>", c) != NULL;
        (void)snprintf(escaped, sizeof escaped, plain ? "\"%c\"" : "\"\\%03o\"", (unsigned)c);
        ck_assert_str_eq(field, escaped);
    }
}
END_TEST

static void expect_within_field(const char *piece)
{
    char text[16384] = "";
    while (strlen(text) + strlen(piece) < sizeof text - 1)
        strncat(text, piece, sizeof text - strlen(text) - 1);
    char field[UF_CHART_FIELD_SIZE];
    const size_t length = uf_chart_text_quote(field, text);
    ck_assert_uint_lt(length, UF_CHART_FIELD_SIZE);
    ck_assert_uint_gt(length, UF_CHART_FIELD_SIZE - 12);
    ck_assert_uint_eq(strlen(field), length);
    ck_assert_str_eq(field + length - 4, "\xE2\x80\xA6\"");
    for (size_t at = 0; at < length;) {
        const size_t bytes = uf_message_character(field + at, length - at);
        ck_assert_uint_gt(bytes, 0);
        at += bytes;
    }
}

START_TEST(quote_cuts_between_characters)
{
    expect_within_field("a");
    expect_within_field("`");
    expect_within_field("\xC3\xA5");
    expect_within_field("\xE2\x80\x93");
    expect_within_field("\xF0\x9F\x98\x80");
}
END_TEST

START_TEST(width_is_the_fonts)
{
    ck_assert_double_eq_tol(uf_chart_text_width("H", 1, FONT(2048)), 1540, 21);
    ck_assert_double_eq_tol(uf_chart_text_width("i", 1, FONT(2048)), 569, 21);
    ck_assert_double_ge(uf_chart_text_width("\xC3\xA5", 2, FONT(2048)), 1255);
    ck_assert_double_eq(uf_chart_text_width("e\xCC\x81", 3, FONT(10)),
                        uf_chart_text_width("e", 1, FONT(10)));
    ck_assert_double_eq(uf_chart_text_width("\xE5\xAD\xA6", 3, FONT(10)), 10);
    ck_assert_double_eq(uf_chart_text_width("", 0, FONT(10)), 0);
}
END_TEST

/* Lines joined by |. */
static void expect_lines(const char *text, double width, size_t max, const char *expected)
{
    uf_texts lines = { 0 };
    char joined[512] = "";
    bool cut;
    ck_assert(uf_chart_text_wrap(&lines, text, width, FONT(10), max, &cut));
    for (size_t i = 0; i < lines.count; i++) {
        ck_assert_double_le(uf_chart_text_width(lines.items[i], strlen(lines.items[i]), FONT(10)),
                            width);
        strncat(joined, i > 0 ? "|" : "", sizeof joined - strlen(joined) - 1);
        strncat(joined, lines.items[i], sizeof joined - strlen(joined) - 1);
    }
    ck_assert_str_eq(joined, expected);
    ck_assert(cut == (strstr(expected, "\xE2\x80\xA6") != NULL));
    uf_texts_release(&lines);
}

/* "aaaa" is 4 * 6.2 = 24.8 pixels wide at size 10, a space 3.2, a hyphen 3.7, an ellipsis 10. */
START_TEST(wrap_breaks_lines)
{
    expect_lines("", 50, 3, "");
    expect_lines("   ", 50, 3, "");
    expect_lines("aaaa aaaa", 60, 3, "aaaa aaaa");
    expect_lines("aaaa aaaa", 50, 3, "aaaa|aaaa");
    expect_lines("  aaaa   aaaa ", 50, 3, "aaaa|aaaa");
    expect_lines("aaaa-aaaa", 50, 3, "aaaa-|aaaa");
    expect_lines("aaaaaaaaaaaa", 50, 3, "aaaaaaaa|aaaa");
    expect_lines("a aaaaaaaaaaaa", 50, 3, "a aaaaaa|aaaaaa");
    expect_lines("aaaa aaaa aaaa", 50, 2, "aaaa|aaaa a\xE2\x80\xA6");
    expect_lines("aaaaaaaaaaaa", 50, 1, "aaaaaa\xE2\x80\xA6");
}
END_TEST

START_TEST(wrap_keeps_percent_signs_with_their_numbers)
{
    /* "aaaa 15 %": 4 * 6.2 + 3.2 + 2 * 6.4 + 3.2 = 44, with the sign 53.5 */
    expect_lines("aaaa 15 %", 50, 3, "aaaa|15 %");
}
END_TEST

/* A cell for a character, two for those of East Asia, none for a combining mark. */
START_TEST(cells_are_counted)
{
    const uf_chart_font cells = { 10, true };
    ck_assert_double_eq(uf_chart_text_width("iW\xC3\xA5", 4, cells), 30);
    ck_assert_double_eq(uf_chart_text_width("e\xCC\x81", 3, cells), 10);
    ck_assert_double_eq(uf_chart_text_width("\xE5\xAD\xA6", 3, cells), 20);
    ck_assert_double_eq(uf_chart_text_width("\xE2\x80\xA6", 3, cells), 10);
}
END_TEST

/* --- Terminals. --- */

static void expect_tidy(const char *text, const char *expected)
{
    char copy[128];
    const size_t length = strlen(text);
    ck_assert_uint_lt(length, sizeof copy);
    memcpy(copy, text, length + 1);
    const size_t tidy = uf_chart_terminal_tidy(copy, length);
    ck_assert_uint_le(tidy, length);
    ck_assert_uint_eq(tidy, strlen(expected));
    ck_assert_int_eq(memcmp(copy, expected, tidy), 0);
}

START_TEST(terminal_lines_are_tidy)
{
    expect_tidy("", "");
    expect_tidy("\f   \n\n", "");
    expect_tidy("\f   \n a  \n\n b \n   \n   ", " a\n\n b\n");
    expect_tidy("\f a", " a");
    expect_tidy("\f\x1B[0;39m  \n\x1B[0;39m a\x1B[31mb  \n\x1B[0;39m  \x1B[0;39;49m",
                "\x1B[0;39m a\x1B[31mb\x1B[0m\n");
}
END_TEST

/* --- Colours. --- */

/* The ends and a middle of ColorBrewer's Blues; halfway from F7FBFF to DEEBF7 by hand. Contrast
 * (WCAG 2.1, by hand): on 2171B5 white has 5.1 and ink 3.1; on 6BAED6 white has 2.4, ink 6.6. */
START_TEST(colours_between_those_of_the_scale)
{
    ck_assert_uint_eq(uf_colour_scale(0), 0xF7FBFF);
    ck_assert_uint_eq(uf_colour_scale(-1), 0xF7FBFF);
    ck_assert_uint_eq(uf_colour_scale(1), 0x08519C);
    ck_assert_uint_eq(uf_colour_scale(2), 0x08519C);
    ck_assert_uint_eq(uf_colour_scale(4.0 / 7), 0x6BAED6);
    ck_assert_uint_eq(uf_colour_scale(0.5 / 7), 0xEBF3FB);
    ck_assert(uf_colour_dark(0x2171B5));
    ck_assert(!uf_colour_dark(0x6BAED6));
    ck_assert(uf_colour_dark(0x000000));
    ck_assert(!uf_colour_dark(0xFFFFFF));
}
END_TEST

/* --- Axes. --- */

static void expect_axis(double low, double high, size_t steps, bool whole, uf_axis expected)
{
    const uf_axis axis = uf_axis_round(low, high, steps, whole);
    ck_assert_double_eq_tol(axis.low, expected.low, 1e-9);
    ck_assert_double_eq_tol(axis.high, expected.high, 1e-9);
    ck_assert_double_eq_tol(axis.step, expected.step, 1e-9);
    ck_assert_uint_le(uf_axis_steps(&axis), steps > 1 ? steps : 1);
}

START_TEST(axes_are_round)
{
    expect_axis(0, 100, 6, false, (uf_axis){ 0, 100, 20 });
    expect_axis(0, 57.2, 6, false, (uf_axis){ 0, 60, 10 });
    expect_axis(0, 0.31, 5, false, (uf_axis){ 0, 0.4, 0.1 });
    expect_axis(5, 30, 5, false, (uf_axis){ 5, 30, 5 });
    expect_axis(-7, 12, 5, false, (uf_axis){ -10, 15, 5 });
    expect_axis(0, 3, 6, true, (uf_axis){ 0, 3, 1 });
    expect_axis(0, 0, 6, false, (uf_axis){ 0, 1, 1 });
    expect_axis(NAN, INFINITY, 6, false, (uf_axis){ 0, 1, 1 });
}
END_TEST

START_TEST(axis_numbers)
{
    char text[UF_AXIS_TEXT_SIZE];
    const uf_axis axis = uf_axis_round(0, 0.7, 7, false);
    ck_assert_uint_eq(uf_axis_steps(&axis), 7);
    ck_assert_str_eq(uf_axis_text(text, uf_axis_tick(&axis, 3), ""), "0.3");
    ck_assert_str_eq(uf_axis_text(text, 12.5, "%"), "12.5%");
    ck_assert_str_eq(uf_axis_text(text, -1e-17, "%"), "0%");
}
END_TEST

/* --- Measures. --- */

static void expect_text(char *text, const char *expected)
{
    ck_assert_ptr_nonnull(text);
    ck_assert_str_eq(text, expected);
    free(text);
}

/* No language has been chosen: all is English (tests/cli/language.sh tries Swedish). */
START_TEST(words_without_a_language)
{
    char number[] = "12.5";
    ck_assert_str_eq(uf_language_number(number), "12.5");
    ck_assert_str_eq(uf_translate(""), "");
    ck_assert_str_eq(uf_translate("no data"), "no data");
    expect_text(uf_vocabulary(""), "");
    expect_text(uf_vocabulary("pupils"), "pupils");
    expect_text(uf_vocabulary("a word of somebody else's"), "a word of somebody else's");
    expect_text(uf_vocabulary("the interval ignores clustering by "),
                "the interval ignores clustering by ");
    expect_text(
        uf_vocabulary("the interval ignores clustering by class (ICC 0.05, design effect 1.2)"),
        "the interval ignores clustering by class (ICC 0.05, design effect 1.2)");
    expect_text(uf_vocabulary("%s%n"), "%s%n");
}
END_TEST

START_TEST(measures_in_words)
{
    uf_estimate estimate;
    uf_estimate_init(&estimate);
    estimate.measure = "above_15";
    estimate.term = "share";
    estimate.estimand = "pupils";
    estimate.definition = "absence;window=3m;absence>15%";
    expect_text(uf_chart_measure_short(&estimate), "above 15%");
    expect_text(uf_chart_measure_title(&estimate, false), "Share of pupils with absence above 15%");
    expect_text(uf_chart_measure_title(&estimate, true),
                "Share of pupils with absence above the limit");
    expect_text(uf_chart_measure_rules(&estimate), "absence;window=3m");
    ck_assert_str_eq(uf_chart_measure_unit(&estimate), "%");
    estimate.measure = "at_least_20";
    estimate.definition = "Days>=20";
    expect_text(uf_chart_measure_short(&estimate), "at least 20");
    expect_text(uf_chart_measure_outcome(&estimate), "Days");
    expect_text(uf_chart_measure_rules(&estimate), "");
    ck_assert_str_eq(uf_chart_measure_unit(&estimate), "");
    estimate.measure = "absence";
    estimate.term = "rate";
    expect_text(uf_chart_measure_title(&estimate, false), "Absence as a share of scheduled time");
    estimate.measure = "above_12.5";
    estimate.term = "share";
    estimate.estimand = "";
    estimate.definition = "x>12.5%";
    expect_text(uf_chart_measure_title(&estimate, false), "Share of units with x above 12.5%");
    estimate.estimand = "pupils";
    estimate.measure = "improved";
    estimate.definition = "rule=sum;min-change=1,1";
    expect_text(uf_chart_measure_short(&estimate), "improved");
    expect_text(uf_chart_measure_title(&estimate, false), "Share of pupils: improved");
    expect_text(uf_chart_measure_rules(&estimate), "rule=sum;min-change=1,1");
}
END_TEST

Suite *test_chart_suite(void)
{
    Suite *suite = suite_create("chart");
    TCase *texts = tcase_create("texts");
    tcase_add_test(texts, clean_keeps_text_and_drops_controls);
    tcase_add_test(texts, quote_leaves_nothing_that_means_something);
    tcase_add_test(texts, quote_ends_escapes_before_digits);
    tcase_add_test(texts, quote_escapes_all_of_ascii);
    tcase_add_test(texts, quote_cuts_between_characters);
    tcase_add_test(texts, width_is_the_fonts);
    tcase_add_test(texts, wrap_breaks_lines);
    tcase_add_test(texts, wrap_keeps_percent_signs_with_their_numbers);
    tcase_add_test(texts, cells_are_counted);
    tcase_add_test(texts, terminal_lines_are_tidy);
    tcase_add_test(texts, words_without_a_language);
    tcase_add_test(texts, colours_between_those_of_the_scale);
    suite_add_tcase(suite, texts);
    TCase *axes = tcase_create("axes");
    tcase_add_test(axes, axes_are_round);
    tcase_add_test(axes, axis_numbers);
    suite_add_tcase(suite, axes);
    TCase *measures = tcase_create("measures");
    tcase_add_test(measures, measures_in_words);
    suite_add_tcase(suite, measures);
    return suite;
}
