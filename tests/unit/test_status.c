/* test_status.c: facts of failures, and empty result rows. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <utfall/estimate.h>
#include <utfall/status.h>

START_TEST(error_carries_the_facts)
{
    uf_error error = { .reason = "" };
    uf_status status = uf_error_set(&error, UF_EDATA, "uf_ols_fit", "too few rows", 3, 2.5);
    ck_assert_int_eq(status, UF_EDATA);
    ck_assert_int_eq(error.status, UF_EDATA);
    ck_assert_str_eq(error.function, "uf_ols_fit");
    ck_assert_str_eq(error.reason, "too few rows");
    ck_assert_uint_eq(error.index, 3);
    ck_assert(error.value == 2.5);
}
END_TEST

START_TEST(error_is_not_required)
{
    ck_assert_int_eq(uf_error_set(NULL, UF_EINVAL, "f", "r", UF_NO_INDEX, NAN), UF_EINVAL);
}
END_TEST

START_TEST(every_status_has_its_name)
{
    ck_assert_str_eq(uf_status_name(UF_OK), "UF_OK");
    ck_assert_str_eq(uf_status_name(UF_EINVAL), "UF_EINVAL");
    ck_assert_str_eq(uf_status_name(UF_EDATA), "UF_EDATA");
    ck_assert_str_eq(uf_status_name(UF_ESINGULAR), "UF_ESINGULAR");
    ck_assert_str_eq(uf_status_name(UF_ENUMERIC), "UF_ENUMERIC");
    ck_assert_str_eq(uf_status_name(UF_ENOMEM), "UF_ENOMEM");
    ck_assert_str_eq(uf_status_name(UF_ERANGE), "UF_ERANGE");
    ck_assert_str_eq(uf_status_name((uf_status)99), "unknown status");
}
END_TEST

START_TEST(empty_estimate_says_nothing)
{
    uf_estimate row;
    uf_estimate_init(&row);
    const double numbers[] = { row.estimate,    row.std_error,        row.conf_low,  row.conf_high,
                               row.conf_level,  row.statistic,        row.df,        row.p_value,
                               row.n,           row.events,           row.clusters,  row.bound_low,
                               row.n_reference, row.events_reference, row.bound_high };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        ck_assert(isnan(numbers[i]));
    const char *const texts[] = { row.measure,    row.term,   row.group,
                                  row.reference,  row.period, row.estimand,
                                  row.definition, row.method, row.note };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        ck_assert_str_eq(texts[i], "");
    ck_assert_int_eq(row.role, UF_PRIMARY);
    ck_assert_int_eq(row.better, UF_BETTER_UNSAID);
}
END_TEST

START_TEST(notes_are_joined_and_not_repeated)
{
    uf_estimate row;
    uf_estimate_init(&row);
    ck_assert(uf_estimate_note(&row, "under 30 units"));
    ck_assert(uf_estimate_note(&row, "no interval"));
    ck_assert(uf_estimate_note(&row, "under 30 units"));
    ck_assert_str_eq(row.note, "under 30 units; no interval");
}
END_TEST

/* A note of UF_NOTE_SIZE - 1 bytes fits to the byte; one more does not, and changes nothing. */
START_TEST(note_that_does_not_fit_is_refused)
{
    char sentence[UF_NOTE_SIZE + 1];
    memset(sentence, 'a', sizeof sentence);
    sentence[UF_NOTE_SIZE] = '\0';
    uf_estimate row;
    uf_estimate_init(&row);
    ck_assert(!uf_estimate_note(&row, sentence));
    ck_assert_str_eq(row.note, "");
    sentence[UF_NOTE_SIZE - 1] = '\0';
    ck_assert(uf_estimate_note(&row, sentence));
    ck_assert_uint_eq(strlen(row.note), UF_NOTE_SIZE - 1);
    ck_assert(!uf_estimate_note(&row, "b"));
    ck_assert_str_eq(row.note, sentence);
}
END_TEST

START_TEST(method_that_does_not_fit_is_cut)
{
    char name[UF_METHOD_SIZE + 1];
    memset(name, 'm', sizeof name);
    name[UF_METHOD_SIZE] = '\0';
    uf_estimate row;
    uf_estimate_init(&row);
    ck_assert(!uf_estimate_method(&row, name));
    ck_assert_uint_eq(strlen(row.method), UF_METHOD_SIZE - 1);
    ck_assert(uf_estimate_method(&row, "wilson"));
    ck_assert_str_eq(row.method, "wilson");
}
END_TEST

START_TEST(roles_and_directions_have_names)
{
    ck_assert_str_eq(uf_role_name(UF_PRIMARY), "primary");
    ck_assert_str_eq(uf_role_name(UF_SENSITIVITY), "sensitivity");
    ck_assert_str_eq(uf_role_name(UF_DESCRIPTIVE), "descriptive");
    ck_assert_str_eq(uf_better_name(UF_BETTER_UNSAID), "");
    ck_assert_str_eq(uf_better_name(UF_BETTER_LOWER), "lower");
    ck_assert_str_eq(uf_better_name(UF_BETTER_HIGHER), "higher");
}
END_TEST

Suite *test_status_suite(void);

Suite *test_status_suite(void)
{
    Suite *suite = suite_create("status");
    TCase *tests = tcase_create("status");
    tcase_add_test(tests, error_carries_the_facts);
    tcase_add_test(tests, error_is_not_required);
    tcase_add_test(tests, every_status_has_its_name);
    tcase_add_test(tests, empty_estimate_says_nothing);
    tcase_add_test(tests, notes_are_joined_and_not_repeated);
    tcase_add_test(tests, note_that_does_not_fit_is_refused);
    tcase_add_test(tests, method_that_does_not_fit_is_cut);
    tcase_add_test(tests, roles_and_directions_have_names);
    suite_add_tcase(suite, tests);
    return suite;
}
