/* test_messages.c: what may reach a terminal. UTF-8 cases: The Unicode Standard 15, table 3-7. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"

Suite *test_messages_suite(void);

/* The safe form of a text that may hold NUL. */
static const char *show(const char *text, size_t length)
{
    static char shown[256];
    ck_assert_uint_lt(4 * length, sizeof shown);
    size_t used = uf_message_show(shown, text, length);
    ck_assert_uint_le(used, 4 * length);
    shown[used] = '\0';
    return shown;
}

static void check_shown(const char *text, const char *expected)
{
    ck_assert_str_eq(show(text, strlen(text)), expected);
}

START_TEST(passes)
{
    check_shown("plain text, 'quoted'", "plain text, 'quoted'");
    check_shown("\xC3\xA5\xC3\xA4\xC3\xB6 \xE2\x80\x93 \xE5\xAD\xA6 \xF0\x9F\x98\x80",
                "\xC3\xA5\xC3\xA4\xC3\xB6 \xE2\x80\x93 \xE5\xAD\xA6 \xF0\x9F\x98\x80");
    check_shown("\xC2\xA0", "\xC2\xA0");
    check_shown("\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF");
    check_shown("", "");
}
END_TEST

START_TEST(shows_controls)
{
    check_shown("\x1B[31mred", "\\x1B[31mred");
    check_shown("a\nb\r\tc", "a\\x0Ab\\x0D\\x09c");
    check_shown("\x7F", "\\x7F");
    check_shown("\xC2\x80\xC2\x9B\xC2\x9F", "\\xC2\\x80\\xC2\\x9B\\xC2\\x9F");
    ck_assert_str_eq(show("a\0b", 3), "a\\x00b");
}
END_TEST

START_TEST(shows_invalid_utf8)
{
    check_shown("\xFF", "\\xFF");
    check_shown("\xE5"
                "ke",
                "\\xE5ke");
    check_shown("\x80", "\\x80");
    check_shown("\xC0\xAF", "\\xC0\\xAF");
    check_shown("\xC1\xBF", "\\xC1\\xBF");
    check_shown("\xE0\x9F\xBF", "\\xE0\\x9F\\xBF");
    check_shown("\xED\xA0\x80", "\\xED\\xA0\\x80");
    check_shown("\xF0\x8F\xBF\xBF", "\\xF0\\x8F\\xBF\\xBF");
    check_shown("\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80");
    check_shown("\xF8\x88\x80\x80\x80", "\\xF8\\x88\\x80\\x80\\x80");
    check_shown("\xE2\x80", "\\xE2\\x80");
    check_shown("\xE2\x80\xC3\xA5", "\\xE2\\x80\xC3\xA5");
}
END_TEST

START_TEST(characters)
{
    ck_assert_uint_eq(uf_message_character("a", 1), 1);
    ck_assert_uint_eq(uf_message_character("\xC3\xA5", 2), 2);
    ck_assert_uint_eq(uf_message_character("\xC3\xA5", 1), 0);
    ck_assert_uint_eq(uf_message_character("", 0), 0);
    ck_assert_uint_eq(uf_message_character("\xEF\xBF\xBD", 3), 3);
}
END_TEST

START_TEST(a_line)
{
    size_t length;
    char *line = uf_message_line("uf-x", "a.csv:3: '\x1B' is not a number\n", &length);
    ck_assert_str_eq(line, "uf-x: a.csv:3: '\\x1B' is not a number\\x0A\n");
    ck_assert_uint_eq(length, strlen(line));
    free(line);
    line = uf_message_line("uf-x", "", &length);
    ck_assert_str_eq(line, "uf-x: \n");
    free(line);
}
END_TEST

START_TEST(formatted)
{
    char *text = uf_message_text("%s=%d%%", "share", 15);
    ck_assert_str_eq(text, "share=15%");
    free(text);
    char *empty = uf_message_text("%s", "");
    ck_assert_str_eq(empty, "");
    free(empty);
}
END_TEST

Suite *test_messages_suite(void)
{
    Suite *suite = suite_create("messages");
    TCase *tests = tcase_create("messages");
    tcase_add_test(tests, passes);
    tcase_add_test(tests, shows_controls);
    tcase_add_test(tests, shows_invalid_utf8);
    tcase_add_test(tests, characters);
    tcase_add_test(tests, a_line);
    tcase_add_test(tests, formatted);
    suite_add_tcase(suite, tests);
    return suite;
}
